// A visit's form as one fills it in: an order line's amount follows its figures (the server computes it again), a
// result that wants more opens its section, a next step's day is a tap away.
// <form data-visit> with [data-line] (inputs line-n-quantity, -price, -discount; [data-amount]), [data-total],
// <details data-opened-by="order"> opened by the result of that code, [data-days="7"] beside input[type=date].
import { inDays, lineAmount, rounded, shown } from "./figures";

function amount(line: HTMLElement): number {
  const read = (name: string) => line.querySelector<HTMLInputElement>(`input[name$="-${name}"]`)?.value ?? "";
  return lineAmount(read("quantity"), read("price"), read("discount"));
}

function compute(form: HTMLElement): void {
  const lines = [...form.querySelectorAll<HTMLElement>("[data-line]")];
  let total = 0;
  for (const line of lines) {
    const one = amount(line);
    total += one;
    const box = line.querySelector<HTMLElement>("[data-amount]");
    if (box) box.textContent = shown(one);
  }
  const sum = form.querySelector<HTMLElement>("[data-total]");
  if (sum) sum.textContent = lines.length ? shown(rounded(total)) : "";
}

export function installVisit(): void {
  document.documentElement.dataset["script"] = "";
  // A form that came back: to what is to be mended, which says why itself.
  document.querySelector("form[method=post] :is(.field-error, [aria-invalid=true])")?.scrollIntoView({ block: "center" });
  document.addEventListener("input", (event) => {
    const line = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-line]") : null;
    const form = line?.closest<HTMLElement>("[data-visit]");
    if (form) compute(form);
    // An amount collected is a payment, and an emptied one is none: its tick follows.
    const sum = event.target;
    if (!(sum instanceof HTMLInputElement) || sum.name !== "amount") return;
    const tick = sum.closest("[data-visit]")?.querySelector<HTMLInputElement>('input[name="result"][value="collection"]');
    if (tick) tick.checked = sum.value.trim() !== "";
  });
  document.addEventListener("change", (event) => {
    const box = event.target;
    // Whoever is in charge was met: so the visit says, and may say otherwise.
    if (box instanceof HTMLInputElement && box.checked && box.hasAttribute("data-in-charge")) {
      const met = box.form?.querySelector<HTMLInputElement>('input[name="met"]');
      if (met) met.checked = true;
    }
    if (!(box instanceof HTMLInputElement) || box.name !== "result" || !box.checked) return;
    const form = box.closest("[data-visit]");
    const section = form?.querySelector<HTMLDetailsElement>(`details[data-opened-by="${CSS.escape(box.value)}"]`);
    if (section) section.open = true;
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-days]") : null;
    const day = button?.closest("details, form")?.querySelector<HTMLInputElement>('input[type="date"]');
    if (!button || !day) return;
    day.value = inDays(Number(button.dataset["days"]));
    day.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
