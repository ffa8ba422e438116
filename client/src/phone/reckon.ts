// What a day came to, counted on the phone as the server counts it (fieldday/rules/kpi.py), and what its report is warned
// of before it is sent (fieldday/rules/report_warnings.py), from what lies here: the server counts again when it comes in.
import { figure, lineAmount, rounded } from "../figures";
import { fold } from "./finding";
import type { Code, Day, Expense, Stop, Visit } from "./types";

const CHECKABLE = ["order", "collection", "complaint", "quotation", "sample", "placement", "opportunity"];
const ASKS_THE_MARKET = ["market_research", "market_info"];
const HOUR = 3_600_000;
const EARLY_HOURS = 8;
const LATE_HOURS = 12;
const SHORTEST_COPY = 8;

export interface Count {
  planned: number;
  visited: number;
  effective: number;
  deals: number;
  shut: number;
  shutPlanned: number; // planned stops found shut
  unproven: number; // of these, nothing proves it
  missed: number; // planned stops nobody went to
  unplanned: number;
  contacts: number;
  orderedExpected: number;
  ordered: number;
  collectedExpected: number;
  collected: number;
  cost: number;
}
export interface Lived {
  day: Day;
  visits: Visit[];
  expenses: Expense[];
  codes: Code[];
  /** A customer's name by its id. */
  named: (account: string) => string;
}
export interface Warning {
  code: string;
  params: Record<string, string | number>;
  /** Where it is mended: visits by id, else nothing. */
  visits: string[];
}

/** A number that may not be there: nothing typed counts for nothing. */
export function amount(text: string): number {
  const read = figure(text);
  return Number.isFinite(read) ? read : 0;
}

export function ordered(visit: Visit): number {
  return rounded(visit.lines.reduce((sum, line) => sum + (lineAmount(line.quantity, line.price, line.discount) || 0), 0));
}

/** What a code counts as in the rule's words; its own code where the list does not say. */
function counting(codes: Code[]): (list: string, code: string) => string {
  const by = new Map(codes.map((one) => [`${one.list}:${one.code}`, one.counts ?? one.code]));
  return (list, code) => by.get(`${list}:${code}`) ?? code;
}

function inPerson(visit: Visit): boolean {
  return visit.channel === "" || visit.channel === "visit";
}

/** 有效拜訪: in person, met whoever decides, and one outcome that can be checked. */
export function effective(visit: Visit, codes: Code[]): boolean {
  if (!inPerson(visit) || visit.shut || !visit.met) return false;
  const outcomes = visit.results.map((code) => counting(codes)("result", code));
  if (outcomes.some((one) => CHECKABLE.includes(one)) || ordered(visit) > 0 || amount(visit.amount) > 0) return true;
  if (visit.nextStepOn !== "") return true;
  return outcomes.includes("market_info") && visit.purposes.some((one) => ASKS_THE_MARKET.includes(one));
}

/** Whether somebody went to a stop; a visit of somebody else's, whom one came along with, is on the stop alone. */
function goneTo(stop: Stop, lived: Lived): boolean {
  return Boolean(stop.visit) || lived.visits.some((one) => one.stop === stop.id);
}

/** Of a door found shut, whether the place or a photo proves that one was there (rules/kpi.proves_shut). */
export function proven(visit: Visit): boolean {
  return visit.where === "verified" || visit.photos.length > 0;
}

/** The visits of a stop, where all found it shut. */
function foundShut(stop: Stop, lived: Lived): Visit[] {
  const there = lived.visits.filter((one) => one.stop === stop.id || one.id === stop.visit);
  return there.every((one) => one.shut) ? there : [];
}

/** The word of the stop states for a door found shut; one on its way is not doubted before the server has seen it. */
export function shutState(visit: Visit): string {
  return proven(visit) || visit.where === "unverified" ? "shut" : "unproven";
}

/** Stops of the plan as it was approved, without those the company took off. */
function counted(lived: Lived): Stop[] {
  const counts = counting(lived.codes);
  return lived.day.stops.filter((stop) => {
    const took = stop.reason !== "" && counts("reason", stop.reason) === "company" && !goneTo(stop, lived);
    return stop.changed !== "added" && !took;
  });
}

/** Stops nobody went to: why is asked with the report. */
export function missed(lived: Lived): Stop[] {
  return lived.day.stops.filter((stop) => !goneTo(stop, lived));
}

export function count(lived: Lived): Count {
  const planned = counted(lived);
  const visits = lived.visits.filter((one) => inPerson(one) && !one.shut);
  const sum = (numbers: number[]) => rounded(numbers.reduce((a, b) => a + b, 0));
  const outcome = (visit: Visit, what: string) => visit.results.some((code) => counting(lived.codes)("result", code) === what);
  return {
    planned: planned.length,
    visited: visits.length,
    effective: visits.filter((one) => effective(one, lived.codes)).length,
    deals: visits.filter((one) => ordered(one) > 0 || outcome(one, "order")).length,
    shut: lived.visits.filter((one) => inPerson(one) && one.shut).length,
    shutPlanned: planned.filter((stop) => foundShut(stop, lived).length > 0).length,
    unproven: planned.filter((stop) => foundShut(stop, lived).some((one) => shutState(one) === "unproven")).length,
    missed: planned.filter((stop) => !goneTo(stop, lived)).length,
    unplanned: visits.filter((one) => !one.stop).length,
    contacts: lived.visits.filter((one) => !inPerson(one)).length,
    orderedExpected: sum(planned.map((stop) => amount(stop.expectedOrder))),
    ordered: sum(lived.visits.map(ordered)),
    collectedExpected: sum(planned.map((stop) => amount(stop.expectedCollection))),
    collected: sum(lived.visits.map((one) => amount(one.amount))),
    cost: sum(lived.expenses.map((one) => cost(one, lived.codes))),
  };
}

/** What an expense comes to: its amount, or kilometres at its kind's rate. */
export function cost(expense: Expense, codes: Code[]): number {
  const kind = codes.find((one) => one.list === "expense" && one.code === expense.kind);
  const rate = amount(kind?.perKm ?? "");
  return rate > 0 && expense.kilometres !== "" ? rounded(amount(expense.kilometres) * rate) : amount(expense.amount);
}

export function overLimit(expense: Expense, codes: Code[]): boolean {
  const limit = codes.find((one) => one.list === "expense" && one.code === expense.kind)?.limit ?? "";
  return limit !== "" && cost(expense, codes) > amount(limit);
}

function names(all: string[]): Record<string, string | number> {
  const shown = [...new Set(all.slice(0, 3))].join("、") + (all.length > 3 ? " …" : "");
  return { count: all.length, names: shown };
}

/** Every warning of a report sent now, the gravest first, by the server's own codes; `why` are reasons typed for stops. */
export function warnings(lived: Lived, reflections: string, why: Map<string, string>, earlier: string[], now: Date, today: string): Warning[] {
  const found: Warning[] = [];
  const warn = (code: string, params: Record<string, string | number>, visits: string[] = []) =>
    found.push({ code: `visits.warning.${code}`, params, visits });
  const ofVisits = (code: string, visits: Visit[]) => {
    if (visits.length) warn(code, names(visits.map((one) => lived.named(one.account))), visits.map((one) => one.id));
  };
  const kind = (one: Expense) => lived.codes.find((code) => code.list === "expense" && code.code === one.kind)?.name ?? one.kind;
  const did = count(lived);
  const own = lived.visits.filter((one) => !one.joined); // of what one came along to another writes
  if (did.visited && !did.effective) {
    const there = own.filter((one) => inPerson(one) && !one.shut).map((one) => one.id);
    warn("nothing_effective", { count: did.visited }, there);
  }
  const unexplained = missed(lived).filter((stop) => !(why.get(stop.id) ?? stop.reason));
  if (unexplained.length) warn("missed_unexplained", names(unexplained.map((stop) => stop.name)));
  ofVisits("shut_unproven", own.filter((one) => one.shut && !proven(one)));
  ofVisits("visit_without_word", own.filter((one) => !one.shut && !one.results.length && !one.summary));
  ofVisits("nothing_brought", own.filter((one) => silent(one, lived)));
  if (lived.day.id === today) ofVisits("visit_open", own.filter((one) => inPerson(one) && !one.leftAt));
  const over = lived.expenses.filter((one) => overLimit(one, lived.codes));
  if (over.length) warn("expense_over_limit", names(over.map(kind)));
  const bare = lived.expenses.filter((one) => !one.receipts && one.kilometres === "");
  if (bare.length) warn("expense_without_receipt", names(bare.map(kind)));
  if (lived.day.startedAt && !lived.day.endedAt) warn("day_not_ended", {});
  const said = fold(reflections);
  if (said.length >= SHORTEST_COPY && earlier.some((other) => fold(other) === said)) warn("copied", {});
  const apart = lived.day.report.due ? (now.getTime() - new Date(lived.day.report.due).getTime()) / HOUR : 0;
  if (-apart > EARLY_HOURS) warn("early", { hours: Math.floor(-apart) });
  if (apart > LATE_HOURS) warn("late", { hours: Math.floor(apart) });
  return found;
}

/** Money was expected of it, none came, and a result is kept, but no word. */
function silent(visit: Visit, lived: Lived): boolean {
  const stop = lived.day.stops.find((one) => one.id === visit.stop);
  if (!stop || visit.shut || !visit.results.length || visit.summary) return false;
  return amount(stop.expectedOrder) + amount(stop.expectedCollection) > 0 && !ordered(visit) && !amount(visit.amount);
}
