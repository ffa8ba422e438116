// A visit that somebody changed meanwhile: what I wrote and what the server has, section by section, where they differ.
import { shown } from "../../figures";
import type { Model } from "../model";
import { sayMoney, sayQuantity } from "../saying";
import type { Item, Visit } from "../types";
import { dayWords, t } from "../words";
import { codesOf, word } from "./daily";
import { begun, formFrom, totalOf, type Line, type VisitForm } from "./visit-form";

export interface Row {
  name: string;
  mine: string;
  theirs: string;
}
const PLACE = /^\/visits\/([0-9a-f-]{36})$/;

function line(one: Line): string {
  const off = one.discount && one.discount !== "0" ? ` −${one.discount} %` : "";
  return `${one.name} × ${sayQuantity(one.quantity)} @ ${sayMoney(one.price)}${off}`;
}

function sections(model: Model, visit: Visit, form: VisitForm): [name: string, said: string][] {
  const words = (list: string, codes: string[]): string => [...codes].sort().map((code) => word(model, list, code)).join("、");
  const contacts = model.rows.account.get(visit.account)?.contacts ?? [];
  const met = form.contacts.map((id) => contacts.find((one) => one.id === id)?.name ?? "").filter(Boolean);
  const people = new Map((model.me?.people ?? []).map(([id, name]) => [String(id), name]));
  (visit.companions ?? []).forEach((id, at) => people.set(String(id), visit.with?.[at] ?? ""));
  const notes = form.notes.filter((note) => note.text.trim()).map((note) => `${word(model, "note", note.kind)}：${note.text}`);
  const total = form.lines.length ? `${t("Total")} ${shown(totalOf(form.lines))}` : "";
  const next = [form.nextStep, form.nextStepOn && dayWords(form.nextStepOn)].filter(Boolean).join("，");
  return [
    [t("Met the person in charge"), form.met ? t("Yes") : t("No")],
    [t("What came of it"), words("result", form.results)],
    [t("What for"), words("purpose", form.purposes)],
    [t("In your own words"), form.summary],
    [t("Order"), [...form.lines.map(line), total].filter(Boolean).join("\n")],
    [t("Collection"), [form.amount && sayMoney(form.amount), form.amount && form.method].filter(Boolean).join(" ")],
    [t("Next step"), next],
    [t("Whom you met"), [...new Set([...met, form.contact.name].filter(Boolean))].join("、")],
    [t("Joint visit"), [...form.companions].sort().map((id) => people.get(id) ?? id).join("、")],
    [t("Market note"), notes.join("\n")],
  ];
}

/** What differs between a visit's form and the server's record of it; nothing where this is no visit's form. */
export function visitRows(item: Item, model: Model): Row[] | undefined {
  const theirs = item.answer?.theirs as Visit | undefined;
  if (!PLACE.test(item.address) || !theirs?.account) return undefined;
  const products = new Map([...model.rows.product.values()].map((one) => [one.id, one]));
  const kinds = codesOf(model, "note");
  const mine = sections(model, theirs, formFrom(item.fields, theirs, products, kinds));
  const kept = sections(model, theirs, begun(theirs, products, kinds));
  return mine.map(([name, said], at) => ({ name, mine: said, theirs: kept[at]![1] })).filter((row) => row.mine !== row.theirs);
}
