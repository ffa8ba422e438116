// A visit: what came of it, as on the server's page, and leaving. What is saved lies in the outbox at once; what is only
// typed lies in the store; what came back is mended here, each reason at its field.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { formOf, type Form } from "../form";
import type { Model } from "../model";
import { theirVersion } from "../outbox";
import { allWrong, chips, empty, field, icon, type Option, type Part } from "../parts";
import { microphone } from "../speech";
import { bytesOf } from "../store";
import type { Item, Reason, Visit } from "../types";
import { go, keep, redraw, toast, type Place, type Screen, type View } from "../ui";
import { dayWords, t } from "../words";
import { codesOf, isOpen, mayWrite, optionsOf, today, whose, word } from "./daily";
import { goesAgain, reopened, reopening } from "./reopening";
import { typedBack } from "./typed-back";
import { begun, formFrom, METHODS, pairsOf, type VisitForm } from "./visit-form";
import { counts, judge } from "./visit-judge";
import { money, order } from "./visit-order";
import { joint, takeBack } from "./visit-joint";
import { met, needs, next, notes } from "./visit-people";
import { forgetPictures, photos } from "./visit-photos";
import { facts, head } from "./visit-read";
import type { Seen } from "./visit-seen";

const VISIT_FORM = /^\/visits\/([0-9a-f-]{36})$/;
let saving = false;

function methodWord(key: string): string {
  switch (key) {
    case "Cash": return t("Cash");
    case "Cheque": return t("Cheque");
    case "Transfer": return t("Transfer");
    default: return t("Other way");
  }
}

/** The form that came back for this visit, if one did: opened at the visit itself it is mended too. */
function heldOf(model: Model, visit: Visit, place: Place): Item | undefined {
  if (place.mending && VISIT_FORM.test(place.mending.address)) return place.mending;
  return model.items.find((item) => item.state === "held" && item.address === `/visits/${visit.id}`);
}

/** The arrival itself, where it came back. */
function arrivalOf(model: Model, visit: Visit): Item | undefined {
  return model.items.find((item) => item.state === "held" && item.address === "/arrivals" && item.makes.includes(`visit:${visit.id}`));
}

/** What was saved of this visit after the form that came back: each says the whole visit, so the last one is meant. */
function laterOf(model: Model, held: Item | undefined): Item[] {
  return model.items.filter((item) => held && item.address === held.address && item.seq! > held.seq! && item.state === "waiting" && !item.from);
}

interface Open {
  model: Model;
  visit: Visit;
  typed: Form;
  held: Item | undefined;
  later: Item[];
  seen: Seen;
}

function opened(model: Model, visit: Visit, place: Place): Open {
  const held = heldOf(model, visit, place);
  const codes = [...model.rows.code.values()];
  const products = new Map([...model.rows.product.values()].map((one) => [one.id, one]));
  const stop = model.rows.day.get(visit.day)?.stops.find((one) => one.id === visit.stop);
  const asked = model.me?.people?.find(([id]) => id === stop?.companion)?.[0];
  const later = laterOf(model, held);
  const standsOn = held?.fields.find(([name]) => name === "version")?.[1] ?? "";
  const latest = (later.at(-1) ?? held)?.fields.map(([name, value]): [string, string] => [name, name === "version" ? standsOn : value]);
  const begins = (): [string, string][] => latest ?? pairsOf(begun(visit, products, codesOf(model, "note"), asked), visit, "save");
  const typed = formOf(model.person, held ? `mend:${held.key}` : `visit:${visit.id}`, begins, redraw);
  typed.follow(begins);
  const account = model.rows.account.get(visit.account);
  const read = (): VisitForm => formFrom(typed.pairs, visit, products, codesOf(model, "note"));
  const said: Reason[] = typed.wrong.length ? typed.wrong.map((one) => ({ code: "", ...one })) : (held?.answer?.reasons ?? []);
  const reasons = said.map((one) => (one.field === "results" ? { ...one, field: "result" } : one));
  const edit = (change: (form: VisitForm) => unknown): void => {
    const form = read();
    change(form);
    typed.take(pairsOf(form, visit, "save"));
  };
  const seen: Seen = { visit, account, form: read(), codes, products, purposes: stop?.purposes ?? visit.purposes, reasons, redraw, edit };
  return { model, visit, typed, held, later, seen };
}

/** What follows from what was just typed: an amount is a payment, whoever is in charge was met. */
function follows({ typed, seen }: Open, event: Event): void {
  const box = event.target as HTMLInputElement;
  typed.typed(event);
  if (box.name === "amount") {
    const payment = seen.codes.filter((one) => one.list === "result" && counts(seen.codes, one.code) === "collection").map((one) => one.code);
    seen.edit((form) => {
      form.results = form.results.filter((code) => !payment.includes(code));
      if (box.value.trim() && payment[0]) form.results.push(payment[0]);
    });
  }
  const inCharge = box.name === "contact_in_charge" || seen.account?.contacts.find((one) => one.id === box.value)?.inCharge;
  if (event.type === "change" && box.checked && inCharge && box.name.startsWith("contact")) seen.edit((form) => (form.met = true));
  redraw();
}

/** Of a conflict that was looked at: what is typed here is to stand over what the server has. */
function versionOf(form: VisitForm, held: Item | undefined): number {
  return held?.answer?.state === "conflict" ? (theirVersion(held) ?? form.version) : form.version;
}

async function save(open: Open, act: "save" | "leave"): Promise<void> {
  const { model, visit, typed, held, seen } = open;
  const wrong = judge(seen.form, visit, seen.codes);
  if (wrong.length) return typed.refuse(wrong);
  if (saving) return;
  saving = true;
  try {
    const name = whose(model, visit);
    if (!(await reopened(model, visit.day, () => written(open, act, name)))) return;
    await typed.done();
    toast(act === "leave" ? t("Left {name}.", { name }) : t("Saved."), "good");
    if (act === "leave") go("/phone/today");
    else if (held) go("/phone/outbox");
  } finally {
    saving = false;
  }
}

async function written({ visit, typed, held, later, seen }: Open, act: "save" | "leave", name: string): Promise<boolean> {
  const item = await keep({
    key: typed.key,
    address: `/visits/${visit.id}`,
    fields: pairsOf({ ...seen.form, version: versionOf(seen.form, held) }, visit, act),
    record: `visit:${visit.id}`,
    needs: [`account:${visit.account}`],
    says: act === "leave" ? t("Left {name}", { name }) : t("Record of {name}", { name }),
    // Mended at night, it was still done when it was done: one left the shop then.
    ...(held ? { replaces: held.key, covers: later.map((one) => one.key), claimedAt: doneAt(held, later) } : {}),
  });
  return item !== undefined;
}

function results({ model, visit, seen }: Open): TemplateResult {
  const { form, reasons } = seen;
  const person = visit.channel ? t("Spoke with the person in charge") : t("Met the person in charge");
  return html`<section class="card"><div class="card-body stack">
    <label class="chip chip-big"><input type="checkbox" name="met" value="1" .checked=${live(form.met)} />
      <span>${icon("user-check", 24)} ${person}</span></label>
    ${chips({ name: "result", legend: t("What came of it"), options: optionsOf(model, "result", form.results), chosen: form.results, wrong: reasons })}
    ${visit.stop ? nothing : chips({ name: "purpose", legend: t("What for"), options: optionsOf(model, "purpose", form.purposes), chosen: form.purposes })}
    ${words(form, reasons)}
  </div></section>`;
}

function words(form: VisitForm, wrong: Reason[]): TemplateResult {
  const hint = t("What was said, in a sentence or two");
  const beside = microphone("id-summary");
  const label = t("In your own words");
  return field({ name: "summary", kind: "textarea", label, value: form.summary, maxlength: 4000, placeholder: hint, wrong, beside });
}

function form(open: Open): TemplateResult {
  const { visit, seen, typed, model } = open;
  const methods = METHODS.map(([key, word]): Option => [key, methodWord(word)]);
  const kinds = codesOf(model, "note", seen.form.notes.map((note) => note.kind));
  const offered: Seen = { ...seen, codes: [...seen.codes.filter((one) => one.list !== "note"), ...kinds] };
  const listen = (event: Event) => follows(open, event);
  const never = (event: Event) => event.preventDefault();
  return html`<form id="visit-form" class="stack" novalidate @input=${listen} @change=${listen} @submit=${never}>
    <input type="hidden" name="version" .value=${live(String(seen.form.version))} />
    ${open.held ? reopening(model, visit.day) : nothing} ${allWrong(seen.reasons)} ${typedBack(typed)}
    ${visit.shut
      ? html`<section class="card"><div class="card-body">${words(seen.form, seen.reasons)}</div></section>`
      : html`${results(open)} ${order(offered)} ${money(offered, methods)} ${next(offered)} ${met(offered)} ${joint(model, offered)} ${needs(offered)} ${notes(offered)}`}
  </form>`;
}

function acts(open: Open): TemplateResult {
  const { visit, held, later } = open;
  const saved = (act: "save" | "leave") => () => void save(open, act);
  if (held?.answer?.state === "conflict") {
    return html`<a class="btn" href="/phone/outbox">${icon("versions")} ${t("See both, side by side")}</a>
      <button type="button" class="btn btn-primary" @click=${saved(heldAct(held, later))}>${t("Save mine over it")}</button>`;
  }
  const words = goesAgain(open.model, visit.day) ? t("Mend it, and send the report again") : t("Save and send again");
  if (held) return html`<button type="button" class="btn btn-primary" @click=${saved(heldAct(held, later))}>${words}</button>`;
  if (!isOpen(visit)) return html`<button type="button" class="btn btn-primary" @click=${saved("save")}>${t("Save")}</button>`;
  return html`<button type="button" class="btn" @click=${saved("save")}>${t("Save")}</button>
    <button type="button" class="btn btn-primary" @click=${saved("leave")}>${icon("door-exit")} ${t("Leave")}</button>`;
}
function leaving(one: Item): boolean {
  return one.fields.some(([name, value]) => name === "act" && value === "leave");
}
function heldAct(held: Item, later: Item[]): "save" | "leave" {
  return [held, ...later].some(leaving) ? "leave" : "save";
}
function doneAt(held: Item, later: Item[]): string {
  return ([held, ...later].find(leaving) ?? held).claimedAt;
}

function expenses(model: Model, visit: Visit): Part {
  const many = [...model.rows.expense.values()].filter((one) => one.visit === visit.id).length;
  return html`<a class="btn btn-lg btn-block" href="/phone/days/${visit.day}/expenses?visit=${visit.id}">
    ${icon("receipt")} ${t("Expenses")} ${many ? html`<span class="count-in">${many}</span>` : nothing}</a>`;
}

function view(model: Model, visit: Visit, place: Place, took: (typed: Form) => void): View {
  const account = model.rows.account.get(visit.account);
  const stop = model.rows.day.get(visit.day)?.stops.find((one) => one.id === visit.stop);
  const sub = [dayWords(visit.day), account?.area].filter(Boolean).join(" · ");
  const about = { title: whose(model, visit) || t("Visit"), sub, back: visit.day === today() ? "/phone/today" : `/phone/days/${visit.day}` };
  const report = model.rows.day.get(visit.day)?.report.status ?? "";
  const mends = report !== "signed" && !visit.joined && (heldOf(model, visit, place) ?? arrivalOf(model, visit)) !== undefined;
  if (!mends && !mayWrite(model, visit)) {
    const what = html`${purposes(model, visit, stop !== undefined)}${facts(model, visit)}${photos(model, visit)}`;
    return { ...about, body: html`${closed(visit, report)}${head(model, visit, stop, account)}${what}` };
  }
  const open = opened(model, visit, place);
  took(open.typed);
  return {
    ...about,
    body: html`${arrivalBack(model, visit)}${head(model, visit, stop, account)}${form(open)}${photos(model, visit)}${expenses(model, visit)}`,
    act: acts(open),
  };
}

/** The arrival itself came back: what the stop cannot be is still a visit nobody planned. */
function arrivalBack(model: Model, visit: Visit): Part {
  const held = arrivalOf(model, visit);
  if (!held) return nothing;
  const said = (held.answer?.reasons ?? []).map((one) => html`<div>${one.text}</div>`);
  const unplanned = (): void => {
    const fields: [string, string][] = held.fields.filter(([name]) => name !== "stop" && name !== "account");
    const { address, record, needs, makes, says, claimedAt, key } = held;
    void bytesOf(key).then((bytes) => {
      const files = held.files.map((file, at) => ({ ...file, bytes: bytes[at] ?? new ArrayBuffer(0) }));
      const anew = { address, record, needs, makes, says, claimedAt, files, replaces: key };
      return reopened(model, visit.day, async () => (await keep({ ...anew, fields: [...fields, ["account", visit.account]] })) !== undefined);
    });
  };
  const planned = held.fields.some(([name]) => name === "stop");
  return html`<div class="alert-box alert-bad" role="alert">${icon("alert-triangle")}<div class="stack-sm grow">${said} ${reopening(model, visit.day)}
    ${planned
      ? html`<button type="button" class="btn" @click=${unplanned}>${icon("map-pin-plus")} ${t("Send it as a visit without plan")}</button>`
      : nothing}
    <div><a href="/phone/outbox">${t("Waiting to be sent")}</a></div></div></div>`;
}

function purposes(model: Model, visit: Visit, planned: boolean): Part {
  if (planned || !visit.purposes.length) return nothing;
  return html`<div class="cluster cluster-tight">${visit.purposes.map((code) => html`<span class="tag">${word(model, "purpose", code)}</span>`)}</div>`;
}

function closed(visit: Visit, report: string): Part {
  if (visit.joined) {
    const whoseVisit = t("The visit of {name}, to which you came along.", { name: visit.by ?? "" });
    return html`<div class="alert-box">${icon("users-group")}<div>${whoseVisit}</div></div>${takeBack(visit)}`;
  }
  const words =
    report === "signed"
      ? t("The day's report is signed: the day is closed.")
      : t("The day's report lies with the supervisor. Withdraw it first to change the day.");
  return html`<div class="alert-box">${icon("lock")}<div>${words}
    <a href="/phone/reports/${visit.day}">${t("Daily report")}</a></div></div>`;
}

export const VISIT: Screen = {
  path: "/phone/visits/:id",
  nav: "today",
  mends: (item) => {
    const arrived = item.address === "/arrivals" ? item.fields.find(([name]) => name === "id")?.[1] : undefined;
    const id = VISIT_FORM.exec(item.address)?.[1] ?? arrived;
    return id && `/phone/visits/${id}`;
  },
  open(place) {
    place.onLeave(forgetPictures);
    let typed: Form | undefined;
    place.onLeave(() => void typed?.keep()); // the day says where something is typed and not saved
    return (model) => {
      const visit = model.rows.visit.get(place.params["id"] ?? "");
      if (visit) return view(model, visit, place, (form) => (typed = form));
      const gone = html`<div class="card">${empty("map-pin-off", t("This visit is not on this phone."))}</div>`;
      return { title: t("Visit"), back: "/phone/today", body: gone };
    };
  },
};
