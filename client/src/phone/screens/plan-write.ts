// Writing a plan: its stops, each a line that opens into its fields (web/rep/plan_stop.html).
import { html, nothing, type TemplateResult } from "lit-html";
import { money } from "../../figures";
import { repeat } from "lit-html/directives/repeat.js";
import { live } from "lit-html/directives/live.js";
import type { Form } from "../form";
import type { Model } from "../model";
import { chips, empty, field, icon, type Option, type Part, type Wrong } from "../parts";
import { amount } from "../reckon";
import { sayMoney } from "../saying";
import type { Stop } from "../types";
import { t } from "../words";
import { nameOf, optionsOf, word } from "./daily";
import { inTime, minutes, moved, MOST_STOPS, stopsIn, withStops, type Planned } from "./plan-stops";

const MOST_WORDS = 200;
const MOST_NOTE = 1000;

/** What speaks against the plan as it is typed; what is only missing is asked for when it is sent. */
export function faults(form: Form, send: boolean): Wrong[] {
  const stops = stopsIn(form.pairs);
  const wrong: Wrong[] = [];
  const taken = new Map<string, number>();
  if (stops.length > MOST_STOPS) {
    wrong.push({ field: "", text: t("A day holds at most {limit} stops; this plan has {count}.", { limit: MOST_STOPS, count: stops.length }) });
  }
  if (send && !stops.length) wrong.push({ field: "", text: t("Add at least one stop before you send the plan.") });
  stops.forEach((stop, place) => {
    const position = place + 1;
    const say = (text: string): unknown => wrong.push({ field: `stop-${position}`, text });
    const other = taken.get(stop.time);
    if (other) say(t("Stop {position} is at {time}, like stop {other}. Change one of the times.", { position, other, time: stop.time }));
    else if (stop.time) taken.set(stop.time, position);
    else if (send) say(t("Stop {position} needs a time.", { position }));
    if (send && !stop.purposes.length) say(t("Stop {position} needs at least one purpose.", { position }));
    for (const text of [stop.order, stop.collection].filter((one) => one.trim() !== "")) {
      if (Number.isNaN(money(text))) {
        say(t("Stop {position}: {value} cannot be read. Write a time as 09:30 and an amount in figures.", { position, value: text }));
      } else if (money(text) < 0) say(t("Stop {position}: an expected amount cannot be below zero.", { position }));
    }
  });
  return wrong;
}

/** The stops in the order of their hours, as they are sent. */
export function sorted(form: Form): void {
  form.pairs = withStops(form.pairs, inTime(stopsIn(form.pairs)));
}

/** The stop as it is kept, where it is. */
function keptStop(model: Model, stop: Planned): Stop | undefined {
  return [...model.rows.day.values()].flatMap((row) => row.stops).find((one) => one.id === stop.id);
}

function placeOf(model: Model, stop: Planned): { name: string; area: string } {
  const account = model.rows.account.get(stop.account);
  const area = model.rows.area.get(stop.area)?.name ?? "";
  const known = keptStop(model, stop);
  return { name: (stop.account ? nameOf(model, stop.account) : area) || (known?.name ?? "—"), area: account?.area ?? "" };
}

function summary(model: Model, stop: Planned): TemplateResult {
  const { name, area } = placeOf(model, stop);
  const companion = model.me?.people?.find(([id]) => String(id) === stop.companion)?.[1];
  const expected = (words: string, text: string) => (text.trim() ? html`<span class="nowrap">${words} ${sayMoney(text) || text}</span>` : nothing);
  return html`<summary class="card-body"><span class="station-time">${stop.time || "—"}</span>
    <span class="grow"><span class="row-title">${name}</span>${area ? html` · <span class="nowrap">${area}</span>` : nothing}<br />
      <span>${stop.purposes.map((code) => word(model, "purpose", code)).join("、")}</span>
      ${expected(t("Order"), stop.order)} ${expected(t("Collection"), stop.collection)}
      ${companion ? html`<span class="nowrap">${icon("users", 16)} ${companion}</span>` : nothing}</span>
    ${icon("chevron-right")}</summary>`;
}

function amounts(model: Model, stop: Planned, n: number): TemplateResult {
  const last = model.rows.account.get(stop.account)?.lastOrder?.amount ?? "";
  const help = amount(last) ? { help: t("last time %(amount)s", { amount: sayMoney(last) }) } : {};
  const box = { inputmode: "decimal", maxlength: 40 };
  return html`<div class="halves">
    ${field({ name: `stop-${n}-order`, label: t("Expected order"), value: stop.order, ...box, ...help })}
    ${field({ name: `stop-${n}-collection`, label: t("Expected collection"), value: stop.collection, ...box })}</div>`;
}

/** Which stops stand open: those just added, and those something is wrong with. */
export interface Writing {
  form: Form;
  model: Model;
  open: Set<string>;
}

function stopCard({ form, model, open }: Writing, stop: Planned, n: number, count: number): TemplateResult {
  const take = (stops: Planned[]) => form.take(withStops(form.pairs, stops));
  const all = () => stopsIn(form.pairs);
  const wrong = form.wrong.filter((one) => one.field === `stop-${n}`);
  const people = (model.me?.people ?? []).map(([id, name]): Option => [String(id), name]);
  // Somebody who was asked and is offered no more stays.
  if (stop.companion && !people.some(([id]) => id === stop.companion)) people.push([stop.companion, t("Joint visit")]);
  const purposes = optionsOf(model, "purpose", stop.purposes);
  const hidden = (name: "id" | "account" | "area") =>
    stop[name] ? html`<input type="hidden" name=${`stop-${n}-${name}`} .value=${live(stop[name])} />` : nothing;
  const button = (sign: string, words: string, off: boolean, act: () => void) =>
    html`<button type="button" class="btn btn-icon" ?disabled=${off} aria-label=${words} @click=${act}>${icon(sign)}</button>`;
  const name = placeOf(model, stop).name;
  return html`<li><details class="card fold stop-card" id=${`id-stop-${n}`} tabindex="-1" data-stop ?open=${open.has(stop.id) || wrong.length > 0}>
    ${summary(model, stop)}
    <div class="card-body stack">${hidden("id")}${hidden("account")}${hidden("area")}
      ${wrong.length ? html`<div class="field-error">${icon("alert-circle", 16)}<span>${wrong.map((one) => one.text).join(" ")}</span></div>` : nothing}
      <div class="stop-row">
        ${field({ name: `stop-${n}-time`, kind: minutes(stop.time) === undefined && stop.time ? "text" : "time", label: t("Time"), value: stop.time })}
        <div class="stop-moves">${button("arrow-up", t("Earlier"), n === 1, () => take(moved(all(), stop.id, -1)))}
          ${button("arrow-down", t("Later"), n === count, () => take(moved(all(), stop.id, 1)))}
          ${button("trash", t("Take %(name)s off", { name }), Boolean(keptStop(model, stop)?.visit), () => take(all().filter((one) => one.id !== stop.id)))}</div>
      </div>
      ${chips({ name: `stop-${n}-purpose`, legend: t("What for"), options: purposes, chosen: stop.purposes })}
      ${field({ name: `stop-${n}-objective`, label: t("Objective"), value: stop.objective, maxlength: MOST_WORDS })}
      ${amounts(model, stop, n)}
      ${people.length
        ? field({ name: `stop-${n}-companion`, kind: "select", label: t("Joint visit with"), options: people, empty: t("nobody, on my own"), value: stop.companion })
        : nothing}
    </div></details></li>`;
}

export function stopCards(writing: Writing): Part {
  const stops = stopsIn(writing.form.pairs);
  if (!stops.length) {
    const words = t("No stop yet. Start from a past day, from the customers you have not seen for longest, or search.");
    return html`<section class="card">${empty("route", words)}</section>`;
  }
  return html`<ol class="stack-sm stops" aria-label=${t("Stops")}>
    ${repeat(stops, (one) => one.id, (one, at) => stopCard(writing, one, at + 1, stops.length))}</ol>`;
}

export function noteField(form: Form): TemplateResult {
  return html`<section class="card"><div class="card-body">
    ${field({ name: "note", kind: "textarea", rows: 2, label: t("Note for your supervisor"), value: form.one("note"), maxlength: MOST_NOTE, optional: true, wrong: form.wrong })}
  </div></section>`;
}
