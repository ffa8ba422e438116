// Visit hours: Monday's line copied to the other working days by one button, [data-hours-copy] within [data-hours].
export function installHours(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-hours-copy]")) button.hidden = false;
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-hours-copy]") : null;
    const box = button?.closest("[data-hours]");
    if (!box) return;
    const monday = box.querySelector<HTMLInputElement>('[name="hours-0"]')?.value ?? "";
    for (const day of [1, 2, 3, 4]) {
      const field = box.querySelector<HTMLInputElement>(`[name="hours-${day}"]`);
      if (field) field.value = monday;
    }
  });
}
