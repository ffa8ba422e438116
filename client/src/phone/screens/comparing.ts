// A conflict, side by side: what I wrote and what the server has now, only where they differ.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Model } from "../model";
import type { Item } from "../types";
import { t } from "../words";
import { paperRows } from "./paper-compare";
import { visitRows, type Row } from "./visit-compare";

const WORDS: Record<string, () => string> = {
  summary: () => t("Summary"),
  result: () => t("Results"),
  results: () => t("Results"),
  purpose: () => t("Purposes"),
  purposes: () => t("Purposes"),
  amount: () => t("Collected"),
  method: () => t("Paid by"),
  next_step: () => t("Next step"),
  nextStep: () => t("Next step"),
  next_step_on: () => t("Next step on"),
  nextStepOn: () => t("Next step on"),
  reflections: () => t("Reflections"),
  note: () => t("Note"),
  kind: () => t("Kind"),
  km: () => t("Kilometres"),
  kilometres: () => t("Kilometres"),
  name: () => t("Name"),
  phone: () => t("Phone"),
  lines: () => t("Order"),
  notes: () => t("Notes"),
  contacts: () => t("Met"),
  leftAt: () => t("Left at"),
};
/** The form's fields by the names that the server's record has. */
const SAME: Record<string, string> = { result: "results", purpose: "purposes", next_step: "nextStep", next_step_on: "nextStepOn", km: "kilometres" };
const LISTS: Record<string, string> = { results: "result", purposes: "purpose" };

function said(value: unknown, name: string, model: Model): string {
  if (value === null || value === undefined || value === "" || value === false) return "";
  if (Array.isArray(value)) return value.map((one) => said(one, name, model)).filter(Boolean).join("、");
  if (typeof value === "object") {
    const row = value as Record<string, unknown>;
    if ("text" in row) return String(row["text"]);
    if ("quantity" in row) return `${String(row["name"] ?? "")} × ${String(row["quantity"])}`;
    return Object.values(row).map(String).join(" ");
  }
  const list = LISTS[name];
  return list ? (model.rows.code.get(`${list}:${String(value)}`)?.name ?? String(value)) : String(value);
}

/** My form in the shape of the server's record. */
function mine(item: Item): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, value] of item.fields) {
    const as = SAME[name] ?? name;
    if (LISTS[as]) found[as] = [...((found[as] as string[] | undefined) ?? []), value];
    else found[as] = value;
  }
  return found;
}

export function compared(item: Item, model: Model): TemplateResult {
  const known = visitRows(item, model) ?? paperRows(item, model);
  if (known) return table(known);
  const theirs = (item.answer?.theirs ?? {}) as Record<string, unknown>;
  const own = mine(item);
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(own)])].filter((name) => WORDS[name]);
  const differing = names
    .map((name) => ({ name, mine: said(own[name], name, model), theirs: said(theirs[name], name, model) }))
    .filter((one) => one.mine !== one.theirs && (one.name in theirs));
  return table(differing.map((one) => ({ ...one, name: WORDS[one.name]!() })));
}

function table(differing: Row[]): TemplateResult {
  if (!differing.length) return html`<p>${t("What is written is the same; only its state changed.")}</p>`;
  return html`<table class="compared"><thead><tr><th scope="col"><span class="visually-hidden">${t("Field")}</span></th><th scope="col">${t("Mine")}</th><th scope="col">${t("Theirs")}</th></tr></thead>
    <tbody>${differing.map((one) => html`<tr><th scope="row">${one.name}</th><td class="own-words">${one.mine || "—"}</td><td class="own-words">${one.theirs || "—"}</td></tr>`)}</tbody></table>${nothing}`;
}
