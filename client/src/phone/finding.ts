// Finding a customer among all of one's own, as fast as one types: texts folded as fieldday/rules/text.py folds them,
// distances as the crow flies, three orders.
import type { Account } from "./types";

const MARKS = /(?![\u3099\u309a])\p{M}/gu; // kana's voice marks make another letter, they do not adorn one
const OTHERS = /[^\p{L}\p{N}]/gu;
const EARTH_M = 6_371_008.8;

export type Order = "near" | "name" | "visit";

/** The text as search compares it: NFKC, no case, no diacritics, 臺 as 台, letters and digits only. */
export function fold(text: string): string {
  const plain = caseless(text.normalize("NFKC")).normalize("NFKD").replace(MARKS, "");
  return caseless(plain.normalize("NFKC")).replaceAll("臺", "台").replace(OTHERS, "");
}

/** Without case as Python's casefold has it, for what people type here. */
function caseless(text: string): string {
  return text.toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");
}

/** Those that hold the query somewhere; of several words every one, wherever it stands. */
export function found(accounts: Account[], query: string): Account[] {
  const whole = fold(query);
  if (!whole) return accounts;
  const words = query.split(/\s+/u).map(fold).filter(Boolean);
  return accounts.filter((one) => one.sought.includes(whole) || words.every((word) => one.sought.includes(word)));
}

/** Customers whose name reads the same, however it is written: at most five. */
export function sameName(accounts: Account[], name: string): Account[] {
  const said = fold(name);
  return said ? accounts.filter((one) => fold(one.name) === said).slice(0, 5) : [];
}

/** Metres between two places. */
export function metres(from: [number, number], to: [number, number]): number {
  const [lat1, lon1, lat2, lon2] = [...from, ...to].map((degrees) => (degrees * Math.PI) / 180) as [number, number, number, number];
  const a = Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin((lon2 - lon1) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(a)));
}

/** By name as a directory has it; by the last visit, those never visited first; by distance, those without a place last. */
export function inOrder(accounts: Account[], order: Order, here: [number, number] | null): Account[] {
  const named = new Intl.Collator("zh-Hant");
  const byName = (a: Account, b: Account) => named.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
  if (order === "near" && here) {
    const far = new Map(accounts.map((one) => [one.id, one.place ? metres(here, one.place) : Infinity]));
    const apart = (a: Account, b: Account) => (far.get(a.id)! < far.get(b.id)! ? -1 : far.get(a.id)! > far.get(b.id)! ? 1 : 0);
    return [...accounts].sort((a, b) => apart(a, b) || byName(a, b));
  }
  if (order === "visit") {
    const day = (one: Account) => one.lastVisit?.day ?? "";
    return [...accounts].sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : byName(a, b)));
  }
  return [...accounts].sort(byName);
}
