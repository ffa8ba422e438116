// 變更行程: cancel a stop of one's approved plan or move its hour, with the reason (web/rep/plan_changes.py).
import { html, nothing, type TemplateResult } from "lit-html";
import { formOf, type Form } from "../form";
import type { Model } from "../model";
import { theirVersion } from "../outbox";
import { allWrong, chips, empty, field, icon, type Option, type Wrong } from "../parts";
import { sayTime } from "../saying";
import type { Item, Stop } from "../types";
import { go, keep, redraw, toast, type Place, type Screen } from "../ui";
import { dayWords, t } from "../words";
import { optionsOf, today } from "./daily";
import { typedBack } from "./typed-back";

const CHANGES = /^\/plans\/(\d{4}-\d\d-\d\d)\/changes$/;
const MOST_WORDS = 200;

interface Open {
  model: Model;
  day: string;
  stop: Stop;
  typed: Form;
  held: Item | undefined;
}

function opened(model: Model, place: Place): Open | undefined {
  const day = place.params["day"] ?? "";
  const held = place.mending;
  const id = held?.fields.find(([name]) => name === "stop")?.[1] ?? place.query.get("stop") ?? "";
  const row = model.rows.day.get(day);
  const stop = row?.stops.find((one) => one.id === id);
  if (!row?.plan || !stop) return undefined;
  const begins = (): [string, string][] => held?.fields ?? [["kind", "cancelled"], ["time", sayTime(stop.startsAt)]];
  const typed = formOf(model.person, held ? `mend:${held.key}` : `change:${id}`, begins, redraw);
  typed.follow(begins);
  return { model, day, stop, typed, held };
}

async function save({ model, day, stop, typed, held }: Open): Promise<void> {
  const kind = typed.one("kind");
  const wrong = [];
  if (!typed.one("reason")) wrong.push({ field: "reason", text: t("Choose a reason.") });
  if (kind === "moved" && !typed.one("time")) wrong.push({ field: "time", text: t("Say at what time.") });
  if (wrong.length) return typed.refuse(wrong);
  const stands = model.rows.day.get(day)?.plan;
  const version = String((held?.answer?.state === "conflict" && theirVersion(held)) || stands?.version || 1);
  const fields: [string, string][] = [["kind", kind], ["version", version], ["back", "today"], ["stop", stop.id]];
  if (kind === "moved") fields.push(["time", typed.one("time")]);
  fields.push(["reason", typed.one("reason")], ["note", typed.one("note")]);
  const says = kind === "moved" ? t("Another time for {name}", { name: stop.name }) : t("Stop cancelled: {name}", { name: stop.name });
  const act = { key: typed.key, address: `/plans/${day}/changes`, fields, record: `plan:${stands?.id ?? day}`, says };
  if (!(await keep({ ...act, ...(held ? { replaces: held.key } : {}) }))) return;
  await typed.done();
  toast(kind === "moved" ? t("Stop moved. Your supervisor sees it with the reason.") : t("Stop cancelled. Your supervisor sees it with the reason."), "good");
  go(held ? "/phone/outbox" : day === today() ? "/phone/today" : `/phone/plans/${day}`, true);
}

/** Why a plan that was approved is changed: a coded reason, and words. */
export function why(model: Model, typed: Form, wrong: Wrong[]): TemplateResult {
  const reason = [typed.one("reason")];
  return html`${chips({ name: "reason", legend: t("Why"), options: optionsOf(model, "reason", reason), chosen: reason, one: true, wrong })}
    ${field({ name: "note", label: t("In your own words"), value: typed.one("note"), maxlength: MOST_WORDS, optional: true, wrong })}`;
}

export function approvalStays(): TemplateResult {
  return html`<p class="quiet">${t("The plan was approved: the approval stays as it is, and this change stands beside it for your supervisor.")}</p>`;
}

function drawn(open: Open): TemplateResult {
  const { model, stop, typed, held } = open;
  const kind = typed.one("kind");
  const wrong = typed.wrong.length ? typed.wrong : (held?.answer?.reasons ?? []);
  const kinds: Option[] = [["cancelled", t("Cancel the stop")], ["moved", t("Another time")]];
  const never = (event: Event) => event.preventDefault();
  return html`<form class="stack" novalidate @input=${typed.typed} @change=${typed.typed} @submit=${never}>
    ${allWrong(wrong)} ${typedBack(typed)}
    <section class="card"><div class="card-body stack">
      <div><h2>${stop.name}</h2>${stop.area && stop.area !== stop.name ? html`<div>${stop.area}</div>` : nothing}
        <div>${t("Planned for %(time)s", { time: sayTime(stop.startsAt) })}</div></div>
      ${chips({ name: "kind", legend: t("What changes"), options: kinds, chosen: [kind], one: true })}
      ${kind === "moved" ? field({ name: "time", kind: "time", label: t("Time"), value: typed.one("time"), wrong }) : nothing}
      ${why(model, typed, wrong)}
    </div></section>
    ${approvalStays()}
  </form>`;
}

export const CHANGE: Screen = {
  path: "/phone/days/:day/changes",
  nav: "today",
  mends: (item) => {
    const day = CHANGES.exec(item.address)?.[1];
    const added = item.fields.some(([name, value]) => name === "kind" && value === "added");
    return day && (added ? `/phone/days/${day}/stops/new` : `/phone/days/${day}/changes`);
  },
  open(place) {
    return (model) => {
      const open = opened(model, place);
      const title = t("Change of plan");
      const sub = dayWords(place.params["day"] ?? "");
      if (!open) return { title, sub, back: "/phone/today", body: html`<div class="card">${empty("route", t("This stop is not on this phone."))}</div>` };
      const moved = open.typed.one("kind") === "moved";
      const act = html`<button type="button" class="btn btn-primary" @click=${() => void save(open)}>
        ${icon(moved ? "clock" : "circle-x")} ${moved ? t("Move the stop") : t("Cancel the stop")}</button>`;
      return { title, sub, back: "/phone/today", body: drawn(open), act };
    };
  },
};
