// 請假、出差、訓練: entered for oneself and taken back; the stops that fall away are asked about first.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { newKey } from "../../forms";
import { formOf, type Form, type Pairs } from "../form";
import type { Model } from "../model";
import { discard } from "../outbox";
import { allWrong, chips, field, icon, pill, type Option, type Part, type Wrong } from "../parts";
import { sayDay } from "../saying";
import type { Absence } from "../types";
import { go, keep, redraw, toast, type Screen } from "../ui";
import { t } from "../words";
import { codesOf, today, word } from "./daily";
import { typedBack } from "./typed-back";

const NAMES = ["kind", "since", "until", "part", "note", "stops_off"];
const LONGEST_NOTE = 200;
const LONGEST_DAYS = 366;

function parts(): Option[] {
  return [["day", t("Whole days")], ["morning", t("Morning")], ["afternoon", t("Afternoon")]];
}

function span(form: Form): [since: string, until: string] {
  const since = form.one("since") || form.one("until");
  return [since, form.one("until") || since];
}

function faults(form: Form, model: Model): Wrong[] {
  const wrong: Wrong[] = [];
  const say = (name: string, text: string) => wrong.push({ field: name, text });
  const [since, until] = span(form);
  const note = form.one("note").trim();
  if (!form.one("kind")) say("kind", t("Choose a kind of absence from the list."));
  if (!since) say("since", t("Choose the day on which it begins."));
  else if (until < since) say("until", t("It ends before it begins. Check the two days."));
  else if (form.one("part") !== "day" && since !== until) say("until", t("Half a day is one day: put the same day in both fields."));
  else if ((Date.parse(until) - Date.parse(since)) / 86_400_000 >= LONGEST_DAYS) say("until", t("An absence has at most {limit} days.", { limit: LONGEST_DAYS }));
  if (note.length > LONGEST_NOTE) say("note", t("The note has {many} characters, and {limit} is the most.", { many: note.length, limit: LONGEST_NOTE }));
  const off = stopsOff(form, model);
  if (off && !form.one("stops_off")) {
    say("stops_off", t("{count} stops are planned for these days. Say that they fall away, then enter it.", { count: off }));
  }
  return wrong;
}

/** How many planned stops of whole days away fall away. */
function stopsOff(form: Form, model: Model): number {
  const counts = model.rows.code.get(`absence:${form.one("kind")}`)?.counts;
  if (form.one("part") !== "day" || !["leave", "training"].includes(counts ?? "")) return 0;
  const [since, until] = span(form);
  const days = [...model.rows.day.values()].filter((day) => day.id >= since && day.id <= until);
  return days.flatMap((day) => day.stops).filter((stop) => !stop.visit && !stop.reason).length;
}

function daysOf(one: Absence): string {
  const part = parts().find(([code]) => code === one.part && code !== "day")?.[1] ?? "";
  return `${sayDay(one.since)}${one.until === one.since ? "" : `–${sayDay(one.until)}`} ${part}`.trim();
}

/** Take one back: one that has not left the phone is simply not entered. */
async function cancel(one: Absence, model: Model): Promise<void> {
  const kind = word(model, "absence", one.kind);
  const waits = model.items.find((item) => item.record === `absence:${one.id}` && item.state === "waiting" && item.address === "/absences");
  if (waits) await discard(waits.key);
  else {
    const says = t("{what} cancelled", { what: `${kind} ${daysOf(one)}` });
    const record = `absence:${one.id}`;
    if (!(await keep({ address: `/absences/${one.id}/cancellation`, fields: [], record, needs: [record], says }))) return;
  }
  toast(t("Cancelled."), "good");
}

function known(model: Model, asks: { id: string }): Part {
  const mine = [...(model.me?.absences ?? [])].filter((one) => one.until >= today()).sort((a, b) => (a.since < b.since ? -1 : 1));
  const ask = (id: string) => () => {
    asks.id = id;
    redraw();
    requestAnimationFrame(() => document.querySelector("[role=alertdialog]")?.scrollIntoView({ block: "center" }));
  };
  const row = (one: Absence) => {
    const waits = model.of(`absence:${one.id}`).length > 0;
    const about = [one.by && t("entered by %(name)s", { name: one.by }), one.note].filter(Boolean).join(" · ");
    return html`<li class="row-item"><span class="row-main"><span class="row-title">${word(model, "absence", one.kind)}</span><br />
      <span class="strong">${daysOf(one)}</span>${about ? html`<br /><span class="own-words">${about}</span>` : nothing}
      ${waits ? html`<br />${pill("wait", "cloud-upload", t("Not sent yet"))}` : nothing}</span>
      ${asks.id === one.id ? nothing : html`<button type="button" class="btn" @click=${ask(one.id)} aria-label=${t("Cancel: {what}", { what: `${word(model, "absence", one.kind)} ${daysOf(one)}` })}>${t("Cancel it")}</button>`}</li>
      ${asks.id === one.id ? html`<li class="card-body"><div class="alert-box alert-wait" role="alertdialog" aria-label=${t("Cancel it")}>${icon("alert-triangle")}<div class="stack-sm">
        <strong>${t("Cancel this absence? Stops that fell away are on again.")}</strong>
        <div class="cluster"><button type="button" class="btn btn-primary" @click=${() => void cancel(one, model)}>${t("Yes, cancel it")}</button>
          <button type="button" class="btn" @click=${ask("")}>${t("Keep it")}</button></div></div></div></li>` : nothing}`;
  };
  if (!mine.length) return nothing;
  return html`<section class="stack-sm"><h2>${t("Mine")}</h2><ul class="rows card">${mine.map(row)}</ul></section>`;
}

function fields(form: Form, model: Model): TemplateResult {
  const kinds = codesOf(model, "absence");
  const off = form.wrong.some((one) => one.field === "stops_off") || form.one("stops_off");
  return html`<div class="card-body stack"><h2>${t("Enter an absence")}</h2>${allWrong(form.wrong)}${typedBack(form)}
    ${chips({ name: "kind", legend: t("Kind"), options: kinds.map((one) => [one.code, one.name]), chosen: form.all("kind"), one: true, wrong: form.wrong })}
    <div class="halves">
      ${field({ name: "since", label: t("First day"), kind: "date", value: form.one("since"), wrong: form.wrong })}
      ${field({ name: "until", label: t("Last day"), kind: "date", value: form.one("until"), wrong: form.wrong })}
    </div>
    ${chips({ name: "part", legend: t("Which part"), options: parts(), chosen: form.all("part"), one: true, wrong: form.wrong })}
    ${field({ name: "note", label: t("Note"), value: form.one("note"), maxlength: LONGEST_NOTE, optional: true, wrong: form.wrong })}
    ${off ? html`<label class="check-line" id="id-stops_off" tabindex="-1"><input type="checkbox" name="stops_off" value="1" .checked=${live(Boolean(form.one("stops_off")))} />
        <span>${t("The planned stops of these days fall away; they count in no rate.")}</span></label>` : nothing}
  </div>`;
}

async function enter(form: Form, model: Model, replaces: string): Promise<void> {
  const wrong = faults(form, model);
  if (wrong.length) return form.refuse(wrong);
  const [since, until] = span(form);
  const kind = word(model, "absence", form.one("kind"));
  const id = form.one("id") || newKey();
  const record = `absence:${id}`;
  const item = await keep({
    address: "/absences",
    fields: [["id", id], ...form.pairs.filter(([name]) => NAMES.includes(name))],
    record,
    makes: [record],
    says: `${kind} ${sayDay(since)}${until === since ? "" : `–${sayDay(until)}`}`,
    key: form.key,
    replaces,
  });
  if (!item) return;
  await form.done();
  toast(t("Entered."), "good");
  go(replaces ? "/phone/outbox" : "/phone/more", true);
}

export const ABSENCES: Screen = {
  path: "/phone/absences",
  nav: "more",
  mends: (item) => item.address === "/absences" && "/phone/absences",
  open({ mending, query }) {
    const day = query.get("day") ?? "";
    const asks = { id: "" };
    const begins = (): Pairs => mending?.fields.filter(([name]) => name === "id" || NAMES.includes(name)) ?? [["part", "day"], ["since", day], ["until", day]];
    return (model) => {
      const form = formOf(model.person, mending ? `mend ${mending.key}` : "absence", begins, redraw);
      form.mend(mending);
      const submitted = (event: Event) => {
        event.preventDefault();
        void form.once(() => enter(form, model, mending?.key ?? ""));
      };
      return {
        title: t("Leave and trips"),
        back: mending ? "/phone/outbox" : "/phone/more",
        body: html`<form class="card" id="absence-form" @input=${form.typed} @change=${form.typed} @submit=${submitted} novalidate>${fields(form, model)}</form>${known(model, asks)}`,
        act: html`<button class="btn btn-primary" form="absence-form">${icon("check")} ${t("Enter it")}</button>`,
      };
    };
  },
};
