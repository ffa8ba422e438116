// What a screen needs of the app around it.
//   keep(act)            write a form into the outbox; false where the phone has no room: the form stays as it is
//   toast(words, tone)   one line at the foot, for some seconds
//   go(path)             another screen; go(path, true) in place of this one
//   redraw()             draw the screen again
// A screen:
//   export const EXAMPLE: Screen = {
//     path: "/phone/examples/:id",
//     nav: "today",                                   // the entry of the navigation that is marked
//     mends: (item) => /^\/examples\/(.+)$/.exec(item.address)?.[1] && `/phone/examples/…`,  // where a held form is mended
//     open(place) {                                   // once for each visit of the screen: its own state lives here
//       let typed = place.mending?.fields ?? [];
//       return (model) => ({ title: "…", back: "/phone/today", body: html`…`, act: html`<button …>` });
//     },                                              // and this at each drawing
//   };
// A mended form goes by keep({ …, replaces: place.mending.key }).
import type { TemplateResult } from "lit-html";
import type { Model } from "./model";
import { Nobody, put, type Act } from "./outbox";
import { NoStore, StoreFull } from "./store";
import type { Item } from "./types";
import { t } from "./words";

export type NavName = "today" | "customers" | "report" | "more" | "";
export interface View {
  title: string;
  /** The line under the title. */
  sub?: unknown;
  /** Where the arrow leads; none on the screens of the navigation. */
  back?: string;
  /** A pill in the head. */
  status?: unknown;
  body: TemplateResult;
  /** The one act, above the navigation. */
  act?: unknown;
}
export interface Place {
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  /** The held form that is mended here, and what the server said against it (`answer.reasons`). */
  mending: Item | undefined;
  /** Runs when the screen is left. */
  onLeave(listener: () => void): void;
}
export interface Screen {
  path: string;
  nav?: NavName;
  mends?: (item: Item) => string | undefined | false;
  open(place: Place): (model: Model) => View;
}
type Tone = "good" | "wait" | "bad" | "plain";

let shown: { words: string; tone: Tone } | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let drawing: (() => void) | undefined;
let going: ((path: string, instead: boolean) => void) | undefined;
let asked = false;

/** The app says how it draws and goes. */
export function frame(draw: () => void, goTo: (path: string, instead: boolean) => void): void {
  drawing = draw;
  going = goTo;
}
export function redraw(): void {
  if (asked) return;
  asked = true;
  queueMicrotask(() => {
    asked = false;
    drawing?.();
  });
}
export function go(path: string, instead = false): void {
  going?.(path, instead);
}
export function toast(words: string, tone: Tone = "plain"): void {
  if (!words) return;
  shown = { words, tone };
  clearTimeout(timer);
  timer = setTimeout(
    () => {
      shown = undefined;
      redraw();
    },
    3000 + words.length * 120,
  );
  redraw();
}
export function toastNow(): { words: string; tone: Tone } | undefined {
  return shown;
}

/** Write a form into the outbox: the item, or undefined where it could not be written and why was said. */
export async function keep(act: Act): Promise<Item | undefined> {
  try {
    return await put(act);
  } catch (error) {
    if (error instanceof StoreFull) {
      toast(t("The phone has no room left, so this is not saved. Delete something from the phone, then save again; nothing you typed is gone."), "bad");
    } else if (error instanceof NoStore) {
      toast(t("This browser keeps nothing for Fieldday (a private window?). Nothing is saved."), "bad");
    } else if (error instanceof Nobody) {
      toast(t("Nobody is signed in here. Sign in, then save again; nothing you typed is gone."), "bad");
    } else throw error;
    return undefined;
  }
}
