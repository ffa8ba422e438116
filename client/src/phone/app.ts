// The phone's own pages, /phone/…: drawn here from the store (model.ts), with or without a line. It starts from what
// lies on the phone and asks the server afterwards; each change of the store or the outbox draws the screen again.
import { html, render } from "lit-html";
import { installPhoneParts } from "./behaviour";
import { framed } from "./frame";
import { laid, nothingKnown, type Model } from "./model";
import { drain, installOutbox, onAnswer, itemsOf } from "./outbox";
import { installInstalling } from "./installing";
import { match, like } from "./paths";
import { refresh } from "./refresh";
import { installWorker, renew, renewalReady } from "./renewing";
import { clockIsOff, sayIn } from "./saying";
import { askSession, onChange } from "./session";
import { rest, SCREENS, type Later } from "./screens";
import { today } from "./screens/daily";
import { DESK, FETCHING, LOST, SIGN_IN } from "./screens/edges";
import { itemOf, meta, NoStore, persist, setMeta, snapshotOf, who, type Snapshot } from "./store";
import { frame, redraw, toast, type Screen, type View } from "./ui";
import { fetchWords, languageNow, t, takeWords } from "./words";

const AGAIN_MS = 5 * 60_000;
const SOON_MS = 5_000;
const IDLE_MS = 2_000; // after which the other screens are fetched
const root = document.getElementById("phone")!;
let model: Model = nothingKnown();
let snapshot: Snapshot | undefined;
let drawn: ((model: Model) => View) | undefined;
let screen: Screen = SIGN_IN;
let leaving: (() => void)[] = [];
let signIn: ((model: Model) => View) | undefined;

// ------------------------------------------------------------------------------------------------------------ the model
async function load(what: "outbox" | "store"): Promise<void> {
  const person = (await who())?.person ?? 0;
  const another = person !== model.person && drawn !== undefined;
  if (!person) {
    model = nothingKnown();
    snapshot = undefined;
    signIn = undefined; // it says anew whether something waits
  } else {
    if (what === "store" || !snapshot || model.person !== person) snapshot = await snapshotOf(person);
    model = { ...laid(person, snapshot, await itemsOf(person), today()), expired: (await meta<boolean>("expired")) === true };
  }
  sayIn(model.me?.timezone ?? "");
  clockIsOff((await meta<number>("clock")) ?? 0);
  void (model.items.length ? navigator.setAppBadge?.(model.items.length) : navigator.clearAppBadge?.())?.catch(() => undefined);
  const language = model.me?.language;
  if (language && language !== languageNow()) await speak(language);
  if (another) await show(); // a screen that somebody else opened may hold what is his
  redraw();
}
let loading = Promise.resolve();
let asked: "outbox" | "store" | "" = "";
/** Read what changed; several changes while one is being read are one. */
function reload(what: "outbox" | "store"): void {
  const more = asked === "";
  asked = asked === "store" ? asked : what;
  if (!more) return;
  loading = loading
    .then(() => {
      const wanted = asked || what;
      asked = "";
      return load(wanted);
    })
    .catch((error: unknown) => console.warn("the store could not be read", error));
}

async function speak(language: string): Promise<void> {
  await takeWords(language);
  await setMeta("language", language).catch(() => undefined); // a full phone opens all the same
  void fetchWords(language, root.dataset[`words${language.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase())}`] ?? `/phone/words/${language}.json`).then(
    async (fresh) => {
      if (!fresh) return;
      await takeWords(language);
      redraw();
    },
  );
}

// ----------------------------------------------------------------------------------------------------------- the screen
async function show(): Promise<void> {
  for (const leave of leaving.splice(0)) leave();
  const path = location.pathname;
  const query = new URLSearchParams(location.search);
  const asked = query.get("mend") ? await itemOf(query.get("mend")!) : undefined;
  const mending = asked?.person === model.person ? asked : undefined; // nobody reads another's form
  const wanted = SCREENS.find((one) => match(one.path, path)) ?? LOST;
  const found = "open" in wanted ? wanted : (wanted.here() ?? (await loaded(wanted)));
  if (path + query !== location.pathname + new URLSearchParams(location.search)) return; // somebody went on meanwhile
  const listeners: (() => void)[] = [];
  leaving = listeners;
  screen = found ?? LOST;
  const at = found ? path : `/phone/lost${path}`;
  drawn = screen.open({ path: at, params: match(wanted.path, path) ?? {}, query, mending, onLeave: (listener) => void listeners.push(listener) });
  redraw();
}

/** A screen with its code, nothing where that cannot be had: a page that outlived its release begins anew with the next
 * one, once; what is typed lies in the store. */
async function loaded(wanted: Later): Promise<Screen | undefined> {
  try {
    const found = await wanted.load();
    sessionStorage.removeItem("anew");
    return found;
  } catch (error) {
    console.warn("a screen could not be fetched", error);
    if (!navigator.onLine || sessionStorage.getItem("anew")) return undefined;
    sessionStorage.setItem("anew", "1");
    location.reload();
    return new Promise(() => undefined); // what is shown stays until then
  }
}

function draw(): void {
  if (!drawn) return;
  signIn ??= SIGN_IN.open(NOWHERE);
  const own = ["/phone/outbox", "/phone/more"].includes(screen.path);
  const empty = !model.me && !own;
  const desk = model.me?.visits === false && !own;
  const view = !model.person ? signIn(model) : empty ? FETCHING.open(NOWHERE)(model) : desk ? DESK.open(NOWHERE)(model) : drawn(model);
  document.title = `${view.title} · Fieldday`;
  const around = { nav: screen.nav ?? "", renew: renewalReady() ? renew : undefined };
  render(framed(view, model, around), root);
}
const NOWHERE = { path: "", params: {}, query: new URLSearchParams(), mending: undefined, onLeave: () => undefined };

function installRouter(): void {
  const places = new Map<string, number>();
  const here = (): string => (history.state as { place?: string } | null)?.place ?? "first";
  const open = (path: string, instead: boolean): void => {
    places.set(here(), window.scrollY);
    history[instead ? "replaceState" : "pushState"]({ place: String(Date.now()), within: true }, "", path);
    void show().then(() => {
      window.scrollTo(0, 0);
      requestAnimationFrame(() => document.querySelector<HTMLElement>(".page-titles h1")?.focus({ preventScroll: true }));
    });
  };
  frame(draw, open);
  history.scrollRestoration = "manual";
  window.addEventListener("popstate", () => {
    void show().then(() => requestAnimationFrame(() => window.scrollTo(0, places.get(here()) ?? 0)));
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || link.target) return;
    if (link.origin !== location.origin || !link.pathname.startsWith("/phone/") || link.hasAttribute("download")) return;
    if (link.hash && link.pathname === location.pathname) return;
    event.preventDefault();
    // Back to where one came from, with what had been scrolled to; by address where one came from elsewhere.
    if (link.hasAttribute("data-back") && (history.state as { within?: boolean } | null)?.within) history.back();
    else open(link.pathname + link.search, false);
  });
}

// ------------------------------------------------------------------------------------------------------------- start
async function catchUp(): Promise<void> {
  const asked = await askSession();
  if (asked.line === "none" && !model.me && model.person) window.setTimeout(() => void catchUp(), SOON_MS);
  if (asked.line !== "ok") return redraw();
  await drain();
  if (!(await refresh()) && !model.me) window.setTimeout(() => void catchUp(), SOON_MS); // nothing is here yet
  reload("store");
}

async function start(): Promise<void> {
  document.documentElement.dataset["icons"] = root.dataset["icons"] ?? "/static/icons.svg";
  const path = location.pathname;
  if (!path.startsWith("/phone/") || path === "/phone/") history.replaceState(null, "", like(path.replace("/phone", "")) ?? `/phone/lost${path}`);
  installRouter();
  installPhoneParts();
  installInstalling(redraw);
  onChange(reload);
  onAnswer((item, answer) => {
    if (answer.state === "kept" && answer.said?.length) toast(answer.said.join(" "), "good");
    else if (answer.state !== "kept") toast(t("Sent back: {what}", { what: item.says }), "bad");
  });
  await speak((await meta<string>("language")) ?? spoken());
  await load("store");
  await show();
  void catchUp();
  installOutbox();
  void installWorker(root.dataset["worker"] ?? "/sw.js", redraw);
  window.setInterval(() => void refresh(), AGAIN_MS);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void refresh());
  window.addEventListener("online", () => void refresh(true, false));
  if (model.person) void persist();
  window.setTimeout(() => void rest().catch(() => undefined), IDLE_MS);
}

/** The browser's language, where the server has it: until somebody's own is known. */
function spoken(): string {
  const wanted = navigator.language.toLowerCase();
  if (!wanted.startsWith("zh")) return "en";
  return /hans|cn|sg/.test(wanted) ? "zh-hans" : "zh-hant";
}

start().catch((error: unknown) => {
  const words = error instanceof NoStore ? t("This browser keeps nothing for Fieldday (a private window?). Use the ordinary pages.") : t("That did not work. Load the page again.");
  console.error(error);
  render(html`<main class="lone"><div class="lone-main"><p>${words}</p><p><a class="btn btn-primary" href="/today">${t("Ordinary pages")}</a></p></div></main>`, root);
});
