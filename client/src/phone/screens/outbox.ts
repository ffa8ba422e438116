// 待上傳: what still has to go up, in order: what waits and for what, what the server sent back and why, and what one
// can do about it.
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { mendPath } from "../mending";
import type { Model } from "../model";
import { dependants, discard, drain, inLine, insist, keepMine, sendAgain, status, theirVersion } from "../outbox";
import { empty, icon, pill } from "../parts";
import { dayOf, sayTime } from "../saying";
import { handOver } from "../support";
import type { Item } from "../types";
import { redraw, toast, type Screen } from "../ui";
import { dayWords, t } from "../words";
import { compared } from "./comparing";
import { approved } from "./plan-days";
import { dayOfForm, lying, reopened, reopening } from "./reopening";

export const OUTBOX: Screen = {
  path: "/phone/outbox",
  nav: "more",
  open: () => {
    const asking = { key: "" };
    return (model) => {
      const now = status(model.items);
      const held = model.items.filter((item) => item.state === "held");
      const rest = inLine(model.items).filter((item) => item.state !== "held");
      const busy = now.sending;
      return {
        title: t("Waiting to be sent"),
        sub: busy ? "" : subtitle(model, now.line),
        back: whence(),
        body: html`
          ${model.items.length ? nothing : empty("circle-check", t("Everything is sent. What you save goes up by itself, and waits here while there is no signal."))}
          ${held.length ? html`<section class="stack-sm" aria-label=${t("Sent back")}><h2>${t("Sent back")}</h2>${repeat(held, (item) => item.key, (item) => heldCard(item, model, asking))}</section>` : nothing}
          ${rest.length ? html`<section class="stack-sm"><h2>${t("Goes up in this order")}</h2><ol class="rows card waiting-list">${repeat(rest, (item) => item.key, (item) => waitingRow(item, model))}</ol></section>` : nothing}
          ${model.items.length ? support(model) : nothing}`,
        act: rest.some((item) => !waitsFor(item, model)) ? html`<button type="button" class="btn btn-primary" ?disabled=${busy} @click=${() => void drain()}>${icon("cloud-upload")} ${busy ? t("Sending…") : t("Send now")}</button>` : nothing,
      };
    };
  },
};

/** Back to the page of the server whose pill led here; to the day otherwise. */
function whence(): string {
  const from = document.referrer ? new URL(document.referrer) : undefined;
  return from?.origin === location.origin && !from.pathname.startsWith("/phone/") && from.pathname !== "/sign-in" ? from.pathname + from.search : "/phone/today";
}

function subtitle(model: Model, line: string): string {
  if (!model.items.length) return "";
  if (line === "none") return t("No connection. It goes up by itself as soon as there is one.");
  if (line === "signed_out" || line === "expired") return t("Waits until you sign in again.");
  if (line === "other_person") return t("Somebody else is signed in; this waits for its own person.");
  return "";
}

function when(item: Item): string {
  return `${dayWords(dayOf(new Date(item.claimedAt)), false)} ${sayTime(item.claimedAt)}`;
}

/** What an item waits for: an earlier one of the same record, or one that makes what it needs. */
function waitsFor(item: Item, model: Model): Item | undefined {
  const wanted = [item.record, ...item.needs];
  const before = model.items.filter((one) => one.seq! < item.seq! && one.state === "held");
  return before.find((one) => one.record === item.record || item.after?.includes(one.record) || one.makes.some((record) => wanted.includes(record)));
}

function waitingRow(item: Item, model: Model): TemplateResult {
  const first = waitsFor(item, model);
  const photos = item.files.length ? html` · ${icon("photo", 16)} ${t("{count} photos", { count: item.files.length })}` : nothing;
  return html`<li class="row-item">${icon(first ? "hourglass" : "cloud-upload")}
    <div class="row-main"><div class="row-title">${item.says}</div>
      <div class="row-text">${when(item)}${photos}</div>
      ${first ? html`<div class="row-text">${t("Waits for: {what}", { what: first.says })}</div>` : nothing}
      ${item.tries > 2 && !first ? html`<div class="row-text">${t("Tried {count} times so far", { count: item.tries })}</div>` : nothing}</div></li>`;
}

const WHY: Record<string, () => string> = {
  gone: () => t("What this is about is no longer there, or no longer yours."),
  forbidden: () => t("You may not do this any more."),
  conflict: () => t("Somebody else changed this meanwhile. Look at both and choose."),
};

function reasons(item: Item): string[] {
  const said = (item.answer?.reasons ?? []).map((one) => one.text).filter(Boolean);
  const whole = WHY[item.answer?.state ?? ""]?.();
  if (said.length) return said;
  return [whole ?? t("The server did not take it and did not say why. Try once more; if it stays, send it to support.")];
}

function heldCard(item: Item, model: Model, asking: { key: string }): TemplateResult {
  const conflict = item.answer?.state === "conflict" && theirVersion(item) !== undefined;
  const fixed = approved(item);
  const mend = mendPath(item);
  const lost = dependants(item, model.items);
  const act = (words: string, sign: string, work: () => unknown, main = false): TemplateResult =>
    html`<button type="button" class=${main ? "btn btn-primary" : "btn"} @click=${work}>${icon(sign)} ${words}</button>`;
  const asks = asking.key === item.key;
  const day = dayOfForm(model, item);
  const closed = lying(model, day) !== undefined;
  /** Sends it as it is; of a day whose report lies with the superior between its withdrawal and its sending. */
  const goes = (work: (key: string) => Promise<void>) => () => reopened(model, day, () => work(item.key).then(() => true));
  const anew = closed ? t("Withdraw the report and send again") : t("Send again");
  return html`<article class="card held-card" data-held=${item.key}><div class="card-body stack-sm">
    <div class="spread"><h3>${item.says}</h3>${pill("bad", "alert-triangle", conflict ? t("Changed meanwhile") : t("Sent back"))}</div>
    <div class="row-text">${when(item)}</div>
    <ul class="held-reasons">${reasons(item).map((text) => html`<li>${text}</li>`)}</ul>
    ${conflict ? compared(item, model) : nothing}
    ${reopening(model, day)}
    ${asks ? confirmation(item, lost, asking) : html`<div class="held-acts">
      ${mend && !conflict ? html`<a class="btn btn-primary" href=${mend}>${icon("pencil")} ${t("Mend it")}</a>` : nothing}
      ${conflict && !fixed ? act(t("Keep mine"), "user", () => void goes(keepMine)().then(() => toast(t("Yours goes up again."), "good")), true) : nothing}
      ${conflict ? act(t("Take theirs"), "user-check", () => void discard(item.key).then(() => toast(t("Theirs stands; yours is put away."), "good")), fixed) : nothing}
      ${conflict && mend ? html`<a class="btn" href=${mend}>${icon("pencil")} ${t("Look at mine")}</a>` : nothing}
      ${item.answer?.insist?.length ? act(t("Send it all the same"), "send", () => void goes(insist)(), !mend) : nothing}
      ${conflict || item.answer?.insist?.length ? nothing : act(anew, "refresh", () => void goes((key) => sendAgain(key))(), !mend)}
      ${conflict ? nothing : act(t("Discard"), "trash", () => ask(asking, item.key))}
    </div>`}
  </div></article>`;
}

function ask(asking: { key: string }, key: string): void {
  asking.key = key;
  redraw();
}

function confirmation(item: Item, lost: Item[], asking: { key: string }): TemplateResult {
  return html`<div class="alert-box alert-bad stack-sm" role="alertdialog" aria-label=${t("Discard")}>
    <div class="stack-sm"><strong>${t("Throw this away? It was never sent, so nobody can bring it back.")}</strong>
    ${lost.length ? html`<div>${t("These go with it, for they cannot be without it:")}<ul>${lost.map((one) => html`<li>${one.says}</li>`)}</ul></div>` : nothing}
    <div class="cluster"><button type="button" class="btn btn-danger" @click=${() => void discard(item.key).then(() => ask(asking, ""))}>${icon("trash")} ${t("Yes, discard")}</button>
      <button type="button" class="btn" @click=${() => ask(asking, "")}>${t("Keep it")}</button></div></div></div>`;
}

function support(model: Model): TemplateResult {
  return html`<details class="card fold"><summary class="card-body">${icon("chevron-right")}<span class="grow">${t("Something stays stuck?")}</span></summary>
    <div class="card-body stack-sm"><p>${t("A file with everything that waits here, photos included, which support can bring in for you. Nothing leaves this list by it.")}</p>
      <button type="button" class="btn" @click=${() => void handOver(model.items)}>${icon("file-export")} ${t("Send to support as a file")}</button></div></details>`;
}
