// 陪訪: who came along to one's own visit, coming along to that of one of one's people, and taking it back.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Model } from "../model";
import { chips, icon, type Option, type Part } from "../parts";
import { sayTime } from "../saying";
import type { Me, Visit } from "../types";
import { go, keep, toast } from "../ui";
import { t } from "../words";
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

/** Where one's people were just now, as the server said last. */
export function joinable(model: Model): Part {
  const there = model.me?.joinable ?? [];
  if (!there.length) return nothing;
  const line = (one: Joinable): TemplateResult => html`<li class="place"><div class="grow"><div class="row-title">${one.name}</div>
    <div>${one.person} · ${t("arrived %(time)s", { time: sayTime(one.arrivedAt) })}</div></div>
    <button type="button" class="btn" @click=${() => void join(one)}>${icon("users-group")} ${t("Join")}
      <span class="visually-hidden">${one.name}</span></button></li>`;
  return html`<section class="card" aria-labelledby="joinable-title"><div class="card-body"><h2 id="joinable-title">${t("Your people are visiting")}</h2></div>
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
