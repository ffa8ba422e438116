// A form beside another one's big button, as an expense on a visit's page: <form data-before="visit-form">.
// Where something is typed into it, it is sent first when that other form is sent by an act, and the other follows
// once it is kept; a refusal stands at its field, and nothing typed is thrown away.
interface Waiting {
  first: HTMLFormElement;
  next: string; // the other form's id: it may be drawn anew meanwhile
  by: HTMLElement | null;
}
interface Answer {
  xhr: XMLHttpRequest;
  requestConfig?: { elt: Element };
}
let waiting: Waiting | null = null;
let follows = false;

function saysSomething(form: HTMLFormElement): boolean {
  const fields = [...form.querySelectorAll<HTMLInputElement>("input[name], textarea[name]")];
  return fields.some((field) => ["text", "file", "textarea"].includes(field.type) && field.value.trim() !== "");
}

export function installBeside(): void {
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      const by = (event as SubmitEvent).submitter;
      if (!(form instanceof HTMLFormElement) || !form.id || by?.getAttribute("name") === "edit" || follows) return;
      const first = document.querySelector<HTMLFormElement>(`form[data-before="${CSS.escape(form.id)}"]`);
      if (!first || !saysSomething(first)) return;
      event.preventDefault();
      event.stopPropagation();
      if (waiting?.first === first && first.classList.contains("htmx-request")) return;
      waiting = { first, next: form.id, by };
      first.requestSubmit();
    },
    true,
  );
  document.addEventListener("htmx:afterRequest", (event) => {
    const { xhr, requestConfig } = (event as CustomEvent<Answer>).detail;
    if (!waiting || requestConfig?.elt !== waiting.first) return;
    const { next, by } = waiting;
    waiting = null;
    if (xhr.status < 200 || xhr.status >= 400) {
      window.setTimeout(() => {
        const part = document.querySelector<HTMLElement>(`form[data-before="${CSS.escape(next)}"]`);
        part?.querySelector(".field-error, .alert-box")?.scrollIntoView({ block: "center" });
      }, 60);
      return;
    }
    follows = true;
    const form = document.getElementById(next);
    if (form instanceof HTMLFormElement) form.requestSubmit(by);
    follows = false;
  });
}
