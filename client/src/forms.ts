// Every form posts with a key of its own (<input type="hidden" name="_key">), so that a post sent twice has one
// effect. The server fills the key in; a form without one gets it here. While a form is on its way its buttons rest.
const WAIT_MS = 15_000;

export function newKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  // Plain HTTP on a local network offers no randomUUID.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function fillKey(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>('input[name="_key"]');
  if (field && !field.value) field.value = newKey();
}

function rest(form: HTMLFormElement, resting: boolean): void {
  form.toggleAttribute("data-busy", resting);
  // After this turn of the loop, or the pressed button's own value would not be sent.
  window.setTimeout(() => {
    const buttons = form.querySelectorAll<HTMLButtonElement>('button:not([type="button"])');
    const outside = form.id ? document.querySelectorAll<HTMLButtonElement>(`button[form="${CSS.escape(form.id)}"]`) : [];
    for (const button of [...buttons, ...outside]) button.disabled = resting;
  }, 0);
}

export function installForms(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
    if (form.hasAttribute("data-busy")) {
      event.preventDefault();
      return;
    }
    const button = (event as SubmitEvent).submitter;
    const question = button?.getAttribute("data-confirm") ?? form.getAttribute("data-confirm");
    if (question && !window.confirm(question)) {
      event.preventDefault();
      return;
    }
    fillKey(form);
    // htmx sends its own forms and says when it is done; `location` sends again once it has an answer.
    const sentByHtmx = form.matches("[hx-post], [data-hx-post]") || form.closest("[hx-boost='true']") !== null;
    if (event.defaultPrevented || sentByHtmx) return;
    rest(form, true);
    // No answer on a bad line, or the answer was a file: the form may be sent again, its key makes that safe.
    window.setTimeout(() => rest(form, false), WAIT_MS);
  });

  // A link that asks first, as the number of somebody who refused to be rung: <a data-confirm="…">.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-confirm]") : null;
    if (link && !window.confirm(link.getAttribute("data-confirm") ?? "")) event.preventDefault();
  });

  // Back from the browser's page cache: the form may be sent again, and its key still says it is the same form.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-busy]")) rest(form, false);
  });

  // A filter that is changed is applied: <form method="get" data-autosubmit>.
  document.addEventListener("change", (event) => {
    const field = event.target as HTMLInputElement;
    // A search is sent as it is typed, or by Enter: leaving it is no wish.
    if (field.type !== "search") field.closest<HTMLFormElement>("form[data-autosubmit]")?.requestSubmit();
  });
}
