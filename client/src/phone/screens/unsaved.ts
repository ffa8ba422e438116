// Which visits somebody typed into and did not save: what is typed lies on the phone, and the day says where.
import { nothing } from "lit-html";
import { pill, type Part } from "../parts";
import { draftNames, who } from "../store";
import { redraw } from "../ui";
import { t } from "../words";

let names = new Set<string>();

/** Look anew, when the screen of the day opens. */
export async function lookForUnsaved(): Promise<void> {
  const person = (await who())?.person ?? 0;
  const found = await draftNames(person).catch(() => []);
  names = new Set(found);
  if (found.length) redraw();
}

export function unsaved(visit: string): Part {
  return names.has(`visit:${visit}`) ? pill("wait", "pencil", t("Typed, not saved")) : nothing;
}
