// What the forms of a plan and of absences make of the rows: a day's plan written, sent, taken back; a stop of an approved
// one changed; leave entered and cancelled.
import type { FormRule, Laying } from "./model";
import { at, changeDay } from "./model-day";
import type { Absence, Day, Item, Stop } from "./types";

type Plan = NonNullable<Day["plan"]>;
const NONE: Plan = { id: "", status: "none", version: 0, comment: "", by: "" };
const AWAY = "absence"; // the reason of the stops that fall away with it

/** The numbers under which a plan's form says its stops, in order. */
export function stopNumbers(fields: Item["fields"]): number[] {
  const found = fields.map(([name]) => Number(/^stop-(\d{1,4})-id$/.exec(name)?.[1] ?? 0));
  return [...new Set(found.filter(Boolean))].sort((a, b) => a - b);
}

function plannedStop(form: Laying, n: number, before: Map<string, Stop>): Stop {
  const said = (name: string): string => form.value(`stop-${n}-${name}`);
  const account = form.get("account", said("account"));
  const area = form.get("area", said("area"))?.name ?? "";
  const known = before.get(said("id"));
  return {
    id: said("id"),
    account: said("account") || null,
    area: account ? account.area : area || (known?.area ?? ""),
    areaId: said("account") ? null : Number(said("area")) || null,
    name: account ? account.name : area || (known?.name ?? ""),
    startsAt: said("time"),
    purposes: form.values(`stop-${n}-purpose`),
    expectedOrder: said("order"),
    expectedCollection: said("collection"),
    objective: said("objective"),
    changed: "",
    visit: known?.visit ?? null,
    companion: Number(said("companion")) || null,
    reason: known?.reason ?? "",
    reasonNote: known?.reasonNote ?? "",
  };
}

/** A day's plan as its form says it. What the server sent back lies with nobody: the day stays as the server has it. */
function planned(form: Laying): void {
  if (form.item.state === "held") return;
  const act = form.value("act");
  changeDay(form, form.found[0]!, (row) => {
    const plan = { ...(row.plan ?? NONE), version: form.version };
    if (act === "withdraw") return { ...row, plan: { ...plan, status: "draft" } };
    const status = act === "send" ? "submitted" : plan.status === "returned" ? "returned" : "draft";
    const before = new Map(row.stops.map((one) => [one.id, one]));
    const stops = stopNumbers(form.item.fields).map((n) => plannedStop(form, n, before));
    return { ...row, plan: { ...plan, status, note: form.value("note") }, stops };
  });
}

/** A stop of an approved plan that was cancelled, moved or added, with the reason. */
function planChanged(form: Laying): void {
  const kind = form.value("kind");
  changeDay(form, form.found[0]!, (row) => {
    const plan = row.plan && { ...row.plan, version: form.version };
    if (kind === "added") return { ...row, plan, stops: inHours([...row.stops, addedStop(form)]) };
    const stops = row.stops.map((one) => {
      if (one.id !== form.value("stop")) return one;
      if (kind === "moved") return { ...one, startsAt: form.value("time"), changed: "moved", plannedAt: one.plannedAt || one.startsAt };
      return { ...one, changed: "cancelled", reason: form.value("reason"), reasonNote: form.value("note") };
    });
    return { ...row, plan, stops: kind === "moved" ? inHours(stops) : stops };
  });
}
function inHours(stops: Stop[]): Stop[] {
  return [...stops].sort((a, b) => (a.startsAt || "99").localeCompare(b.startsAt || "99"));
}
function addedStop(form: Laying): Stop {
  const account = form.value("account") || null;
  const area = form.get("area", form.value("area"))?.name ?? "";
  return {
    id: form.value("id") || `waiting:${form.item.key}`,
    account,
    area: (account && form.get("account", account)?.area) || area,
    name: (account && form.get("account", account)?.name) || area,
    startsAt: form.value("time"),
    purposes: form.values("purpose"),
    expectedOrder: form.value("order"),
    expectedCollection: form.value("collection"),
    objective: form.value("objective"),
    changed: "added",
    visit: null,
    reason: "", // why it is missed, not why it was added
    reasonNote: "",
  };
}

/** Those days of the phone that lie in an absence. */
function daysOf(form: Laying, since: string, until: string): Day[] {
  return form.all("day").filter((row) => row.id >= since && row.id <= until);
}

function absent(form: Laying): void {
  if (form.item.state === "held") return;
  const since = form.value("since") || form.value("until");
  const until = form.value("until") || since;
  const said = { kind: form.value("kind"), part: form.value("part") };
  for (const row of daysOf(form, since, until)) form.put("day", row.id, { ...row, absence: said.kind, absencePart: said.part });
  const id = form.value("id");
  const one: Absence = { id, ...said, since, until, note: form.value("note"), by: "" };
  for (const me of form.all("me")) {
    if (!id || me.absences?.some((each) => each.id === id)) continue;
    form.put("me", String(me.id), { ...me, absences: [...(me.absences ?? []), one] });
  }
}

/** An absence taken back: its days are as others are, and stops that fell away with it are on again. */
function cancelled(form: Laying): void {
  if (form.item.state === "held") return;
  for (const me of form.all("me")) {
    const gone = me.absences?.find((one) => one.id === form.found[0]);
    if (!gone) continue;
    const left = me.absences!.filter((one) => one !== gone);
    form.put("me", String(me.id), { ...me, absences: left });
    for (const row of daysOf(form, gone.since, gone.until)) {
      const other = left.find((one) => one.since <= row.id && one.until >= row.id);
      const stops = row.stops.map((one) => (one.reason === AWAY && row.id >= form.day ? { ...one, reason: "", reasonNote: "" } : one));
      form.put("day", row.id, { ...row, stops, absence: other?.kind ?? "", absencePart: other?.part ?? "" });
    }
  }
}

export const PLAN_FORMS: FormRule[] = [
  [at("/plans/:day"), planned],
  [at("/plans/:day/changes"), planChanged],
  [at("/absences"), absent],
  [at("/absences/:id/cancellation"), cancelled],
];
