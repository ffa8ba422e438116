// What a person can do about a form that the server sent back: keep his own of a conflict or take theirs, pass over a
// warning, send it again, throw it away. What is changed goes under a new key, at its old place in the order.
import { newKey } from "../forms";
import { drain, itemsOf } from "./drain";
import { refresh } from "./refresh";
import { changed } from "./session";
import { addItem, bytesOf, changeItem, dropItems, itemOf } from "./store";
import type { Item } from "./types";

const PLAN = /^\/plans\/\d{4}-\d\d-\d\d$/;

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
    const sent = PLAN.test(item.address) && (item.answer?.theirs as { status?: string } | undefined)?.status === "submitted";
    // A plan that was sent is withdrawn for it.
    const said = others.map(([name, value]): [string, string] => [name, sent && name === "act" && value !== "withdraw" ? "replace" : value]);
    return { ...item, fields: [...said, ["version", String(theirVersion(item) ?? 0)]] };
  });
}
/** Send it once more as it is: what stood in its way may be gone; `after` what is held of these records, if anything. */
export async function sendAgain(key: string, after: string[] = []): Promise<void> {
  await resend(key, (item) => ({ ...item, ...(after.length ? { after } : {}) }));
}
/** Of a warning that one may pass over: the same form with what the server asked to be said. */
export async function insist(key: string): Promise<void> {
  await resend(key, (item) => {
    const asked = item.answer?.insist ?? []; // one name may come several times: each warning that is accepted
    const names = new Set(asked.map(([name]) => name));
    return { ...item, fields: [...item.fields.filter(([name]) => !names.has(name)), ...asked] };
  });
}
/** An arrival at a stop that will not be there is a visit nobody planned; nothing where it needs something else too. */
function unplanned(item: Item, gone: Set<string>): Item | undefined {
  const lost = [item.record, ...item.needs].filter((record) => gone.has(record));
  const account = item.needs.find((record) => record.startsWith("account:"))?.slice(8);
  if (item.address !== "/arrivals" || !account || !lost.every((record) => record.startsWith("stop:"))) return undefined;
  const fields = item.fields.filter(([name]) => name !== "stop" && name !== "account");
  return { ...item, fields: [...fields, ["account", account]], needs: item.needs.filter((record) => !gone.has(record)) };
}
/** Those that cannot be without it: of a record that only it makes, and what those make. */
export function dependants(item: Item, all: Item[]): Item[] {
  const made = new Set(item.makes);
  const found: Item[] = [];
  for (const one of all) {
    if (one.seq! <= item.seq! || one.state === "kept") continue;
    if (![one.record, ...one.needs].some((record) => made.has(record))) continue;
    if (unplanned(one, made)) continue;
    found.push(one);
    for (const record of one.makes) made.add(record);
  }
  return found;
}
/** Throw it away, and what cannot be without it. Also of a conflict: theirs is to stand. */
export async function discard(key: string): Promise<void> {
  const item = await itemOf(key);
  if (!item) return;
  const all = await itemsOf(item.person);
  const gone = dependants(item, all);
  const made = new Set([item, ...gone].flatMap((one) => one.makes));
  for (const one of all) {
    if (one.seq! > item.seq! && !gone.includes(one) && unplanned(one, made)) {
      await changeItem(one.key, (now) => (now.state === "waiting" || now.state === "held" ? (unplanned(now, made) ?? now) : now));
    }
  }
  await dropItems([item, ...gone]);
  changed("outbox");
  void drain().then(() => refresh(true));
}
