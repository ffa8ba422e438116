// Bulk acts: <input type="checkbox" data-select-all="plans"> ticks every [data-select="plans"]; what is shown only with
// something ticked is [data-select-bar="plans"], its [data-select-count] says how many, its [data-select-two] is for two.
// [data-select-plain="plans"] ticks those marked [data-plain] and no others. Boxes that are not shown stay as they are:
// a desk's table and a phone's cards hold the same rows. [data-select-none="plans"] takes every tick away.
// On a phone a list's boxes are shown while [data-select-mode] is ticked.
function shown(group: string): HTMLInputElement[] {
  const boxes = document.querySelectorAll<HTMLInputElement>(`[data-select="${CSS.escape(group)}"]`);
  return [...boxes].filter((box) => box.offsetParent !== null && !box.disabled);
}

function refresh(group: string): void {
  const name = CSS.escape(group);
  const boxes = shown(group);
  const ticked = boxes.filter((box) => box.checked).length;
  for (const all of document.querySelectorAll<HTMLInputElement>(`[data-select-all="${name}"]`)) {
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  }
  for (const bar of document.querySelectorAll<HTMLElement>(`[data-select-bar="${name}"]`)) {
    bar.hidden = ticked === 0;
    for (const count of bar.querySelectorAll("[data-select-count]")) count.textContent = String(ticked);
    for (const two of bar.querySelectorAll<HTMLElement>("[data-select-two]")) two.hidden = ticked !== 2;
  }
}

export function installSelection(): void {
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement)) return;
    const all = box.dataset["selectAll"];
    if (all) {
      for (const one of shown(all)) one.checked = box.checked;
    }
    const group = all ?? box.dataset["select"];
    if (group) refresh(group);
  });

  document.addEventListener("click", (event) => {
    const none = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-select-none]") : null;
    const emptied = none?.dataset["selectNone"];
    if (emptied) {
      for (const box of document.querySelectorAll<HTMLInputElement>(`[data-select="${CSS.escape(emptied)}"]`)) box.checked = false;
      for (const box of none.closest("form")?.querySelectorAll<HTMLInputElement>("[type=checkbox]") ?? []) box.checked = false;
      refresh(emptied);
      return;
    }
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-select-plain]") : null;
    const group = button?.dataset["selectPlain"];
    if (!group) return;
    for (const one of shown(group)) one.checked = one.hasAttribute("data-plain");
    refresh(group);
  });

  // All that are found are meant by one word: those ticked on this page need not be named too.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset["selectBar"] || !form.querySelector("[name=all]:checked")) return;
    const named = [...form.elements].filter((one): one is HTMLInputElement => one instanceof HTMLInputElement && !!one.dataset["select"]);
    for (const box of named) box.disabled = true;
    setTimeout(() => named.forEach((box) => (box.disabled = false)));
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
