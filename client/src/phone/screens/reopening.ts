// A day whose report lies with the superior, when something of it came back: mending takes the report back, sends what
// was mended, and sends the report again, in this order and by one tap.
import { html, nothing } from "lit-html";
import type { Model } from "../model";
import { after, sendAgain } from "../outbox";
import { icon, type Part } from "../parts";
import { sayDay } from "../saying";
import type { Day, Item } from "../types";
import { keep } from "../ui";
import { t } from "../words";

type Pairs = [string, string][];

/** The report of a day that the server has, neither signed nor taken back on this phone; undefined where there is none. */
export function lying(model: Model, day: string): Day | undefined {
  const row = model.rows.day.get(day);
  return row?.report.status === "sent" && !model.of(`report:${day}`).length ? row : undefined;
}

/** The sending of a day's report that came back for what it is warned of alone, which mending the day may answer, or waits for that. */
function cameBack(model: Model, day: string): Item | undefined {
  return model.of(`report:${day}`).find((item) => (item.state === "held" ? item.answer?.insist : item.after)?.length);
}

/** Whether the report of that day goes again with what is mended. */
export function goesAgain(model: Model, day: string): boolean {
  return lying(model, day) !== undefined || cameBack(model, day) !== undefined;
}

/** The day of one's own that a form changes; "" for one that is of no day. */
export function dayOfForm(model: Model, item: Item): string {
  for (const record of [item.record, ...item.makes]) {
    const [kind, id] = [record.slice(0, record.indexOf(":")), record.slice(record.indexOf(":") + 1)];
    if (kind === "visit" || kind === "expense") return model.rows[kind].get(id)?.day ?? "";
    if (kind === "attendance") return id;
  }
  return /^\/days\/(\d{4}-\d\d-\d\d)\//.exec(item.address)?.[1] ?? "";
}

/** Do what mends a form of the day; where its report lies with the superior, taken back before and sent again after; where that came back
 * too, sent again once nothing of the day is held any more. Answers whether it was done. */
export async function reopened(model: Model, day: string, mend: () => Promise<boolean>): Promise<boolean> {
  const row = lying(model, day);
  const held = model.items.filter((item) => item.state === "held" && dayOfForm(model, item) === day).map((item) => item.record);
  if (!row) {
    const report = cameBack(model, day);
    if (!(await mend())) return false;
    if (report) await sendAgain(report.key, held);
    return true;
  }
  const { again } = await import("./later"); // with the report's screens
  const back = await withdrawal(row);
  if (!back || !(await mend())) return false;
  const says = t("Daily report of {day}, sent again", { day: sayDay(day) });
  const record = `report:${day}`;
  await keep({ address: `/reports/${day}`, fields: again(model, row, after(back)), record, after: held, says });
  return true;
}

/** Take a report back: it goes before all else that waits, for nothing of its day is taken before. */
export function withdrawal({ id, report }: Day): Promise<Item | undefined> {
  const says = t("Daily report of {day}, withdrawn", { day: sayDay(id) });
  const fields: Pairs = [["version", String(report.version)], ["act", "withdraw"]];
  return keep({ address: `/reports/${id}`, fields, record: `report:${id}`, first: true, says });
}

/** What mending a form of this day does besides, or why it cannot be mended now. */
export function reopening(model: Model, day: string): Part {
  const report = model.rows.day.get(day)?.report;
  if (report?.status === "signed") {
    const words = t("The report of that day is signed. Ask {name} to open it again; until then this stays here, and nothing of it is lost.", { name: report.judgedBy });
    return html`<div class="alert-box alert-wait">${icon("lock")}<div>${words}</div></div>`;
  }
  if (!goesAgain(model, day)) return nothing;
  const words = cameBack(model, day) ? t("Once nothing of the day is held any more, its report goes up again by itself.") : t("That day's report lies with your supervisor. Sending this takes the report back, sends what you mended, and sends the report again: nothing else is to be done.");
  return html`<div class="alert-box alert-wait" data-reopens>${icon(cameBack(model, day) ? "refresh" : "arrow-back-up")}<div>${words}</div></div>`;
}
