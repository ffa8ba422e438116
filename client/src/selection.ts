// Bulk acts: <input type="checkbox" data-select-all="plans"> ticks every [data-select="plans"]; what is shown only with
// something ticked is [data-select-bar="plans"], its [data-select-count] says how many.
function refresh(group: string): void {
  const name = CSS.escape(group);
  const boxes = [...document.querySelectorAll<HTMLInputElement>(`[data-select="${name}"]`)];
  const ticked = boxes.filter((box) => box.checked).length;
  for (const all of document.querySelectorAll<HTMLInputElement>(`[data-select-all="${name}"]`)) {
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  }
  for (const bar of document.querySelectorAll<HTMLElement>(`[data-select-bar="${name}"]`)) {
    bar.hidden = ticked === 0;
    for (const count of bar.querySelectorAll("[data-select-count]")) count.textContent = String(ticked);
  }
}

export function installSelection(): void {
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement)) return;
    const all = box.dataset["selectAll"];
    if (all) {
      for (const one of document.querySelectorAll<HTMLInputElement>(`[data-select="${CSS.escape(all)}"]`)) {
        if (!one.disabled) one.checked = box.checked;
      }
    }
    const group = all ?? box.dataset["select"];
    if (group) refresh(group);
  });

  const refreshAll = () => {
    const groups = new Set<string>();
    for (const box of document.querySelectorAll<HTMLElement>("[data-select]")) groups.add(box.dataset["select"]!);
    groups.forEach(refresh);
  };
  // A browser that comes back to the page remembers its ticks.
  window.addEventListener("pageshow", refreshAll);
  document.addEventListener("htmx:afterSettle", refreshAll);
}
