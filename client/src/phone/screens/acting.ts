// The acts of a day that are one tap: arriving, finding it shut, a call, the working day. Each goes into the outbox at
// once; the place of an arrival is found while it lies there, and goes with it where it comes in time.
import { newKey } from "../../forms";
import { whereNow } from "../../location";
import type { Model } from "../model";
import { complete } from "../outbox";
import type { Account, Item, Stop } from "../types";
import { go, keep, toast } from "../ui";
import { t } from "../words";
import { isOpen, today } from "./daily";

export const PLACE_MS = 5000; // a little longer than location.ts asks
export interface To {
  stop?: Stop | undefined;
  account: Pick<Account, "id" | "name">;
}
export interface Photo {
  filename: string;
  type: string;
  bytes: ArrayBuffer;
}

/** From the list of customers one does not come back to it. */
function chosen(): boolean {
  return location.pathname === "/phone/visits/new";
}

let acting = false;
/** One tap, one act: a second one while the first is written does nothing. */
async function once<T>(act: () => Promise<T>): Promise<T | undefined> {
  if (acting) return undefined;
  acting = true;
  try {
    return await act();
  } finally {
    acting = false;
  }
}

/** 抵達: the visit is there and open at once. One is there already: to that visit. */
export async function arrive(model: Model, to: To): Promise<void> {
  const there = [...model.rows.visit.values()].find((one) => isOpen(one) && one.account === to.account.id);
  if (there) return go(`/phone/visits/${there.id}`);
  await once(async () => {
    const id = newKey();
    const says = t("Arrived at {name}", { name: to.account.name });
    if (await placed({ ...arrival(to, id), says })) go(`/phone/visits/${id}`, chosen());
  });
}

/** 撲空, with a photo of the door where there is one. */
export async function foundShut(to: To, photo?: Photo): Promise<boolean> {
  return Boolean(
    await once(async () => {
      const act = arrival(to, newKey());
      const files = photo ? [{ name: "photo", ...photo }] : [];
      const says = t("Found {name} shut", { name: to.account.name });
      const item = await placed({ ...act, says, fields: [...act.fields, ["shut", "1"]], files });
      if (item) toast(t("Noted: found it shut."), "good");
      return item;
    }),
  );
}

function arrival({ stop, account }: To, id: string) {
  const fields: [string, string][] = [["id", id]];
  if (stop) fields.push(["stop", stop.id]);
  if (!stop?.account) fields.push(["account", account.id]);
  const record = `visit:${id}`;
  return { address: "/arrivals", fields, record, makes: [record], needs: [`account:${account.id}`, ...(stop ? [`stop:${stop.id}`] : [])] };
}

async function placed(act: Parameters<typeof keep>[0]): Promise<Item | undefined> {
  const claimedAt = new Date().toISOString();
  const where = whereNow();
  const item = await keep({ ...act, claimedAt, waitsFor: PLACE_MS });
  if (item) void where.then((pairs) => complete(item.key, pairs));
  return item;
}

/** 電訪: a contact by phone or LINE, just made; what came of it is written on its screen. */
export async function call(account: Pick<Account, "id" | "name">, channel: "phone" | "line"): Promise<void> {
  await once(async () => {
    const id = newKey();
    const record = `visit:${id}`;
    const said = channel === "phone" ? t("Rang up {name}", { name: account.name }) : t("Wrote to {name} on LINE", { name: account.name });
    const fields: [string, string][] = [["id", id], ["account", account.id], ["channel", channel]];
    const item = await keep({ address: "/calls", fields, record, makes: [record], needs: [`account:${account.id}`], says: said });
    if (item) go(`/phone/visits/${id}`, chosen());
  });
}

/** 上班 and 下班. */
export async function work(act: "start" | "end"): Promise<void> {
  await once(async () => {
    const day = today();
    const says = act === "start" ? t("Start work") : t("End work");
    const fields: [string, string][] = [["act", act], ["day", day]];
    const item = await keep({ address: "/attendance", fields, record: `attendance:${day}`, says });
    if (!item) return;
    toast(act === "start" ? t("The working day has begun.") : t("The working day is ended."), "good");
    if (act === "end") go("/phone/report");
  });
}
