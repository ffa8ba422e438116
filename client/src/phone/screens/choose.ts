// Choosing the customer of a visit nobody planned, of a stop that planned an area, or of a phone or LINE contact.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { whereNow } from "../../location";
import { found, inOrder, metres } from "../finding";
import type { Model } from "../model";
import { empty, icon, type Part } from "../parts";
import type { Account, Stop } from "../types";
import { redraw, type Screen } from "../ui";
import { t } from "../words";
import { arrive, call } from "./acting";
import { ago, lastDay, sayDistance } from "./customers";
import { today } from "./daily";
import { joinable } from "./visit-joint";

const MOST = 30;
type By = "" | "phone" | "line";

/** Where one stands, once it is known: asked by a tap on 「最近」 only. */
let here: [number, number] | null = null;

async function nearby(): Promise<boolean> {
  const told = new Map(await whereNow());
  const place = ["latitude", "longitude"].map((name) => Number(told.get(name) ?? Number.NaN));
  here = place.every(Number.isFinite) ? (place as [number, number]) : null;
  redraw();
  return here !== null;
}

function ways(by: By): TemplateResult {
  const way = (key: By, words: string, sign: string) => html`<a class="btn btn-choice" href="/phone/visits/new${key ? `?by=${key}` : ""}"
    aria-current=${key === by ? "true" : nothing}>${icon(sign)} ${words}</a>`;
  return html`<nav class="halves ways" aria-label=${t("How you reach the customer")}>
    ${way("", t("Visit"), "map-pin")} ${way("phone", t("Phone"), "phone")} ${way("line", "LINE", "message")}</nav>`;
}

function place(model: Model, one: Account, by: By, stop: Stop | undefined, adding: string): TemplateResult {
  const act = () => void (by ? call(one, by) : arrive(model, { stop, account: one }));
  const [sign, words] = by === "phone" ? ["phone", t("Log a call")] : by === "line" ? ["message", t("Log a LINE contact")] : ["map-pin", t("Arrive")];
  const far = here && one.place ? sayDistance(metres(here, one.place)) : "";
  if (adding) {
    const href = `/phone/days/${adding}/stops/new?account=${one.id}`;
    return html`<li><a class="option" href=${href}>${icon("plus")}<span class="grow"><span class="row-title">${one.name}</span><br />
      ${[far, one.area, lastVisit(one, model)].filter(Boolean).join(" · ")}</span></a></li>`;
  }
  return html`<li class="place"><div class="grow"><div class="row-title">${one.name}</div>
    <div>${[far, one.area, lastVisit(one, model)].filter(Boolean).join(" · ")}</div></div>
    <button type="button" class="btn btn-primary" @click=${act}>${icon(sign)} ${words}<span class="visually-hidden"> ${one.name}</span></button></li>`;
}

function lastVisit(one: Account, model: Model): string {
  const day = lastDay(one, model);
  return day ? `${t("Last visit")} ${ago(day, today())}` : t("never visited");
}

/** The customers that fit: of the stop's area first, where a stop planned one. */
function offered(model: Model, query: string, stop: Stop | undefined): Account[] {
  const mine = [...model.rows.account.values()].filter((one) => one.own || query);
  const inArea = stop && !query ? mine.filter((one) => one.area === stop.area || one.area.startsWith(stop.area)) : [];
  const all = inArea.length ? inArea : mine;
  return inOrder(found(all, query), here ? "near" : query ? "name" : "visit", here).slice(0, MOST);
}

/** Where somebody new is written down, by the name that was looked for. */
const unknown = (query: string) => `/phone/prospects/new${query ? `?name=${encodeURIComponent(query)}` : ""}`;

function none(query: string, by: By, stop: Stop | undefined): Part {
  const words = query
    ? t("No customer of yours has this in its name. Try a shorter piece of it.")
    : t("Your customers will stand here once the phone has been online with you signed in.");
  const act = by || stop || !query ? nothing : html`<a class="btn btn-primary" href=${unknown(query)}>${t("Write down a new customer")}</a>`;
  return html`<div class="card">${empty("map-search", words, act)}</div>`;
}

export const CHOOSE: Screen = {
  path: "/phone/visits/new",
  nav: "today",
  open(at) {
    const by = (["phone", "line"].includes(at.query.get("by") ?? "") ? at.query.get("by") : "") as By;
    const adding = at.query.has("add") ? at.query.get("day") || today() : ""; // to the plan of that day
    const wanted = at.query.get("stop") ?? "";
    let query = at.query.get("q") ?? "";
    let asking = false;
    let told = true;
    const typed = (event: Event) => {
      query = (event.target as HTMLInputElement).value;
      redraw();
    };
    const near = async () => {
      asking = true;
      redraw();
      told = await nearby();
      asking = false;
      redraw();
    };
    return (model) => {
      const stop = model.rows.day.get(today())?.stops.find((one) => one.id === wanted);
      const places = offered(model, query, stop);
      const title = adding ? t("Add a stop") : stop ? t("Choose the customer") : by ? t("Phone or LINE contact") : t("Visit without plan");
      const never = (event: Event) => event.preventDefault();
      const box = html`<form class="search-line" role="search" @submit=${never}><div class="search-box">${icon("search")}
        <label class="visually-hidden" for="id-q">${t("Search for a customer")}</label>
        <input class="form-control" id="id-q" type="search" maxlength="60" autocomplete="off" .value=${live(query)} @input=${typed}
          placeholder=${t("Search for a customer")} /></div>
        <button type="button" class="btn" aria-pressed=${here ? "true" : "false"} @click=${() => void near()}>
          ${icon("current-location")} ${t("Nearest")}</button></form>`;
      const status = asking ? t("Looking for the place…") : told ? "" : t("The phone does not tell where it is; by name instead.");
      return {
        title,
        sub: stop?.area ?? "",
        back: "/phone/today",
        body: html`<div class="stack">${stop || adding ? nothing : ways(by)} ${stop || adding || by ? nothing : joinable(model)} ${box}
          ${status ? html`<p role="status">${status}</p>` : nothing}
          ${places.length ? html`<ul class="options">${places.map((one) => place(model, one, by, stop, adding))}</ul>` : none(query, by, stop)}
          ${stop || by || adding || (query && !places.length) ? nothing : html`<a class="btn btn-lg" href=${unknown(query)}>${icon("user-plus")} ${t("New customer")}</a>`}</div>`,
      };
    };
  },
};
