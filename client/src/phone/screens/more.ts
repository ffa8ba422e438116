// 我: who is signed in, how fresh the phone is and what it holds, putting it on the home screen, signing out.
import { html, nothing, type TemplateResult } from "lit-html";
import { installable, isInstalled, onIos } from "../installing";
import type { Model } from "../model";
import { icon } from "../parts";
import { refresh } from "../refresh";
import { sayTime } from "../saying";
import { signOut } from "../signing";
import { meta, room } from "../store";
import { redraw, toast, type Screen } from "../ui";
import { dayOf } from "../model";
import { dayWords, t } from "../words";
import { persisted, settings } from "./settings";

export const MORE: Screen = {
  path: "/phone/more",
  nav: "more",
  open: () => {
    let fresh = "";
    let used = 0;
    let busy = false;
    let asks = false;
    const look = async (): Promise<void> => {
      fresh = (await meta<{ at: string }>("fresh"))?.at ?? "";
      used = (await room())?.used ?? 0;
      redraw();
    };
    let known: Model | undefined;
    const bring = async (): Promise<void> => {
      busy = true;
      redraw();
      const done = await refresh(true);
      busy = false;
      toast(done ? t("Up to date.") : t("No connection. What is here stays as it is."), done ? "good" : "wait");
      await look();
    };
    const warn = (): void => {
      asks = true;
      redraw();
      requestAnimationFrame(() => document.querySelector("[role=alertdialog]")?.scrollIntoView({ block: "center" }));
    };
    const looked = (model: Model): void => {
      if (model !== known) void look(); // it has just been brought up to date
      known = model;
    };
    return (model) => {
      looked(model);
      const visits = model.me?.visits !== false;
      return ({
      title: t("Me"),
      sub: model.me?.name,
      body: html`
        ${installHint()}
        <section class="card"><ul class="rows">
          ${row("cloud-upload", "/phone/outbox", t("Waiting to be sent"), model.items.length ? t("{count} waiting", { count: model.items.length }) : t("Everything is sent."))}
          <li class="row-item">${icon("refresh")}<div class="row-main"><div class="row-title">${t("On this phone")}</div>
            <div class="row-text">${held(model, fresh, used)}</div>${persisted()}</div>
            <button type="button" class="btn" ?disabled=${busy} @click=${() => void bring()}>${busy ? t("Fetching…") : t("Refresh")}</button></li>
        </ul></section>
        <section class="card"><ul class="rows">
          ${visits ? row("calendar-plus", "/phone/plans/next", t("Visit plan"), t("Tomorrow's, and further ahead")) : nothing}
          ${row("bell", "/notices", t("Notices"), t("Needs a connection"))}
          ${visits ? row("calendar-off", "/phone/absences", t("Leave and trips"), t("Entered and taken back, without a connection too")) : nothing}
          ${row("settings", "/me", t("Security, devices"), t("Needs a connection"))}
          ${row("device-laptop", "/", t("Ordinary pages"), t("Needs a connection"))}
        </ul></section>
        ${settings(model)}
        ${asks ? leaving(model, () => { asks = false; redraw(); }) : html`<button type="button" class="btn btn-block" @click=${() => (model.items.length ? warn() : void signOut())}>${icon("logout")} ${t("Sign out")}</button>`}`,
      });
    };
  },
};

function row(sign: string, href: string, title: string, text: string): TemplateResult {
  return html`<li><a class="row-item" href=${href}>${icon(sign)}<div class="row-main"><div class="row-title">${title}</div><div class="row-text">${text}</div></div>${icon("chevron-right")}</a></li>`;
}

function held(model: Model, fresh: string, used: number): string {
  const zone = model.me?.timezone ?? "Asia/Taipei";
  const at = fresh ? `${dayWords(dayOf(fresh, zone), false)} ${sayTime(fresh)}` : "—";
  const size = used ? t("{size} MB in all", { size: (used / 1024 / 1024).toFixed(1) }) : "";
  return [t("{count} customers, as of {at}", { count: model.rows.account.size, at }), size].filter(Boolean).join(" · ");
}

function installHint(): TemplateResult | typeof nothing {
  if (isInstalled()) return nothing;
  const ask = installable();
  if (!ask && !onIos()) return nothing;
  return html`<section class="card"><div class="card-body stack-sm">
    <div class="strong">${icon("device-mobile")} ${t("Put Fieldday on the home screen")}</div>
    <p>${t("It then opens with one tap, without signal too, and the phone keeps what is to be sent for longer.")}</p>
    ${ask
      ? html`<button type="button" class="btn btn-primary" @click=${() => void ask().then(redraw)}>${icon("plus")} ${t("Add to home screen")}</button>`
      : html`<ol><li>${t("Tap the share button of Safari.")}</li><li>${t("Choose “Add to Home Screen”.")}</li></ol>`}
  </div></section>`;
}

function leaving(model: Model, stay: () => void): TemplateResult {
  return html`<div class="alert-box alert-wait" role="alertdialog" aria-label=${t("Sign out")}>${icon("alert-triangle")}<div class="stack-sm">
    <strong>${t("{count} forms are not sent yet.", { count: model.items.length })}</strong>
    <p>${t("They stay on this phone and go up when you sign in here again; nobody else sends or sees them. The customers and the day leave the phone.")}</p>
    <div class="cluster"><button type="button" class="btn btn-primary" @click=${stay}>${t("Stay signed in")}</button>
      <button type="button" class="btn" @click=${() => void signOut()}>${icon("logout")} ${t("Sign out all the same")}</button></div></div></div>`;
}
