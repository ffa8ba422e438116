// Customers: one's own, found as one types, by distance, name or last visit.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { whereNow } from "../../location";
import { found, inOrder, metres, type Order } from "../finding";
import type { Model } from "../model";
import { empty, icon, pill, type Part } from "../parts";
import { sayDay, sayQuantity } from "../saying";
import type { Account } from "../types";
import { redraw, type Screen } from "../ui";
import { t } from "../words";
import { today } from "./daily";

const AT_ONCE = 40; // rows drawn; more as one asks
const KEPT_MS = 5 * 60_000; // how long the place one stands at serves for distances
// What one looked for stays while one opens a card and comes back.
let query = "";
let order: Order = "name";
let rows = AT_ONCE;
let here: [number, number] | null = null;
let hereAt = 0;
let asking = false;

async function near(): Promise<void> {
  order = "near";
  rows = AT_ONCE;
  if (here && Date.now() - hereAt < KEPT_MS) return redraw();
  asking = true;
  redraw();
  const told = new Map(await whereNow());
  asking = false;
  const place = ["latitude", "longitude"].map((name) => Number(told.get(name) ?? NaN));
  here = place.every(Number.isFinite) ? (place as [number, number]) : null;
  hereAt = Date.now();
  redraw();
}

function sortedBy(next: Order): () => void {
  return () => {
    if (next === "near") return void near();
    order = next;
    rows = AT_ONCE;
    redraw();
  };
}

/** 350 m, 4.2 km. */
export function sayDistance(m: number): string {
  return m < 1000 ? `${Math.round(m / 10) * 10} m` : `${sayQuantity((m / 1000).toFixed(m < 10_000 ? 1 : 0))} km`;
}

/** How long ago a day was, as people say it; the day itself from a hundred days on. */
export function ago(day: string, today: string): string {
  if (!day) return "—";
  const days = Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / 86_400_000);
  if (days < 0 || days >= 100) return sayDay(day);
  if (days < 2) return days ? t("yesterday") : t("today");
  return t("{days} days ago", { days });
}

/** The day somebody was there last, one's own visits of these days among them, sent or not; "" for never. */
export function lastDay(one: Account, model: Model): string {
  const own = [...model.rows.visit.values()].filter((visit) => visit.account === one.id && !visit.channel).map((visit) => visit.day);
  return [one.lastVisit?.day ?? "", ...own].sort().at(-1) ?? "";
}

function row(one: Account, model: Model, waits: boolean): TemplateResult {
  const day = lastDay(one, model);
  const far = here && one.place ? sayDistance(metres(here, one.place)) : "";
  const contact = one.contacts[0]?.name ?? "";
  return html`<li><a class="row-item" href=${`/phone/customers/${one.id}`}>
    <span class="row-main"><span class="row-title">${one.name}</span><br />
      <span>${[one.area, contact].filter(Boolean).join(" · ")}</span>
      ${waits ? pill("wait", "cloud-upload", t("Not sent yet")) : nothing}</span>
    <span class="row-end">${far ? html`<strong class="num">${far}</strong><br />` : nothing}
      <span>${day ? ago(day, today()) : t("never visited")}</span></span>
    ${icon("chevron-right")}</a></li>`;
}

function orders(): TemplateResult {
  const button = (name: Order, words: string) =>
    html`<button type="button" class="btn btn-choice" aria-pressed=${order === name ? "true" : "false"} @click=${sortedBy(name)}>${words}</button>`;
  return html`<div class="thirds" role="group" aria-label=${t("Sorted by")}>
    ${button("near", t("Nearest"))}${button("name", t("By name"))}${button("visit", t("Longest not visited"))}
  </div>`;
}

function where(): Part {
  if (order !== "near" || here) return nothing;
  const words = asking ? t("Looking for the place…") : t("The phone does not tell where it is; by name instead.");
  return html`<p role="status">${icon(asking ? "current-location" : "map-pin-off", 16)} ${words}</p>`;
}

function list(model: Model): Part {
  const mine = [...model.rows.account.values()].filter((one) => one.own || query);
  const fit = inOrder(found(mine, query), order, here);
  const waits = new Set(model.items.flatMap((item) => [item.record, ...item.makes]));
  const more = () => {
    rows += AT_ONCE;
    redraw();
  };
  if (!fit.length) {
    const words = query
      ? t("Nobody fits this search. Try fewer characters.")
      : t("Your customers will stand here once the phone has been online with you signed in.");
    return html`<div class="card">${empty(query ? "search" : "building-store", words)}</div>`;
  }
  return html`<p class="visually-hidden" role="status">${t("{total} customers", { total: fit.length })}</p>
    <div class="card"><ul class="rows" data-customers>${fit.slice(0, rows).map((one) => row(one, model, waits.has(`account:${one.id}`)))}</ul></div>
    ${fit.length > rows
      ? html`<button type="button" class="btn btn-lg btn-block" @click=${more}>${icon("chevron-down")} ${t("{count} more", { count: fit.length - rows })}</button>`
      : nothing}`;
}

export const CUSTOMERS: Screen = {
  path: "/phone/customers",
  nav: "customers",
  open() {
    const typed = (event: Event) => {
      query = (event.target as HTMLInputElement).value;
      rows = AT_ONCE;
      redraw();
    };
    const never = (event: Event) => event.preventDefault();
    return (model) => ({
      title: t("Customers"),
      sub: t("{total} customers", { total: [...model.rows.account.values()].filter((one) => one.own).length }),
      body: html`<form class="find" role="search" @submit=${never}><div class="search-box">${icon("search")}
          <label class="visually-hidden" for="search">${t("Search customers")}</label>
          <input class="form-control" id="search" type="search" .value=${live(query)} @input=${typed} autocomplete="off"
            placeholder=${t("Name, phone, tax id, address")} /></div></form>
        ${orders()}${where()}${list(model)}`,
      act: html`<a class="btn btn-primary" href=${`/phone/prospects/new${query ? `?name=${encodeURIComponent(query)}` : ""}`}>
        ${icon("plus")} ${t("New customer")}</a>`,
    });
  },
};
