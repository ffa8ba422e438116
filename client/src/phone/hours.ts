// Whether a customer is open at a moment, by its visit hours (fieldday/rules/hours.py): "0" is Monday, a day that is not
// there is not known, an empty one is closed, a range whose end is not after its start runs past midnight.
import { pill, type Part } from "./parts";
import { nothing } from "lit-html";
import { t } from "./words";

type Hours = Record<string, [string, string][]>;
export interface OpenNow {
  open: boolean;
  until?: string;
  opens?: string;
  days: number;
  weekday?: number;
}
const DAY = 24 * 60;
const NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const minutes = (clock: string): number => Number(clock.slice(0, -3)) * 60 + Number(clock.slice(-2));
const ranges = (hours: Hours, weekday: number): [string, string][] => hours[String((weekday + 7) % 7)] ?? [];

/** How it stands at a clock of a weekday (Monday is 0); null where that is not known. */
export function openAt(hours: Hours, weekday: number, clock: string): OpenNow | null {
  const now = minutes(clock);
  for (const [start, end] of ranges(hours, weekday - 1)) {
    if (minutes(end) <= minutes(start) && now < minutes(end)) return { open: true, until: end, days: 0 };
  }
  for (const [start, end] of ranges(hours, weekday)) {
    const over = minutes(end) <= minutes(start);
    if (minutes(start) <= now && (over || now < minutes(end))) return { open: true, until: until(hours, weekday, end), days: 0 };
  }
  if (!(String(weekday) in hours)) return null;
  for (let days = 0; days < 8; days++) {
    const next = ranges(hours, weekday + days).find(([start]) => days > 0 || minutes(start) > now);
    if (next) return { open: false, opens: next[0], days, weekday: (weekday + days) % 7 };
  }
  return { open: false, days: 0 };
}

/** Until 24:00 and from 00:00 on the next day is one time: it ends in the morning. */
function until(hours: Hours, weekday: number, end: string): string {
  if (minutes(end) !== DAY) return end;
  return ranges(hours, weekday + 1).find(([start, later]) => minutes(start) === 0 && minutes(later) < DAY)?.[1] ?? end;
}

/** The weekday of a day, Monday as 0. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

export function openPill(now: OpenNow | null): Part {
  if (!now) return nothing;
  if (now.open) return pill("good", "door", now.until ? t("Open until {time}", { time: now.until }) : t("Open now"));
  if (!now.opens) return pill("wait", "door-off", t("Closed"));
  if (!now.days) return pill("wait", "door-off", t("Closed, opens {time}", { time: now.opens }));
  const day = now.days === 1 || now.weekday === undefined ? t("tomorrow") : weekdayWord(now.weekday);
  return pill("wait", "door-off", t("Closed, opens {day} {time}", { day, time: now.opens }));
}

function weekdayWord(weekday: number): string {
  switch (NAMES[weekday]) {
    case "Monday": return t("Monday");
    case "Tuesday": return t("Tuesday");
    case "Wednesday": return t("Wednesday");
    case "Thursday": return t("Thursday");
    case "Friday": return t("Friday");
    case "Saturday": return t("Saturday");
    default: return t("Sunday");
  }
}

/** The week in lines: days that follow one another with the same hours stand together. */
export function weekLines(hours: Hours): [days: string, hours: string][] {
  const runs: { first: number; last: number; said: string }[] = [];
  for (let n = 0; n < 7; n++) {
    const there = hours[String(n)];
    if (!there) continue;
    const said = there.map(([start, end]) => `${start}–${end}`).join("、") || t("Closed");
    const run = runs.at(-1);
    if (run && run.last === n - 1 && run.said === said) run.last = n;
    else runs.push({ first: n, last: n, said });
  }
  const between = (first: number, last: number) => t("{first} to {last}", { first: weekdayWord(first), last: weekdayWord(last) });
  return runs.map(({ first, last, said }) => [first === last ? weekdayWord(first) : between(first, last), said]);
}
