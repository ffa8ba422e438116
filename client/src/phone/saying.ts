// How days, hours and amounts are said on the phone: as the pages say them (kit/spoken.py, web/templatetags).
import { figure, shown } from "../figures";

const WEEKDAYS = ["日", "一", "二", "三", "四", "五", "六"];
let zone = "Asia/Taipei";

/** The company's time zone, in which every hour is said. */
export function sayIn(timezone: string): void {
  if (timezone) zone = timezone;
}

function language(): string {
  return document.documentElement.lang.toLowerCase();
}

/** 11 月 23 日（一） in Chinese, Mon 23 Nov in English; "" for none. */
export function sayDay(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return "";
  const moment = new Date(Date.UTC(year, month - 1, date));
  if (language().startsWith("zh")) return `${month} 月 ${date} 日（${WEEKDAYS[moment.getUTCDay()]}）`;
  const said = (style: Intl.DateTimeFormatOptions) => moment.toLocaleDateString("en-GB", { timeZone: "UTC", ...style });
  return `${said({ weekday: "short" })} ${date} ${said({ month: "short" })}`;
}

/** 09:30 of a moment, in the company's time zone; a clock "09:30" as it is; "" for none. */
export function sayTime(moment: string): string {
  if (!moment.includes("T")) return moment.slice(0, 5);
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return "";
  return at.toLocaleTimeString("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** The company's day of a moment, as 2026-11-23. */
export function dayOf(moment: Date): string {
  return moment.toLocaleDateString("sv-SE", { timeZone: zone });
}

/** Whole minutes between two moments. */
export function minutesBetween(from: string, to: string): number {
  return Math.max(0, Math.round((new Date(to).getTime() - new Date(from).getTime()) / 60_000));
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
  const chinese = language().startsWith("zh");
  if (Math.abs(value) < 10_000 || !chinese) return shown(Math.round(value));
  const tens = value / 10_000;
  const places = Math.abs(tens) < 1000 ? 1 : 0;
  const said = tens.toLocaleString("en", { minimumFractionDigits: places, maximumFractionDigits: places });
  return `${said} ${language().startsWith("zh-hans") ? "万" : "萬"}`;
}
