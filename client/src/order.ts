// Lines that one puts in order: <ul data-order> with [data-order-up] and [data-order-down] in each line. A second form
// that keeps the same choice, [data-order-twin="form"], takes the ticked boxes of the first along.
function move(button: HTMLElement, step: 1 | -1): void {
  const line = button.closest("li");
  const other = step === 1 ? line?.nextElementSibling : line?.previousElementSibling;
  if (!line || !other) return;
  if (step === 1) other.after(line);
  else other.before(line);
  button.focus();
}

// Parts of a form that go with one of its choices: of [data-part="area"] those are shown whose choice is made.
function showParts(): void {
  for (const part of document.querySelectorAll<HTMLElement>("[data-part]")) {
    const choice = `input[value="${CSS.escape(part.dataset["part"]!)}"]:checked`;
    part.toggleAttribute("data-open", Boolean(part.closest("form")?.querySelector(choice)));
  }
}

export function installOrder(): void {
  showParts();
  window.addEventListener("pageshow", showParts);
  document.addEventListener("change", showParts);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-order-up], [data-order-down]") : null;
    if (button) move(button, button.hasAttribute("data-order-down") ? 1 : -1);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset["orderTwin"]) return;
    for (const old of form.querySelectorAll("[data-order-copy]")) old.remove();
    const first = document.getElementById(form.dataset["orderTwin"]);
    for (const box of first?.querySelectorAll<HTMLInputElement>("[data-order] input:checked") ?? []) {
      const copy = Object.assign(document.createElement("input"), { type: "hidden", name: box.name, value: box.value });
      copy.setAttribute("data-order-copy", "");
      form.append(copy);
    }
  });
}
