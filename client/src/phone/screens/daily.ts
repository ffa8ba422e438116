// One's own day as it stands on the phone: what is next, what is done, where one is (visits/questions/today.py).
import type { Model } from "../model";
import { amount, ordered, shutState } from "../reckon";
import type { Option } from "../parts";
import { dayOf, now } from "../saying";
import type { Account, Code, Day, Stop, Visit } from "../types";

/** A planned stop, or a visit nobody planned, as a day's list shows it; `state` is a word of the stops' states. */
export interface Station {
  state: string;
  stop: Stop | undefined;
  visit: Visit | undefined;
  account: Account | undefined;
  /** At whom one arrives: the stop's customer, on this phone or not; nobody where an area was planned. */
  to: Pick<Account, "id" | "name"> | undefined;
  name: string;
  area: string;
}
export interface Daily {
  day: string;
  row: Day | undefined;
  live: boolean;
  /** The visit still open, of whatever day it was begun. */
  here: Visit | undefined;
  next: Station | undefined;
  later: Station[];
  behind: Station[];
  visits: Visit[];
  /** Stops of the day as it stands, and how many of them were gone to. */
  planned: number;
  gone: number;
  /** Whether the report lies with the superior or is signed: no more facts are taken. */
  closed: boolean;
  /** Whether a change of the plan is a deviation with its reason. */
  changeable: boolean;
  booked: number;
  collected: number;
}

export function today(): string {
  return dayOf(now());
}

export function isOpen(visit: Visit): boolean {
  return !visit.leftAt && !visit.channel && !visit.shut && !visit.joined;
}

/** Whether one may still write to a visit: one's own, of a day whose report is with oneself. */
export function mayWrite(model: Model, visit: Visit): boolean {
  const report = model.rows.day.get(visit.day)?.report;
  return !visit.joined && (report ? !["sent", "signed"].includes(report.status) : visit.writable);
}

/** The codes of a list as a form offers them: those retired only where they were chosen already. */
export function codesOf(model: Model, list: string, chosen: string[] = []): Code[] {
  const all = [...model.rows.code.values()].filter((one) => one.list === list);
  return all.filter((one) => !one.retired || chosen.includes(one.code)).sort((a, b) => a.order - b.order);
}

/** The same to choose from. */
export function optionsOf(model: Model, list: string, chosen: string[] = []): Option[] {
  return codesOf(model, list, chosen).map((one) => [one.code, one.name]);
}

/** A code's word. */
export function word(model: Model, list: string, code: string): string {
  return model.rows.code.get(`${list}:${code}`)?.name ?? code;
}

export function nameOf(model: Model, account: string): string {
  return model.rows.account.get(account)?.name ?? "";
}

/** The name of a visit's customer, who may be out of sight by now. */
export function whose(model: Model, visit: Visit): string {
  return model.rows.account.get(visit.account)?.name ?? visit.name ?? "";
}

function visitOf(model: Model, stop: Stop, visits: Visit[]): Visit | undefined {
  return (stop.visit ? model.rows.visit.get(stop.visit) : undefined) ?? visits.find((one) => one.stop === stop.id);
}

function stateOf(stop: Stop, visit: Visit | undefined, past: boolean): string {
  if (visit) return visit.shut ? shutState(visit) : "done";
  if (stop.visit) return "done"; // somebody one came along with
  if (stop.changed === "cancelled") return "cancelled";
  return past || stop.reason !== "" ? "missed" : "";
}

export function dailyOf(model: Model, day: string): Daily {
  const row = model.rows.day.get(day);
  const live = day === today();
  const visits = [...model.rows.visit.values()].filter((one) => one.day === day);
  visits.sort((a, b) => (a.arrivedAt < b.arrivedAt ? -1 : 1));
  const ahead: Station[] = [];
  const behind: Station[] = [];
  const stops = row?.stops ?? [];
  for (const stop of stops) {
    const visit = visitOf(model, stop, visits);
    const account = model.rows.account.get(visit?.account || stop.account || "");
    const to = account ?? (stop.account ? { id: stop.account, name: stop.name } : undefined);
    const state = stateOf(stop, visit, day < today());
    const station = { state, stop, visit, account, to, name: account?.name ?? stop.name, area: stop.area };
    if (!state) ahead.push({ ...station, state: ahead.length ? "planned" : "next" });
    else if (!visit || !isOpen(visit)) behind.push(station);
  }
  const planned = new Set(stops.map((stop) => visitOf(model, stop, visits)?.id));
  for (const visit of visits) {
    if (planned.has(visit.id) || isOpen(visit)) continue;
    const account = model.rows.account.get(visit.account);
    const state = visit.channel || (visit.joined ? "joined" : visit.shut ? shutState(visit) : "unplanned");
    behind.push({ state, stop: undefined, visit, account, to: account, name: whose(model, visit), area: account?.area ?? "" });
  }
  behind.sort((a, b) => Number(!a.visit) - Number(!b.visit) || ((a.visit?.arrivedAt ?? "") < (b.visit?.arrivedAt ?? "") ? -1 : 1));
  const own = visits.filter((visit) => !visit.joined);
  const kept = stops.filter((stop) => stop.changed !== "cancelled" || visitOf(model, stop, visits));
  const closed = ["sent", "signed"].includes(row?.report.status ?? "");
  const [next, ...later] = ahead;
  return {
    day,
    row,
    live,
    here: live ? [...model.rows.visit.values()].find(isOpen) : undefined,
    next,
    later,
    behind,
    visits,
    planned: kept.length,
    gone: kept.filter((stop) => stop.visit || visitOf(model, stop, visits)).length,
    closed,
    changeable: row?.plan?.status === "approved" && !closed,
    booked: own.reduce((sum, visit) => sum + ordered(visit), 0),
    collected: own.reduce((sum, visit) => sum + amount(visit.amount), 0),
  };
}
