// Menus are <details data-menu>, side panels and questions <dialog>: the browser's own, without a library.
// A click elsewhere or Escape closes a menu; [data-opens="id"] opens a dialog, where a [data-takes="id"] begins with
// what was typed into that field; [data-closes] closes the one it is in, [data-print] prints the page,
// [data-toggles="id"] shows and hides what a phone has no room for (.closed-on-phone).
function closeMenus(except?: Element | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
    if (menu !== except) menu.open = false;
  }
}

/** What was typed elsewhere goes over into the dialog's own field, as long as nothing else was typed there. */
function take(dialog: HTMLDialogElement): void {
  for (const field of dialog.querySelectorAll<HTMLTextAreaElement>("[data-takes]")) {
    const from = document.getElementById(field.dataset["takes"]!);
    if (!(from instanceof HTMLTextAreaElement) || !from.value.trim()) continue;
    if (field.value.trim() && field.value !== field.dataset["taken"]) continue;
    field.value = field.dataset["taken"] = from.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

export function installMenus(): void {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    closeMenus(event.target.closest("details[data-menu]"));
    const opener = event.target.closest<HTMLElement>("[data-opens]");
    const dialog = opener && document.getElementById(opener.dataset["opens"]!);
    if (dialog instanceof HTMLDialogElement && !dialog.open) {
      event.preventDefault();
      take(dialog);
      dialog.showModal();
    }
    if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
    // A click on the shade around a dialog lands on the dialog itself.
    if (event.target instanceof HTMLDialogElement) event.target.close();
    if (event.target.closest("[data-print]")) window.print();
    const toggle = event.target.closest<HTMLElement>("[data-toggles]");
    if (toggle) {
      const closed = document.getElementById(toggle.dataset["toggles"]!)?.classList.toggle("closed-on-phone");
      toggle.setAttribute("aria-expanded", String(!closed));
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector<HTMLDetailsElement>("details[data-menu][open]");
    closeMenus();
    menu?.querySelector("summary")?.focus();
  });
}
