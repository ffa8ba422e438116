// The parts of a day's report that write themselves: attendance, figures, what was heard, planned and done, what it cost.
import { html, nothing, type TemplateResult } from "lit-html";
import { live as asItStands } from "lit-html/directives/live.js";
import { share } from "../../figures";
import type { Model } from "../model";
import { empty, icon, pill, type Part } from "../parts";
import { amount, cost, count, effective, ordered, shutState, type Count, type Lived } from "../reckon";
import { sayDay, sayMoney, sayTime } from "../saying";
import type { Day, Stop, Visit } from "../types";
import { t } from "../words";
import { nameOf, today, word } from "./daily";
import { expenseRow, expensesOf } from "./expenses";
import { statePill } from "./states";

const LONGEST_SHIFT_H = 20;
const SECTIONS: [section: string, counts: string[], words: () => string][] = [
  ["complaint", ["complaint"], () => t("Complaints")],
  ["competitor", ["competitor"], () => t("Competitors")],
  ["opinion", ["opinion"], () => t("Customers' opinions")],
  ["news", ["news"], () => t("News of customers")],
  ["need", ["need", "habit"], () => t("Needs and habits")],
];

/** The day's visits in the order they happened, its expenses, its stops: what the figures are counted from. */
export function livedOf(model: Model, day: Day): Lived {
  const visits = [...model.rows.visit.values()].filter((one) => one.day === day.id);
  visits.sort((a, b) => (a.arrivedAt < b.arrivedAt ? -1 : 1));
  const codes = [...model.rows.code.values()];
  return { day, visits, expenses: expensesOf(model, day.id), codes, named: (account) => nameOf(model, account) };
}

/** When work began: by a tap, else with the first arrival. */
export function began(lived: Lived): string {
  return lived.day.startedAt || (lived.visits.find((one) => one.channel === "")?.arrivedAt ?? "");
}

export function mayEnd(lived: Lived): boolean {
  const from = began(lived);
  return from !== "" && !lived.day.endedAt && (Date.now() - Date.parse(from)) / 3_600_000 < LONGEST_SHIFT_H;
}

export function attendance(lived: Lived, model: Model, writable: boolean, end: () => void): TemplateResult {
  const { startedAt, endedAt, absence } = lived.day;
  const from = began(lived);
  const until = endedAt ? sayTime(endedAt) : mayEnd(lived) ? "" : t("not ended");
  return html`<section class="card" id="attendance" aria-labelledby="attendance-title"><div class="card-body stack-sm">
    <div class="spread"><h2 id="attendance-title">${t("Attendance")}</h2><span class="strong">${from ? `${sayTime(from)}–${until}` : "—"}</span></div>
    ${from && !startedAt ? html`<p>${t("from the first arrival")}</p>` : nothing}
    ${absence ? html`<div><span class="tag">${word(model, "absence", absence)}</span></div>` : nothing}
    ${writable && mayEnd(lived) ? html`<button type="button" class="btn btn-block" @click=${end}>${icon("clock-stop")} ${t("End work")}</button>` : nothing}
  </div></section>`;
}

function percent(part: number, whole: number): string {
  return whole > 0 ? share(part, whole) : "—";
}

function line(name: string, first: number, second: number): TemplateResult {
  return html`<tr><th scope="row">${name}</th><td class="num">${first ? sayMoney(first) : "—"}</td><td class="num strong">${sayMoney(second)}</td>
    <td class="num">${percent(second, first)}</td></tr>`;
}

/** The planned stops as a sum that adds up, where not all of them were visited. */
function stopsTold(did: Count, live: boolean): TemplateResult | typeof nothing {
  const visited = did.planned - did.shutPlanned - did.missed;
  if (!did.planned || visited === did.planned) return nothing;
  const proven = did.shutPlanned - did.unproven;
  return html`<p class="stops-told">${t("%(count)s stops planned", { count: did.planned })} = ${t("visited %(count)s", { count: visited })}
    ${proven ? html`+ ${t("found shut %(count)s", { count: proven })}` : nothing}
    ${did.unproven ? html`+ <span class="bad">${t("found shut without proof %(count)s (not counted as carried out)", { count: did.unproven })}</span>` : nothing}
    ${did.missed ? html`+ ${live ? t("not visited yet %(count)s", { count: did.missed }) : t("not visited %(count)s", { count: did.missed })}` : nothing}</p>`;
}

export function figures(lived: Lived, model: Model): TemplateResult {
  const did = count(lived);
  const live = lived.day.id === today();
  const month = model.me?.month;
  const box = (name: string, value: number) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const heads = (first: string, second: string, third: string) => html`<thead><tr><th scope="col">${first}</th><th scope="col" class="num">${second}</th>
    <th scope="col" class="num">${third}</th><th scope="col" class="num">%</th></tr></thead>`;
  const besides = did.shut - did.shutPlanned;
  return html`<section class="card" aria-labelledby="figures-title"><div class="card-body stack-sm"><h2 id="figures-title">${t("Figures of the day")}</h2>
    <dl class="day-figures day-counts">${box(t("Planned"), did.planned)}${box(t("Visited"), did.visited)}${box(t("Effective"), did.effective)}${box(t("With order"), did.deals)}</dl>
    ${stopsTold(did, live)}
    <div class="cluster">
      ${besides ? pill("wait", "door-off", `${t("Found shut, not planned")} ${besides}`) : nothing}
      ${did.unplanned ? pill("info", "plus", `${t("Not planned")} ${did.unplanned}`) : nothing}
      ${did.contacts ? pill("plain", "phone", `${t("Phone and LINE")} ${did.contacts}`) : nothing}
    </div>
    <table class="sheet sheet-plain day-table">${heads(live ? t("Today") : t("That day"), t("Expected"), t("Actual"))}<tbody>
      ${line(t("Orders"), did.orderedExpected, did.ordered)}${line(t("Collections"), did.collectedExpected, did.collected)}</tbody></table>
    ${month && live ? html`<table class="sheet sheet-plain day-table">${heads(t("This month"), t("Target"), t("So far"))}<tbody>
      ${line(t("Orders"), amount(month.orderTarget), amount(month.ordered))}
      ${line(t("Collections"), amount(month.collectionTarget), amount(month.collected))}</tbody></table>` : nothing}
  </div></section>`;
}

interface Heard {
  visit: Visit;
  tag: string;
  text: string;
}
export function heard(lived: Lived, model: Model): TemplateResult {
  const counts = (list: string, code: string) => model.rows.code.get(`${list}:${code}`)?.counts ?? code;
  const notes = lived.visits.flatMap((visit) => visit.notes.map((note) => ({ visit, ...note, counted: counts("note", note.kind) })));
  const known = SECTIONS.flatMap(([, some]) => some);
  const sections = SECTIONS.map(([section, some, words]): [string, Heard[]] => {
    const rows = notes.filter((one) => some.includes(one.counted)).map((one) => ({ visit: one.visit, tag: word(model, "note", one.kind), text: one.text }));
    return [words(), section === "complaint" ? [...rows, ...workedOn(lived, model, rows)] : rows];
  });
  const others = notes.filter((one) => !known.includes(one.counted)).map((one) => ({ visit: one.visit, tag: word(model, "note", one.kind), text: one.text }));
  const told = [...sections, [t("Other"), others] as [string, Heard[]]].filter(([, rows]) => rows.length);
  return html`<section class="card" aria-labelledby="heard-title"><div class="card-body stack-sm"><h2 id="heard-title">${t("Heard at the customers'")}</h2>
    ${told.map(([words, rows]) => html`<div class="stack-xs"><h3>${words}</h3>${rows.map(
      (one) => html`<div class="said"><a href=${`/phone/visits/${one.visit.id}`}>${nameOf(model, one.visit.account)}</a> <span class="tag">${one.tag}</span>
        <span class="own-words">${one.text}</span></div>`,
    )}</div>`)}
    ${told.length ? nothing : html`<p>${t("No complaint, no word of competitors, no news. What you note at a visit stands here by itself.")}</p>`}
  </div></section>`;
}

/** A complaint that was worked on and of which no note says more. */
function workedOn(lived: Lived, model: Model, noted: Heard[]): Heard[] {
  const counts = (code: string) => model.rows.code.get(`result:${code}`)?.counts ?? code;
  return lived.visits.flatMap((visit) => {
    const result = visit.results.find((code) => counts(code) === "complaint");
    if (!result || noted.some((one) => one.visit === visit)) return [];
    return [{ visit, tag: word(model, "result", result), text: visit.summary }];
  });
}

function passage(name: string, stop: Stop | undefined, visit: Visit | undefined, lived: Lived, model: Model): TemplateResult {
  const past = lived.day.id < today();
  const state = visit ? (visit.channel || (visit.shut ? shutState(visit) : stop ? "done" : "unplanned")) : stop?.visit ? "done" : stop?.reason || past ? "missed" : "planned";
  const money = visit ? [[t("Order"), ordered(visit)], [t("Collection"), amount(visit.amount)]].filter(([, sum]) => Number(sum)) : [];
  const why = stop?.reason ? `${word(model, "reason", stop.reason)}${stop.reasonNote ? `：${stop.reasonNote}` : ""}` : "";
  const inside = html`<span class="row-when">${sayTime(visit?.arrivedAt ?? stop?.startsAt ?? "")}</span>
    <span class="row-main"><span class="row-title">${name}</span> ${statePill("stop", state)}
      ${visit ? html`<span class="cluster cluster-tight">${visit.results.map((code) => html`<span class="tag">${word(model, "result", code)}</span>`)}
        ${effective(visit, lived.codes) ? pill("good", "circle-check", t("Effective")) : nothing}
        ${money.map(([what, sum]) => html`<span class="nowrap">${what} <strong class="num">${sayMoney(sum!)}</strong></span>`)}</span>` : nothing}
      ${visit?.summary ? html`<span class="own-words">${visit.summary}</span>` : nothing}${!visit && why ? html`<br />${why}` : nothing}</span>`;
  return visit
    ? html`<li><a class="row-item row-top" href=${`/phone/visits/${visit.id}`}>${inside}${icon("chevron-right")}</a></li>`
    : html`<li><div class="row-item row-top">${inside}</div></li>`;
}

/** Each stop beside what became of it, then the visits nobody planned. */
export function passages(lived: Lived, model: Model): Part {
  const of = (stop: Stop) => lived.visits.find((one) => one.stop === stop.id || one.id === stop.visit);
  const unplanned = lived.visits.filter((one) => !lived.day.stops.some((stop) => of(stop) === one));
  if (!lived.day.stops.length && !unplanned.length) {
    return html`<section class="card">${empty("writing", t("No visit and no plan on this day. Write in your reflections what the day was for."))}</section>`;
  }
  return html`<section class="card" aria-labelledby="done-title"><div class="card-head"><h2 id="done-title">${t("Plan and actual")}</h2></div><ul class="rows">
    ${lived.day.stops.map((stop) => passage(stop.name, stop, of(stop), lived, model))}
    ${unplanned.map((visit) => passage(nameOf(model, visit.account), undefined, visit, lived, model))}</ul></section>`;
}

export function expenses(lived: Lived, model: Model, writable: boolean): TemplateResult {
  const total = lived.expenses.reduce((sum, one) => sum + cost(one, lived.codes), 0);
  return html`<section class="card" aria-labelledby="cost-title"><div class="card-body spread"><h2 id="cost-title">${t("Expenses")}</h2>
      <strong class="num">${lived.expenses.length ? sayMoney(total) : "—"}</strong></div>
    ${lived.expenses.length ? html`<ul class="rows">${lived.expenses.map((one) => expenseRow(one, model, writable))}</ul>` : nothing}
    ${writable ? html`<div class="card-body"><a class="btn btn-block" href=${`/phone/days/${lived.day.id}/expenses`}>${icon("plus")} ${t("Enter an expense")}</a></div>` : nothing}
  </section>`;
}

/** The next working day's plan as it stands, and whether it goes with the report. */
export function ahead(day: Day | undefined, model: Model, asks: boolean, checked: boolean): Part {
  if (!day) return nothing;
  const status = day.plan?.status ?? "none";
  const tomorrow = Date.parse(day.id) - Date.parse(today()) <= 86_400_000;
  return html`<section class="card" id="id-plan" tabindex="-1" aria-labelledby="ahead-title"><div class="card-body stack-sm">
    <div class="spread"><h2 id="ahead-title">${tomorrow ? t("Tomorrow's plan") : t("The next working day's plan")}</h2>${statePill("plan", status)}</div>
    <p>${sayDay(day.id)}</p>
    ${day.stops.length ? html`<ol class="ahead-stops">${day.stops.map(
      (stop) => html`<li><span class="row-when">${sayTime(stop.startsAt)}</span><span class="grow">${stop.name}
        ${stop.purposes.map((code) => html`<span class="tag">${word(model, "purpose", code)}</span> `)}</span></li>`,
    )}</ol>` : html`<p>${t("Nothing is planned yet.")}</p>`}
    ${asks ? html`<label class="check-line"><input type="checkbox" name="plan" value=${String(day.plan?.version ?? 0)} .checked=${asItStands(checked)} />
      <span>${t("Send this plan together with the report")}</span></label>` : nothing}
    <a class="btn btn-block" href=${`/phone/plans/${day.id}`}>${icon("route")} ${["submitted", "approved"].includes(status) ? t("Read the plan") : t("Write the plan")}</a>
  </div></section>`;
}
