// Ways to reach somebody and to get there, as links a phone opens; what was refused asks before it is used.
import { html, nothing, type TemplateResult } from "lit-html";
import { icon, pill, type Part } from "./parts";
import type { Account, Contact } from "./types";
import { t } from "./words";

const CHANNELS = 5; // phone, sms, email, line, post: all of them refused is one word

function refusedWord(channel: string): string {
  switch (channel) {
    case "phone": return t("no telephone calls");
    case "sms": return t("no SMS");
    case "email": return t("no e-mail");
    case "line": return t("no LINE");
    case "post": return t("no post");
    default: return t("no contact at all");
  }
}

/** What somebody refused, as pills. */
export function refusedTags(refused: string[] = []): Part {
  if (!refused.length) return nothing;
  const words = refused.length >= CHANNELS ? [t("no contact at all")] : refused.map(refusedWord);
  return html`<div class="cluster">${words.map((word) => pill("bad", "ban", word))}</div>`;
}

/** For @click of a link: somebody who refused the channel is asked about first. */
function asks(who: { name: string; refused?: string[] }, channel: string): (event: Event) => void {
  return (event) => {
    if (!who.refused?.includes(channel)) return;
    const question = t("{name} refused this: {what}. Go on all the same?", { name: who.name, what: refusedWord(channel) });
    if (!window.confirm(question)) event.preventDefault();
  };
}

/** Rings somebody: a button with a word, or only its sign. */
export function ring(who: { name: string; dial: string; refused?: string[] }, words = ""): Part {
  if (!who.dial) return nothing;
  return html`<a class=${words ? "btn" : "btn btn-icon"} href=${`tel:${who.dial}`} ?data-refused=${who.refused?.includes("phone")} @click=${asks(who, "phone")}
    aria-label=${words ? nothing : t("Ring {name}", { name: who.name })}>${icon(who.refused?.includes("phone") ? "phone-off" : "phone")} ${words}</a>`;
}

/** Whom a customer's own number rings: a contact who has the same one and refused calls is asked about too. */
export function rung(one: Account): { name: string; dial: string; refused: string[] } {
  const { name, dial, refused } = one;
  if (refused.includes("phone")) return one;
  const there = one.contacts.find((each) => each.dial === dial && each.refused.includes("phone"));
  return { name: there?.name ?? name, dial, refused: there?.refused ?? refused };
}

/** Opens LINE at somebody: an official account begins with @. */
export function line(who: { name: string; line: string; refused?: string[] }, words = ""): Part {
  if (!who.line) return nothing;
  const id = encodeURIComponent(who.line.startsWith("@") ? who.line : `~${who.line}`).replaceAll("%40", "@");
  return html`<a class=${words ? "btn" : "btn btn-icon"} href=${`https://line.me/R/ti/p/${id}`} rel="noreferrer" @click=${asks(who, "line")}
    aria-label=${words ? nothing : `LINE ${who.name}`}>${icon("message")} ${words}</a>`;
}

/** The way there in the phone's own map; without a place by the address. */
export function wayThere(account: Account): Part {
  const goal = account.place ? account.place.join(",") : account.address;
  if (!goal) return nothing;
  const href = `https://www.google.com/maps/dir/?api=1&destination=${encodeURIComponent(goal)}`;
  return html`<a class="btn" href=${href} target="_blank" rel="noopener noreferrer">${icon("route")} ${t("Way there")}</a>`;
}

/** One contact on the card. */
export function contactLine(one: Contact): TemplateResult {
  return html`<li class="person">
    <div class="grow"><strong>${one.name}</strong>${one.title ? ` ${one.title}` : nothing}
      ${one.inCharge ? html`<div class="quiet">${t("In charge")}</div>` : nothing}${refusedTags(one.refused)}</div>
    ${line(one)}${ring(one)}
  </li>`;
}
