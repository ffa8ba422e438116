// A customer's card, compact: what one needs at the door, what is known, the last visit and order, the month.
import { html, nothing, type TemplateResult } from "lit-html";
import { openAt, openPill, weekdayOf, weekLines } from "../hours";
import type { Model } from "../model";
import { empty, icon, pill, type Part } from "../parts";
import { dayOf, sayDay, sayMoney, sayQuantity, sayTime } from "../saying";
import type { Account } from "../types";
import type { Screen } from "../ui";
import { contactLine, line, refusedTags, ring, rung, wayThere } from "../ways";
import { t } from "../words";
import { arrive, call } from "./acting";
import { ago } from "./customers";
import { isOpen, today, word } from "./daily";
import { sheet, statePill } from "./states";

const FEW = 3;

function door(one: Account, model: Model): TemplateResult {
  const now = new Date();
  const open = openAt(one.hours, weekdayOf(dayOf(now)), sayTime(now.toISOString()));
  const first = one.contacts[0];
  const caller = one.dial ? rung(one) : first?.dial ? { name: first.name, dial: first.dial, refused: first.refused } : null;
  const liner = one.line ? one : first?.line ? first : null;
  const week = weekLines(one.hours);
  const acts = [caller ? ring(caller, t("Ring")) : nothing, liner ? line(liner, "LINE") : nothing, wayThere(one)];
  return html`<section class="card" aria-label=${t("At the door")}><div class="card-body stack-sm">
    ${open || one.status !== "active" ? html`<div class="cluster">${openPill(open)}${one.status === "active" ? nothing : statePill("account", one.status)}</div>` : nothing}${refusedTags(one.refused)}
    ${first ? html`<div><strong>${first.name}</strong> ${first.title}</div>` : nothing}
    <div>${one.address || "—"}${one.place ? nothing : html` <span class="flag">${icon("map-pin-off", 16)} ${t("no place on the map")}</span>`}</div>
    <div class="door-acts">${acts}</div>
    ${week.length
      ? html`<details class="fold"><summary>${icon("chevron-right")} ${t("Visit hours")}</summary>
          <ul class="plain-list">${week.map(([days, hours]) => html`<li>${days} <span class="num">${hours}</span></li>`)}</ul></details>`
      : nothing}
    ${model.of(`account:${one.id}`).length ? html`<div>${pill("wait", "cloud-upload", t("Not sent yet"))}</div>` : nothing}
  </div></section>`;
}

function known(one: Account, model: Model): Part {
  if (!one.notes.length && !one.note) return nothing;
  const said = (note: Account["notes"][number]) => html`<li>${note.kind ? html`<span class="tag">${word(model, "note", note.kind)}</span> ` : nothing}
    <span class="own-words">${note.text}</span> <span class="quiet nowrap">${sayDay(note.day)}</span></li>`;
  return html`<section class="card" aria-labelledby="known"><div class="card-body stack-sm"><h2 id="known">${t("Needs and habits")}</h2>
    ${one.note ? html`<p class="own-words">${one.note}</p>` : nothing}
    <ul class="learnt">${one.notes.slice(0, FEW).map(said)}</ul>
    ${one.notes.length > FEW
      ? html`<details class="fold"><summary>${icon("chevron-right")} ${t("{count} more", { count: one.notes.length - FEW })}</summary>
          <ul class="learnt">${one.notes.slice(FEW).map(said)}</ul></details>`
      : nothing}
  </div></section>`;
}

function last(one: Account, model: Model, day: string): TemplateResult {
  const visit = one.lastVisit;
  const order = one.lastOrder;
  return html`<section class="card" aria-labelledby="last"><div class="card-body stack"><h2 id="last">${t("Lately")}</h2>
    <div class="stack-xs"><div class="spread"><strong>${icon("history")} ${t("Last visit")}</strong><span>${visit ? ago(visit.day, day) : t("never visited")}</span></div>
      ${visit
        ? html`<div class="cluster cluster-tight">${visit.results.map((code) => html`<span class="tag">${word(model, "result", code)}</span>`)}<span>${visit.by}</span></div>
            ${visit.summary ? html`<div class="own-words">${visit.summary}</div>` : nothing}`
        : nothing}</div>
    <div class="stack-xs"><div class="spread"><strong>${icon("shopping-cart")} ${t("Last order")}</strong>
      <span>${order ? html`${ago(order.day, day)} · <strong class="num">${sayMoney(order.amount)}</strong>` : t("no order yet")}</span></div>
      ${order
        ? html`<ul class="stack-xs plain-list">${order.lines.map(
            (each) => html`<li class="spread"><span class="grow">${each.name}</span><span class="num">${sayQuantity(each.quantity)} × ${sayMoney(each.price)}</span></li>`,
          )}</ul>`
        : nothing}</div>
    <dl class="day-figures month-figures">
      <div><dt>${t("Booked this month")}</dt><dd>${sayMoney(one.month.ordered) || "0"}</dd></div>
      <div><dt>${t("Collected this month")}</dt><dd>${sayMoney(one.month.collected) || "0"}</dd></div>
    </dl>
  </div></section>`;
}

function facts(one: Account): Part {
  const rows: [string, string][] = [
    [t("Number"), one.number],
    [t("Phone"), one.phone],
    [t("Tax id"), one.taxId],
    [t("Payment terms"), one.terms],
  ];
  const told = rows.filter(([, value]) => value);
  if (!told.length) return nothing;
  return html`<section class="card" aria-labelledby="facts"><div class="card-body stack-sm"><h2 id="facts">${t("Facts")}</h2>
    <dl class="facts">${told.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
    <a class="tap" href=${`/accounts/${one.id}`}>${t("The whole card (needs a connection)")}</a></div></section>`;
}

function contacts(one: Account): TemplateResult {
  const rest = one.contacts.slice(4);
  return html`<section class="card" aria-labelledby="contacts"><div class="card-body stack-sm"><h2 id="contacts">${t("Contacts")}</h2>
    ${one.contacts.length ? html`<ul class="people">${one.contacts.slice(0, 4).map(contactLine)}</ul>` : html`<p>${t("Nobody is written down yet.")}</p>`}
    ${rest.length
      ? html`<details class="fold"><summary>${icon("chevron-right")} ${t("{count} more", { count: rest.length })}</summary>
          <ul class="people">${rest.map(contactLine)}</ul></details>`
      : nothing}
  </div></section>`;
}

/** Arriving without a plan, or having rung or written: asked, since an arrival cannot be taken back. */
function arrival(model: Model, one: Account): TemplateResult {
  const close = () => sheet("arrival")?.close();
  const doing = (act: () => Promise<void>) => () => {
    close();
    void act();
  };
  return html`<dialog id="arrival" class="sheet-up" aria-labelledby="arrival-question"><div class="stack">
    <p id="arrival-question" class="strong">${t("Arrive at {name} now?", { name: one.name })}</p>
    <button type="button" class="btn btn-primary btn-arrive" @click=${doing(() => arrive(model, { account: one }))}>${icon("map-pin", 24)} ${t("Arrive")}</button>
    <p>${t("Or you reached them from afar: counted apart from visits, no location is taken.")}</p>
    <div class="halves">
      <button type="button" class="btn" @click=${doing(() => call(one, "phone"))}>${icon("phone")} ${t("By phone")}</button>
      <button type="button" class="btn" @click=${doing(() => call(one, "line"))}>${icon("message")} ${t("By LINE")}</button>
    </div>
    <button type="button" class="btn btn-lg btn-block" @click=${close}>${t("Cancel")}</button>
  </div></dialog>`;
}

export const CARD: Screen = {
  path: "/phone/customers/:id",
  nav: "customers",
  open({ params }) {
    const id = params["id"] ?? "";
    return (model) => {
      const one = model.rows.account.get(id);
      if (!one) {
        const words = t("This customer is not on the phone: it may not be yours any more, or it has not come yet.");
        const act = html`<a class="btn" href=${`/accounts/${id}`}>${t("Look on the server")}</a>`;
        return { title: t("Customer"), back: "/phone/customers", body: html`<div class="card">${empty("building-store", words, act)}</div>` };
      }
      const here = [...model.rows.visit.values()].find((visit) => visit.account === id && isOpen(visit) && !visit.joined);
      return {
        title: one.name,
        sub: [one.area, one.number].filter(Boolean).join(" · "),
        back: "/phone/customers",
        body: html`${door(one, model)}${known(one, model)}${contacts(one)}${last(one, model, today())}${facts(one)}${arrival(model, one)}`,
        act: here
          ? html`<a class="btn btn-primary" href=${`/phone/visits/${here.id}`}>${icon("pencil")} ${t("Go on recording")}</a>`
          : html`<button type="button" class="btn btn-primary" @click=${() => sheet("arrival")?.showModal()}>${icon("map-pin")} ${t("Arrive")}</button>`,
      };
    };
  },
};
