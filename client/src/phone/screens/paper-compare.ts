// An expense or a report that was changed elsewhere meanwhile: what I wrote and what the server has, where they differ.
import type { Model } from "../model";
import { sayMoney, sayQuantity } from "../saying";
import type { Day, Expense, Item } from "../types";
import { t } from "../words";
import { nameOf, word } from "./daily";
import { stateWord } from "./states";
import type { Row } from "./visit-compare";

const EXPENSE = /^\/expenses\/[0-9a-f-]{36}$/;
const REPORT = /^\/reports\/\d{4}-\d\d-\d\d$/;

/** The rows that differ, undefined for a form of something else. */
export function paperRows(item: Item, model: Model): Row[] | undefined {
  const mine = (name: string) => item.fields.find(([one]) => one === name)?.[1] ?? "";
  let rows: Row[];
  if (EXPENSE.test(item.address)) {
    const theirs = item.answer?.theirs as Expense | undefined;
    if (!theirs) return undefined;
    const at = (visit: string) => (visit ? nameOf(model, model.rows.visit.get(visit)?.account ?? "") : t("The whole day"));
    rows = [
      { name: t("Kind"), mine: word(model, "expense", mine("kind")), theirs: word(model, "expense", theirs.kind) },
      { name: t("Kilometres"), mine: mine("km") && sayQuantity(mine("km")), theirs: theirs.kilometres && sayQuantity(theirs.kilometres) },
      { name: t("What it was for"), mine: mine("note"), theirs: theirs.note },
      { name: t("Belongs to"), mine: at(mine("visit")), theirs: at(theirs.visit ?? "") },
    ];
    const byDistance = mine("km") !== "" && theirs.kilometres !== "";
    if (!byDistance) rows.splice(1, 0, { name: t("Amount"), mine: mine("amount") && sayMoney(mine("amount")), theirs: sayMoney(theirs.amount) });
  } else if (REPORT.test(item.address) && ["save", "send"].includes(mine("act"))) {
    const theirs = item.answer?.theirs as Day["report"] | undefined;
    if (!theirs) return undefined;
    rows = [
      { name: t("Reflections"), mine: mine("reflections"), theirs: theirs.reflections },
      { name: t("Status"), mine: stateWord("report", mine("act") === "send" ? "sent" : "draft"), theirs: stateWord("report", theirs.status) },
    ];
  } else return undefined;
  return rows.filter((one) => one.mine.trim() !== one.theirs.trim());
}
