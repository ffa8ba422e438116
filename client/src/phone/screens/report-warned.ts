// What a report is warned of before it is sent: asked about once, with what to do and where; accepted knowingly.
import { html, nothing, type TemplateResult } from "lit-html";
import { icon, type Part } from "../parts";
import { warnings, type Lived, type Warning } from "../reckon";
import type { Model } from "../model";
import type { Form } from "../form";
import { saySpan } from "../saying";
import { t } from "../words";
import { nameOf, today } from "./daily";
import { mayEnd } from "./report-parts";

/** Said by the phone alone: something was sent back and is still to be mended. */
export const HELD = "phone.held";

/** The warnings of this report, were it sent now. */
export function warningsOf(lived: Lived, form: Pick<Form, "one">, model: Model): Warning[] {
  const why = new Map(lived.day.stops.map((stop): [string, string] => [stop.id, form.one(`missed-${stop.id}`) || stop.reason]));
  const earlier = [...model.rows.day.values()].filter((day) => day.id < lived.day.id && !["none", "draft"].includes(day.report.status));
  return warnings(lived, form.one("reflections"), why, earlier.map((day) => day.report.reflections).filter(Boolean), new Date(), today());
}

function span({ hours }: Warning["params"]): Warning["params"] {
  return { hours: saySpan(Number(hours) * 60) };
}

function sentence({ code, params }: Warning): string {
  switch (code.replace("visits.warning.", "")) {
    case HELD: return t("{count} forms were sent back: what they say is not in the report until you mend them.", params);
    case "nothing_effective": return t("{count} visits, and none was effective.", params);
    case "visit_without_word": return t("Nothing is recorded of {names}: neither a result nor a word.", params);
    case "visit_open": return t("A visit is still open: {names}. Sending ends it.", params);
    case "nothing_brought": return t("Money was expected of {names}; it brought none, and nothing says why.", params);
    case "missed_unexplained": return t("{count} planned stops were missed without a reason: {names}.", params);
    case "shut_unproven": return t("Found shut without proof of having been there: {names}.", params);
    case "expense_over_limit": return t("{count} expenses are above the limit: {names}.", params);
    case "expense_without_receipt": return t("{count} expenses have no receipt: {names}.", params);
    case "early": return t("It is {hours} before the deadline: the day is not over yet.", span(params));
    case "late": return t("It is {hours} past the deadline.", span(params));
    case "copied": return t("The reflections are those of an earlier day, word for word.");
    default: return t("The working day has begun and is not ended.");
  }
}

function whatToDo(name: string, lived: Lived): string {
  switch (name) {
    case HELD: return t("Mend them first. What is mended afterwards takes the report back and sends it again.");
    case "nothing_effective": return t("If something came of a visit after all, add its result, its order or an agreed next step.");
    case "missed_unexplained": return t("Choose a reason for each below.");
    case "shut_unproven": return t("Add a photo of the closed door to it, if you have one.");
    case "visit_without_word": return t("Add the result, or a sentence on the talk.");
    case "nothing_brought": return t("Write a sentence on why, at the visit.");
    case "visit_open": return t("If you are still there, finish recording first.");
    case "expense_over_limit": return t("Check the amount, or write what it was for.");
    case "expense_without_receipt": return t("Take a photo of the receipt, or write why there is none.");
    case "copied": return t("Write what was different about this day.");
    case "early": return t("If more visits are to come, save now and send in the evening.");
    case "late": return t("Write a word on why into the reflections.");
    default:
      return mayEnd(lived) ? t("Tap “End work”, if your day is over.") : t("It can no longer be ended. Write into the reflections when you stopped.");
  }
}

function links(one: Warning, lived: Lived, model: Model): Part {
  const name = one.code.replace("visits.warning.", "");
  const jump = (id: string, words: string) => html`<button type="button" class="btn" @click=${() => document.getElementById(id)?.scrollIntoView({ block: "center" })}>${words}</button>`;
  const visits = one.visits.map((id) => html`<a class="btn" href=${`/phone/visits/${id}`}>${nameOf(model, model.rows.visit.get(id)?.account ?? "")}</a>`);
  if (name === HELD) return html`<a class="btn" href="/phone/outbox">${t("See what came back")}</a>`;
  if (visits.length) return html`${visits}`;
  if (name.startsWith("expense_")) return html`<a class="btn" href=${`/phone/days/${lived.day.id}/expenses`}>${t("Expenses")}</a>`;
  if (name === "missed_unexplained") return jump("missed", t("Why not visited"));
  if (name === "day_not_ended" && mayEnd(lived)) return jump("attendance", t("Attendance"));
  return name === "early" ? nothing : jump("id-reflections", t("Reflections"));
}

export function warned(all: Warning[], lived: Lived, model: Model): TemplateResult {
  return html`<section class="card card-warned" role="alert" aria-labelledby="warned-title"><div class="card-body stack">
    <div class="stack-xs"><h2 id="warned-title" tabindex="-1">${icon("alert-triangle", 24)} ${t("Before you send")}</h2>
      <p>${t("Nothing is sent yet; what you wrote is kept. Mend it, or send it knowingly: your supervisor sees what you knew.")}</p></div>
    <ul class="warned">${all.map(
      (one) => html`<li class="stack-xs"><strong>${sentence(one)}</strong><span>${whatToDo(one.code.replace("visits.warning.", ""), lived)}</span>
        <span class="cluster cluster-tight">${links(one, lived, model)}</span></li>`,
    )}</ul></div></section>`;
}
