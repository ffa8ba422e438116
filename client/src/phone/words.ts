// The words of the screens: t with an English text, and what fills its braces, is the text in the person's language; the English text
// stands in the code, as in the server's, whose own texts with "%(name)s" serve too. The catalogue (GET /phone/words/<language>.json) lies in the store.
import { meta, setMeta } from "./store";

type Catalogue = Record<string, string>;
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
let catalogue: Catalogue = {};
let language = "en";

export function t(text: string, params: Record<string, string | number> = {}): string {
  const words = catalogue[text] ?? text;
  return words.replace(/\{(\w+)\}|%\((\w+)\)s/g, (whole, name?: string, other?: string) => String(params[name ?? other ?? ""] ?? whole));
}

export function languageNow(): string {
  return language;
}

/** 11 月 23 日（一） of "2026-11-23", in the person's language. */
export function dayWords(day: string, full = true): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const weekday = new Date(Date.UTC(year, month - 1, date)).getUTCDay();
  if (Number.isNaN(weekday)) return ""; // an address that names no day
  if (!language.startsWith("zh")) {
    const names = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
    return `${full ? `${DAYS[weekday]!.slice(0, 3)} ` : ""}${names.format(new Date(Date.UTC(year, month - 1, date)))}`;
  }
  return `${month} 月 ${date} 日${full ? `（${"日一二三四五六"[weekday]!}）` : ""}`;
}

/** 09:30 of a moment, where the company is. */
export function clockWords(moment: string, timeZone: string): string {
  if (!moment) return "";
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(new Date(moment));
}

/** What the store has of a language; nothing asked of the net. */
export async function takeWords(wanted: string): Promise<void> {
  const kept = await meta<Catalogue>(`words:${wanted}`);
  language = wanted;
  catalogue = kept ?? (wanted === "en" ? {} : catalogue); // the texts themselves are English
  if (typeof document !== "undefined") {
    document.documentElement.lang = wanted === "zh-hant" ? "zh-Hant-TW" : wanted === "zh-hans" ? "zh-Hans" : wanted;
  }
}

/** Fetch the language's words where they lie at another address, which names the build, than those that are here. */
export async function fetchWords(wanted: string, address: string): Promise<boolean> {
  if ((await meta<string>(`words-from:${wanted}`)) === address) return false;
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) return false;
    await setMeta(`words:${wanted}`, await answer.json());
    await setMeta(`words-from:${wanted}`, address);
    return true;
  } catch {
    return false;
  }
}
