// What came of a visit, to read: where it is, since when, what for; and all of it once the day is closed.
import { html, nothing, type TemplateResult } from "lit-html";
import { shown } from "../../figures";
import type { Model } from "../model";
import { icon, type Part } from "../parts";
import { amount, ordered } from "../reckon";
import { minutesBetween, sayMoney, sayQuantity, saySpan, sayTime } from "../saying";
import type { Account, OrderLine, Stop, Visit } from "../types";
import { line, ring, rung, wayThere } from "../ways";
import { dayWords, t } from "../words";
import { copyOrder } from "./copy-order";
import { isOpen, whose, word } from "./daily";
import { statePill } from "./states";
import { stopLines, waits } from "./stops";
import { amountOf, plain } from "./visit-form";

const MOST_CONTACTS = 5;

function times(visit: Visit): string {
  const from = sayTime(visit.arrivedAt);
  if (visit.channel) return from;
  if (visit.shut) return t("%(time)s found it shut", { time: from });
  if (isOpen(visit) || !visit.leftAt) return t("arrived %(time)s", { time: from });
  return t("%(from)s–%(to)s, %(span)s", { from, to: sayTime(visit.leftAt), span: saySpan(minutesBetween(visit.arrivedAt, visit.leftAt)) });
}

function where(model: Model, visit: Visit): TemplateResult {
  if (visit.channel) return statePill("stop", visit.channel);
  return statePill("where", arriving(model, visit) ? "waiting" : visit.where);
}

/** Whether the arrival itself is still to be sent. */
function arriving(model: Model, visit: Visit): boolean {
  return model.items.some((item) => item.state !== "held" && item.makes.includes(`visit:${visit.id}`));
}

/** Where one is, since when, what for, whom to ask for. */
export function head(model: Model, visit: Visit, stop: Stop | undefined, account: Account | undefined): TemplateResult {
  const pending = arriving(model, visit) ? nothing : waits(model, visit);
  const whom = account && (account.contacts.length || account.dial || account.address || account.place);
  return html`<section class="card"><div class="card-body stack-sm">
    <div class="station-head"><span class="strong">${times(visit)}</span><span class="grow"></span>${where(model, visit)}</div>
    ${visit.with?.length ? html`<div>${icon("users-group", 16)} ${t("Joint visit with %(names)s", { names: visit.with.join("、") })}</div>` : nothing}
    ${pending === nothing ? nothing : html`<div>${pending}</div>`} ${stop ? stopLines(model, stop) : nothing}
    ${whom
      ? html`<details class="fold"><summary>${icon("chevron-right")} ${t("Whom to ask for, the way, the number")}</summary>
          ${reach(account)}</details>`
      : nothing}
  </div></section>`;
}

function reach(account: Account): TemplateResult {
  return html`<div class="stack-sm">
    ${account.address ? html`<div>${account.address}</div>` : nothing}
    ${account.contacts.slice(0, MOST_CONTACTS).map(
      (one) => html`<div class="spread"><span>${one.name} ${one.title}</span><span class="cluster">${line(one)}${ring(one)}</span></div>`,
    )}
    <div class="halves">${wayThere(account)} ${ring(rung(account), t("Ring"))}</div>
    <a class="btn" href="/phone/customers/${account.id}">${icon("building-store")} ${t("The customer's card")}</a></div>`;
}

function orderTable(visit: Visit, name: string, unit: (product: number) => string): Part {
  if (!visit.lines.length) return nothing;
  const rows = visit.lines.map((one) => {
    const off = amount(one.discount);
    const less = off ? ` · −${sayQuantity(one.discount)} %` : "";
    return html`<tr><td>${one.name}</td><td class="num">${sayQuantity(one.quantity)} ${unit(one.product)}${less}</td>
      <td class="num">${shown(amountOf({ ...one, unit: "", discount: plain(one.discount) }))}</td></tr>`;
  });
  const said = (one: OrderLine) => ({ quantity: plain(one.quantity), discount: plain(one.discount), unit: unit(one.product) });
  const lines = visit.lines.map((one) => ({ ...one, ...said(one) }));
  return html`<table class="sheet sheet-plain lines"><caption class="visually-hidden">${t("Order")}</caption><tbody>${rows}</tbody>
    <tfoot><tr><th colspan="2">${t("Order")}</th><td class="num">${sayMoney(ordered(visit))}</td></tr></tfoot></table>
    ${copyOrder(name, visit.day, lines)}`;
}

export function facts(model: Model, visit: Visit): TemplateResult {
  const unit = (product: number): string => model.rows.product.get(String(product))?.unit ?? "";
  const contacts = model.rows.account.get(visit.account)?.contacts ?? [];
  const met = visit.contacts.map((id) => contacts.find((one) => one.id === id)?.name).filter(Boolean);
  const on = visit.nextStepOn ? `，${dayWords(visit.nextStepOn)}` : "";
  const decider = html`<span class="tag">${icon("user-check", 16)} ${t("Met the person in charge")}</span>`;
  const tags = visit.results.map((code) => html`<span class="tag">${word(model, "result", code)}</span>`);
  return html`<section class="card"><div class="card-body stack-sm">
    ${met.length ? html`<div>${icon("users", 16)} ${t("Met")}：${met.join("、")}</div>` : nothing}
    ${visit.met || tags.length
      ? html`<div class="cluster cluster-tight">${visit.met ? decider : nothing}${tags}</div>`
      : nothing}
    ${visit.summary ? html`<div class="own-words">${visit.summary}</div>` : nothing} ${orderTable(visit, whose(model, visit), unit)}
    ${amount(visit.amount) ? html`<div class="spread"><span>${t("Collected")}</span><strong>${sayMoney(visit.amount)}</strong></div>` : nothing}
    ${visit.notes.map(
      (note) => html`<div class="said"><span class="tag">${word(model, "note", note.kind)}</span>
        <span class="own-words">${note.text}</span></div>`,
    )}
    ${visit.nextStep
      ? html`<div class="said">${icon("calendar-event", 16)} ${t("Next step")}：${visit.nextStep}${on}</div>`
      : nothing}
  </div></section>`;
}
