// What lies on this phone, in IndexedDB. Everything personal lies under its person's id:
//   parts     the server's snapshot, a part of a kind a row, as refresh.ts brings it; wiped at sign-out
//   outbox    forms on their way (outbox.ts), strictly durable; bytes: their files; versions: what became of them
//   drafts    what is being typed on a screen, so that an empty battery takes no words with it
//   meta      who is signed in, the words of a language
// Screens do not read it: they get a Model (model.ts) and ask `bytesOf` for a photo that waits.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Answered, Item, Kind, KindName, Session } from "./types";

export interface Part {
  person: number;
  kind: KindName;
  part: string;
  digest: string;
  rows: { id: string | number }[];
}
interface Schema extends DBSchema {
  parts: { key: [number, KindName, string]; value: Part };
  outbox: { key: number; value: Item; indexes: { key: string } };
  bytes: { key: [string, number]; value: { key: string; place: number; bytes: ArrayBuffer } };
  versions: { key: [number, number]; value: { person: number; seq: number; version: number } };
  drafts: { key: [number, string]; value: { person: number; name: string; value: unknown } };
  meta: { key: string; value: unknown };
}
/** Every row of a person's snapshot, by kind and id. */
export type Snapshot = { [K in KindName]: Map<string, Kind[K]> };
export const KINDS: KindName[] = ["me", "account", "product", "code", "day", "visit", "expense", "area"];

/** The phone's storage is full: nothing was written, the form stays where it is. */
export class StoreFull extends Error {}
/** This browser keeps nothing for us (a private window, storage switched off). */
export class NoStore extends Error {}

const STRICT = { durability: "strict" } as const;
let opened: Promise<IDBPDatabase<Schema>> | undefined;

export function open(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("fieldday", 1, {
    upgrade(db) {
      db.createObjectStore("parts", { keyPath: ["person", "kind", "part"] });
      db.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true }).createIndex("key", "key", { unique: true });
      db.createObjectStore("bytes", { keyPath: ["key", "place"] });
      db.createObjectStore("versions", { keyPath: ["person", "seq"] });
      db.createObjectStore("drafts", { keyPath: ["person", "name"] });
      db.createObjectStore("meta");
    },
    // Another page brings a newer store: let go, and take hold again at the next question.
    blocking(_now, _next, event) {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
    terminated() {
      opened = undefined;
    },
  }).catch((error: unknown) => {
    opened = undefined;
    throw new NoStore(String(error));
  });
  return opened;
}

const of = (person: number): IDBKeyRange => IDBKeyRange.bound([person], [person, []]);

async function full<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DOMException && error.name === "QuotaExceededError") throw new StoreFull();
    throw error;
  }
}

// ------------------------------------------------------------------------------------------------ who, words, settings
export async function meta<T>(name: string): Promise<T | undefined> {
  return (await (await open()).get("meta", name)) as T | undefined;
}
/** Nothing (null, false, 0) is taken away, for which a full phone has room too. */
export async function setMeta(name: string, value: unknown): Promise<void> {
  const db = await open();
  await (value ? full(db.put("meta", value, name)) : db.delete("meta", name));
}
/** Who is signed in on this phone, as the server said last; null after signing out. */
export async function who(): Promise<Session | null> {
  return (await meta<Session | null>("who")) ?? null;
}

// ---------------------------------------------------------------------------------------------------------- the snapshot
export async function snapshotOf(person: number): Promise<Snapshot> {
  const found = Object.fromEntries(KINDS.map((kind) => [kind, new Map()])) as unknown as Snapshot;
  for (const { kind, rows } of await (await open()).getAll("parts", of(person))) {
    const into = found[kind] as Map<string, unknown> | undefined;
    for (const row of rows) into?.set(String(row.id), row);
  }
  return found;
}
export async function digestsOf(person: number): Promise<Partial<Record<KindName, Record<string, string>>>> {
  const found: Partial<Record<KindName, Record<string, string>>> = {};
  for (const { kind, part, digest } of await (await open()).getAll("parts", of(person))) (found[kind] ??= {})[part] = digest;
  return found;
}
/** Lay the parts that differ in place, and take away the forms that this snapshot already holds: one transaction. */
export async function lay(person: number, parts: Answered["parts"], seen: Item[]): Promise<void> {
  const tx = (await open()).transaction(["parts", "outbox", "bytes"], "readwrite");
  const laid = tx.objectStore("parts");
  for (const { kind, part, digest, rows } of parts) {
    const as = { person, kind, part, digest };
    if (!rows) void laid.get([person, kind, part]).then((had) => had && laid.put({ ...had, ...as }));
    else if (rows.length) void laid.put({ ...as, rows });
    else void laid.delete([person, kind, part]);
  }
  for (const item of seen) {
    void tx.objectStore("outbox").delete(item.seq!);
    void tx.objectStore("bytes").delete(IDBKeyRange.bound([item.key], [item.key, []]));
  }
  await full(tx.done);
}
/** Take what the server gave off the phone, for everybody but `except`. What somebody typed himself stays for him under
 * his id, as what is to be sent does; `typed`: that goes too, as he signs out himself. */
export async function wipe(except = 0, typed = false): Promise<void> {
  const tx = (await open()).transaction(["parts", "drafts", "outbox", "bytes"], "readwrite");
  for (const key of await tx.objectStore("parts").getAllKeys()) {
    if (key[0] !== except) void tx.objectStore("parts").delete(key);
  }
  if (typed) void tx.objectStore("drafts").clear();
  for (const item of await tx.objectStore("outbox").getAll()) {
    if (item.state !== "kept" || item.person === except) continue;
    void tx.objectStore("outbox").delete(item.seq!);
    void tx.objectStore("bytes").delete(IDBKeyRange.bound([item.key], [item.key, []]));
  }
  await tx.done;
}

// ------------------------------------------------------------------------------------------------------------ the outbox
export async function items(): Promise<Item[]> {
  return (await open()).getAll("outbox");
}
export async function itemOf(key: string): Promise<Item | undefined> {
  return (await open()).getFromIndex("outbox", "key", key);
}
/** The files of a form, in the order of `item.files`. */
export async function bytesOf(key: string): Promise<ArrayBuffer[]> {
  return (await (await open()).getAll("bytes", IDBKeyRange.bound([key], [key, []]))).map((one) => one.bytes);
}
function undo(tx: { abort(): void }): void {
  try {
    tx.abort();
  } catch {
    // the browser has done so itself
  }
}
/** Write a form and its files, whole or not at all; `replaces` takes the place of another in the order, and what of
 * `covers` still waits goes: it says that too. Answers it as it lies there: a key that is there already stays what it
 * is. Raises StoreFull. */
export async function addItem(item: Item, files: ArrayBuffer[], replaces = "", covers: string[] = []): Promise<Item> {
  const tx = (await open()).transaction(["outbox", "bytes", "versions"], "readwrite", STRICT);
  const outbox = tx.objectStore("outbox");
  const known = await outbox.index("key").get(item.key);
  if (known) return known;
  const old = replaces ? await outbox.index("key").get(replaces) : undefined;
  const written: Item = old ? { ...item, seq: old.seq! } : item;
  if (old) void tx.objectStore("bytes").delete(IDBKeyRange.bound([old.key], [old.key, []]));
  const work = (async () => {
    try {
      const seq = await outbox.put(written);
      await Promise.all(files.map((bytes, place) => tx.objectStore("bytes").put({ key: item.key, place, bytes })));
      for (const key of covers) {
        const covered = await outbox.index("key").get(key);
        if (covered?.state !== "waiting") continue;
        await outbox.delete(covered.seq!);
        await tx.objectStore("versions").put({ person: item.person, seq: covered.seq!, version: -seq });
      }
      await tx.done;
      return { ...written, seq };
    } catch (error) {
      undo(tx);
      throw error;
    }
  })();
  tx.done.catch(() => undefined); // said by `work`
  return full(work);
}
/** Change a form that is there; nothing where it is gone meanwhile. Lost in a power cut, it would be sent again and get
 * the same answer: only what a person wrote waits for the disk. */
export async function changeItem(key: string, change: (item: Item) => Item): Promise<Item | undefined> {
  const tx = (await open()).transaction(["outbox", "versions"], "readwrite");
  const found = await tx.objectStore("outbox").index("key").get(key);
  const next = found && change(found);
  if (next) await tx.objectStore("outbox").put(next);
  const version = next?.state === "kept" ? next.answer?.record?.version : undefined;
  if (next && version) await tx.objectStore("versions").put({ person: next.person, seq: next.seq!, version });
  await full(tx.done);
  return next;
}
/** Take forms away. A later form that was filled in upon one of them stands on what that one stood on. */
export async function dropItems(gone: Item[]): Promise<void> {
  const tx = (await open()).transaction(["outbox", "bytes", "versions"], "readwrite", STRICT);
  for (const item of gone) {
    void tx.objectStore("outbox").delete(item.seq!);
    void tx.objectStore("bytes").delete(IDBKeyRange.bound([item.key], [item.key, []]));
    const base = Number(item.fields.find(([name]) => name === "version")?.[1] ?? 0);
    if (base && item.state !== "kept") void tx.objectStore("versions").put({ person: item.person, seq: item.seq!, version: base });
  }
  await full(tx.done);
}
/** Make room on a full phone: the pictures of what the server has already. */
export async function makeRoom(): Promise<void> {
  const kept = (await items()).filter((item) => item.state === "kept" && item.files.length);
  const tx = (await open()).transaction("bytes", "readwrite");
  for (const { key } of kept) void tx.store.delete(IDBKeyRange.bound([key], [key, []]));
  await tx.done;
}
/** What became of a version: a form filled in upon a waiting one says -seq of that one. */
export async function versionNow(person: number, version: number): Promise<number | undefined> {
  const db = await open();
  let now = version;
  for (let steps = 0; now < 0 && steps < 1000; steps++) {
    const found = await db.get("versions", [person, -now]);
    if (!found) return undefined;
    now = found.version;
  }
  return now;
}

// -------------------------------------------------------------------------------------------------------------- drafts
export async function draft<T>(person: number, name: string): Promise<T | undefined> {
  return (await (await open()).get("drafts", [person, name]))?.value as T | undefined;
}
/** The names of what is laid by. */
export async function draftNames(person: number): Promise<string[]> {
  return (await (await open()).getAllKeys("drafts", of(person))).map(([, name]) => name);
}
/** Lay by what is typed; undefined takes it away. */
export async function setDraft(person: number, name: string, value: unknown): Promise<void> {
  const db = await open();
  if (value === undefined) await db.delete("drafts", [person, name]);
  else await full(db.put("drafts", { person, name, value }));
}

/** Ask the browser to keep the store when space runs short; it may say no. */
export async function persist(): Promise<boolean> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return false;
  }
}
/** Bytes that this phone holds for us, and how many there may be; nothing where the browser does not tell. */
export async function room(): Promise<{ used: number; most: number } | undefined> {
  try {
    const { usage, quota } = await navigator.storage.estimate();
    return usage === undefined || quota === undefined ? undefined : { used: usage, most: quota };
  } catch {
    return undefined;
  }
}
