// Every screen, in the order in which their paths are tried: the more particular first. What a day begins with is here
// at once; the other screens are files of their own, which the app fetches as soon as it stands (phone-*.js).
import { mendOn } from "../mending";
import type { Screen } from "../ui";
import { CHOOSE } from "./choose";
import { CUSTOMERS } from "./customers";
import { DAY, TODAY } from "./today";
import { VISIT } from "./visit";

type Rest = Omit<typeof import("./later"), "again">;
export interface Later {
  path: string;
  /** The screen, once its file is here: from then on one goes there within the tap. */
  here(): Screen | undefined;
  load(): Promise<Screen>;
}
let known: Rest | undefined;

/** The screens that come later, all of them. */
export async function rest(): Promise<Rest> {
  known ??= await import("./later");
  mendOn([...SCREENS, ...Object.values(known)].filter((one): one is Screen => "open" in one));
  return known;
}
function later(name: keyof Rest, path: string): Later {
  return { path, here: () => known?.[name], load: async () => (await rest())[name] };
}

export const SCREENS: (Screen | Later)[] = [
  ...[TODAY, DAY, later("CHANGE", "/phone/days/:day/changes"), later("ADD_STOP", "/phone/days/:day/stops/new")],
  ...[CHOOSE, VISIT, CUSTOMERS, later("CARD", "/phone/customers/:id"), later("PROSPECT", "/phone/prospects/new")],
  ...[later("EXPENSES", "/phone/days/:day/expenses"), later("EXPENSE", "/phone/expenses/:id")],
  ...[later("REPORT_TODAY", "/phone/report"), later("REPORT", "/phone/reports/:day")],
  ...[later("PLAN", "/phone/plans/:day"), later("ABSENCES", "/phone/absences")],
  ...[later("OUTBOX", "/phone/outbox"), later("MORE", "/phone/more")],
];
