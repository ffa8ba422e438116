// Figures as they are typed and shown, and what an order line comes to: as the server computes them (rules/ordering).

/** What was typed as a figure: full-width digits and thousands are read; NaN where nothing or no figure was typed. */
export function figure(text: string): number {
  const plain = text.normalize("NFKC").replace(/[,\s]/g, "");
  return plain === "" ? Number.NaN : Number(plain);
}

/** Half up at the second decimal, away from zero, as invoices are. */
export function rounded(value: number): number {
  return (Math.sign(value) * Math.round(Math.abs(value) * 100 + 1e-6)) / 100;
}

/** Thousands separated, two places where there are any; nothing for what is no figure. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return "";
  const places = Number.isInteger(value) ? 0 : 2;
  return value.toLocaleString("en", { minimumFractionDigits: places, maximumFractionDigits: places });
}

/** Quantity × price less the discount in per cent, of texts as typed; NaN while they cannot be read. */
export function lineAmount(quantity: string, price: string, discount: string): number {
  const off = figure(discount);
  return rounded((figure(quantity) * figure(price) * (100 - (Number.isNaN(off) ? 0 : off))) / 100);
}

/** The day so many days from this one of the phone, as 2026-11-23. */
export function inDays(days: number, from = new Date()): string {
  const day = new Date(from);
  day.setDate(day.getDate() + days);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** A part of a whole in per cent with at most one place, half up; nothing where there is no whole. */
export function share(part: number, whole: number): string {
  return whole > 0 ? (Math.round((part / whole) * 1000 + 1e-9) / 10).toLocaleString("en", { maximumFractionDigits: 1 }) : "";
}
