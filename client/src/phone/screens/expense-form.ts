// What an expense asks for, and what is wrong with it before it goes (rules/expenses.py): the day's list and one expense.
import { html, nothing, type TemplateResult } from "lit-html";
import { figure, money, rounded } from "../../figures";
import type { Form, Pairs } from "../form";
import type { Model } from "../model";
import { chips, field, icon, wrongAt, type Part, type Wrong } from "../parts";
import { amount } from "../reckon";
import { sayMoney } from "../saying";
import type { Code } from "../types";
import { t } from "../words";
import { codesOf, nameOf } from "./daily";

const LARGEST = 10_000_000;
const FARTHEST = 3_000;
const LONGEST_NOTE = 200;
export const NAMES = ["kind", "amount", "km", "note", "visit"];

export function kindOf(model: Model, code: string): Code | undefined {
  return model.rows.code.get(`expense:${code}`);
}

function kindsOf(model: Model, chosen: string): Code[] {
  return codesOf(model, "expense", [chosen]);
}

/** Above its kind's limit: kept all the same, and said at once. */
function limit(form: Form, model: Model): Part {
  const kind = kindOf(model, form.one("kind"));
  const most = amount(kind?.limit ?? "");
  const rate = amount(kind?.perKm ?? "");
  const comes = rate > 0 ? rounded((figure(written(form.one("km"))) || 0) * rate) : figure(written(form.one("amount")));
  const worth = rate > 0 && comes > 0 ? html`<p role="status">${t("Comes to {amount}", { amount: sayMoney(comes) })}</p>` : nothing;
  if (!most || !(comes > most)) return worth;
  return html`${worth}<div class="field-flag" role="status">${icon("alert-triangle", 16)}
    <span>${t("Above {limit} for {kind}: it is kept, and your supervisor sees it. Write what it was for.", { limit: sayMoney(most), kind: kind?.name ?? "" })}</span></div>`;
}

export function expenseFields(form: Form, model: Model, day: string): TemplateResult {
  const kinds = kindsOf(model, form.one("kind"));
  const chosen = kindOf(model, form.one("kind"));
  const far = kinds.some((one) => amount(one.perKm ?? "") > 0);
  const byDistance = amount(chosen?.perKm ?? "") > 0;
  const visits = [...model.rows.visit.values()].filter((one) => one.day === day);
  const options = visits.map((one): [string, string] => [one.id, nameOf(model, one.account)]);
  const figures = (name: string, label: string) =>
    field({ name, label, value: form.one(name), inputmode: "decimal", maxlength: 40, wrong: form.wrong });
  return html`
    ${chips({ name: "kind", legend: t("Kind"), options: kinds.map((one) => [one.code, one.name]), chosen: form.all("kind"), one: true, wrong: form.wrong })}
    ${byDistance ? figures("km", t("Kilometres")) : figures("amount", t("Amount"))}
    ${far && byDistance ? html`<p>${t("{rate} for a kilometre; the amount follows.", { rate: sayMoney(chosen?.perKm ?? "") })}</p>` : nothing}
    ${limit(form, model)}
    ${field({ name: "note", label: t("What it was for"), value: form.one("note"), maxlength: LONGEST_NOTE, optional: true, wrong: form.wrong })}
    ${options.length ? field({ name: "visit", label: t("Belongs to"), kind: "select", options, empty: t("The whole day"), value: form.one("visit"), wrong: form.wrong }) : nothing}`;
}

/** The receipt: taken now or chosen, small before it is kept. */
export function receiptButton(form: Form, wrong: Wrong[] = form.wrong): TemplateResult {
  const words = form.busy ? t("Making the photo small…") : form.photo ? t("Another photo instead") : t("Photo of the receipt");
  return html`
    ${form.photo ? html`<div class="spread">${form.picture ? html`<span class="photo"><img src=${form.picture} alt=${t("Receipt chosen")} width="96" height="96" /></span>` : nothing}
      <span class="grow">${t("Receipt chosen")} · ${Math.max(1, Math.round(form.photo.bytes.byteLength / 1024))} KB</span>
      <button type="button" class="btn" @click=${form.dropPhoto}>${t("Without it")}</button></div>` : nothing}
    <label class="btn btn-lg file-button" aria-busy=${form.busy ? "true" : nothing}>${icon("camera")} <span>${words}</span>
      <input type="file" name="photo" accept="image/*" @change=${form.chosen} /></label>${wrongAt("photo", wrong)}`;
}

/** A figure as it goes to the server, read as the server reads it; "" for none. */
function written(typed: string): string {
  const value = money(typed);
  return Number.isNaN(value) ? "" : String(value);
}

export function faults(form: Form, model: Model): Wrong[] {
  const wrong: Wrong[] = [];
  const say = (name: string, text: string) => wrong.push({ field: name, text });
  const kind = kindOf(model, form.one("kind"));
  if (!kind) say("kind", t("Choose a kind of expense from the list."));
  const byDistance = amount(kind?.perKm ?? "") > 0;
  const name = byDistance ? "km" : "amount";
  const typed = form.one(name).trim();
  const value = figure(written(typed));
  if (!typed) say(name, byDistance ? t("Fill in the kilometres.") : t("Fill in the amount."));
  else if (Number.isNaN(value)) say(name, t("“{value}” cannot be read. Write figures, like 1,250.", { value: typed.slice(0, 40) }));
  else if (byDistance && value <= 0) say(name, t("Fill in kilometres above zero."));
  else if (byDistance && value > FARTHEST) say(name, t("One entry has at most {limit} kilometres. Check the number of digits.", { limit: sayMoney(FARTHEST) }));
  else if (!byDistance && value <= 0) say(name, t("An expense of {amount} is none. Fill in an amount above zero.", { amount: typed }));
  else if (!byDistance && value > LARGEST) say(name, t("An expense has at most {limit}. Check the number of digits.", { limit: sayMoney(LARGEST) }));
  const note = form.one("note").trim();
  if (note.length > LONGEST_NOTE) say("note", t("The note has {many} characters, and {limit} is the most.", { many: note.length, limit: LONGEST_NOTE }));
  return wrong;
}

/** The fields as the page's form sends them: what the kind does not ask for stays empty. */
export function pairsOf(form: Form, model: Model): Pairs {
  const byDistance = amount(kindOf(model, form.one("kind"))?.perKm ?? "") > 0;
  const asked = byDistance ? "km" : "amount";
  return NAMES.map((name) => [name, name === asked ? written(form.one(name)) : ["amount", "km"].includes(name) ? "" : form.one(name)]);
}
