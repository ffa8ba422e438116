// What was ordered at a visit: lines with quantity, price and discount, their amounts as one types, products to choose.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { figure, shown } from "../../figures";
import { fold as folded } from "../finding";
import { field, icon, wrongAt } from "../parts";
import { sayMoney } from "../saying";
import type { Product } from "../types";
import { dayWords, t } from "../words";
import { copyOrder } from "./copy-order";
import { fold } from "./states";
import { again, amountOf, newLine, totalOf, type Line } from "./visit-form";
import type { Seen } from "./visit-seen";

const MOST_OFFERED = 8;
const MOST_UNASKED = 5;
let query = "";

/** Products whose name or code has it; without a question those of the last order, then of the list. */
export function offered(products: Product[], asked: string, before: number[] = []): Product[] {
  const sought = folded(asked);
  if (sought) return products.filter((one) => folded(`${one.name} ${one.code}`).includes(sought)).slice(0, MOST_OFFERED);
  const known = before.map((id) => products.find((one) => one.id === id)).filter((one): one is Product => one !== undefined);
  return [...known, ...products.filter((one) => !before.includes(one.id))].slice(0, MOST_UNASKED);
}

export function order(seen: Seen): TemplateResult {
  const { form, reasons, codes } = seen;
  const total = totalOf(form.lines);
  const counts = codes.filter((code) => code.list === "result" && (code.counts ?? code.code) === "order").map((code) => code.code);
  const asked = form.results.some((code) => counts.includes(code)) || seen.purposes.includes("ordering");
  const wrong = reasons.some((one) => one.field === "lines" || one.field.startsWith("line-"));
  const body = html`<div class="card-body stack" id="id-lines">
    ${wrongAt("lines", reasons)} ${lastTime(seen)} ${form.lines.map((line, at) => orderLine(seen, line, at))} ${choose(seen)}
    ${copyOrder(seen.account?.name ?? "", seen.visit.day, form.lines)}
  </div>`;
  const open = form.lines.length > 0 || asked || wrong;
  return fold({ id: "order", sign: "shopping-cart", title: t("Order"), end: shown(total), open }, body);
}

function lastTime(seen: Seen): TemplateResult | typeof nothing {
  const last = seen.account?.lastOrder;
  if (!last) return nothing;
  const params = { day: dayWords(last.day), count: last.lines.length, total: sayMoney(last.amount) };
  const take = () => seen.edit((form) => (form.lines = again(seen.account!, seen.products)));
  return html`<div class="spread">
    <div>${t("Last time, %(day)s: %(count)s products, %(total)s", params)}</div>
    <button type="button" class="btn" @click=${take}>${icon("copy")} ${t("Same as last time")}</button>
  </div>`;
}

function orderLine(seen: Seen, line: Line, at: number): TemplateResult {
  const n = at + 1;
  const id = (name: string) => `line-${n}-${name}`;
  const of = html`<span class="visually-hidden"> ${line.name}</span>`; // heard, where there are several
  const box = (name: "price" | "discount", label: string) => html`<div class="field">
    <label for=${id(name)}>${label}${of}</label>
    <input class="form-control num" id=${id(name)} name=${id(name)} .value=${live(line[name])} inputmode="decimal"
      autocomplete="off" maxlength="40" /></div>`;
  return html`<div class="order-line" id="id-line-${n}">
    <input type="hidden" name=${id("product")} .value=${live(String(line.product))} />
    <div class="order-line-head"><span class="strong grow">${line.name}</span><span class="order-line-amount">${shown(amountOf(line))}</span>
      <button type="button" class="btn btn-icon btn-link" aria-label=${t("Take %(name)s off", { name: line.name })}
        @click=${() => seen.edit((form) => form.lines.splice(at, 1))}>${icon("x")}</button></div>
    <div class="order-line-fields">
      <div class="field"><label for=${id("quantity")}>${t("Quantity")} ${line.unit ? html`<span class="quiet">${line.unit}</span>` : nothing}${of}</label>
        <div class="stepper">
          <button type="button" class="btn btn-icon" aria-label=${`${t("One less")} ${line.name}`} @click=${() => step(seen, at, -1)}>${icon("minus")}</button>
          <input class="form-control" id=${id("quantity")} name=${id("quantity")} .value=${live(line.quantity)} inputmode="decimal"
            autocomplete="off" maxlength="40" />
          <button type="button" class="btn btn-icon" aria-label=${`${t("One more")} ${line.name}`} @click=${() => step(seen, at, 1)}>${icon("plus")}</button>
        </div></div>
      ${box("price", t("Unit price"))} ${box("discount", `${t("Discount")} %`)}
    </div>
    ${wrongAt(`line-${n}`, seen.reasons)}
  </div>`;
}

function step(seen: Seen, at: number, by: number): void {
  seen.edit((form) => {
    const line = form.lines[at];
    if (line) line.quantity = String(Math.max(0, (figure(line.quantity) || 0) + by));
  });
}

/** What is found stands below the box: above the keyboard and the bar where the box itself is at the top. */
const toTheTop = (event: Event) => (event.target as HTMLElement).closest(".stack-sm")?.scrollIntoView({ block: "start" });

function choose(seen: Seen): TemplateResult {
  const all = [...seen.products.values()];
  const before = seen.account?.lastOrder?.lines.map((one) => one.product) ?? [];
  const taken = seen.form.lines.map((line) => line.product);
  const found = offered(all.filter((one) => !taken.includes(one.id)), query, before);
  const typed = (event: Event) => {
    event.stopPropagation(); // no part of what is kept
    query = (event.target as HTMLInputElement).value;
    seen.redraw();
  };
  const add = (product: Product) => () => {
    query = "";
    seen.edit((form) => form.lines.push(newLine(product)));
  };
  return html`<div class="stack-sm" @input=${typed}>
    <div class="search-line"><div class="search-box">${icon("search")}
      <label class="visually-hidden" for="id-product-q">${t("Search for a product")}</label>
      <input class="form-control" id="id-product-q" maxlength="60" autocomplete="off" .value=${live(query)}
        placeholder=${t("Add a product: name or code")} @focus=${toTheTop} /></div></div>
    <ul class="options">${found.map(
      (one) => html`<li><button type="button" class="option" @click=${add(one)}>${icon("plus")}
        <span class="grow">${one.name}<br /><span class="quiet">${one.code}</span></span>
        <span class="nowrap">${sayMoney(one.price)}${one.unit ? `／${one.unit}` : ""}</span></button></li>`,
    )}${!found.length && query ? html`<li class="option">${t("No product has this in its name or code.")}</li>` : nothing}</ul>
  </div>`;
}

/** What was collected, and how it was paid. */
export function money(seen: Seen, methods: [string, string][]): TemplateResult {
  const { form, reasons, codes } = seen;
  const counts = codes.filter((code) => code.list === "result" && (code.counts ?? code.code) === "collection").map((code) => code.code);
  const wrong = reasons.some((one) => one.field === "amount" || one.field === "method");
  const asked = form.results.some((code) => counts.includes(code)) || seen.purposes.includes("collection");
  const body = html`<div class="card-body stack">
    ${field({ name: "amount", label: t("Amount collected"), value: form.amount, inputmode: "decimal", maxlength: 40, wrong: reasons })}
    <fieldset id="id-method"><legend>${t("Paid by")}</legend><div class="chips">${methods.map(
      ([key, word]) => html`<label class="chip"><input type="radio" name="method" value=${key} .checked=${live(form.method === key)} />
        <span>${word}</span></label>`,
    )}</div></fieldset>
  </div>`;
  return fold({ id: "money", sign: "cash", title: t("Collection"), end: form.amount, open: form.amount !== "" || asked || wrong }, body);
}
