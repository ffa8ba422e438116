// What a person can do about a form that the server sent back: keep his own of a conflict or take theirs, pass over a
// warning, send it again, throw it away. What is changed goes under a new key, at its old place in the order.
import { newKey } from "../forms";
import { drain, itemsOf } from "./drain";
import { refresh } from "./refresh";
import { changed } from "./session";
import { addItem, bytesOf, dropItems, itemOf } from "./store";
import type { Item } from "./types";

async function resend(key: string, change: (item: Item) => Item): Promise<void> {
  const item = await itemOf(key);
  if (item?.state !== "held") return;
  const { answer: _answer, ...rest } = change(item);
  await addItem({ ...rest, key: newKey(), state: "waiting", tries: 0 }, await bytesOf(key), key);
  changed("outbox");
  void drain();
}
/** Of a conflict: the version that the server has, undefined where it did not tell. */
export function theirVersion(item: Item): number | undefined {
  return (item.answer?.theirs as { version?: number } | null | undefined)?.version;
}
/** Of a conflict: what I wrote is to stand, now that I have read what the server has. */
export async function keepMine(key: string): Promise<void> {
  await resend(key, (item) => {
    const others = item.fields.filter(([name]) => name !== "version" && name !== "version_now");
    return { ...item, fields: [...others, ["version", String(theirVersion(item) ?? 0)]] };
  });
}
/** Send it once more as it is: what stood in its way may be gone. */
export async function sendAgain(key: string): Promise<void> {
  await resend(key, (item) => item);
}
/** Of a warning that one may pass over: the same form with what the server asked to be said. */
export async function insist(key: string): Promise<void> {
  await resend(key, (item) => {
    const asked = item.answer?.insist ?? []; // one name may come several times: each warning that is accepted
    const names = new Set(asked.map(([name]) => name));
    return { ...item, fields: [...item.fields.filter(([name]) => !names.has(name)), ...asked] };
  });
}
/** Those that cannot be without it: of a record that only it makes, and what those make. */
export function dependants(item: Item, all: Item[]): Item[] {
  const made = new Set(item.makes);
  const found: Item[] = [];
  for (const one of all) {
    if (one.seq! <= item.seq! || one.state === "kept") continue;
    if (![one.record, ...one.needs].some((record) => made.has(record))) continue;
    found.push(one);
    for (const record of one.makes) made.add(record);
  }
  return found;
}
/** Throw it away, and what cannot be without it. Also of a conflict: theirs is to stand. */
export async function discard(key: string): Promise<void> {
  const item = await itemOf(key);
  if (!item) return;
  await dropItems([item, ...dependants(item, await itemsOf(item.person))]);
  changed("outbox");
  void drain().then(() => refresh(true));
}

/** Throw away everything of a person. */
export async function discardAll(person: number): Promise<void> {
  await dropItems(await itemsOf(person));
  changed("outbox");
}
