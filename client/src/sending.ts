// A form of a page is never lost to a dead connection. A form that brings a key is sent by fetch and answered in a state
// (web/posting.py): kept, and the page goes where the server says; refused, and the browser posts it itself, so that the
// page shows its own errors (nothing was kept, its key is the same). Where no answer comes the form goes into the outbox
// of this browser (phone/outbox.ts), which every page empties as soon as there is a line; a pill in the head says so.
// What htmx sends goes into the outbox too where its line is dead. Left alone: buttons that only change the form (name=edit), signing in and
// out, downloads.
import { newKey } from "./forms";
import { bringMended, mendedNow, mends } from "./mended";
import { installOutbox, onAnswer, put, status } from "./phone/outbox";
import { ask, leaveNow, onChange, read, stillLeaving } from "./phone/session";
import { itemOf, items, StoreFull } from "./phone/store";
import type { Answer, Item } from "./phone/types";
import { dropTyped } from "./typed";

const WAIT_MS = 30_000;
const FILES_WAIT_MS = 180_000;
const LEFT_ALONE = /^\/(sign-in|sign-out|invitations|me\/security)(\/|$)|\/copies$/;

function words(name: string, params: Record<string, string | number> = {}): string {
  const text = document.querySelector<HTMLElement>("[data-sending]")?.dataset[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => String(params[key] ?? whole));
}
/** The icon of what waits, or of what was sent back. */
function sign(bad: boolean): Node {
  return document.querySelectorAll("[data-sending] > .icon")[bad ? 1 : 0]?.cloneNode(true) ?? document.createTextNode("");
}
/** Who this page was drawn for; 0 for nobody. */
function reader(): number {
  return Number(document.querySelector<HTMLElement>("[data-sending]")?.dataset["person"] ?? 0);
}

function mayTake(form: HTMLFormElement, button: HTMLElement | null): boolean {
  const method = button?.getAttribute("formmethod") || form.method;
  if (method !== "post" || !form.querySelector('input[name="_key"]')) return false;
  if (form.matches("[hx-post], [data-hx-post], [target]") || form.closest("[hx-boost='true']")) return false;
  if (button?.getAttribute("name") === "edit" || button?.matches("[hx-post], [formtarget]")) return false;
  return !LEFT_ALONE.test(whither(form, button).pathname) && reader() > 0;
}
function whither(form: HTMLFormElement, button: HTMLElement | null): URL {
  return new URL(button?.getAttribute("formaction") || form.getAttribute("action") || location.href, location.href);
}

function pairs(form: HTMLFormElement, button: HTMLElement | null): FormData {
  const body = new FormData(form);
  const name = button?.getAttribute("name");
  if (name) body.append(name, button!.getAttribute("value") ?? "");
  return body;
}

function textsOf(body: FormData): [string, string][] {
  return [...body].filter((pair): pair is [string, string] => typeof pair[1] === "string");
}

/** The browser posts it itself; its listeners have had their turn. */
function post(form: HTMLFormElement, button: HTMLElement | null): void {
  const name = button?.getAttribute("name");
  const value = button?.getAttribute("value") ?? "";
  if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  if (button?.hasAttribute("formaction")) form.action = whither(form, button).href;
  HTMLFormElement.prototype.submit.call(form);
}

function rested(form: HTMLFormElement): void {
  form.removeAttribute("data-busy");
  form.removeAttribute("aria-busy");
  const outside = form.id ? document.querySelectorAll<HTMLButtonElement>(`button[form="${CSS.escape(form.id)}"]`) : [];
  for (const button of [...form.querySelectorAll<HTMLButtonElement>("button"), ...outside]) button.disabled = false;
}

async function send(form: HTMLFormElement, button: HTMLElement | null, body: FormData): Promise<void> {
  const address = whither(form, button);
  const files = [...body.values()].some((value) => value instanceof File && value.size > 0);
  // As the outbox would send it (bodyOf): its key holds for the same body only.
  const plain = files ? body : new URLSearchParams(textsOf(body));
  const headers = { "X-Fieldday-Person": String(reader()), "X-Fieldday-Page": "1" };
  const answer = await ask(address.href, { method: "POST", body: plain, headers }, files ? FILES_WAIT_MS : WAIT_MS);
  const said = await read<Answer>(answer);
  if (said?.state === "kept" && said.location) {
    await mendedNow(form);
    follow(said.location);
    return;
  }
  // No line, a server that cannot just now, nobody signed in any more, somebody else, an old token: into the outbox.
  // Any other answer is a page's own business.
  const busy = answer !== undefined && (answer.status >= 500 || answer.status === 408 || answer.status === 429);
  const whose = said?.state ?? "";
  if (answer && !busy && !["signed_out", "other_person", "csrf"].includes(whose)) {
    await mendedNow(form);
    post(form, button);
    return;
  }
  const laid = await layBy(form, button, body, address, whose === "other_person" ? "otherPerson" : "laidBy");
  // Cookies that are all gone lack the token first: nobody is signed in all the same.
  const nobody = whose === "signed_out" || (whose === "csrf" && (await ask("/phone/session"))?.status === 401);
  if (laid && nobody) location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
}

interface Unsent {
  elt: EventTarget;
  requestConfig?: { verb: string; path: string; formData: FormData; triggeringEvent?: { submitter?: HTMLElement | null } };
}
/** A form that htmx sent over a dead line: it waits like any other, under the key that it was sent with. */
function unsent(event: Event): void {
  const { elt: form, requestConfig: asked } = (event as CustomEvent<Unsent>).detail;
  if (!(form instanceof HTMLFormElement) || asked?.verb !== "post" || !form.querySelector('input[name="_key"]') || !reader()) return;
  const address = new URL(asked.path, location.href);
  if (LEFT_ALONE.test(address.pathname) || asked.formData.has("edit")) return;
  event.preventDefault(); // so that nobody says that it is to be sent again
  void layBy(form, asked.triggeringEvent?.submitter ?? null, asked.formData, address, "laidBy");
}

function follow(place: string): void {
  const there = new URL(place, location.href);
  const same = there.pathname === location.pathname && there.search === location.search;
  location.assign(there);
  if (same && there.hash) location.reload();
}

function recordOf(path: string): string {
  const [, noun = "", id = ""] = /^\/([a-z]+)s\/([^/]+)/.exec(path) ?? [];
  return noun ? `${noun}:${id}` : `form:${path}`;
}

function titled(form: HTMLFormElement, button: HTMLElement | null): string {
  const head = document.querySelector("h1")?.textContent?.trim() ?? document.title;
  const act = (button ?? form.querySelector("button"))?.textContent?.trim() ?? "";
  return [head, act].filter(Boolean).join(" · ").slice(0, 120);
}

/** Into the outbox; answers whether it lies there. */
async function layBy(form: HTMLFormElement, button: HTMLElement | null, body: FormData, address: URL, why: string): Promise<boolean> {
  const key = form.querySelector<HTMLInputElement>('input[name="_key"]')!;
  const taken = [...body].filter((pair): pair is [string, File] => pair[1] instanceof File && pair[1].size > 0);
  const files = taken.map(async ([name, file]) => {
    return { name, filename: file.name, type: file.type, bytes: await file.arrayBuffer() };
  });
  const before = form.dataset["laidBy"] ? await itemOf(form.dataset["laidBy"]) : undefined;
  try {
    await put({
      key: key.value,
      person: reader(),
      address: address.pathname + address.search,
      fields: textsOf(body),
      files: await Promise.all(files),
      record: recordOf(address.pathname),
      says: titled(form, button),
      from: location.pathname + location.search,
      replaces: before?.state === "waiting" ? before.key : mends(form),
    });
    // Sent once more from the same page it takes the place of what waits, under a key of its own.
    form.dataset["laidBy"] = key.value;
    key.value = newKey();
    dropTyped(form); // it lies in the outbox now
    say("good", words(why), "/phone/outbox", words("toOutbox"));
    return true;
  } catch (error) {
    say("bad", error instanceof StoreFull ? words("full") : words("failed"));
    return false;
  } finally {
    rested(form);
  }
}

function say(tone: "good" | "bad", text: string, href = "", link = ""): void {
  document.querySelector("[data-sending-said]")?.remove();
  const box = document.createElement("div");
  box.className = "messages no-print";
  box.dataset["sendingSaid"] = "";
  box.setAttribute("role", tone === "bad" ? "alert" : "status");
  const inner = box.appendChild(document.createElement("div"));
  inner.className = `alert-box alert-${tone === "bad" ? "bad" : "wait"}`;
  inner.append(sign(tone === "bad"));
  const line = inner.appendChild(document.createElement("div"));
  line.textContent = `${text} `;
  if (href) Object.assign(line.appendChild(document.createElement("a")), { href, textContent: link });
  const body = document.querySelector(".page-body");
  if (body) body.before(box);
  else document.body.prepend(box);
  box.scrollIntoView({ block: "nearest" });
}

/** The pill in the head, while something of the reader waits. */
async function showPill(): Promise<void> {
  const mine = (await items()).filter((item) => item.person === reader());
  const { waiting, held } = status(mine);
  const old = document.querySelector("[data-outbox-pill]");
  const head = document.querySelector(".page-head");
  if (!head || !reader() || (!waiting && !held)) {
    old?.remove();
    return;
  }
  const pill = (old ?? document.createElement("a")) as HTMLAnchorElement;
  pill.dataset["outboxPill"] = "";
  pill.className = `pill outbox-pill no-print pill-${held ? "bad" : "wait"}`;
  pill.href = "/phone/outbox";
  pill.replaceChildren(sign(held > 0), held ? words("held", { count: held }) : words("waiting", { count: waiting }));
  if (!old) head.querySelector(".page-titles")?.after(pill);
}

function answered(item: Item, answer: Answer): void {
  if (item.from !== location.pathname + location.search || item.person !== reader()) return;
  if (answer.state === "kept") say("good", words("sent"), answer.location, words("seeIt"));
  else say("bad", words("sentBack"), "/phone/outbox", words("toOutbox"));
}

/** Signing out while something waits: asked first. */
async function leave(form: HTMLFormElement): Promise<void> {
  const mine = (await items()).filter((item) => item.person === reader() && item.state !== "kept").length;
  if (mine && !window.confirm(words("leaving", { count: mine }))) {
    rested(form);
    return;
  }
  await leaveNow();
  HTMLFormElement.prototype.submit.call(form);
}

export function installSending(): void {
  if (!("indexedDB" in window)) return;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    const button = (event as SubmitEvent).submitter;
    if (whither(form, button).pathname === "/sign-out" && form.method === "post") {
      event.preventDefault();
      leave(form).catch(() => HTMLFormElement.prototype.submit.call(form));
      return;
    }
    if (!mayTake(form, button)) return;
    event.preventDefault();
    send(form, button, pairs(form, button)).catch(() => post(form, button));
  });
  void stillLeaving(reader() > 0)
    .then((left) => left && location.assign("/sign-in"))
    .catch(() => undefined);
  if (!reader()) return;
  onChange(() => void showPill().catch(() => undefined));
  onAnswer(answered);
  document.addEventListener("htmx:sendError", unsent, true);
  void showPill().catch(() => undefined);
  installOutbox();
  void bringMended().then((reasons) => reasons && say("bad", reasons.join(" ")));
}
