// The superior's desk. The panel follows the row that has the focus; a approves that row, or all that are ticked; r goes
// to the sentence of the row's panel. Elsewhere: [data-phrase-for="id"] puts a stock phrase into a field,
// [data-clearable] radio buttons can be taken back, Ctrl+Enter in [data-send-keys] sends its form.
const desk = window.matchMedia("(min-width: 992px)");
const FOLLOW_MS = 140;

let timer: number | undefined;
let wanted = ""; // the paper whose sentence is asked for before its panel is there

function rowOf(node: EventTarget | null): HTMLElement | null {
  return node instanceof Element ? node.closest<HTMLElement>("[data-desk] [data-key-row]") : null;
}

function current(): HTMLElement | null {
  return rowOf(document.activeElement) ?? document.querySelector<HTMLElement>("[data-desk] [data-key-row][data-key-current]");
}

function shown(): string {
  return document.querySelector<HTMLElement>("#side #panel")?.dataset["paper"] ?? "";
}

function open(row: HTMLElement): void {
  if (row.dataset["paper"] !== shown()) row.querySelector<HTMLElement>("a[data-side]")?.click();
}

function follow(row: HTMLElement): void {
  for (const other of document.querySelectorAll("[data-desk] [data-key-current]")) other.removeAttribute("data-key-current");
  row.setAttribute("data-key-current", "");
  window.clearTimeout(timer);
  if (desk.matches) timer = window.setTimeout(() => open(row), FOLLOW_MS);
}

function sentence(): boolean {
  const field = document.querySelector<HTMLElement>('#side #panel [data-key="r"]');
  field?.focus();
  return field !== null;
}

function askForSentence(row: HTMLElement): void {
  if (row.dataset["paper"] === shown()) {
    sentence();
    return;
  }
  wanted = row.dataset["paper"] ?? "";
  window.clearTimeout(timer);
  open(row);
}

function approve(row: HTMLElement | null): void {
  const ticked = document.querySelector('[data-select="plans"]:checked');
  if (ticked) document.querySelector<HTMLElement>("[data-approve-ticked]")?.click();
  // Never the panel's button: the panel may still show the row before.
  else row?.querySelector<HTMLElement>('[data-key="a"]')?.click();
}

function typing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input:not([type=checkbox]), textarea, select") !== null;
}

function press(event: KeyboardEvent): void {
  const field = event.target;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && field instanceof HTMLTextAreaElement) {
    if (field.hasAttribute("data-send-keys")) field.form?.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(field)) return;
  if (!document.querySelector("[data-desk]") || document.querySelector("dialog[open]")) return;
  const row = current();
  if (event.key === "a") approve(row);
  else if (event.key === "r" && row) askForSentence(row);
  else return;
  event.preventDefault();
}

function insert(button: HTMLElement): void {
  const field = document.getElementById(button.dataset["phraseFor"]!);
  if (!(field instanceof HTMLTextAreaElement)) return;
  const before = field.value.trimEnd();
  field.value = (before ? `${before}\n` : "") + button.textContent!.trim();
  // On a phone the keyboard would come up over the button that signs: a tap on the words opens it.
  if (desk.matches) field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export function installDesk(): void {
  // On the way down, before the keys of every list.
  document.addEventListener("keydown", press, { capture: true });
  document.addEventListener("focusin", (event) => {
    const row = rowOf(event.target);
    if (row && event.target === row) follow(row);
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (wanted && wanted === shown()) sentence();
    wanted = "";
  });

  let held: HTMLInputElement | null = null; // the radio button that was chosen before the press
  document.addEventListener("pointerdown", (event) => {
    const label = event.target instanceof Element ? event.target.closest("[data-clearable] label") : null;
    const radio = label?.querySelector<HTMLInputElement>("input[type=radio]") ?? null;
    held = radio?.checked ? radio : null;
  });
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const phrase = event.target.closest<HTMLElement>("[data-phrase-for]");
    if (phrase) insert(phrase);
    if (held && event.target === held) {
      held.checked = false;
      held = null;
    }
    const row = rowOf(event.target);
    if (row && !event.target.closest("a, button, input, label")) {
      if (!row.hasAttribute("tabindex")) row.tabIndex = -1;
      row.focus({ preventScroll: true });
    }
  });

  // What was refused stands in a sheet: on a phone it is opened again. On a desk the comment's sheet is a card.
  const again = document.querySelector<HTMLDialogElement>("dialog[data-open-again]");
  if (again && !(desk.matches && again.classList.contains("sign-sheet"))) again.showModal();

  document.querySelector(".judge [aria-invalid]")?.scrollIntoView({ block: "center" });

  const first = document.querySelector<HTMLElement>("[data-desk] [data-key-row][data-key-current]");
  if (first && desk.matches) {
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "nearest" });
  }
}
