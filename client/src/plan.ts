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
