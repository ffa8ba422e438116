// Something that is told until it is put away on this device: <section data-hint="name"> with <button data-hint-gone>.
// early.ts hides it before the first paint: what is gone never flashes.
export function installHints(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-hint-gone]") : null;
    const hint = button?.closest<HTMLElement>("[data-hint]");
    if (!hint) return;
    hint.hidden = true;
    try {
      window.localStorage.setItem(`hint-${hint.dataset["hint"]}`, "gone");
    } catch {
      // It is gone from this page then.
    }
  });
}
