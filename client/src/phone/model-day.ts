// What the forms of a day make of the rows: arriving, a visit, photos, expenses, attendance, the report.
import { lineAmount, rounded, figure } from "../figures";
import type { FormRule, Laying } from "./model";
import type { Day, OrderLine, Visit } from "./types";

const ID = "([0-9a-f-]{36})";
const DAY = "(\\d{4}-\\d\\d-\\d\\d)";
export const at = (path: string): RegExp => new RegExp(`^${path.replaceAll(":id", ID).replaceAll(":day", DAY)}$`);

/** A photo that waits shows as this id; its picture is `bytesOf(key)`. */
export const WAITING_PHOTO = "waiting:";

/** A day of which nothing has come yet: a phone may be without a line for longer than the days it holds. */
export function emptyDay(id: string): Day {
  const said = { reflections: "", due: "", judgement: "", judgedBy: "", judgedAt: "", answers: [], returned: null };
  const own = { startedAt: "", endedAt: "", byArrival: false, absence: "", absencePart: "" };
  return { id, plan: null, stops: [], ...own, report: { id: null, status: "none", version: 0, ...said } };
}

export function changeDay(form: Laying, day: string, change: (row: Day) => Day): void {
  form.put("day", day, change(form.get("day", day) ?? emptyDay(day)));
}

function freshVisit(form: Laying, id: string): Visit {
  return {
    id,
    day: form.day,
    account: form.value("account"),
    stop: form.value("stop") || null,
    arrivedAt: form.moment,
    leftAt: "",
    channel: "",
    shut: form.value("shut") !== "",
    where: "unverified",
    distanceM: null,
    version: form.version,
    writable: true,
    results: [],
    purposes: form.values("purpose"),
    met: false,
    summary: "",
    lines: [],
    amount: "",
    method: "",
    notes: [],
    contacts: [],
    nextStep: "",
    nextStepOn: "",
    photos: [],
  };
}

/** One is at one place at a time: what is open elsewhere ends where the next one begins. */
function leaveOpen(form: Laying): void {
  for (const row of form.all("visit")) {
    if (!row.leftAt && !row.channel && !row.shut) form.put("visit", row.id, { ...row, leftAt: form.moment });
  }
}

/** A visit that begins by this form; a stop it was planned as knows it from here on. */
export function begin(form: Laying, id: string, more: Partial<Visit> = {}): void {
  if (form.get("visit", id)) return; // the server's own has come meanwhile
  if (!more.channel) leaveOpen(form);
  const visit = { ...freshVisit(form, id), ...more };
  const stop = visit.stop;
  if (stop) {
    changeDay(form, visit.day, (row) => ({
      ...row,
      stops: row.stops.map((one) => {
        if (one.id !== stop) return one;
        visit.account ||= one.account ?? "";
        visit.purposes = one.purposes;
        Object.assign(visit, along(form, one.companion ? [one.companion] : []));
        return { ...one, visit: id };
      }),
    }));
  }
  if (visit.shut) visit.leftAt = visit.arrivedAt;
  form.put("visit", id, visit);
}

/** Who came along, with their names, as far as they are known here. */
function along(form: Laying, ids: number[]): Pick<Visit, "companions" | "with"> {
  const names = new Map(form.all("me").flatMap((me) => me.people ?? []));
  return { companions: ids, with: ids.map((id) => names.get(id) ?? "").filter(Boolean) };
}

/** 陪訪: one comes along to the visit of one of one's people, or takes it back. */
function joined(form: Laying): void {
  const id = form.found[0]!;
  for (const me of form.all("me")) {
    const there = me.joinable?.find((one) => one.id === id);
    if (!there) continue;
    form.put("me", String(me.id), { ...me, joinable: me.joinable!.filter((one) => one !== there) });
    if (form.get("visit", id)) continue;
    const { account, name, person, arrivedAt, leftAt = "" } = there;
    form.put("visit", id, { ...freshVisit(form, id), account, name, by: person, arrivedAt, leftAt, joined: true, writable: false });
  }
}

function arrived(form: Laying): void {
  const id = form.value("id");
  if (!id) return;
  begin(form, id);
  if (form.item.files.length) addPhoto(form, id, "other");
}

function lines(form: Laying): OrderLine[] {
  const places = new Set<number>();
  for (const [name] of form.item.fields) {
    const found = /^line-(\d{1,4})-product$/.exec(name);
    if (found) places.add(Number(found[1]));
  }
  return [...places]
    .sort((a, b) => a - b)
    .map((n) => {
      const product = form.get("product", form.value(`line-${n}-product`));
      return {
        product: Number(form.value(`line-${n}-product`)),
        name: product?.name ?? form.value(`line-${n}-name`),
        quantity: form.value(`line-${n}-quantity`),
        price: form.value(`line-${n}-price`),
        discount: form.value(`line-${n}-discount`),
      };
    });
}

function notes(form: Laying): { kind: string; text: string }[] {
  const found: { kind: string; text: string }[] = [];
  for (const [name, kind] of form.item.fields) {
    const place = /^note-(\d{1,4})-kind$/.exec(name)?.[1];
    const text = place ? form.value(`note-${place}-text`).trim() : "";
    if (text) found.push({ kind, text });
  }
  return found;
}

function visited(form: Laying): void {
  const row = form.get("visit", form.found[0]!);
  if (!row) return;
  const contacts = form.values("contact");
  const newcomer = form.value("contact_name").trim();
  const account = form.get("account", row.account);
  if (newcomer && account) {
    const id = form.value("contact_id") || `waiting:${form.item.key}`;
    const said = { name: newcomer, title: form.value("contact_title"), phone: form.value("contact_phone") };
    const more = { id, ...said, dial: said.phone, line: "", refused: [], inCharge: form.value("contact_in_charge") !== "" };
    const others = account.contacts.filter((one) => one.id !== id);
    form.put("account", account.id, { ...account, contacts: [...others, more] });
    if (!contacts.includes(id)) contacts.push(id);
  }
  form.put("visit", row.id, {
    ...row,
    version: form.version,
    results: form.values("result"),
    purposes: row.stop ? row.purposes : form.values("purpose"),
    met: form.value("met") !== "",
    summary: form.value("summary"),
    lines: lines(form),
    amount: form.value("amount"),
    method: form.value("method"),
    notes: notes(form),
    contacts,
    ...(row.shut ? {} : along(form, form.values("companion").map(Number))),
    nextStep: form.value("next_step"),
    nextStepOn: form.value("next_step_on"),
    leftAt: form.value("act") === "leave" ? row.leftAt || form.moment : row.leftAt,
  });
}

function addPhoto(form: Laying, id: string, kind: string): void {
  const row = form.get("visit", id);
  if (row) form.put("visit", id, { ...row, photos: [...row.photos, { id: WAITING_PHOTO + form.item.key, kind }] });
}

function photoGone(form: Laying): void {
  for (const row of form.all("visit")) {
    if (!row.photos.some((one) => one.id === form.found[0])) continue;
    form.put("visit", row.id, { ...row, photos: row.photos.filter((one) => one.id !== form.found[0]) });
  }
}

/** What an expense told in kilometres comes to. */
function worth(form: Laying): string {
  const km = form.value("km").trim();
  const rate = form.get("code", `expense:${form.value("kind")}`)?.perKm;
  if (!km || !rate) return form.value("amount");
  const amount = rounded(figure(km) * Number(rate));
  return Number.isNaN(amount) ? "" : String(amount);
}

function spent(form: Laying, id: string, day: string): void {
  const before = form.get("expense", id);
  form.put("expense", id, {
    id,
    day,
    kind: form.value("kind"),
    amount: worth(form),
    kilometres: form.value("km"),
    note: form.value("note"),
    visit: form.value("visit") || null,
    receipts: before?.receipts ?? form.item.files.length,
    version: form.version,
  });
}

function attended(form: Laying): void {
  const ending = form.value("act") === "end";
  changeDay(form, (ending && form.value("day")) || form.day, (row) =>
    ending ? { ...row, endedAt: form.moment } : { ...row, startedAt: row.startedAt || form.moment },
  );
}

/** The next working day's plan, which goes up with the report. */
function planSentAlong(form: Laying): void {
  const next = form.all("me")[0]?.next;
  if (next) changeDay(form, next, (row) => (row.plan ? { ...row, plan: { ...row.plan, status: "submitted" } } : row));
}

function reported(form: Laying): void {
  const act = form.value("act");
  const back = form.item.state === "held"; // it is with nobody: the day stays as open, or as closed, as it was
  if (act === "send" && !back && form.value("plan")) planSentAlong(form);
  changeDay(form, form.found[0]!, (row) => {
    if (act === "withdraw" && back) return row;
    if (act === "withdraw") return { ...row, report: { ...row.report, status: "draft", version: form.version } };
    if (act === "answer") {
      const mine = { by: "", at: form.moment, text: form.value("answer") };
      return { ...row, report: { ...row.report, answers: [...row.report.answers, mine] } };
    }
    const stops = row.stops.map((one) => {
      const reason = form.value(`missed-${one.id}`);
      return reason ? { ...one, reason, reasonNote: form.value(`missed-${one.id}-note`) } : one;
    });
    const status = act === "send" && !back ? "sent" : row.report.status || "draft";
    return { ...row, stops, report: { ...row.report, reflections: form.value("reflections"), status, version: form.version } };
  });
}

export const DAY_FORMS: FormRule[] = [
  [at("/arrivals"), arrived],
  [at("/calls"), (form) => form.value("id") && begin(form, form.value("id"), { channel: form.value("channel"), stop: null })],
  [at("/visits/:id"), visited],
  [at("/visits/:id/companions"), joined],
  [at("/visits/:id/companions/removal"), (form) => form.remove("visit", form.found[0]!)],
  [at("/visits/:id/photos"), (form) => addPhoto(form, form.found[0]!, form.value("kind") || "other")],
  [at("/photos/:id/removal"), photoGone],
  [at("/days/:day/expenses"), (form) => form.value("id") && spent(form, form.value("id"), form.found[0]!)],
  [at("/expenses/:id"), (form) => spent(form, form.found[0]!, form.get("expense", form.found[0]!)?.day ?? form.day)],
  [at("/expenses/:id/removal"), (form) => form.remove("expense", form.found[0]!)],
  [
    at("/expenses/:id/receipts"),
    (form) => {
      const row = form.get("expense", form.found[0]!);
      if (row) form.put("expense", row.id, { ...row, receipts: row.receipts + 1 });
    },
  ],
  [at("/attendance"), attended],
  [at("/language"), (form) => form.all("me").forEach((me) => form.put("me", String(me.id), { ...me, language: form.value("language") }))],
  [at("/reports/:day"), reported],
];

/** What an order comes to; NaN while a line cannot be read. */
export function ordered(visit: Visit): number {
  return rounded(visit.lines.reduce((sum, one) => sum + lineAmount(one.quantity, one.price, one.discount), 0));
}
