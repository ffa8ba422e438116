// Who is signed in, asked of the server (GET /phone/session) before anything is sent or fetched. Where somebody else
// signed in, or the session was ended, what is personal leaves the phone; what is still to be sent stays for its person.
// A session that merely ran out takes nothing away: it is read and recorded as before, and sent after signing in anew.
import { meta, setMeta, StoreFull, who, wipe } from "./store";
import type { Session } from "./types";

export type Asked = { line: "ok"; session: Session } | { line: "none" } | { line: "signed_out" } | { line: "expired" };
const WAIT_MS = 15_000;
const CLOCK_MS = 5 * 60_000; // a clock that is further off was set by hand (rules/claims)
const told: ((what: "outbox" | "store") => void)[] = [];
const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("fieldday");
if (channel) channel.onmessage = (event: MessageEvent<"outbox" | "store">) => told.forEach((one) => one(event.data));

/** Called when the outbox or the store changes, here or in another tab or the worker. */
export function onChange(listener: (what: "outbox" | "store") => void): void {
  told.push(listener);
}
export function changed(what: "outbox" | "store"): void {
  for (const one of told) one(what);
  channel?.postMessage(what);
}

/** One at a time, by name, for all tabs and the worker; where the browser has no locks (plain HTTP), the keys alone see to it. */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks ? ((await navigator.locks.request(name, work)) as T) : work();
}

/** fetch with an end; undefined where no answer came. A redirect is no answer: a network's own sign-in page is one. */
export async function ask(address: string, options: RequestInit = {}, wait = WAIT_MS): Promise<Response | undefined> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), wait);
  try {
    const headers = { Accept: "application/json", ...(options.headers as Record<string, string> | undefined) };
    const init: RequestInit = { credentials: "same-origin", redirect: "manual", cache: "no-store" };
    return await fetch(address, { ...init, ...options, headers, signal: stop.signal });
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
/** The body where it is JSON. */
export async function read<T>(answer: Response | undefined): Promise<T | undefined> {
  if (!answer?.headers.get("Content-Type")?.startsWith("application/json")) return undefined;
  try {
    return (await answer.json()) as T;
  } catch {
    return undefined;
  }
}

/** What is worth noting, but on a full phone not worth stopping for: sending is what makes room again. */
function unlessFull(error: unknown): void {
  if (!(error instanceof StoreFull)) throw error;
}

export async function askSession(): Promise<Asked> {
  const known = await who();
  const answer = await ask("/phone/session", known?.handle ? { headers: { "X-Fieldday-Session": known.handle } } : {});
  const body = await read<Session & { state?: string }>(answer);
  if (answer?.status === 401 && body?.state === "expired" && known && !(await meta<boolean>("leaving"))) {
    if (!(await meta<boolean>("expired"))) {
      await setMeta("expired", true).catch(unlessFull);
      changed("store");
    }
    return { line: "expired" };
  }
  if (answer?.status === 401 && body) {
    await setMeta("leaving", false);
    await forget();
    return { line: "signed_out" };
  }
  if (!answer?.ok || !body?.person) return { line: "none" };
  if (await meta<boolean>("leaving")) {
    // Signed out while there was no line: now the server hears of it.
    const left = await ask("/sign-out", { method: "POST", headers: { "X-CSRFToken": body.csrf, Accept: "text/html" } });
    if (left) await setMeta("leaving", false);
    return { line: left ? "signed_out" : "none" };
  }
  const before = await who();
  if (before?.person !== body.person) await wipe(body.person);
  const noted = setMeta("who", { ...body, csrf: "" }); // a token is fetched each time
  await (before?.person === body.person ? noted.catch(unlessFull) : noted);
  const again = await meta<boolean>("expired");
  if (again) await setMeta("expired", false);
  const ahead = Date.now() - new Date(body.at).getTime();
  await setMeta("clock", Math.abs(ahead) > CLOCK_MS ? ahead : 0).catch(unlessFull);
  if (before?.person !== body.person || again) changed("store");
  return { line: "ok", session: body };
}

/** Nobody is signed in any more: what the server gave goes, what is to be sent waits, and so does what was being typed,
 * unless its person goes himself (`typed`). */
export async function forget(typed = false): Promise<void> {
  if (!(await who())) return;
  await setMeta("who", null);
  await setMeta("expired", false);
  await wipe(0, typed);
  changed("store");
}

/** Somebody signs out himself: at once here, with the server as soon as there is a line. */
export async function leaveNow(): Promise<void> {
  await setMeta("leaving", true).catch(unlessFull);
  await forget(true);
  await setMeta("leaving", true).catch(unlessFull); // a full phone has room for it now
}
/** A page of the server shows that he is still signed in there, though he left while there was no line; or that
 * nobody is, and then it is done. Answers whether he had left. */
export async function stillLeaving(signedIn: boolean): Promise<boolean> {
  if (!(await meta<boolean>("leaving"))) return false;
  if (signedIn) await askSession();
  else await setMeta("leaving", false);
  return signedIn;
}
