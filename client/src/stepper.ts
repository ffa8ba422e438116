// An amount with buttons that add and take away: <div class="stepper"><button type="button" data-step="-1000">−</button>
// <input inputmode="numeric"><button type="button" data-step="1000">＋</button></div>. Never below nothing.
export function installStepper(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-step]") : null;
    const field = button?.closest(".stepper")?.querySelector<HTMLInputElement>("input");
    if (!button || !field) return;
    const now = Number(field.value.replace(/[,，\s]/g, "")) || 0;
    field.value = String(Math.max(0, now + Number(button.dataset["step"])));
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
