// Which day a plan is of, and whether it can be written: as the server lets one (rules/planning.py).
import { inDays } from "../../figures";
import type { Model } from "../model";
import { emptyDay } from "../model-day";
import { now } from "../saying";
import type { Day, Item } from "../types";
import { today } from "./daily";

export const FARTHEST_DAYS = 60;
const PLAN = /^\/plans\/(\d{4}-\d\d-\d\d)$/;

/** The next working day, as the server said; else the next day that lies here. */
export function nextDay(model: Model): string {
  const said = model.me?.next ?? "";
  if (said > today()) return said;
  return [...model.rows.day.keys()].filter((day) => day > today()).sort()[0] ?? inDays(1, now());
}

/** The day of an address: a date, or "next". */
export function plannedDay(model: Model, named: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(named) ? named : nextDay(model);
}

/** A day's row, empty where nothing is known of it: plans made elsewhere lie here as soon as there was a line. */
export function rowOf(model: Model, day: string): Day {
  return model.rows.day.get(day) ?? emptyDay(day);
}

export function farthest(): string {
  return inDays(FARTHEST_DAYS, now());
}
export function ahead(day: string): boolean {
  return day >= today() && day <= farthest();
}

/** A plan that lies with nobody, of a day that can be planned. */
export function writable(model: Model, day: string): boolean {
  return ahead(day) && ["none", "draft", "returned"].includes(rowOf(model, day).plan?.status ?? "none");
}

export function planForm(item: Item): string | undefined {
  return PLAN.exec(item.address)?.[1];
}
export function actOf(item: Item): string {
  return item.fields.find(([name]) => name === "act")?.[1] ?? "";
}
/** A plan's form that came after the approval: what is approved stands, and changes beside it. */
export function approved(item: Item): boolean {
  return planForm(item) !== undefined && (item.answer?.theirs as { status?: string } | null | undefined)?.status === "approved";
}
