// The part of a map as a choice: a button [data-map-part="source of the map"] puts what the map shows just now into the
// field that [data-into] names, and sends that field's form.
export function installHanding(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-map-part]") : null;
    if (!button) return;
    const map = document.querySelector<HTMLElement>(`[data-map][data-source="${CSS.escape(button.dataset["mapPart"]!)}"]`);
    const field = document.getElementById(button.dataset["into"]!);
    if (!map?.dataset["shown"] || !(field instanceof HTMLInputElement)) return;
    field.value = map.dataset["shown"];
    field.form?.requestSubmit();
  });
}
