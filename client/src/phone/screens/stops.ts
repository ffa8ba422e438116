// The stops of a day as rows: the next one with what may be needed on the way, later ones that open, what is done.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Model } from "../model";
import { icon, pill, type Part } from "../parts";
import { amount, ordered } from "../reckon";
import { sayMoney, sayTime } from "../saying";
import type { Stop, Visit } from "../types";
import { refusedTags, ring, rung, wayThere } from "../ways";
import { t } from "../words";
import { arrive } from "./acting";
import { word, type Daily, type Station } from "./daily";
import { shutSheet, opensShut } from "./shut";
import { statePill } from "./states";
import { unsaved } from "./unsaved";
import { learntLine } from "./visit-people";

const MOST_KNOWN = 3;

/** What a stop is for. */
export function stopLines(model: Model, stop: Stop): Part {
  const { purposes, objective, expectedOrder, expectedCollection } = stop;
  const order = amount(expectedOrder);
  const collection = amount(expectedCollection);
  return html`${purposes.length
    ? html`<div class="cluster cluster-tight">${purposes.map((code) => html`<span class="tag">${word(model, "purpose", code)}</span>`)}</div>`
    : nothing}
  ${objective ? html`<div class="own-words">${objective}</div>` : nothing}
  ${order || collection
    ? html`<div class="expects">
        ${order ? html`<span>${t("Expected order")} <strong>${sayMoney(order)}</strong></span>` : nothing}
        ${collection ? html`<span>${t("Expected collection")} <strong>${sayMoney(collection)}</strong></span>` : nothing}</div>`
    : nothing}`;
}

/** What was changed of a stop after the approval. */
export function changed(model: Model, stop: Stop): Part {
  if (!stop.changed) return nothing;
  const [sign, words] =
    stop.changed === "added" ? ["plus", t("Added after approval")]
    : stop.changed === "cancelled" ? ["circle-x", t("Cancelled after approval")]
    : ["clock", stop.plannedAt ? t("Moved after approval, was %(time)s", { time: stop.plannedAt.slice(0, 5) }) : t("Changed after approval")];
  const why = stop.reason ? ` · ${word(model, "reason", stop.reason)}` : "";
  const note = stop.reasonNote ? html` <span class="own-words">「${stop.reasonNote}」</span>` : nothing;
  return html`<div class="changed">${icon(sign!, 16)} ${words}${why}${note}</div>`;
}

function areaOf(station: Station): string {
  return station.area && station.area !== station.name ? station.area : "";
}

function changeLink(daily: Daily, stop: Stop): Part {
  if (!daily.changeable || !daily.live) return nothing;
  return html`<a class="btn btn-block" href="/phone/days/${daily.day}/changes?stop=${stop.id}">${icon("pencil")} ${t("Another time, or cancel")}</a>`;
}

/** Everything one does about a stop besides arriving. */
function besides(station: Station): Part {
  const { account, to } = station;
  if (!to) return nothing;
  return html`<div class="thirds">
    <button type="button" class="btn" @click=${() => opensShut(station)}>${icon("door-off")} ${t("Shut")}</button>
    ${account ? html`${wayThere(account)} ${ring(rung(account), t("Ring"))}` : nothing}
  </div>`;
}

/** The next stop. Its arrival is the screen's one act, within the thumb's reach (today.ts). */
export function nextStop(model: Model, daily: Daily, station: Station): TemplateResult {
  const stop = station.stop!;
  const { account } = station;
  const words = new Map([...model.rows.code.values()].filter((one) => one.list === "note").map((one) => [one.code, one.name]));
  const known = (account?.notes ?? []).slice(0, MOST_KNOWN);
  const where = [areaOf(station), account?.address ?? ""].filter(Boolean).join(" · ");
  return html`<section class="card ${daily.here ? "" : "card-next"}" aria-label=${t("Next stop")}><div class="card-body stack-sm">
    <div class="station-head"><span class="station-time">${sayTime(stop.startsAt)}</span><span class="grow"></span>${statePill("stop", "next")}</div>
    <div><h2 class="station-name">${account ? html`<a href="/phone/customers/${account.id}">${station.name}</a>` : station.name}</h2>
      ${where ? html`<div>${where}</div>` : nothing}</div>
    ${account ? refusedTags(rung(account).refused) : nothing} ${stopLines(model, stop)} ${changed(model, stop)}
    ${known.length ? html`<ul class="learnt">${known.map((one) => learntLine(one, words))}</ul>` : nothing}
    ${besides(station)} ${changeLink(daily, stop)}
  </div></section>
  ${shutSheet()}`;
}

/** A stop that lies ahead; it opens to go there before its turn. */
export function laterStop(model: Model, daily: Daily, station: Station): TemplateResult {
  const stop = station.stop!;
  const acts = daily.live && !daily.closed;
  const head = html`<div class="row-when">${sayTime(stop.startsAt)}</div>
    <div class="row-main stack-xs"><div class="row-title">${station.name}</div>
      ${areaOf(station) ? html`<div>${areaOf(station)}</div>` : nothing}${stopLines(model, stop)}${changed(model, stop)}</div>`;
  if (!acts) return html`<li><div class="row-item row-top">${head}</div></li>`;
  const { to } = station;
  const arriving = to
    ? html`<button type="button" class="btn" @click=${() => void arrive(model, { stop, account: to })}>${icon("map-pin")} ${t("Arrive")}
        <span class="visually-hidden">${station.name}</span></button>`
    : html`<a class="btn" href="/phone/visits/new?stop=${stop.id}">${icon("map-pin")} ${t("Choose the customer and arrive")}</a>`;
  return html`<li><details class="later-stop"><summary class="row-item row-top">${head}${icon("chevron-down")}</summary>
    <div class="later-acts">${arriving}${besides(station)}${changeLink(daily, stop)}</div></details></li>`;
}

function came(model: Model, station: Station): string {
  const { visit, stop } = station;
  if (!visit) return stop && !stop.changed ? [stop.reason && word(model, "reason", stop.reason), stop.reasonNote].filter(Boolean).join(" ") : "";
  const money = [ordered(visit) && `${t("Order")} ${sayMoney(ordered(visit))}`, amount(visit.amount) && `${t("Collected")} ${sayMoney(visit.amount)}`];
  const said = money.filter(Boolean).join("　");
  if (said) return said;
  const results = visit.results.map((code) => word(model, "result", code)).join("、");
  return results || (visit.shut ? "" : t("No result written yet"));
}

/** Whether something of a visit waits, or came back. */
export function waits(model: Model, visit: Visit | undefined): Part {
  if (!visit) return nothing;
  const own = model.items.filter((item) => item.record === `visit:${visit.id}` || item.needs.includes(`visit:${visit.id}`));
  if (!own.length) return nothing;
  return own.some((item) => item.state === "held") ? pill("bad", "alert-triangle", t("Sent back")) : pill("wait", "cloud-upload", t("Not sent yet"));
}

/** What is done, folded away; a cancelled stop may be visited all the same. */
export function behindList(model: Model, daily: Daily): TemplateResult {
  const rows = daily.behind.map((station) => {
    const { visit, stop } = station;
    const again = daily.live && !daily.closed && station.state === "cancelled" && station.to;
    const body = html`<div class="row-when">${sayTime(visit ? visit.arrivedAt : (stop?.startsAt ?? ""))}</div>
      <div class="row-main"><div class="row-title">${station.name}</div>
        <div>${came(model, station)}</div>${stop ? changed(model, stop) : nothing}
        ${visit ? unsaved(visit.id) : nothing}${waits(model, visit)}</div>
      <div class="row-end">${statePill("stop", station.state)}
        ${again && stop ? html`<button type="button" class="btn" aria-label=${t("Visit %(name)s all the same", { name: station.name })}
          @click=${() => void arrive(model, { stop, account: station.to! })}>${icon("map-pin")} ${t("Visit all the same")}</button>` : nothing}</div>`;
    return html`<li>${visit ? html`<a class="row-item" href="/phone/visits/${visit.id}">${body}</a>` : html`<div class="row-item">${body}</div>`}</li>`;
  });
  const typed = daily.behind.some(({ visit }) => visit && unsaved(visit.id) !== nothing);
  return html`<details class="card fold" ?open=${!daily.live || daily.closed || typed}><summary class="card-body">${icon("chevron-right")}
    <span class="grow">${t("Done")}</span><span>${daily.behind.length}</span></summary><ul class="rows">${rows}</ul></details>`;
}
