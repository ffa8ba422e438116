// The keyboard of a desk. In a list marked [data-key-rows], j and k walk the [data-key-row] rows; Enter or o opens the
// row's [data-key-open] link. Any other single key presses the control that names it, [data-key="a"], in the current
// row if it has one, else outside the rows. ? opens <dialog data-keys-help>, / the search of the frame
// (where there is none, / goes to the list's own [data-key-search], as f does everywhere).
const CURRENT = "data-key-current";

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-key-rows] [data-key-row]")].filter(
    (row) => row.offsetParent !== null,
  );
}

function current(): HTMLElement | null {
  const focused = document.activeElement?.closest<HTMLElement>("[data-key-row]");
  return focused ?? document.querySelector<HTMLElement>(`[data-key-row][${CURRENT}]`);
}

function walk(step: 1 | -1): boolean {
  const all = rows();
  if (all.length === 0) return false;
  const here = current();
  const at = here ? all.indexOf(here) : -1;
  const next = all[at === -1 ? (step === 1 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)]!;
  for (const row of all) row.removeAttribute(CURRENT);
  next.setAttribute(CURRENT, "");
  if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function press(key: string): boolean {
  const name = `[data-key="${CSS.escape(key)}"]`;
  const row = current();
  const control =
    row?.querySelector<HTMLElement>(name) ??
    [...document.querySelectorAll<HTMLElement>(name)].find((found) => !found.closest("[data-key-row]"));
  if (!control || (control instanceof HTMLButtonElement && control.disabled)) return false;
  if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) {
    if (control.type === "checkbox" || control.type === "radio") control.click();
    else control.focus();
  } else {
    control.click();
  }
  return true;
}

function open(): boolean {
  const link = current()?.querySelector<HTMLElement>("[data-key-open]");
  link?.click();
  return link !== null && link !== undefined;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
}

function help(): boolean {
  const dialog = document.querySelector<HTMLDialogElement>("dialog[data-keys-help]");
  if (dialog && !dialog.open) dialog.showModal();
  return dialog !== null;
}

function seek(): boolean {
  const search = document.querySelector<HTMLInputElement>("[data-key-search]");
  search?.focus();
  return search !== null;
}

function act(event: KeyboardEvent): boolean {
  switch (event.key) {
    case "j":
      return walk(1);
    case "k":
      return walk(-1);
    case "?":
      return help();
    case "/":
      return press("/") || seek();
    case "f":
      return seek();
    case "Enter":
      // A focused button or link keeps its own Enter.
      return document.activeElement === current() && open();
    case "o":
      return open();
    default:
      return event.key.length === 1 && press(event.key);
  }
}

export function installKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (act(event)) event.preventDefault();
  });
}
