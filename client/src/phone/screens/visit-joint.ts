// 陪訪: who came along to one's own visit, coming along to that of one of one's people, and taking it back.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Model } from "../model";
import { chips, icon, pill, type Option, type Part } from "../parts";
import { sayTime } from "../saying";
import type { Me, Visit } from "../types";
import { go, keep, toast } from "../ui";
import { t } from "../words";
import { word } from "./daily";
import { fold } from "./states";
import type { Seen } from "./visit-seen";

type Joinable = NonNullable<Me["joinable"]>[number];

/** Who came along, several: whom the page offers too, and whoever is named already. */
export function joint(model: Model, seen: Seen): Part {
  const { form, visit, reasons } = seen;
  const people = new Map<string, string>((model.me?.people ?? []).map(([id, name]) => [String(id), name]));
  (visit.companions ?? []).forEach((id, at) => people.has(String(id)) || people.set(String(id), visit.with?.[at] ?? ""));
  if (visit.channel || !people.size) return nothing;
  const options = [...people].map(([id, name]): Option => [id, name]);
  const many = form.companions.length;
  const body = html`<div class="card-body stack-sm">
    ${form.seen.map((id) => html`<input type="hidden" name="companion_seen" value=${id} />`)}
    ${chips({ name: "companion", legend: t("Who came along"), options, chosen: form.companions, wrong: reasons })}
    <p class="field-help">${t("The visit counts for both of you, and once for the team.")}</p></div>`;
  const open = many > 0 || reasons.some((one) => one.field === "companion");
  return fold({ id: "joint", sign: "users-group", title: t("Joint visit"), end: many ? String(many) : "", open }, body);
}

async function join(one: Joinable): Promise<void> {
  const says = t("Came along: {name}", { name: one.name });
  const item = await keep({ address: `/visits/${one.id}/companions`, fields: [], record: `visit:${one.id}`, says });
  if (!item) return;
  toast(t("You came along: the visit counts for both of you."), "good");
  go(`/phone/visits/${one.id}`, true);
}

function joins(one: Joinable): TemplateResult {
  return html`<button type="button" class="btn" @click=${() => void join(one)}>${icon("users-group")} ${t("Join")}
    <span class="visually-hidden">${one.name}</span></button>`;
}

/** Where others ask one along on a day, by the hour; joined from here once they are there. */
export function askedAlong(model: Model, day: string): Part {
  const calls = (model.me?.asked ?? []).filter((one) => one.day === day);
  if (!calls.length) return nothing;
  const there = new Map((model.me?.joinable ?? []).map((one) => [`${one.account} ${one.person}`, one]));
  const came = new Set([...model.rows.visit.values()].filter((one) => one.joined && one.day === day).map((one) => `${one.account} ${one.by}`));
  return html`<section class="card" aria-label=${t("Asked along")}><ul class="rows">${calls.map((call) => {
    const key = `${call.account} ${call.by}`;
    const visit = there.get(key);
    const known = call.account && model.rows.account.has(call.account);
    return html`<li class="row-item">${icon("users-group")}<div class="row-main">
      <div class="row-title">${known ? html`<a href=${`/phone/customers/${call.account}`}>${call.name}</a>` : call.name}</div>
      <div>${t("Joint visit with %(name)s %(time)s", { name: call.by, time: call.startsAt })}</div>
      ${call.purposes.length ? html`<div class="cluster cluster-tight">${call.purposes.map((code) => html`<span class="tag">${word(model, "purpose", code)}</span>`)}</div>` : nothing}</div>
      ${visit ? joins(visit) : came.has(key) ? pill("good", "check", t("Came along")) : nothing}</li>`;
  })}</ul></section>`;
}

/** Where one's people are just now, or were today, as the server said last. */
export function joinable(model: Model): Part {
  const there = model.me?.joinable ?? [];
  if (!there.length) return nothing;
  const line = (one: Joinable): TemplateResult => html`<li class="place"><div class="grow"><div class="row-title">${one.name}</div>
    <div>${one.person} · ${one.leftAt ? `${sayTime(one.arrivedAt)}–${sayTime(one.leftAt)}` : t("arrived %(time)s", { time: sayTime(one.arrivedAt) })}</div></div>
    ${joins(one)}</li>`;
  return html`<section class="card" aria-labelledby="joinable-title"><div class="card-body"><h2 id="joinable-title">${t("Your people's visits today")}</h2></div>
    <ul class="options">${there.map(line)}</ul></section>`;
}

/** One was not there after all. */
export function takeBack(visit: Visit): TemplateResult {
  const act = async (): Promise<void> => {
    if (!window.confirm(t("You were not there after all?"))) return;
    const says = t("Joint visit taken back: {name}", { name: visit.name ?? "" });
    const item = await keep({ address: `/visits/${visit.id}/companions/removal`, fields: [], record: `visit:${visit.id}`, says });
    if (!item) return;
    toast(t("The joint visit was taken back."), "good");
    go("/phone/today", true);
  };
  return html`<button type="button" class="btn btn-block" @click=${() => void act()}>${icon("x")} ${t("Take the joint visit back")}</button>`;
}
