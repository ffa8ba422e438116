// How hours and amounts are said on the phone: as the pages say them (kit/spoken.py, web/templatetags).
import { figure, shown } from "../figures";
import { clockWords, languageNow, t } from "./words";

/** 11 月 23 日（一） of a day, in the person's language. */
export { dayWords as sayDay } from "./words";

const HOUR = 60; // minutes
const DAY = 24 * HOUR;
let zone = "Asia/Taipei";
let off = 0;

/** By how many ms this phone's clock was ahead of the server's when they last spoke; 0 where it is right enough. What is
 * claimed stays what the clock shows, and the server corrects it likewise; which day it is goes by the corrected one. */
export function clockIsOff(ms: number): void {
  off = ms;
}
export function clockOff(): number {
  return off;
}
export function now(): Date {
  return new Date(Date.now() - off);
}
/** A moment that this phone's clock claimed, as the server will show it. */
export function corrected(claimed: string): string {
  return off ? new Date(new Date(claimed).getTime() - off).toISOString() : claimed;
}

/** The company's time zone, in which every hour is said. */
export function sayIn(timezone: string): void {
  if (timezone) zone = timezone;
}

/** 09:30 of a moment, in the company's time zone; a clock "09:30" as it is; "" for none. */
export function sayTime(moment: string): string {
  return moment.includes("T") ? clockWords(moment, zone) : moment.slice(0, 5);
}

/** The company's day of a moment, as 2026-11-23. */
export function dayOf(moment: Date): string {
  return moment.toLocaleDateString("sv-SE", { timeZone: zone });
}

/** Whole minutes between two moments. */
export function minutesBetween(from: string, to: string): number {
  return Math.max(0, Math.round((new Date(to).getTime() - new Date(from).getTime()) / 60_000));
}

/** A stretch of time as people say it (kit/spoken.py): 45 min, 2 h 5 min; from ten hours on to the hour, 3 d 4 h; from
 * ten days on to the day. */
export function saySpan(minutes: number): string {
  const whole = Math.abs(minutes);
  const step = whole < 10 * HOUR ? 1 : whole < 10 * DAY ? HOUR : DAY;
  const near = Math.floor((whole + Math.floor(step / 2)) / step) * step;
  const [days, hours, left] = [Math.floor(near / DAY), Math.floor((near % DAY) / HOUR), near % HOUR];
  const parts = [
    days ? t("%(count)s d", { count: days }) : "",
    hours ? t("%(count)s h", { count: hours }) : "",
    left || !near ? t("%(count)s min", { count: left }) : "",
  ];
  return parts.filter(Boolean).join(" ");
}

/** 12,345 or 12,345.50; "" for none. */
export function sayMoney(amount: string | number): string {
  return shown(typeof amount === "number" ? amount : figure(amount));
}

/** A quantity without needless places. */
export function sayQuantity(quantity: string): string {
  const value = figure(quantity);
  return Number.isNaN(value) ? quantity : value.toLocaleString("en", { maximumFractionDigits: 3 });
}

/** An amount as people say it: 123.4 萬 in Chinese from ten thousand up, else as money without places. */
export function sayWan(amount: string | number): string {
  const value = typeof amount === "number" ? amount : figure(amount) || 0;
  const chinese = languageNow().startsWith("zh");
  if (Math.abs(value) < 10_000 || !chinese) return shown(Math.round(value));
  const tens = value / 10_000;
  const places = Math.abs(tens) < 1000 ? 1 : 0;
  const said = tens.toLocaleString("en", { minimumFractionDigits: places, maximumFractionDigits: places });
  return `${said} ${languageNow().startsWith("zh-hans") ? "万" : "萬"}`;
}
