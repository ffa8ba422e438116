// One customer chosen by a search: <div data-picker> with a hidden [data-picker-value], the name chosen, a search box and
// the list that the server fills with .option buttons.
export function installPicker(): void {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const box = target?.closest<HTMLElement>("[data-picker]");
    if (!target || !box) return;
    const option = target.closest<HTMLButtonElement>(".option[data-id]");
    if (option) choose(box, option.dataset["id"] ?? "", option.dataset["name"] ?? "");
    else if (target.closest("[data-picker-clear]")) choose(box, "", "");
  });
  // Enter in the search box looks, it does not send the whole form.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target instanceof Element && event.target.matches("[data-picker-search]")) {
      event.preventDefault();
    }
  });
}

function choose(box: HTMLElement, id: string, name: string): void {
  const value = box.querySelector<HTMLInputElement>("[data-picker-value]");
  const search = box.querySelector<HTMLInputElement>("[data-picker-search]");
  const chosen = box.querySelector<HTMLElement>("[data-picker-chosen]");
  const shown = box.querySelector<HTMLElement>("[data-picker-name]");
  if (!value || !search || !chosen || !shown) return;
  value.value = id;
  shown.textContent = name;
  chosen.hidden = !id;
  search.hidden = Boolean(id);
  search.value = "";
  box.querySelector("[data-picker-options]")?.replaceChildren();
  if (id) chosen.querySelector<HTMLButtonElement>("[data-picker-clear]")?.focus();
  else search.focus();
}
