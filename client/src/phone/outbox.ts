// The outbox: every form of the phone goes in here first, online or not, and out when the server has answered.
//   put(act)       write a form and let it go; a StoreFull stays on the screen: `await keep(act)` of ui.ts says so
//   complete(key, pairs)   what was still being found as it was put (waitsFor), as the place of an arrival
//   after(item)    the version of a form that is filled in upon this one while it waits
//   drain()        send what waits, in order; one drain at a time for all tabs and the worker (drain.ts)
//   keepMine, sendAgain, insist, discard     what a person can do about what the server sent back (choices.ts)
// The order is that of putting, but for a report that is taken back, which opens its day: it goes first. An item waits for those before it that are of its record, or make a record it needs;
// what is held keeps back nothing else. Once an item was sent it never changes: its answer may be lost, its key answers.
import { newKey } from "../forms";
import { drain, wakeWorker } from "./drain";
import { changed } from "./session";
import { addItem, changeItem, who } from "./store";
import type { Item } from "./types";

export * from "./choices";
export { drain, drainIfAny, inLine, installOutbox, itemsOf, onAnswer, status, type Status } from "./drain";
export { newKey };

export interface Act {
  address: string;
  fields: [string, string][];
  record: string;
  says: string;
  needs?: string[];
  makes?: string[];
  files?: { name: string; filename: string; type: string; bytes: ArrayBuffer }[];
  /** Of the form as it was opened, so that a second tap is not a second act; one is made where none is given. */
  key?: string;
  /** When it was done; now, where it is not said. */
  claimedAt?: string;
  /** A held item that this one takes the place of, in the order too: what was mended. */
  replaces?: string;
  /** Later ones of the same record that this one says too: those that still wait go. */
  covers?: string[];
  from?: string;
  /** Records whose earlier forms must be through before. */
  after?: string[];
  /** Goes before what waits of other records. */
  first?: boolean;
  /** Whose it is; whoever is signed in, where it is not said. */
  person?: number;
  /** What is still being found of it, as the place of an arrival: it goes when that is there, or after so many ms. */
  waitsFor?: number;
}
/** Nobody is signed in on this phone: there is nobody to keep a form for. */
export class Nobody extends Error {}

export async function put(act: Act): Promise<Item> {
  const person = act.person ?? (await who())?.person;
  if (!person) throw new Nobody();
  const claimedAt = act.claimedAt ?? new Date().toISOString();
  const fields = act.fields.filter(([name]) => !["_key", "csrfmiddlewaretoken", "sent_at"].includes(name));
  // A page's form was sent once already, without: its body stays what it was.
  if (!act.from && !fields.some(([name]) => name === "claimed_at")) fields.push(["claimed_at", claimedAt]);
  const files = act.files ?? [];
  const item: Item = {
    key: act.key || newKey(),
    person,
    address: act.address,
    fields,
    files: files.map(({ name, filename, type, bytes }) => ({ name, filename, type, size: bytes.byteLength })),
    record: act.record,
    needs: act.needs ?? [],
    makes: act.makes ?? [],
    says: act.says,
    claimedAt,
    from: act.from ?? "",
    state: "waiting",
    tries: 0,
    ...(act.after?.length ? { after: act.after } : {}),
    ...(act.first ? { first: true } : {}),
    ...(act.waitsFor ? { notBefore: Date.now() + act.waitsFor } : {}),
  };
  const written = await addItem(item, files.map((file) => file.bytes), act.replaces, act.covers);
  changed("outbox");
  void wakeWorker();
  void drain();
  return written;
}

/** What was still being found of a form is there: it goes with it, unless it is on its way already. */
export async function complete(key: string, pairs: [string, string][]): Promise<void> {
  await changeItem(key, (one) => (one.state === "waiting" ? { ...one, fields: [...one.fields, ...pairs], notBefore: 0 } : one));
  void drain();
}

/** The version that a form filled in upon this item brings, until the server has said which one that came to be. */
export function after(item: Item): number {
  return item.state === "kept" ? (item.answer?.record?.version ?? -item.seq!) : -item.seq!;
}
