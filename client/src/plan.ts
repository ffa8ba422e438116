import htmx from "htmx.org";

// A plan's stops: what is typed inside an opened stop shows on its line at once, so that it can be folded and read.
// <details data-stop> with [data-shows-time] and [data-shows-purposes] on its summary.
export function installPlan(): void {
  document.addEventListener("change", (event) => {
    const field = event.target;
    const stop = field instanceof HTMLInputElement ? field.closest<HTMLElement>("[data-stop]") : null;
    if (!(field instanceof HTMLInputElement) || !stop) return;
    const time = stop.querySelector<HTMLElement>("[data-shows-time]");
    if (field.type === "time" && time) time.textContent = field.value || "—";
    const purposes = stop.querySelector<HTMLElement>("[data-shows-purposes]");
    if (field.type === "checkbox" && purposes) {
      const ticked = stop.querySelectorAll<HTMLElement>('input[type="checkbox"]:checked + span');
      purposes.textContent = [...ticked].map((word) => word.textContent).join("、");
    }
  });
}

// What was typed into a plan and is not kept yet outlives a reload and the browser's Back: it is laid by in the tab as
// it is typed, and where the same person comes back to the same version the server draws the form from it once more.
const LAID_BY = "plan-typed";
interface Typed {
  path: string;
  person: string;
  version: string;
  fields: [string, string][];
}

function plan(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>("form[data-plan]");
}

function versionOf(form: HTMLFormElement): string {
  return form.querySelector<HTMLInputElement>('input[name="version"]')?.value ?? "";
}

function isTyped(name: string): boolean {
  return name !== "_key" && name !== "csrfmiddlewaretoken" && name !== "q";
}

function layBy(form: HTMLFormElement): void {
  const fields = [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === "string");
  const typed: Typed = {
    path: location.pathname,
    person: form.dataset.plan ?? "",
    version: versionOf(form),
    fields: fields.filter(([name]) => isTyped(name)),
  };
  sessionStorage.setItem(LAID_BY, JSON.stringify(typed));
}

function laidBy(form: HTMLFormElement): Typed | null {
  const text = sessionStorage.getItem(LAID_BY);
  const typed = text ? (JSON.parse(text) as Typed) : null;
  const same = typed?.person === form.dataset.plan && typed?.path === location.pathname;
  return typed && same && typed.version === versionOf(form) ? typed : null;
}

async function bringBack(form: HTMLFormElement): Promise<void> {
  const typed = laidBy(form);
  const [came] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (!typed || !came || !["back_forward", "reload"].includes(came.type)) {
    sessionStorage.removeItem(LAID_BY); // kept since, or left behind on purpose
    return;
  }
  const body = new FormData(form);
  for (const name of new Set(body.keys())) if (isTyped(name)) body.delete(name);
  for (const [name, value] of typed.fields) body.append(name, value);
  body.append("edit", "keep");
  const answer = await fetch(location.pathname, { method: "POST", body });
  const drawn = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("plan-form");
  if (!answer.ok || !drawn) return;
  form.replaceWith(document.adoptNode(drawn));
  htmx.process(drawn);
}

export function installTypedPlan(): void {
  const start = plan();
  if (!start) {
    if (document.querySelector('input[type="password"]')) sessionStorage.removeItem(LAID_BY); // somebody else signs in
    return;
  }
  for (const name of ["input", "change", "submit", "htmx:afterSettle"]) {
    document.addEventListener(name, (event) => {
      const form = plan();
      if (form && event.target instanceof Node && form.contains(event.target)) layBy(form);
    });
  }
  if (!start.querySelector(".alert-box")) void bringBack(start);
}
