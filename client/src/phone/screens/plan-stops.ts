// A plan while it is written: its stops as the form's fields say them, and what the buttons make of them
// (web/rep/plan_form.py): stops added at free hours, one earlier or later, copied from a past day.
import { newKey } from "../../forms";
import type { Pairs } from "../form";
import type { Model } from "../model";
import { stopNumbers } from "../model-plan";
import { dayOf, sayTime } from "../saying";
import type { Account, Area, Day, Stop, Visit } from "../types";
import { lastDay } from "./customers";

export const MOST_STOPS = 60;
const GONE = ["lost", "let_go"];
const LONGEST = 20;
const HOURLY = 8; // stops for which a day has hours
const [NINE, NOON, LAST] = [9 * 60, 12 * 60, 23 * 60];

export interface Planned {
  id: string;
  account: string;
  area: string; // its id, of a stop without customer
  time: string;
  purposes: string[];
  objective: string;
  order: string;
  collection: string;
  companion: string;
}
const TEXTS = ["id", "account", "area", "time", "objective", "order", "collection", "companion"] as const;

export function stopsIn(pairs: Pairs): Planned[] {
  return stopNumbers(pairs).map((n) => {
    const one = (name: string): string => pairs.find(([key]) => key === `stop-${n}-${name}`)?.[1] ?? "";
    const texts = Object.fromEntries(TEXTS.map((name) => [name, one(name)])) as Omit<Planned, "purposes">;
    return { ...texts, purposes: pairs.filter(([key]) => key === `stop-${n}-purpose`).map(([, value]) => value) };
  });
}

/** The fields of the form, these its stops. */
export function withStops(pairs: Pairs, stops: Planned[]): Pairs {
  const others = pairs.filter(([name]) => !/^stop-\d+-/.test(name));
  const said = stops.flatMap((stop, at): Pairs => [
    ...TEXTS.filter((name) => stop[name] !== "").map((name): [string, string] => [`stop-${at + 1}-${name}`, stop[name]]),
    ...stop.purposes.map((code): [string, string] => [`stop-${at + 1}-purpose`, code]),
  ]);
  return [...others, ...said];
}

function fresh(more: Partial<Planned>): Planned {
  const none = { account: "", area: "", time: "", purposes: [], objective: "", order: "", collection: "", companion: "" };
  return { id: newKey(), ...none, ...more };
}

/** A stop that is kept, as one would type it. */
export function typedStop(stop: Stop): Planned {
  return {
    id: stop.id,
    account: stop.account ?? "",
    area: stop.account ? "" : String(stop.areaId ?? ""),
    time: sayTime(stop.startsAt),
    purposes: stop.purposes,
    objective: stop.objective,
    order: stop.expectedOrder,
    collection: stop.expectedCollection,
    companion: stop.companion ? String(stop.companion) : "",
  };
}

export function minutes(time: string): number | undefined {
  const found = /^(\d{1,2}):(\d\d)/.exec(time);
  return found ? Number(found[1]) * 60 + Number(found[2]) : undefined;
}

/** The day runs by the clock: those without a time last. */
export function inTime(stops: Planned[]): Planned[] {
  const at = (stop: Planned): number => minutes(stop.time) ?? 24 * 60;
  return [...stops].sort((a, b) => at(a) - at(b));
}

function freeTime(stops: Planned[], step: number): string {
  const taken = stops.map((stop) => minutes(stop.time)).filter((one) => one !== undefined);
  let at = taken.length ? Math.max(...taken) + step : NINE;
  if (at >= NOON && at < NOON + 60) at += 60;
  const two = (value: number): string => String(value).padStart(2, "0");
  return at <= LAST ? `${two(Math.floor(at / 60))}:${two(at % 60)}` : "";
}

/** With more stops, at their times, or where theirs is taken or missing after the last; no customer twice. */
export function added(stops: Planned[], more: Planned[]): Planned[] {
  const all = [...stops];
  const step = stops.length + more.length <= HOURLY ? 60 : 30;
  for (const stop of more) {
    if (all.length >= MOST_STOPS || (stop.account && all.some((one) => one.account === stop.account))) continue;
    const taken = minutes(stop.time) === undefined || all.some((one) => one.time === stop.time);
    all.push(taken ? { ...stop, time: freeTime(all, step) } : stop);
  }
  return inTime(all);
}

/** A stop changes places with its neighbour; the times of the day stay where they are. */
export function moved(stops: Planned[], id: string, step: 1 | -1): Planned[] {
  const here = stops.findIndex((one) => one.id === id);
  const there = here + step;
  if (here < 0 || there < 0 || there >= stops.length) return stops;
  const all = [...stops];
  [all[here], all[there]] = [{ ...stops[there]!, time: stops[here]!.time }, { ...stops[here]!, time: stops[there]!.time }];
  return all;
}

/** What one's last visit there was for, as far as it lies on the phone. */
function lastPurposes(model: Model, account: string): string[] {
  const visits = [...model.rows.visit.values()].filter((one) => one.account === account && !one.joined && one.purposes.length);
  return visits.sort((a, b) => (a.arrivedAt < b.arrivedAt ? 1 : -1))[0]?.purposes ?? [];
}

export function atCustomer(model: Model, account: Account): Planned {
  return fresh({ account: account.id, purposes: lastPurposes(model, account.id) });
}
export function inArea(area: Area): Planned {
  return fresh({ area: String(area.id) });
}

/** One's own customers whom nobody visited for longest, never first. */
export function longestUnvisited(model: Model, day: string, stops: Planned[]): [one: Account, last: string][] {
  const on = new Set(stops.map((one) => one.account));
  const rows = [...model.rows.account.values()].filter((one) => one.own && !GONE.includes(one.status) && !on.has(one.id));
  const dated = rows.map((one): [Account, string] => [one, lastDay(one, model)]).filter(([, last]) => last < day);
  const named = new Intl.Collator("zh-Hant");
  return dated.sort(([a, x], [b, y]) => (x < y ? -1 : x > y ? 1 : named.compare(a.name, b.name))).slice(0, LONGEST);
}
/** Whether a customer is offered for a visit. */
export function offered(one: Account): boolean {
  return !GONE.includes(one.status);
}

function quarter(visit: Visit): string {
  const [hour, minute] = sayTime(visit.arrivedAt).split(":");
  return `${hour}:${String(Math.floor(Number(minute) / 15) * 15).padStart(2, "0")}`;
}

export interface Past {
  day: string;
  stops: Planned[];
  names: string[];
}
/** The days behind that lie on the phone, with what was planned, or visited where nothing was. */
export function pastDays(model: Model, before: string): Past[] {
  const days = [...model.rows.day.values()].filter((row) => row.id < before && row.id <= dayOf(new Date()));
  return days.map((row) => pastDay(model, row)).filter((one) => one.stops.length).sort((a, b) => (a.day < b.day ? 1 : -1));
}
function pastDay(model: Model, row: Day): Past {
  const planned = row.stops.filter((one) => one.account || one.areaId);
  if (planned.length) {
    const stops = planned.map((one) => fresh({ ...typedStop(one), id: newKey(), order: "", collection: "", companion: "" }));
    return { day: row.id, stops, names: planned.map((one) => one.name) };
  }
  const visits = [...model.rows.visit.values()].filter((one) => one.day === row.id && !one.channel && !one.joined);
  visits.sort((a, b) => (a.arrivedAt < b.arrivedAt ? -1 : 1));
  const stops = visits.map((one) => fresh({ account: one.account, time: quarter(one), purposes: one.purposes }));
  return { day: row.id, stops, names: visits.map((one) => model.rows.account.get(one.account)?.name ?? one.name ?? "") };
}
