// Figures as they are typed and shown, and what an order line comes to: as the server computes them (rules/ordering).

const PLAIN = "(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.[0-9]*)?|\\.[0-9]+)";
const NUMBER = new RegExp(`^[-+]?${PLAIN}$`);
const SIGN = "(?:NTD|NT\\$|NT|TWD|新台幣|新臺幣|台幣|臺幣|元整|圓整|元|圓|\\$)?";
const MONEY = new RegExp(`^(\\()? ?([-+])? ?${SIGN} ?([-+])? ?(${PLAIN}) ?([萬万])? ?(-)? ?${SIGN} ?(\\))?$`, "i");
const MINUS = /[\u2212\u2013\u2014\ufe63\u2010\u2011\u2012]/g;
const ODD = /\p{No}/u; // figures that are raised, in a circle, or a fraction: 10² is not 102
const LONGEST = 40;

/** A number as the server reads what was typed (rules/parsing.parse_decimal): full-width digits, commas at the thousands
 * alone, no exponent; NaN where nothing or no number was typed. */
export function figure(text: string): number {
  const plain = text.trim().normalize("NFKC").replace(/\u2212/g, "-");
  return plain.length <= LONGEST && !ODD.test(text) && NUMBER.test(plain) ? Number(plain.replaceAll(",", "")) : Number.NaN;
}

/** An amount as the server reads what was typed (rules/money.parse_amount): with its currency's sign or without, 5萬, and
 * one way of saying minus: -5, 5- or (5). NaN for anything else. */
export function money(text: string): number {
  const found = MONEY.exec(text.trim().replace(/\s+/g, " ").normalize("NFKC").replace(MINUS, "-"));
  if (!found || ODD.test(text) || text.trim().length > LONGEST) return Number.NaN;
  const [, open, first, second, said, tenThousand, last, close] = found;
  const marks = [first, second, last].filter(Boolean);
  if (!open !== !close || marks.length + (open ? 1 : 0) > 1) return Number.NaN;
  const amount = Number(said!.replaceAll(",", "")) * (tenThousand ? 10_000 : 1);
  return open || marks.includes("-") ? -amount : amount;
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
