// What the screens show: the store with the outbox laid over it, so that what was done stands there, sent or not.
// A pure function of both: laid(person, snapshot, items, today). Each form is read here as the server's page would read it; what it
// makes of the rows is said in one function per address (model-*.ts), in the order of the outbox.
import { DAY_FORMS } from "./model-day";
import { CUSTOMER_FORMS } from "./model-customers";
import { laidMonth } from "./model-month";
import { PLAN_FORMS } from "./model-plan";
import { corrected } from "./saying";
import type { Snapshot } from "./store";
import { KINDS } from "./store";
import type { Item, Kind, KindName, Me } from "./types";

export interface Model {
  person: number;
  me: Me | undefined;
  /** The session ran out: nothing is sent or fetched until its person signs in anew. */
  expired?: boolean;
  /** Rows by kind and id, with what waits laid over: model.rows.visit.get(id). Never change them. */
  rows: Snapshot;
  /** The person's forms that are not kept yet, in order. */
  items: Item[];
  /** Those of one record: a cloud beside what waits, a warning beside what is held. */
  of(record: string): Item[];
}
/** What one form makes of the rows: `found` are the parts of its address that the pattern names. */
export interface Laying {
  item: Item;
  found: string[];
  value(name: string): string;
  values(name: string): string[];
  get<K extends KindName>(kind: K, id: string): Kind[K] | undefined;
  all<K extends KindName>(kind: K): Kind[K][];
  put<K extends KindName>(kind: K, id: string, row: Kind[K]): void;
  remove(kind: KindName, id: string): void;
  /** The version a form brings that is filled in upon this one. */
  version: number;
  /** The day (where the company is) and the moment of the act. */
  day: string;
  moment: string;
}
export type FormRule = [pattern: RegExp, lay: (form: Laying) => void];
const RULES: FormRule[] = [...DAY_FORMS, ...PLAN_FORMS, ...CUSTOMER_FORMS];

/** The day of a moment where the company is. */
export function dayOf(moment: string, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date(moment));
}

export function laid(person: number, snapshot: Snapshot, all: Item[], today: string): Model {
  const rows = { ...snapshot };
  const copied = new Set<KindName>();
  const own = <K extends KindName>(kind: K): Map<string, Kind[K]> => {
    if (!copied.has(kind)) {
      copied.add(kind);
      (rows as Record<KindName, Map<string, unknown>>)[kind] = new Map<string, unknown>(snapshot[kind]);
    }
    return rows[kind] as unknown as Map<string, Kind[K]>;
  };
  const me = [...snapshot.me.values()][0];
  const mine = all.filter((item) => item.person === person);
  for (const item of mine) {
    const rule = RULES.map(([pattern, lay]) => ({ found: pattern.exec(item.address), lay })).find((one) => one.found);
    if (!rule?.found) continue;
    const values = (name: string): string[] => item.fields.filter(([one]) => one === name).map(([, value]) => value);
    rule.lay({
      item,
      found: rule.found.slice(1).map((part) => part ?? ""),
      values,
      value: (name) => values(name)[0] ?? "",
      get: (kind, id) => rows[kind].get(id) as never,
      all: (kind) => [...rows[kind].values()] as never,
      put: (kind, id, row) => void own(kind).set(id, row),
      remove: (kind, id) => void own(kind).delete(id),
      version: item.state === "kept" ? (item.answer?.record?.version ?? -item.seq!) : -item.seq!,
      day: dayOf(corrected(item.claimedAt), me?.timezone || "Asia/Taipei"),
      moment: corrected(item.claimedAt),
    });
  }
  Object.assign(rows, laidMonth(rows, snapshot, today.slice(0, 7)));
  const open = mine.filter((item) => item.state !== "kept");
  return { person, me: [...rows.me.values()][0], rows, items: open, of: (record) => open.filter((item) => item.record === record) };
}

/** Nothing known: before the first snapshot, or when nobody is signed in. */
export function nothingKnown(): Model {
  const empty = Object.fromEntries(KINDS.map((kind) => [kind, new Map()])) as unknown as Snapshot;
  return laid(0, empty, [], "");
}
