// What was typed into a form and is not kept yet outlives leaving the page: <form data-typed="who"> lays its texts and
// choices by in the tab as they are typed, and puts them back where the same person comes to the same version again.
const LAID_BY = "typed:";
type Field = HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement;

function fieldsOf(form: HTMLFormElement): Field[] {
  const inside = [...form.querySelectorAll<Field>("textarea[name], select[name], input[name]")];
  return inside.filter((field) => field.type !== "hidden" && field.type !== "checkbox");
}

function keyOf(form: HTMLFormElement): string {
  const version = form.querySelector<HTMLInputElement>('input[name="version"]')?.value ?? "";
  return `${LAID_BY}${form.dataset.typed ?? ""}:${location.pathname}:${version}`;
}

function forget(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(LAID_BY)) sessionStorage.removeItem(key);
}

function bringBack(form: HTMLFormElement): void {
  const text = sessionStorage.getItem(keyOf(form));
  if (!text) return;
  const typed = JSON.parse(text) as Record<string, string>;
  for (const field of fieldsOf(form)) {
    const was = typed[field.name];
    if (was !== undefined && was !== field.value) field.value = was;
  }
}

export function installTyped(): void {
  if (document.querySelector('input[type="password"]')) forget(); // somebody else may sign in
  const form = document.querySelector<HTMLFormElement>("form[data-typed]");
  if (!form) return;
  if (!form.querySelector(".alert-box")) bringBack(form); // else the server has just given back what was typed
  for (const name of ["input", "change", "submit"]) {
    form.addEventListener(name, () => {
      const typed = Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]));
      sessionStorage.setItem(keyOf(form), JSON.stringify(typed));
    });
  }
}
