// Who is left out of a hand-over, one by one: chips in #hand-over-left-out, each a ticked field of the choice's form.
const BOX = "hand-over-left-out";

function chips(): HTMLElement | null {
  return document.querySelector(`#${BOX} .chips`);
}

function fields(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>(`#${BOX} input[name=without]`)];
}

/** The ids of those left out, with their names. */
export function leftOut(): Map<string, string> {
  return new Map(fields().filter((one) => one.checked).map((one) => [one.value, one.parentElement?.textContent?.trim() ?? ""]));
}

/** Draws those left out anew. Who asks for it says that the form changed. */
export function sayLeftOut(names: Map<string, string>): void {
  const drawn = [...names].map(([id, name]) => {
    const label = document.createElement("label");
    label.className = "chip";
    const field = Object.assign(document.createElement("input"), { type: "checkbox", name: "without", value: id, checked: true });
    const words = document.createElement("span");
    words.textContent = name;
    label.append(field, words);
    return label;
  });
  chips()?.replaceChildren(...drawn);
  document.getElementById(BOX)?.toggleAttribute("hidden", !drawn.length);
}

export function changed(form: HTMLFormElement): void {
  form.dispatchEvent(new Event("change", { bubbles: true }));
}
