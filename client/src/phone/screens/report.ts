// 業務日報: what the day came to, why stops were missed, what one makes of it; sent with tomorrow's plan, taken back,
// read again with its 批示.
import { html, nothing, type TemplateResult } from "lit-html";
import { formOf, type Form, type Pairs } from "../form";
import type { Model } from "../model";
import { emptyDay } from "../model-day";
import { discard } from "../outbox";
import { allWrong, empty, field, icon, pill, wrongAt, type Option, type Part, type Wrong } from "../parts";
import { missed, type Lived, type Warning } from "../reckon";
import { sayDay, sayTime } from "../saying";
import { microphone } from "../speech";
import type { Day, Item } from "../types";
import { go, keep, redraw, toast, type Place, type Screen, type View } from "../ui";
import { t } from "../words";
import { work } from "./acting";
import { codesOf, today } from "./daily";
import { nextDay, rowOf } from "./plan-days";
import { ahead, attendance, expenses, figures, heard, livedOf, passages } from "./report-parts";
import { withdrawal } from "./reopening";
import { verdict } from "./report-signed";
import { HELD, warned, warningsOf } from "./report-warned";
import { fold, statePill } from "./states";
import { typedBack } from "./typed-back";

const ADDRESS = /^\/reports\/(\d{4}-\d\d-\d\d)$/;
const MOST_WORDS = 4000;
const MOST_NOTE = 200;

function act(item: Item): string {
  return item.fields.find(([name]) => name === "act")?.[1] ?? "";
}

/** What waits of this report: its last sending that is not answered yet. */
function sending(model: Model, day: string): Item | undefined {
  return model.of(`report:${day}`).filter((item) => act(item) === "send").at(-1);
}

function begins(day: Day, mended: Item | undefined): Pairs {
  if (mended) return mended.fields.filter(([name]) => !["act", "accepted", "claimed_at"].includes(name));
  const { version, reflections } = day.report;
  const why = day.stops.flatMap((stop): Pairs => [[`missed-${stop.id}`, stop.reason], [`missed-${stop.id}-note`, stop.reasonNote]]);
  return [["version", String(version)], ["reflections", reflections], ...why, ["plan", "1"]];
}

/** The next working day, where its plan can go along. */
function next(model: Model, day: string): Day | undefined {
  if (day !== today()) return undefined;
  return rowOf(model, nextDay(model));
}

function sendable(day: Day | undefined): boolean {
  const fine = Boolean(day?.stops.length) && day!.stops.every((stop) => stop.startsAt && stop.purposes.length);
  return fine && ["draft", "returned"].includes(day!.plan?.status ?? "");
}

function why(form: Form, lived: Lived, model: Model, asked: boolean): Part {
  const stops = missed(lived);
  if (!stops.length) return nothing;
  const chosen = stops.map((stop) => form.one(`missed-${stop.id}`));
  const reasons = codesOf(model, "reason").filter((one) => !one.retired || chosen.includes(one.code));
  const options = reasons.map((one): Option => [one.code, one.name]);
  const rows = stops.map((stop) => {
    const name = `missed-${stop.id}`;
    return html`<div class="stack-sm">
      ${field({ name, label: `${sayTime(stop.startsAt)} ${stop.name}`, kind: "select", options, empty: t("Choose a reason"), value: form.one(name), wrong: form.wrong })}
      <input class="form-control" name=${`${name}-note`} .value=${form.one(`${name}-note`)} maxlength=${MOST_NOTE} autocomplete="off"
        aria-label=${t("{name}: in your own words", { name: stop.name })} placeholder=${t("In your own words")} />${wrongAt(`${name}-note`, form.wrong)}</div>`;
  });
  const open = stops.length < 4 || lived.day.id !== today() || asked || form.wrong.length > 0;
  return fold({ id: "missed", sign: "", title: t("Why not visited"), end: String(stops.length), open }, html`<div class="card-body stack">${rows}</div>`);
}

function reflections(form: Form, day: Day): TemplateResult {
  const late = day.report.due !== "" && Date.now() > Date.parse(day.report.due);
  const due = t("Due {day} {time}", { day: sayDay(day.report.due.slice(0, 10)), time: sayTime(day.report.due) });
  return html`<section class="card"><div class="card-body">
    ${field({ name: "reflections", label: t("Reflections"), kind: "textarea", rows: 5, value: form.one("reflections"), maxlength: MOST_WORDS, wrong: form.wrong,
      placeholder: t("What went well, what you make of it, what you need"), beside: microphone("id-reflections") })}
    ${day.report.due ? html`<p class=${late ? "due bad" : "due"}>${late ? icon("clock", 16) : nothing} ${due}</p>` : nothing}</div></section>`;
}

function faults(form: Form, lived: Lived, send: boolean): Wrong[] {
  const words = form.one("reflections");
  const long = t("Reflections have at most {limit} characters; these have {many}.", { limit: MOST_WORDS, many: words.length });
  if (words.length > MOST_WORDS) return [{ field: "reflections", text: long }];
  const none = send && !lived.visits.length && !words.trim();
  return none ? [{ field: "reflections", text: t("There is no visit on this day. Write in your reflections what the day was for, then send.") }] : [];
}

async function write(form: Form, lived: Lived, model: Model, send: boolean, accepted: string[], mended: Item | undefined): Promise<void> {
  const day = lived.day.id;
  const plan = next(model, day);
  const along = send && sendable(plan);
  const together = along && form.one("plan") !== "";
  const stops = new Set(missed(lived).map((stop) => stop.id));
  const reasons = form.pairs.filter(([name]) => name.startsWith("missed-") && stops.has(name.slice(7, 43)));
  const fields: Pairs = [["version", form.one("version")], ["reflections", form.one("reflections")], ...reasons];
  if (along) fields.push(["plan_asked", "1"]);
  if (together) fields.push(["plan", String(plan?.plan?.version ?? 0)]);
  for (const code of accepted) fields.push(["accepted", code]);
  fields.push(["act", send ? "send" : "save"]);
  const says = send ? t("Daily report of {day}, sent", { day: sayDay(day) }) : t("Daily report of {day}, saved", { day: sayDay(day) });
  const needs = together ? [`plan:${plan!.id}`] : [];
  const item = await keep({ address: `/reports/${day}`, fields, record: `report:${day}`, needs, says, key: form.key, replaces: mended?.key ?? "" });
  if (!item) return;
  await form.done();
  toast(send ? (together ? t("Report and plan are on their way.") : t("The report is on its way.")) : t("Saved."), "good");
  if (mended) go("/phone/outbox", true);
  else window.scrollTo(0, 0);
}

/** Take the report back: one that has not left the phone is simply a draft again, with its words. */
async function withdraw(day: Day, model: Model): Promise<void> {
  const waits = sending(model, day.id);
  if (waits?.state === "waiting") {
    const form = formOf(model.person, `report ${day.id}`, () => [], redraw);
    for (const [name, value] of begins(day, waits)) form.set(name, value);
    await form.keep();
    await discard(waits.key);
  } else {
    if (!(await withdrawal(day))) return;
  }
  toast(t("Report withdrawn. Change it and send again."), "good");
}

async function end(day: string): Promise<void> {
  if (day === today()) return work("end");
  const fields: Pairs = [["act", "end"], ["day", day]];
  await keep({ address: "/attendance", fields, record: `attendance:${day}`, says: t("End work") });
}

function opened(day: string, place: Place): (model: Model) => View {
  const mended = place.mending;
  let asked: Warning[] = [];
  return (model) => {
    const newest = [...model.rows.day.keys()].sort().at(-1) ?? "";
    const row = model.rows.day.get(day) ?? (day > newest && day <= today() ? emptyDay(day) : undefined);
    if (!row) {
      const words = t("This day is not on the phone: it keeps the past week, today and the next working day.");
      return { title: t("Daily report"), sub: sayDay(day), back: "/phone/report", body: html`<div class="card">${empty("writing", words, html`<a class="btn" href=${`/reports/${day}`}>${t("Look on the server")}</a>`)}</div>` };
    }
    const lived = livedOf(model, row);
    const status = row.report.status || "none";
    const held = mended ? undefined : model.of(`report:${day}`).find((item) => item.state === "held");
    const writable = mended !== undefined || (!held && !["sent", "signed"].includes(status));
    const form = formOf(model.person, mended ? `mend ${mended.key}` : `report ${day}`, () => begins(row, mended), redraw);
    const known = stillWarned(mended, lived, form, model);
    form.mend(mended, mended?.answer?.reasons?.filter((one) => !mended.answer?.insist?.length || one.field !== ""));
    const waits = model.of(`report:${day}`).some((item) => item.state !== "held");
    const submit = (send: boolean) => {
      const wrong = faults(form, lived, send);
      if (wrong.length) return form.refuse(wrong);
      form.wrong = [];
      const back = model.items.filter((item) => item.state === "held" && item.record !== `report:${day}`).length;
      const now = send ? [...(back ? [{ code: HELD, params: { count: back }, visits: [] }] : []), ...warningsOf(lived, form, model)] : [];
      const shown = new Set([...asked.map((one) => one.code), ...known]);
      if (now.some((one) => !shown.has(one.code))) {
        asked = now;
        redraw();
        return requestAnimationFrame(() => (window.scrollTo(0, 0), document.getElementById("warned-title")?.focus()));
      }
      asked = [];
      void form.once(() => write(form, lived, model, send, [...new Set([...now.map((one) => one.code).filter((code) => code !== HELD), ...known])], mended));
    };
    const submitted = (event: Event) => {
      event.preventDefault();
      submit((event as SubmitEvent).submitter?.getAttribute("value") === "send");
    };
    const plan = next(model, day);
    return {
      title: t("Daily report"),
      sub: sayDay(day),
      ...(mended ? { back: "/phone/outbox" } : day === today() ? {} : { back: "/phone/report" }),
      status: held ? pill("bad", "alert-triangle", t("Sent back"))
        : waits && status === "sent" ? pill("wait", "cloud-upload", t("Not sent yet")) : statePill("report", status),
      body: html`${asked.length ? warned(asked, lived, model) : known.length ? warnedBy(mended, known) : nothing}
        ${held ? html`<div class="alert-box alert-bad" role="alert">${icon("alert-triangle")}<div>${held.answer?.reasons?.map((one) => html`<div>${one.text}</div>`)}
          <a href="/phone/outbox">${t("See what came back")}</a></div></div>` : verdict(row, model, waits)}
        ${attendance(lived, model, writable, () => void end(day))}${figures(lived, model)}${expenses(lived, model, writable)}${heard(lived, model)}${passages(lived, model)}
        ${writable
          ? html`<form id="report-form" class="stack" @input=${form.typed} @change=${form.typed} @submit=${submitted} novalidate>
              <input type="hidden" name="version" .value=${form.one("version")} />
              ${allWrong(form.wrong)}${typedBack(form)}${why(form, lived, model, asked.length > 0)}${reflections(form, row)}
              ${ahead(plan, model, sendable(plan), form.one("plan") !== "")}</form>`
          : html`${row.report.reflections ? html`<section class="card"><div class="card-body stack-sm"><h2>${t("Reflections")}</h2><div class="own-words">${row.report.reflections}</div></div></section>` : nothing}
              ${ahead(plan, model, false, false)}`}
        ${mended ? nothing : earlier(model, day)}`,
      act: writable
        ? html`<button class="btn" form="report-form" value="save">${t("Save")}</button>
            <button class="btn btn-primary" form="report-form" value="send">${asked.length || known.length ? t("Understood, send it") : html`${icon("send")} ${t("Send")}`}</button>`
        : held?.answer?.state === "refused" && !answers(held) ? html`<a class="btn btn-primary" href=${`/phone/reports/${day}?mend=${held.key}`}>${icon("pencil")} ${t("Mend it")}</a>`
        : status === "sent" && !held ? html`<button type="button" class="btn" @click=${() => void form.once(() => withdraw(row, model))}>${icon("arrow-back-up")} ${t("Withdraw")}</button>` : nothing,
    };
  };
}

/** The codes of what the server asked about before it takes the report, as far as the day was not mended since. Words of a report that is
 * not on the phone any more are the server's to compare. */
function stillWarned(mended: Item | undefined, lived: Lived, form: Form, model: Model): string[] {
  const asked = mended?.answer?.insist?.filter(([name]) => name === "accepted").map(([, code]) => code) ?? [];
  const now = new Set(warningsOf(lived, form, model).map((one) => one.code));
  return asked.filter((code) => now.has(code) || code.endsWith(".copied"));
}

/** What the server asked about before it takes the report, in its own words. */
function warnedBy(mended: Item | undefined, known: string[]): TemplateResult {
  const said = mended?.answer?.reasons?.filter((one) => known.includes(one.code)) ?? [];
  return html`<section class="card card-warned" aria-labelledby="warned-title"><div class="card-body stack">
    <h2 id="warned-title" tabindex="-1">${icon("alert-triangle", 24)} ${t("Before you send")}</h2>
    <ul class="warned">${said.map((one) => html`<li><strong>${one.text}</strong></li>`)}</ul></div></section>`;
}

/** The reports of the past days that lie on the phone. */
function earlier(model: Model, day: string): Part {
  if (day !== today()) return nothing;
  const days = [...model.rows.day.values()].filter((one) => one.id < day && (one.stops.length || one.report.id)).sort((a, b) => (a.id < b.id ? 1 : -1));
  if (!days.length) return nothing;
  return fold({ id: "earlier", sign: "history", title: t("Earlier days"), end: String(days.length), open: false },
    html`<ul class="rows">${days.map((one) => html`<li><a class="row-item" href=${`/phone/reports/${one.id}`}><span class="row-main">${sayDay(one.id)}</span>
      ${statePill("report", one.report.status || "none")}${icon("chevron-right")}</a></li>`)}</ul>`);
}

const answers = (item: Item) => act(item) === "answer" || act(item) === "withdraw";
export const REPORT: Screen = {
  path: "/phone/reports/:day",
  nav: "report",
  mends: (item) => ADDRESS.test(item.address) && !answers(item) && `/phone/reports/${ADDRESS.exec(item.address)![1]}`,
  open: (place) => opened(place.params["day"] ?? today(), place),
};
export const REPORT_TODAY: Screen = { path: "/phone/report", nav: "report", open: (place) => opened(today(), place) };
