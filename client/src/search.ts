// The one search box: <dialog data-seek-sheet> with a combobox that asks while one types. It waits for a pause in the
// typing and for the end of a word that an input method is still composing; what stood there stays until the next
// answer comes. Arrow keys walk the finds, Enter opens the chosen one, or the full page when none is chosen.
const PAUSE_MS = 120;
let waiting = 0;
let asked: string | null = null;

function sheet(): HTMLDialogElement | null {
  return document.querySelector<HTMLDialogElement>("dialog[data-seek-sheet]");
}

function options(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("#seek-found [role=option]")];
}

function choose(input: HTMLInputElement, option: HTMLElement | undefined): void {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  if (option) {
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

function ask(input: HTMLInputElement, pause: number): void {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => {
    const text = input.value.trim();
    if (text === asked) return;
    asked = text;
    input.dispatchEvent(new CustomEvent("seek", { bubbles: true }));
  }, pause);
}

function walk(input: HTMLInputElement, key: string): boolean {
  const all = options();
  if (all.length === 0) return false;
  const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? all.length - 1 : at - 1 }[key]!;
  choose(input, all[to]); // beyond either end: back in the box
  return true;
}

function answered(input: HTMLInputElement): void {
  const said = document.querySelector<HTMLElement>("#seek-found [data-said]")?.dataset["said"] ?? "";
  input.setAttribute("aria-expanded", String(options().length > 0));
  choose(input, undefined);
  const status = document.querySelector("[data-seek-said]");
  if (status) status.textContent = said;
}

export function installSearch(): void {
  const input = document.querySelector<HTMLInputElement>("#seek");
  if (!input) return;
  input.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) ask(input, PAUSE_MS);
  });
  input.addEventListener("compositionend", () => ask(input, PAUSE_MS));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (walk(input, event.key)) event.preventDefault();
    } else if (event.key === "Enter") {
      const chosen = options().find((option) => option.getAttribute("aria-selected") === "true");
      if (chosen) {
        event.preventDefault();
        chosen.click();
      } else if (input.value.trim() === "") event.preventDefault();
    }
  });
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('[data-opens="search-sheet"]')) return;
    asked = null; // what was opened meanwhile is offered anew
    input.select();
    ask(input, 0);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target instanceof Element && event.target.id === "seek-found") answered(input);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) sheet()?.close();
  });
}
