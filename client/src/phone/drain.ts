// Sending what lies in the outbox (outbox.ts says the rules): one form after the other, under one lock for all tabs and
// the worker, with the session asked for first. What the server answered is written at the item.
import { refresh } from "./refresh";
import { alone, ask, askSession, changed, read } from "./session";
import { bytesOf, changeItem, dropItems, items, makeRoom, meta, StoreFull, versionNow, who } from "./store";
import type { Answer, Item, Session } from "./types";

export interface Status {
  waiting: number;
  held: number;
  sending: boolean;
  /** How the last try went: "" before any. */
  line: "" | "ok" | "none" | "signed_out" | "expired" | "other_person";
}

const SEND_WAIT_MS = 40_000;
const FILES_WAIT_MS = 180_000;
const PAUSES_S = [2, 5, 10, 20, 30, 60];
const MOST_EARLY_MS = 15_000;
const TELL_MS = 250; // while it sends, the pill counts down at this pace
const STUBBORN = 3; // tries after which an item that the server fails on lets others pass
let line: Status["line"] = "";
let running: Promise<void> | undefined;
let again = false;
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let waitsEarly = false;
let told = 0;
const heard: ((item: Item, answer: Answer) => void)[] = [];

/** Called for each answer of this page's own drain, kept or held: to say it in a word. */
export function onAnswer(listener: (item: Item, answer: Answer) => void): void {
  heard.push(listener);
}

/** What a person still has to send, in order; `kept` ones too for the model. */
export async function itemsOf(person: number): Promise<Item[]> {
  return (await items()).filter((item) => item.person === person);
}
export function status(mine: Item[]): Status {
  const held = mine.filter((item) => item.state === "held").length;
  const waiting = mine.filter((item) => item.state === "waiting" || item.state === "sending").length;
  return { waiting, held, sending: running !== undefined && waiting > 0, line };
}
/** In the order of sending: of putting, but that what goes first goes before all but what is of its own record. */
export function inLine(all: Item[]): Item[] {
  const goesFirst = (item: Item, at: number): boolean => item.first === true && !all.slice(0, at).some((one) => one.record === item.record);
  const first = all.filter(goesFirst);
  return [...first, ...all.filter((item) => !first.includes(item))];
}
function early(item: Item): boolean {
  const left = (item.notBefore ?? 0) - Date.now();
  return left > 0 && left < MOST_EARLY_MS; // a clock that was set back keeps nothing waiting
}

/** Send what waits. Called anew while it runs, it looks once more when it is through. */
export function drain(): Promise<void> {
  again = true;
  running ??= (async () => {
    clearTimeout(timer);
    try {
      while (again) {
        again = false;
        if (await alone("fieldday-outbox", sendAll)) void settle();
      }
    } catch (error) {
      console.warn("the outbox could not be read", error);
    } finally {
      running = undefined;
      plan();
      changed("outbox");
    }
  })();
  return running;
}

/** What was kept stays laid over the snapshot until a newer one is here; where there is none it is done with. */
async function settle(): Promise<void> {
  const person = (await who())?.person ?? 0;
  if ((await meta<{ person: number }>("fresh"))?.person === person) await refresh(true, false);
  else await dropItems((await itemsOf(person)).filter((item) => item.state === "kept"));
}

function plan(): void {
  clearTimeout(timer);
  if (waitsEarly) timer = setTimeout(() => void drainIfAny(), MOST_EARLY_MS / 3);
  if (line === "ok" && !failures) return;
  if (["signed_out", "expired", "other_person"].includes(line)) return; // the page that comes after signing in begins anew
  const pause = PAUSES_S[Math.min(failures, PAUSES_S.length - 1)]! * (0.8 + Math.random() * 0.4);
  timer = setTimeout(() => void drainIfAny(), pause * 1000);
}
export async function drainIfAny(): Promise<void> {
  if ((await items()).some((item) => item.state === "waiting" || item.state === "sending")) await drain();
}

/** Answers whether anything was kept. */
async function sendAll(): Promise<boolean> {
  const due = (await items()).filter((item) => item.state === "waiting" || item.state === "sending");
  if (!due.length) {
    failures = 0;
    return false;
  }
  const asked = await askSession();
  line = asked.line;
  if (asked.line !== "ok") {
    if (asked.line === "none") failures += 1;
    return false;
  }
  const mine = due.filter((item) => item.person === asked.session.person);
  if (!mine.length) {
    line = "other_person";
    return false;
  }
  const went = await inOrder(asked.session);
  failures = went.stuck ? failures + 1 : 0;
  line = went.line;
  return went.kept;
}

/** Send one after the other, until the line breaks; what is blocked is passed over. */
async function inOrder(first: Session): Promise<{ kept: boolean; stuck: boolean; line: Status["line"] }> {
  let session = first;
  const went = { kept: false, stuck: false, line: "ok" as Status["line"] };
  const blocked = new Set<string>(); // records with something that does not go now
  const missing = new Set<string>(); // records that are not there yet
  const done = new Set<string>();
  const renewed = new Set<string>();
  for (;;) {
    // Asked anew each time: a person may have put, mended or discarded something meanwhile.
    const all = inLine((await itemsOf(session.person)).filter((item) => item.state !== "kept"));
    blocked.clear();
    missing.clear();
    const next = all.find((item) => {
      const goes = item.state !== "held" && !done.has(item.key) && !early(item);
      const free = goes && ![item.record, ...(item.after ?? [])].some((one) => blocked.has(one)) && ![item.record, ...item.needs].some((one) => missing.has(one));
      if (!free) {
        blocked.add(item.record);
        for (const one of item.makes) missing.add(one);
      }
      return free;
    });
    waitsEarly = all.some(early);
    if (!next) return went;
    const answer = await send(next, session);
    if (answer === "again") {
      const asked = await askSession();
      if (asked.line !== "ok" || asked.session.person !== session.person) return { ...went, line: asked.line === "ok" ? "other_person" : asked.line };
      session = asked.session;
      if (renewed.has(next.key)) done.add(next.key); // a fresh token does not help either: not now
      renewed.add(next.key);
      continue;
    }
    if (answer === "full") {
      went.stuck = true; // what the server said cannot be written down: it will say it again
      done.add(next.key);
      continue;
    }
    if (answer === "none") {
      went.stuck = true;
      if (next.tries + 1 < STUBBORN) return { ...went, line: "none" };
      // The server fails on this very form, again and again, or the line does: ask which.
      if ((await askSession()).line !== "ok") return { ...went, line: "none" };
      done.add(next.key);
      continue;
    }
    if (answer === "signed_out" || answer === "expired" || answer === "other_person") return { ...went, line: answer };
    if (answer === "kept") went.kept = true;
    if (Date.now() - told > TELL_MS) {
      told = Date.now();
      changed("outbox");
    }
  }
}

async function send(item: Item, session: Session): Promise<Answer["state"] | "none" | "again" | "full"> {
  const ready = await marked(item);
  if (ready?.state !== "sending") return "kept"; // gone or answered meanwhile
  const { body, wait } = await bodyOf(ready);
  const answer = await ask(
    ready.address,
    {
      method: "POST",
      body,
      headers: { "X-CSRFToken": session.csrf, "X-Fieldday-Person": String(ready.person) },
    },
    wait,
  );
  const said = await read<Answer>(answer);
  const status = answer?.status ?? 0;
  if (!said?.state) return (await refusedUnsaid(ready, status)) ? "forbidden" : "none";
  if (said.state === "csrf") return "again";
  if (said.state === "signed_out" || said.state === "other_person") {
    const now = await askSession(); // who it is now; what is not his goes from the phone
    return now.line === "expired" ? "expired" : said.state;
  }
  const kept = await answered(ready, said);
  if (kept === "full") return "full";
  if (kept) for (const one of heard) one(kept, said);
  return said.state;
}

/** Write down what the server said. A full phone lets what was kept go whole: it is not needed here any more. */
async function answered(item: Item, said: Answer): Promise<Item | undefined | "full"> {
  const write = (): Promise<Item | undefined> => changeItem(item.key, (one) => ({ ...one, state: said.state === "kept" ? "kept" : "held", answer: said }));
  try {
    return await write().catch((error: unknown) => unlessFull(error) ?? makeRoom().then(write));
  } catch (error) {
    unlessFull(error);
    if (said.state !== "kept") return "full";
    const kept: Item = { ...item, state: "kept", answer: said };
    await dropItems([kept]);
    return kept;
  }
}
function unlessFull(error: unknown): undefined {
  if (!(error instanceof StoreFull)) throw error;
}

/** Mark it as sent before it is: from here on it stays as it is. Its version is settled now. */
async function marked(item: Item): Promise<Item | undefined> {
  const version = Number(item.fields.find(([name]) => name === "version")?.[1] ?? 0);
  const now = String(version < 0 ? ((await versionNow(item.person, version)) ?? 1) : version);
  // A report says the version of the plan that goes with it; one that came back goes later, by itself.
  const plan = Number(item.fields.find(([name]) => name === "plan")?.[1] ?? 0);
  const along = plan < 0 ? await versionNow(item.person, plan) : plan;
  const mark = (one: Item): Item => {
    if (one.state === "held" || one.state === "kept") return one;
    const known = along === undefined ? one.fields.filter(([name]) => name !== "plan") : one.fields;
    const settled: Record<string, string> = { ...(version < 0 && { version: now }), ...(plan < 0 && { plan: String(along) }) };
    const fields = known.map(([name, value]): [string, string] => [name, settled[name] ?? value]);
    return { ...one, fields, state: "sending", tries: one.tries + 1 };
  };
  // A full phone sends all the same: that is what makes room. Its key answers, should its answer be lost.
  return changeItem(item.key, mark).catch((error: unknown) => unlessFull(error) ?? mark(item));
}

async function bodyOf(item: Item): Promise<{ body: URLSearchParams | FormData; wait: number }> {
  const own: [string, string][] = [["_key", item.key], ["sent_at", new Date().toISOString()]];
  const pairs = [...item.fields, ...own];
  if (!item.files.length) return { body: new URLSearchParams(pairs), wait: SEND_WAIT_MS };
  const form = new FormData();
  for (const [name, value] of pairs) form.append(name, value);
  const bytes = await bytesOf(item.key);
  item.files.forEach(({ name, filename, type }, place) => {
    form.append(name, new File([bytes[place] ?? new ArrayBuffer(0)], filename, { type }));
  });
  return { body: form, wait: FILES_WAIT_MS };
}

/** A refusal in no words of ours (too large for a proxy, a page that is no more): held, once it is not by chance. */
async function refusedUnsaid(item: Item, status: number): Promise<boolean> {
  if (status < 400 || status >= 500 || status === 408 || status === 429 || item.tries < STUBBORN) return false;
  const answer: Answer = { state: "refused", reasons: [{ field: "", code: `http.${status}`, text: "" }] };
  await changeItem(item.key, (one) => ({ ...one, state: "held", answer }));
  return true;
}

// -------------------------------------------------------------------------------------------------------------- when
/** Ask the worker to send when there is a line again, though no page be open. */
export async function wakeWorker(): Promise<void> {
  try {
    const worker = await navigator.serviceWorker?.getRegistration();
    await (worker as { sync?: { register(tag: string): Promise<void> } } | undefined)?.sync?.register("outbox");
  } catch {
    // a bonus where there is one
  }
}
/** In a page: send whenever a line may have come back. */
export function installOutbox(): void {
  const soon = (): void => {
    failures = Math.min(failures, 1);
    void drainIfAny();
  };
  window.addEventListener("online", soon);
  window.addEventListener("pageshow", soon);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && soon());
  soon();
}
