// The service worker. It keeps the shell of the phone's pages and what it is made of, by build, and nothing else: no
// page of the server, no redirect, nothing personal. Pages below /phone/ come from there at once; another page comes
// from the net, and where none comes within four seconds the shell stands in with the like screen. The first line,
// self.fieldday = { build, page, kept }, is the server's.
import { drain } from "./phone/outbox";
import { like } from "./phone/paths";

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  fieldday: { build: string; page: string; kept: string[] };
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: string, listener: (event: never) => void): void;
}
const worker = self as unknown as Worker;
const { build, page, kept } = worker.fieldday;
const PREFIX = "fieldday-";
const PATIENCE_MS = 4000;
const files = new Set(kept.filter((one) => one !== page));

async function fill(): Promise<void> {
  const cache = await caches.open(PREFIX + build);
  await cache.addAll(kept.map((one) => new Request(one, { cache: one === page ? "reload" : "default", credentials: "same-origin" })));
}

async function tidy(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== PREFIX + build) await caches.delete(name);
  }
  await worker.clients.claim();
}

async function shell(request: Request): Promise<Response> {
  const found = await (await caches.open(PREFIX + build)).match(page);
  return found ?? fetch(request);
}

/** A page of the server, or the shell where no answer comes: at once where the line is dead; on a phone also after a
 * while, where the shell has the like screen. */
async function fromNet(request: Request, path: string): Promise<Response> {
  const answer = fetch(request);
  if (!/Mobi|Android|iPhone|iPad/.test(navigator.userAgent) || like(path) === undefined) return answer.catch(() => shell(request));
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS));
  const first = await Promise.race([answer.catch(() => undefined), late]);
  if (first) return first;
  answer.catch(() => undefined);
  return shell(request);
}

worker.addEventListener("install", (event: Extendable) => event.waitUntil(fill()));
worker.addEventListener("activate", (event: Extendable) => event.waitUntil(tidy()));
worker.addEventListener("message", (event: MessageEvent) => {
  if (event.data === "take over") void worker.skipWaiting();
});
worker.addEventListener("sync", (event: Extendable & { tag: string }) => {
  if (event.tag === "outbox") event.waitUntil(drain());
});
worker.addEventListener("fetch", (event: Fetching) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    const own = url.pathname.startsWith(page) && !/^\/phone\/(session|snapshot|words\/)/.test(url.pathname);
    event.respondWith(own ? shell(request) : fromNet(request, url.pathname));
  } else if (files.has(url.pathname + url.search)) {
    event.respondWith(caches.open(PREFIX + build).then(async (cache) => (await cache.match(request)) ?? fetch(request)));
  }
});
