// The form of a visit: what is typed, as it begins from what is kept, and the pairs it sends (web/rep/visit_form.py).
import { newKey } from "../../forms";
import { figure, lineAmount, rounded } from "../../figures";
import type { Account, Code, OrderLine, Product, Visit } from "../types";

export interface Line {
  product: number;
  name: string;
  unit: string;
  quantity: string;
  price: string;
  discount: string;
}
export interface Note {
  kind: string;
  text: string;
}
/** Everything the screen of a visit lets one type; texts as typed. */
export interface VisitForm {
  version: number;
  results: string[];
  purposes: string[];
  met: boolean;
  summary: string;
  lines: Line[];
  amount: string;
  method: string;
  notes: Note[];
  contacts: string[];
  /** Who came along 陪訪; `seen` stood on the form when it was opened. */
  companions: string[];
  seen: string[];
  contact: { id: string; name: string; title: string; phone: string; inCharge: boolean };
  nextStep: string;
  nextStepOn: string;
}

/** How customers pay; kept as the office's own files say it (web/rep/visit.py). */
export const METHODS = [
  ["現金", "Cash"],
  ["支票", "Cheque"],
  ["匯款", "Transfer"],
  ["其他", "Other way"],
] as const;
export const MOST_PHOTOS = 12;

/** A figure as one would type it: no needless places. */
export function plain(text: string): string {
  return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
}

function lineOf(one: OrderLine, products: Map<number, Product>): Line {
  const discount = plain(one.discount);
  return {
    product: one.product,
    name: one.name,
    unit: products.get(one.product)?.unit ?? "",
    quantity: plain(one.quantity),
    price: plain(one.price),
    discount: discount === "0" ? "" : discount,
  };
}

/** The form as the visit is kept; needs and habits stand in it once each, and one empty note of the market. */
export function begun(visit: Visit, products: Map<number, Product>, kinds: Code[], expected?: number | null): VisitForm {
  const seen = (visit.companions ?? []).map(String);
  const asked = kinds.filter((kind) => kind.asked).map((kind) => kind.code);
  const notes = visit.notes.map((note) => ({ ...note }));
  if (!notes.some((note) => !asked.includes(note.kind))) notes.push({ kind: "", text: "" });
  for (const code of asked) if (!notes.some((note) => note.kind === code)) notes.push({ kind: code, text: "" });
  const amount = plain(visit.amount);
  return {
    version: visit.version,
    results: [...visit.results],
    purposes: [...visit.purposes],
    met: visit.met,
    summary: visit.summary,
    lines: visit.lines.map((line) => lineOf(line, products)),
    amount: amount === "0" ? "" : amount,
    method: visit.method,
    notes,
    contacts: [...visit.contacts],
    companions: seen.length || visit.version !== 1 || !expected ? seen : [String(expected)],
    seen,
    contact: { id: newKey(), name: "", title: "", phone: "", inCharge: false },
    nextStep: visit.nextStep,
    nextStepOn: visit.nextStepOn,
  };
}

/** A line of one unit at the product's price. */
export function newLine(product: Product): Line {
  const { id, name, unit, price } = product;
  return { product: id, name, unit, quantity: "1", price: plain(price), discount: "" };
}

/** 照上次訂: the last order's lines as they were, without what is not sold any more. */
export function again(account: Account, products: Map<number, Product>): Line[] {
  const lines = account.lastOrder?.lines ?? [];
  return lines.filter((one) => products.has(one.product) && figure(one.quantity) > 0).map((one) => lineOf(one, products));
}

export function amountOf(line: Line): number {
  return lineAmount(line.quantity, line.price, line.discount);
}

/** The order's amount: NaN while a line cannot be read, or there is none. */
export function totalOf(lines: Line[]): number {
  return lines.length ? rounded(lines.reduce((sum, line) => sum + amountOf(line), 0)) : Number.NaN;
}

/** The pairs that the page's form would send. A visit found shut says its words only. */
export function pairsOf(form: VisitForm, visit: Visit, act: "save" | "leave"): [string, string][] {
  const pairs: [string, string][] = [["version", String(form.version)]];
  const put = (name: string, value: string) => pairs.push([name, value]);
  put("summary", form.summary);
  if (!visit.shut) {
    if (form.met) put("met", "1");
    for (const code of form.results) put("result", code);
    if (!visit.stop) for (const code of form.purposes) put("purpose", code);
    form.lines.forEach((line, at) => {
      put(`line-${at + 1}-product`, String(line.product));
      put(`line-${at + 1}-name`, line.name); // for this phone: what is not sold any more goes from it, and may come back
      put(`line-${at + 1}-quantity`, line.quantity);
      put(`line-${at + 1}-price`, line.price);
      put(`line-${at + 1}-discount`, line.discount);
    });
    put("amount", form.amount);
    put("method", form.method);
    put("next_step", form.nextStep);
    put("next_step_on", form.nextStepOn);
    for (const id of form.contacts) put("contact", id);
    for (const id of form.companions) put("companion", id);
    for (const id of form.seen) put("companion_seen", id);
    const { id, name, title, phone, inCharge } = form.contact;
    if (name || title || phone) {
      put("contact_id", id);
      put("contact_name", name);
      put("contact_title", title);
      put("contact_phone", phone);
      if (inCharge) put("contact_in_charge", "1");
    }
    form.notes.forEach((note, at) => {
      put(`note-${at + 1}-kind`, note.kind);
      put(`note-${at + 1}-text`, note.text);
    });
  }
  put("act", act);
  return pairs;
}

/** The form as a queued item said it, over the visit as it is: what a refused or waiting form is mended from. */
export function formFrom(pairs: [string, string][], visit: Visit, products: Map<number, Product>, kinds: Code[]): VisitForm {
  const all = (name: string) => pairs.filter(([key]) => key === name).map(([, value]) => value);
  const one = (name: string) => all(name)[0] ?? "";
  const numbers = (prefix: string) => {
    const found = pairs.map(([key]) => new RegExp(`^${prefix}-([0-9]+)-`).exec(key)?.[1]);
    return [...new Set(found.filter((n): n is string => n !== undefined).map(Number))].sort((a, b) => a - b);
  };
  const lines = numbers("line").map((n) => {
    const id = Number(one(`line-${n}-product`));
    const kept = visit.lines.find((line) => line.product === id);
    const product = products.get(id);
    const [quantity, price, discount] = ["quantity", "price", "discount"].map((name) => one(`line-${n}-${name}`));
    const said = { quantity: quantity ?? "", price: price ?? "", discount: discount ?? "" };
    return { product: id, name: product?.name || kept?.name || one(`line-${n}-name`) || String(id), unit: product?.unit ?? "", ...said };
  });
  const notes = numbers("note").map((n) => ({ kind: one(`note-${n}-kind`), text: one(`note-${n}-text`) }));
  const form = begun({ ...visit, notes }, products, kinds);
  return {
    ...form,
    version: Number(one("version")) || visit.version,
    results: all("result"),
    purposes: visit.stop ? form.purposes : all("purpose"),
    met: one("met") !== "",
    summary: one("summary"),
    lines,
    amount: one("amount"),
    method: one("method"),
    contacts: all("contact"),
    companions: all("companion"),
    seen: all("companion_seen"),
    contact: {
      id: one("contact_id") || newKey(),
      name: one("contact_name"),
      title: one("contact_title"),
      phone: one("contact_phone"),
      inCharge: one("contact_in_charge") !== "",
    },
    nextStep: one("next_step"),
    nextStepOn: one("next_step_on"),
  };
}
