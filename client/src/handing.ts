// The choice of a hand-over: <form data-hand-over>, whose preview htmx draws anew after each change.
// A row's button [data-leave-out="its name"] leaves it out; the chip that it becomes takes it back when unticked.
import { changed, leftOut, sayLeftOut } from "./left-out";

let next = -1; // the row to go on with once the list is drawn anew: the one that took the place of the one left out
let shows = false; // whether the preview was asked for by its button

function leave(button: HTMLButtonElement): void {
  if (!button.form) return;
  next = [...document.querySelectorAll("[data-leave-out]")].indexOf(button);
  sayLeftOut(leftOut().set(button.value, button.dataset["leaveOut"]!));
  changed(button.form);
}

export function installHanding(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("[data-leave-out]") : null;
    if (!button) return;
    event.preventDefault();
    leave(button);
  });
  document.addEventListener(
    "change",
    (event) => {
      const field = event.target;
      if (!(field instanceof HTMLInputElement) || field.name !== "without" || !field.closest("[data-hand-over]")) return;
      sayLeftOut(leftOut());
    },
    true,
  );
  // What was written into the form that hands over stays there when it is drawn anew.
  document.addEventListener("htmx:configRequest", (event) => {
    const { elt, parameters } = (event as CustomEvent<{ elt: Element; parameters: Record<string, string> }>).detail;
    if (!elt.matches("[data-hand-over]")) return;
    for (const field of document.querySelectorAll<HTMLInputElement>("#preview [name=on], #preview [name=note]")) {
      parameters[field.name] = field.value;
    }
  });
  document.addEventListener("submit", (event) => {
    if (event.target instanceof HTMLFormElement && event.target.matches("[data-hand-over]")) shows = true;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!(event.target instanceof Element) || event.target.id !== "preview") return;
    if (shows) event.target.scrollIntoView({ block: "start" });
    const rows = document.querySelectorAll<HTMLElement>("[data-leave-out]");
    if (next >= 0) (rows[Math.min(next, rows.length - 1)] ?? document.getElementById("hand-over-rows"))?.focus();
    [next, shows] = [-1, false];
  });
}
