// Whom one met at a visit, what was learnt of the customer and heard of the market, and what comes next.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { inDays } from "../../figures";
import { field, icon, wrongAt, type Option } from "../parts";
import { microphone } from "../speech";
import { dayWords, t } from "../words";
import { fold } from "./states";
import type { Note } from "./visit-form";
import type { Seen } from "./visit-seen";

const MOST_NOTES = 20;

/** The customer's contacts, several, and a new one written down on the spot. */
export function met(seen: Seen): TemplateResult {
  const { form, reasons, account } = seen;
  const known = (account?.contacts ?? []).map(
    (one) => html`<label class="chip"><input type="checkbox" name="contact" value=${one.id} .checked=${live(form.contacts.includes(one.id))} />
      <span>${one.name}${one.title ? ` ${one.title}` : ""}
        ${one.inCharge ? html`${icon("user-check", 16)}<span class="visually-hidden">${t("In charge")}</span>` : nothing}</span></label>`,
  );
  const { name, title, phone, inCharge, id } = form.contact;
  const wrong = reasons.some((one) => one.field.startsWith("contact"));
  const body = html`<div class="card-body stack">
    ${known.length
      ? html`<fieldset id="id-contact"><legend>${t("Contacts")}</legend><div class="chips">${known}</div>
          ${wrongAt("contact", reasons)}</fieldset>`
      : nothing}
    <fieldset class="stack-sm"><legend>${t("Somebody new")}</legend>
      <input type="hidden" name="contact_id" .value=${live(id)} />
      ${field({ name: "contact_name", label: t("Name"), value: name, maxlength: 120, wrong: reasons })}
      <div class="halves">
        ${field({ name: "contact_title", label: t("Job title"), value: title, maxlength: 120, wrong: reasons })}
        ${field({ name: "contact_phone", label: t("Phone"), value: phone, kind: "tel", maxlength: 60, wrong: reasons })}
      </div>
      <label class="chip"><input type="checkbox" name="contact_in_charge" value="1" .checked=${live(inCharge)} />
        <span>${t("Is in charge")}</span></label></fieldset>
  </div>`;
  const many = form.contacts.length;
  const open = many > 0 || name !== "" || wrong;
  return fold({ id: "met", sign: "users", title: t("Whom you met"), end: many ? String(many) : "", open }, body);
}

/** Needs and habits, asked for by name; what was heard before stands above. */
export function needs(seen: Seen): TemplateResult {
  const kinds = seen.codes.filter((code) => code.list === "note" && code.asked);
  const words = new Map(kinds.map((kind) => [kind.code, kind.name]));
  const learnt = (seen.account?.notes ?? []).filter((note) => words.has(note.kind));
  const asked = seen.form.notes.map((note, at) => [note, at] as const).filter(([note]) => words.has(note.kind));
  const body = html`<div class="card-body stack">
    ${learnt.length ? html`<ul class="learnt">${learnt.map((one) => learntLine(one, words))}</ul>` : nothing}
    ${asked.map(
      ([note, at]) => html`<div class="field" id="id-note-${at + 1}"><label for="note-${at + 1}-text">${words.get(note.kind)}</label>
        <input type="hidden" name="note-${at + 1}-kind" .value=${live(note.kind)} />${noteText(note, at)}
        ${wrongAt(`note-${at + 1}`, seen.reasons)}</div>`,
    )}
  </div>`;
  const open = asked.some(([note, at]) => note.text !== "" || seen.reasons.some((one) => one.field === `note-${at + 1}`));
  return fold({ id: "needs", sign: "bell", title: t("Needs and habits"), open }, body);
}

export function learntLine(one: { day: string; kind: string; text: string }, words: Map<string, string>): TemplateResult {
  const kind = words.get(one.kind) ?? one.kind;
  return html`<li>${kind ? html`<span class="tag">${kind}</span> ` : nothing}<span class="own-words">${one.text}</span>
    <span class="quiet nowrap">${dayWords(one.day)}</span></li>`;
}

function noteText(note: Note, at: number): TemplateResult {
  const id = `note-${at + 1}-text`;
  return html`<textarea class="form-control" id=${id} name=${id} rows="2" maxlength="2000" .value=${live(note.text)}></textarea>${microphone(id)}`;
}

/** What was heard of the market: as many notes as one likes. */
export function notes(seen: Seen): TemplateResult {
  const { form, codes, reasons } = seen;
  const asked = new Set(codes.filter((code) => code.list === "note" && code.asked).map((code) => code.code));
  const kinds: Option[] = codes.filter((code) => code.list === "note" && !code.asked).map((code) => [code.code, code.name]);
  const heard = form.notes.map((note, at) => [note, at] as const).filter(([note]) => !asked.has(note.kind));
  const counts = codes.filter((code) => code.list === "result" && (code.counts ?? code.code) === "market_info").map((code) => code.code);
  const wrong = reasons.some((one) => one.field === "notes" || heard.some(([, at]) => one.field === `note-${at + 1}`));
  const open = heard.some(([note]) => note.text !== "") || form.results.some((code) => counts.includes(code)) || wrong;
  const body = html`<div class="card-body stack">
    ${wrongAt("notes", reasons)}
    ${heard.map(
      ([note, at]) => html`<div class="stack-sm" id="id-note-${at + 1}">
        <div class="field"><label for="note-${at + 1}-kind">${t("About what")}</label>
          <select class="form-select" id="note-${at + 1}-kind" name="note-${at + 1}-kind">${kinds.map(
            ([key, word]) => html`<option value=${key} ?selected=${key === (note.kind || kinds[0]?.[0])}>${word}</option>`,
          )}</select></div>
        <div class="field"><label for="note-${at + 1}-text">${t("What was heard")}</label>${noteText(note, at)}
          ${wrongAt(`note-${at + 1}`, reasons)}</div></div>`,
    )}
    ${form.notes.length < MOST_NOTES ? html`<button type="button" class="btn" @click=${() => seen.edit((one) => one.notes.push({ kind: "", text: "" }))}>
      ${icon("plus")} ${t("Another note")}</button>` : nothing}
  </div>`;
  const asksTheMarket = seen.purposes.includes("market_research");
  return fold({ id: "notes", sign: "message-report", title: t("Market note"), open: open || asksTheMarket }, body);
}

/** What was agreed for the next time, and on which day: a tap for the usual ones. */
export function next(seen: Seen): TemplateResult {
  const { form, reasons } = seen;
  const days: [number, string][] = [[1, t("Tomorrow")], [7, t("In 7 days")], [14, t("In 14 days")], [30, t("In 30 days")]];
  const wrong = reasons.some((one) => one.field.startsWith("next_step"));
  const body = html`<div class="card-body stack">
    ${field({ name: "next_step", label: t("What was agreed"), value: form.nextStep, maxlength: 200, wrong: reasons })}
    ${field({ name: "next_step_on", label: t("On which day"), value: form.nextStepOn, kind: "date", wrong: reasons })}
    <div class="cluster" role="group" aria-label=${t("On which day")}>${days.map(
      ([many, word]) => html`<button type="button" class="btn btn-choice" aria-pressed=${form.nextStepOn === inDays(many)}
        @click=${() => seen.edit((one) => (one.nextStepOn = inDays(many)))}>${word}</button>`,
    )}</div>
  </div>`;
  const end = form.nextStepOn ? dayWords(form.nextStepOn) : "";
  const open = form.nextStep !== "" || form.nextStepOn !== "" || wrong;
  return fold({ id: "next", sign: "calendar-event", title: t("Next step"), end, open }, body);
}
