// Ways to a stop of a plan: search and what is nearest, a past day, whom nobody saw for longest.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { whereNow } from "../../location";
import { fold as folded, found, inOrder, metres } from "../finding";
import { icon, type Part } from "../parts";
import type { Account, Area } from "../types";
import { redraw } from "../ui";
import { dayWords, t } from "../words";
import { ago, sayDistance } from "./customers";
import { today } from "./daily";
import { fold } from "./states";
import { added, atCustomer, inArea, longestUnvisited, offered, pastDays, stopsIn, withStops, type Planned } from "./plan-stops";
import type { Writing } from "./plan-write";

const MOST = 12;
const MOST_AREAS = 5;
const NAMES = 3;

/** What one looks for, and who is ticked of those not visited for longest: of one visit of the screen. */
export interface Looking {
  query: string;
  near: boolean;
  asking: boolean;
  here: [number, number] | null;
  ticked: Set<string>;
}
export function looking(): Looking {
  return { query: "", near: false, asking: false, here: null, ticked: new Set() };
}

async function nearest(look: Looking): Promise<void> {
  look.near = !look.near;
  if (!look.near || look.here) return redraw();
  look.asking = true;
  redraw();
  const told = new Map(await whereNow());
  const place = ["latitude", "longitude"].map((name) => Number(told.get(name) ?? Number.NaN));
  look.here = place.every(Number.isFinite) ? (place as [number, number]) : null;
  look.asking = false;
  redraw();
}

function add({ form, open }: Writing, more: Planned[]): void {
  if (more.length === 1) open.add(more[0]!.id);
  form.take(withStops(form.pairs, added(stopsIn(form.pairs), more)));
}

function option(sign: string, title: string, under: string, act: (() => void) | undefined): TemplateResult {
  const words = html`<span class="grow"><span class="row-title">${title}</span>${under ? html`<br />${under}` : nothing}</span>`;
  if (!act) return html`<li class="option">${icon(sign)}${words}<span class="nowrap">${icon("check")} ${t("on the plan")}</span></li>`;
  return html`<li><button type="button" class="option" @click=${act}>${icon(sign)}${words}${icon("plus")}</button></li>`;
}

function places(writing: Writing, look: Looking, stops: Planned[]): Part {
  const { model } = writing;
  const query = look.query.trim();
  if (!query && !(look.near && look.here)) return nothing;
  const put = (more: Planned) => () => {
    look.query = "";
    add(writing, [more]);
  };
  const fit = found([...model.rows.account.values()].filter((one) => offered(one) && (one.own || query)), query);
  const customers = inOrder(fit, look.near && look.here ? "near" : "name", look.here).slice(0, MOST);
  const wanted = folded(query);
  const areas = wanted ? [...model.rows.area.values()].filter((one: Area) => folded(one.name).includes(wanted)).slice(0, MOST_AREAS) : [];
  if (!customers.length && !areas.length) return html`<p role="status">${t("No customer of yours has this in its name. Try a shorter piece of it.")}</p>`;
  const on = new Set(stops.map((one) => one.account));
  const far = (one: Account) => (look.here && one.place ? sayDistance(metres(look.here, one.place)) : "");
  return html`<ul class="options">
    ${areas.map((one) => option("map-2", one.name, t("Area"), put(inArea(one))))}
    ${customers.map((one) => option("building-store", one.name, [far(one), one.area].filter(Boolean).join(" · "), on.has(one.id) ? undefined : put(atCustomer(model, one))))}</ul>`;
}

function search(writing: Writing, look: Looking, stops: Planned[]): TemplateResult {
  const typed = (event: Event) => {
    look.query = (event.target as HTMLInputElement).value;
    redraw();
  };
  const none = look.near && !look.here && !look.asking;
  return html`<section class="card"><div class="card-body stack-sm"><h2>${t("Add a stop")}</h2>
    <div class="search-line"><div class="search-box">${icon("search")}
      <label class="visually-hidden" for="id-place-q">${t("Customer or area")}</label>
      <input class="form-control" id="id-place-q" type="search" maxlength="60" autocomplete="off" .value=${live(look.query)} @input=${typed}
        placeholder=${t("Customer or area")} /></div>
      <button type="button" class="btn btn-choice" aria-pressed=${look.near ? "true" : "false"} @click=${() => void nearest(look)}>
        ${icon("current-location")} ${t("Nearest")}</button></div>
    ${look.asking ? html`<p role="status">${t("Looking for the place…")}</p>` : nothing}
    ${none ? html`<p role="status">${t("The phone does not tell where it is; by name instead.")}</p>` : nothing}
    ${places(writing, look, stops)}</div></section>`;
}

function past(writing: Writing, day: string, stops: Planned[]): Part {
  const days = pastDays(writing.model, day);
  if (!days.length) return nothing;
  const rows = days.map((one) => html`<li><button type="button" class="option" @click=${() => add(writing, one.stops)}>
    <span class="grow"><span class="row-title">${dayWords(one.day)}</span><br />${one.names.slice(0, NAMES).join("、")}${one.names.length > NAMES ? " …" : ""}</span>
    <span class="nowrap">${t("%(count)s stops", { count: one.names.length })}</span>${icon("plus")}</button></li>`);
  return fold({ id: "past", sign: "", title: t("Start from a past day"), open: !stops.length }, html`<ul class="rows">${rows}</ul>`);
}

function longest(writing: Writing, look: Looking, day: string, stops: Planned[]): Part {
  const { model } = writing;
  const rows = longestUnvisited(model, day, stops);
  if (!rows.length) return nothing;
  const tick = (id: string) => (event: Event) => {
    if ((event.target as HTMLInputElement).checked) look.ticked.add(id);
    else look.ticked.delete(id);
    redraw();
  };
  const put = () => {
    const chosen = rows.filter(([one]) => look.ticked.has(one.id)).map(([one]) => atCustomer(model, one));
    look.ticked.clear();
    add(writing, chosen);
  };
  const lines = rows.map(([one, last]) => html`<label class="check-line"><input type="checkbox" .checked=${live(look.ticked.has(one.id))} @change=${tick(one.id)} />
    <span class="grow"><span class="row-title">${one.name}</span><br />${[one.area, last ? `${t("Last visit")} ${ago(last, today())}` : t("never visited")].filter(Boolean).join(" · ")}</span></label>`);
  const some = look.ticked.size;
  return fold({ id: "longest", sign: "", title: t("Not visited for longest"), open: !stops.length && !pastDays(model, day).length }, html`<div class="card-body stack-sm">${lines}
    <button type="button" class="btn btn-block" ?disabled=${!some} @click=${put}>${icon("plus")} ${t("Add those ticked")}${some ? ` (${some})` : nothing}</button></div>`);
}

/** All ways. What is typed to find somebody is no field of the plan. */
export function ways(writing: Writing, look: Looking, day: string): TemplateResult {
  const stops = stopsIn(writing.form.pairs);
  const apart = (event: Event) => event.stopPropagation();
  return html`<div class="stack" @input=${apart} @change=${apart}>${search(writing, look, stops)} ${past(writing, day, stops)} ${longest(writing, look, day, stops)}</div>`;
}
