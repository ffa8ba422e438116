// A visit's form as one fills it in: an order line's amount follows its figures (the server computes it again), a
// result that wants more opens its section, a next step's day is a tap away.
// <form data-visit> with [data-line] (inputs line-n-quantity, -price, -discount; [data-amount]), [data-total],
// <details data-opened-by="order"> opened by the result of that code, [data-days="7"] beside input[type=date].
function figure(text: string): number {
  const plain = text.normalize("NFKC").replace(/[,\s]/g, "");
  return plain === "" ? Number.NaN : Number(plain);
}

/** Half up at the second decimal, away from zero, as invoices are. */
function rounded(value: number): number {
  return (Math.sign(value) * Math.round(Math.abs(value) * 100 + 1e-6)) / 100;
}

function shown(value: number): string {
  if (!Number.isFinite(value)) return "";
  const places = Number.isInteger(value) ? 0 : 2;
  return value.toLocaleString("en", { minimumFractionDigits: places, maximumFractionDigits: places });
}

function amount(line: HTMLElement): number {
  const read = (name: string) => figure(line.querySelector<HTMLInputElement>(`input[name$="-${name}"]`)?.value ?? "");
  const discount = read("discount");
  return rounded((read("quantity") * read("price") * (100 - (Number.isNaN(discount) ? 0 : discount))) / 100);
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

function inDays(days: number): string {
  const day = new Date();
  day.setDate(day.getDate() + days);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
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
