// What was typed into a form and is not kept yet outlives leaving the page, the tab and a battery: <form data-typed="who"
// id="…"> lays its texts, ticks and choices by in the browser as they are typed, and puts them back where the same person
// comes to the same version again, within a fortnight. Signing out drops it all. data-typed-of names what the form is
// about where several of its id come to one page, as beside a list. A form with data-typed-drawn has parts that only the server can draw, as an order's lines: it is asked
// to draw the form from what was laid by. [data-typed-back] in a form says that it was brought back; its button
// [data-typed-drop] drops it. <a data-typed-opens="id"> fetches a form of that id where something was laid by for it.
import htmx from "htmx.org";

const LAID_BY = "typed:";
const KEPT_FOR = 14 * 24 * 3600 * 1000;
const NOT_TYPED = ["_key", "csrfmiddlewaretoken", "version", "seen", "back", "then", "line", "q", ""];
type Field = HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement;
interface Answer {
  xhr: XMLHttpRequest;
  requestConfig?: { elt: Element };
}
interface Typed {
  names: string[];
  pairs: [string, string][];
  at?: number;
}

function isTyped(name: string): boolean {
  return !NOT_TYPED.includes(name);
}

/** Everything of a form in this place but its version. */
function placeOf(id: string, of = location.pathname): string {
  return `${LAID_BY}${of}:${id}:`;
}

function placeOfForm(form: HTMLFormElement): string {
  return placeOf(form.id, form.dataset["typedOf"] || location.pathname);
}

function keyOf(form: HTMLFormElement): string {
  const version = form.querySelector<HTMLInputElement>('input[name="version"]')?.value ?? "";
  return `${placeOfForm(form)}${form.dataset.typed ?? ""}:${version}`;
}

function fieldsOf(form: HTMLFormElement): Field[] {
  // Its fields elsewhere on the page too, as a judgement beside each visit (form="sign-form").
  const fields = [...form.elements].filter((one): one is Field => one.matches("textarea, select, input"));
  return fields.filter((field) => isTyped(field.name) && field.type !== "file");
}

function typedIn(form: HTMLFormElement): Typed {
  const pairs = [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === "string");
  const names = fieldsOf(form).map((field) => field.name);
  return { names: [...new Set(names)], pairs: pairs.filter(([name]) => isTyped(name)) };
}

function laidBy(key: string): Typed | null {
  const text = localStorage.getItem(key);
  const typed = text ? (JSON.parse(text) as Partial<Typed>) : null;
  return typed?.names && typed.pairs ? { names: typed.names, pairs: typed.pairs, at: typed.at ?? 0 } : null;
}

function layBy(form: HTMLFormElement): void {
  try {
    localStorage.setItem(keyOf(form), JSON.stringify({ ...typedIn(form), at: Date.now() }));
  } catch {
    // no room left in the browser: the form itself still holds what was typed
  }
}

function forget(place: string, but = ""): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(place) && key !== but) localStorage.removeItem(key);
  }
}

/** What somebody else typed in this browser, and what is old. */
function forgetOthers(who: string): void {
  for (const key of Object.keys(localStorage).filter((one) => one.startsWith(LAID_BY))) {
    const [person] = key.split(":").slice(-2);
    const old = Date.now() - (laidBy(key)?.at ?? 0) > KEPT_FOR;
    if (old || person?.split(".")[0] !== who) localStorage.removeItem(key);
  }
}

/** What was typed into this form is kept elsewhere. */
export function dropTyped(form: HTMLFormElement): void {
  if (form.dataset.typed) forget(placeOfForm(form));
}

/** Whether the server draws this form from what was typed: what came is not kept yet. */
function isDrawn(form: HTMLFormElement): boolean {
  return form.hasAttribute("data-typed-drawn");
}

/** Put what was typed into the fields that are there. */
export function fill(form: HTMLFormElement, typed: Typed): void {
  const left = [...typed.pairs];
  for (const field of fieldsOf(form)) {
    if (!typed.names.includes(field.name) || field.type === "hidden") continue;
    const box = field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type) ? field : null;
    const at = left.findIndex(([name, value]) => name === field.name && (!box || value === box.value));
    if (box) box.checked = at >= 0;
    else if (at >= 0 && left[at]![1] !== field.value) field.value = left[at]![1];
    if (at >= 0) left.splice(at, 1);
  }
}

/** The form as the server draws it from what was typed; null where it cannot. Nothing is kept by this. */
export async function drawn(form: HTMLFormElement, typed: Typed): Promise<HTMLFormElement | null> {
  const body = new FormData(form);
  for (const name of new Set(body.keys())) if (isTyped(name)) body.delete(name);
  for (const [name, value] of typed.pairs) body.append(name, value);
  body.append("edit", "keep");
  try {
    const answer = await fetch(location.pathname, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = answer.ok ? page.getElementById(form.id) : null;
    return found instanceof HTMLFormElement ? found : null;
  } catch {
    return null; // no line: what was typed stays laid by, and what can be filled in here is
  }
}

async function bringBack(form: HTMLFormElement): Promise<void> {
  forget(placeOfForm(form), keyOf(form)); // an older version's was kept since
  const typed = laidBy(keyOf(form));
  const stood = JSON.stringify(typedIn(form).pairs);
  if (!typed || JSON.stringify(typed.pairs) === stood) return;
  // The server has just given back what was typed, or one sees what is wrong with it.
  if (form.querySelector(".alert-box, .field-error, [aria-invalid=true]")) return;
  let back = form;
  const fresh = isDrawn(form) ? await drawn(form, typed) : null;
  if (stood !== JSON.stringify(typedIn(form).pairs)) return; // one types already
  if (fresh) {
    back = document.adoptNode(fresh);
    form.replaceWith(back);
    htmx.process(back);
  } else fill(form, typed);
  for (const one of back.querySelectorAll<HTMLElement>("[data-typed-back]")) one.hidden = false;
}

function typedForm(target: unknown): HTMLFormElement | null {
  const form = (target as Partial<Field> | null)?.form;
  if (form instanceof HTMLFormElement && form.dataset.typed) return form;
  return target instanceof Element ? target.closest<HTMLFormElement>("form[data-typed]") : null;
}

function openTyped(): void {
  for (const link of document.querySelectorAll<HTMLElement>("[data-typed-opens]")) {
    const place = placeOf(link.dataset["typedOpens"] ?? "");
    if (Object.keys(localStorage).some((key) => key.startsWith(place))) link.click();
  }
}

export function installTyped(): void {
  const reader = document.querySelector<HTMLElement>("[data-sending]")?.dataset["person"];
  if (reader) forgetOthers(reader);
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-typed]")) void bringBack(form);
  for (const name of ["input", "change", "submit", "htmx:afterSettle"]) {
    document.addEventListener(name, (event) => {
      const form = typedForm(event.target);
      if (!form || (name === "htmx:afterSettle" && event.target === form && !isDrawn(form))) return;
      layBy(form);
    });
  }
  document.addEventListener("submit", (event) => {
    if (event.target instanceof HTMLFormElement && event.target.action.endsWith("/sign-out")) forget(LAID_BY);
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-typed-drop]") : null;
    const form = typedForm(button);
    if (!form) return;
    forget(placeOfForm(form));
    location.reload();
  });
  // A form that htmx sends has no new page that says it is kept: its answer does.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = (event as CustomEvent<Answer>).detail;
    const sent = requestConfig?.elt;
    if (sent instanceof HTMLFormElement && sent.dataset.typed && xhr.status < 400) forget(placeOfForm(sent));
  });
  document.addEventListener("htmx:load", (event) => {
    const part = event.target;
    if (part === document.body) openTyped();
    if (!(part instanceof Element) || part === document.body) return;
    for (const form of part.querySelectorAll<HTMLFormElement>("form[data-typed]")) void bringBack(form);
  });
}
