// An expense or a report that was changed elsewhere meanwhile: what I wrote and what the server has, where they differ.
import type { Model } from "../model";
import { sayMoney, sayQuantity, sayTime } from "../saying";
import type { Day, Expense, Item, Stop } from "../types";
import { t } from "../words";
import { nameOf, word } from "./daily";
import { planForm } from "./plan-days";
import { stopsIn, typedStop, type Planned } from "./plan-stops";
import { stateWord } from "./states";
import type { Row } from "./visit-compare";

const EXPENSE = /^\/expenses\/[0-9a-f-]{36}$/;
const REPORT = /^\/reports\/\d{4}-\d\d-\d\d$/;
const CHANGES = /^\/plans\/\d{4}-\d\d-\d\d\/changes$/;

type TheirPlan = NonNullable<Day["plan"]> & { stops: Stop[] };

/** A stop in a line: 09:30 訂貨、收款 5,000. */
function stopSaid(model: Model, stop: Planned | undefined): string {
  if (!stop) return "";
  const purposes = stop.purposes.map((code) => word(model, "purpose", code)).join("、");
  const order = stop.order.trim() && `${t("Order")} ${sayMoney(stop.order)}`;
  const collection = stop.collection.trim() && `${t("Collection")} ${sayMoney(stop.collection)}`;
  return [stop.time || "—", purposes, order, collection, stop.objective].filter(Boolean).join(" ");
}

/** Each stop of either plan: the same one by its id, or by its customer where both added him. */
function planRows(item: Item, model: Model, theirs: TheirPlan, note: string): Row[] {
  const left = theirs.stops.map((stop) => ({ name: stop.name, stop: typedStop(stop) }));
  const rows = stopsIn(item.fields).map((stop): Row => {
    const at = left.findIndex((one) => one.stop.id === stop.id || (stop.account !== "" && one.stop.account === stop.account));
    const other = at < 0 ? undefined : left.splice(at, 1)[0];
    const name = other?.name ?? (stop.account ? nameOf(model, stop.account) : (model.rows.area.get(stop.area)?.name ?? ""));
    return { name, mine: stopSaid(model, stop), theirs: stopSaid(model, other?.stop) };
  });
  const others = left.map((one): Row => ({ name: one.name, mine: "", theirs: stopSaid(model, one.stop) }));
  return [...rows, ...others, { name: t("Note for your supervisor"), mine: note, theirs: theirs.note ?? "" }];
}

/** What is to become of a stop of an approved plan, or was made of it: 16:00 時間不夠, or 已取消 客戶改期. */
function changeSaid(model: Model, cancelled: boolean, time: string, reason: string): string {
  return [cancelled ? t("Cancelled") : time, reason && word(model, "reason", reason)].filter(Boolean).join(" ");
}

/** The stop that a change of plan is about, as it is meant here and as it stands by now, alike or not. */
function changeRows(item: Item, model: Model, stops: Stop[]): Row[] {
  const mine = (name: string) => item.fields.find(([one]) => one === name)?.[1] ?? "";
  const kind = mine("kind");
  const there = stops.find((one) => (kind === "added" ? one.account !== null && one.account === mine("account") : one.id === mine("stop")));
  const name = there?.name ?? (nameOf(model, mine("account")) || (model.rows.area.get(mine("area"))?.name ?? ""));
  const stands = there ? changeSaid(model, there.changed === "cancelled", sayTime(there.startsAt), there.changed === "cancelled" ? there.reason : "") : "";
  return [{ name, mine: changeSaid(model, kind === "cancelled", mine("time"), mine("reason")), theirs: stands }];
}

/** The rows that differ, undefined for a form of something else. */
export function paperRows(item: Item, model: Model): Row[] | undefined {
  const mine = (name: string) => item.fields.find(([one]) => one === name)?.[1] ?? "";
  let rows: Row[];
  if (CHANGES.test(item.address)) {
    const theirs = item.answer?.theirs as TheirPlan | null | undefined;
    return theirs ? changeRows(item, model, theirs.stops) : undefined;
  }
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
  } else if (planForm(item)) {
    const theirs = item.answer?.theirs as TheirPlan | null | undefined;
    if (!theirs) return undefined;
    const act = mine("act");
    const status = act === "send" ? "submitted" : "draft";
    rows = [
      { name: t("Status"), mine: stateWord("plan", status), theirs: stateWord("plan", theirs.status) },
      ...(act === "withdraw" ? [] : planRows(item, model, theirs, mine("note"))),
    ];
  } else return undefined;
  return rows.filter((one) => one.mine.trim() !== one.theirs.trim());
}
