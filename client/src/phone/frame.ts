// The frame around every screen: head with what waits, the screen, its one act, the navigation.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Model } from "./model";
import { status, type Status } from "./outbox";
import { icon } from "./parts";
import { toastNow, type NavName, type View } from "./ui";
import { t } from "./words";

const NAV: [NavName, string, string, () => string][] = [
  ["today", "/phone/today", "route", () => t("Today")],
  ["customers", "/phone/customers", "building-store", () => t("Customers")],
  ["report", "/phone/report", "writing", () => t("Report")],
  ["more", "/phone/more", "user-circle", () => t("Me")],
];
const SIGNS = { good: "circle-check", wait: "cloud-upload", bad: "alert-triangle", plain: "info-circle" };

/** What waits and what is held, as one pill that leads to the outbox; nothing where all is sent. */
function waitingPill(now: Status): TemplateResult | typeof nothing {
  const { waiting, held } = now;
  if (!waiting && !held) return nothing;
  const bad = held > 0;
  const words = bad ? t("{count} sent back", { count: held }) : t("{count} waiting", { count: waiting });
  const sign = bad ? "alert-triangle" : now.line === "none" ? "cloud-off" : "cloud-upload";
  const more = bad && waiting ? html`<span class="quiet-count">+${waiting}</span>` : nothing;
  return html`<a class=${`pill pill-${bad ? "bad" : "wait"} outbox-pill`} href="/phone/outbox" data-outbox-pill>${icon(sign, 16)}${words}${more}</a>`;
}

function nav(current: NavName, visits: boolean): TemplateResult {
  return html`<nav class="bottom-nav" aria-label=${t("Main menu")}><ul>
    ${NAV.filter(([name]) => visits || name === "today" || name === "more").map(
      ([name, path, sign, words]) => html`<li><a class="nav-item" href=${path} aria-current=${name === current ? "page" : nothing}>
        <span class="nav-sign">${icon(sign, 22)}</span><span>${visits || name === "more" ? words() : t("My pages")}</span></a></li>`,
    )}
  </ul></nav>`;
}

interface Around {
  nav: NavName;
  /** A newer release lies ready: what takes it. */
  renew: (() => void) | undefined;
}
export function framed(view: View, model: Model, around: Around): TemplateResult {
  const said = toastNow();
  return html`<a class="skip-link" href="#content">${t("Skip to the content")}</a>
    <div class="frame"><div class="frame-page">
      <header class="page-head">
        <div class="page-back">${view.back ? html`<a href=${view.back} aria-label=${t("Back")} data-back>${icon("arrow-left", 24)}</a>` : nothing}</div>
        <div class="page-titles"><h1 tabindex="-1">${view.title}</h1>${view.sub ? html`<p class="page-sub">${view.sub}</p>` : nothing}</div>
        <div class="page-status">${view.status ?? nothing}</div>
        <div class="page-outbox">${waitingPill(status(model.items))}</div>
      </header>
      ${model.expired ? signInAgain() : nothing} ${around.renew ? renewal(around.renew) : nothing}
      <div class="page-body"><main class="page-main" id="content" tabindex="-1">${view.body}</main></div>
      <div class="phone-foot"><div class="phone-action">${view.act ?? nothing}</div>${nav(around.nav, model.me?.visits !== false)}</div>
    </div></div>
    <div class="toast-line ${said ? `toast-${said.tone}` : ""}" role="status" ?hidden=${!said}>
      ${said ? html`${icon(SIGNS[said.tone])} <span>${said.words}</span>` : nothing}
    </div>`;
}

/** The session ran out: all that lies here stays, and everything is recorded; it goes up after signing in. */
function signInAgain(): TemplateResult {
  const next = encodeURIComponent(location.pathname + location.search);
  return html`<div class="renewal alert-box alert-wait" role="status">${icon("lock")}
    <div class="grow"><strong>${t("Please sign in again.")}</strong> ${t("Everything is kept and can be recorded; it is sent after signing in.")}</div>
    <a class="btn" href=${`/sign-in?next=${next}`}>${t("Sign in")}</a></div>`;
}

function renewal(renew: () => void): TemplateResult {
  return html`<div class="renewal alert-box alert-good" role="status">${icon("refresh")}
    <div class="grow">${t("A new version is ready.")}</div>
    <button type="button" class="btn" @click=${renew}>${t("Use it now")}</button></div>`;
}
