// What was typed into a form and is not kept yet outlives leaving the page: <form data-typed="who" id="…"> lays its
// texts, ticks and choices by in the tab as they are typed, and puts them back where the same person comes to the same
// version again. A form with data-typed-drawn has parts that only the server can draw, as an order's lines: it is asked
// to draw the form from what was laid by. [data-typed-back] in a form says that it was brought back; its button
// [data-typed-drop] drops it. <a data-typed-opens="id"> fetches a form of that id where something was laid by for it.
import htmx from "htmx.org";

const LAID_BY = "typed:";
type Field = HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement;
interface Answer {
  xhr: XMLHttpRequest;
  requestConfig?: { elt: Element };
}
interface Typed {
  names: string[];
  pairs: [string, string][];
}

function isTyped(name: string): boolean {
  return !["_key", "csrfmiddlewaretoken", "version", "q", ""].includes(name);
}

/** Everything of a form in this place but its version. */
function placeOf(id: string): string {
  return `${LAID_BY}${location.pathname}:${id}:`;
}

function keyOf(form: HTMLFormElement): string {
  const version = form.querySelector<HTMLInputElement>('input[name="version"]')?.value ?? "";
  return `${placeOf(form.id)}${form.dataset.typed ?? ""}:${version}`;
}

function fieldsOf(form: HTMLFormElement): Field[] {
  const fields = [...form.querySelectorAll<Field>("textarea[name], select[name], input[name]")];
  return fields.filter((field) => isTyped(field.name) && field.type !== "file");
}

function typedIn(form: HTMLFormElement): Typed {
  const pairs = [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === "string");
  const names = fieldsOf(form).map((field) => field.name);
  return { names: [...new Set(names)], pairs: pairs.filter(([name]) => isTyped(name)) };
}

function laidBy(key: string): Typed | null {
  const text = sessionStorage.getItem(key);
  const typed = text ? (JSON.parse(text) as Partial<Typed>) : null;
  return typed?.names && typed.pairs ? { names: typed.names, pairs: typed.pairs } : null;
}

function forget(place: string, but = ""): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(place) && key !== but) sessionStorage.removeItem(key);
  }
}

/** What was typed into this form is kept elsewhere. */
export function dropTyped(form: HTMLFormElement): void {
  if (form.dataset.typed) forget(placeOf(form.id));
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
  forget(placeOf(form.id), keyOf(form)); // an older version's was kept since
  const typed = laidBy(keyOf(form));
  const stood = JSON.stringify(typedIn(form).pairs);
  if (!typed || JSON.stringify(typed.pairs) === stood) return;
  // The server has just given back what was typed, or one sees what is wrong with it.
  if (form.querySelector(".alert-box, .field-error, [aria-invalid=true]")) return;
  let back = form;
  const fresh = form.hasAttribute("data-typed-drawn") ? await drawn(form, typed) : null;
  if (stood !== JSON.stringify(typedIn(form).pairs)) return; // one types already
  if (fresh) {
    back = document.adoptNode(fresh);
    form.replaceWith(back);
    htmx.process(back);
  } else fill(form, typed);
  for (const one of back.querySelectorAll<HTMLElement>("[data-typed-back]")) one.hidden = false;
}

function typedForm(target: unknown): HTMLFormElement | null {
  return target instanceof Element ? target.closest<HTMLFormElement>("form[data-typed]") : null;
}

function openTyped(): void {
  for (const link of document.querySelectorAll<HTMLElement>("[data-typed-opens]")) {
    const place = placeOf(link.dataset["typedOpens"] ?? "");
    if (Object.keys(sessionStorage).some((key) => key.startsWith(place))) link.click();
  }
}

export function installTyped(): void {
  if (document.querySelector('input[type="password"]')) forget(LAID_BY); // somebody else may sign in
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-typed]")) void bringBack(form);
  for (const name of ["input", "change", "submit", "htmx:afterSettle"]) {
    document.addEventListener(name, (event) => {
      const form = typedForm(event.target);
      if (!form || (name === "htmx:afterSettle" && event.target === form)) return;
      sessionStorage.setItem(keyOf(form), JSON.stringify(typedIn(form)));
    });
  }
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-typed-drop]") : null;
    const form = typedForm(button);
    if (!form) return;
    forget(placeOf(form.id));
    location.reload();
  });
  // A form that htmx sends has no new page that says it is kept: its answer does.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = (event as CustomEvent<Answer>).detail;
    const sent = requestConfig?.elt;
    if (sent instanceof HTMLFormElement && sent.dataset.typed && xhr.status < 400) forget(placeOf(sent.id));
  });
  document.addEventListener("htmx:load", (event) => {
    const part = event.target;
    if (part === document.body) openTyped();
    if (!(part instanceof Element) || part === document.body) return;
    for (const form of part.querySelectorAll<HTMLFormElement>("form[data-typed]")) void bringBack(form);
  });
}
