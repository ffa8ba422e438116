// 拜訪計畫: written ahead with or without a line, sent for approval, taken back; read where it lies with the superior.
import { html, nothing, type TemplateResult } from "lit-html";
import { formOf, type Form, type Pairs } from "../form";
import type { Model } from "../model";
import { discard, theirVersion } from "../outbox";
import { allWrong, empty, icon, pill, type Part } from "../parts";
import { sayDay, sayTime } from "../saying";
import type { Day, Item } from "../types";
import { go, keep, redraw, toast, type Place, type Screen, type View } from "../ui";
import { t } from "../words";
import { today } from "./daily";
import { looking, ways, type Looking } from "./plan-add";
import { actOf, ahead, farthest, FARTHEST_DAYS, nextDay, planForm, plannedDay, rowOf, writable } from "./plan-days";
import { stopsIn, typedStop, withStops } from "./plan-stops";
import { faults, noteField, sorted, stopCards, type Writing } from "./plan-write";
import { statePill } from "./states";
import { changed, stopLines } from "./stops";
import { typedBack } from "./typed-back";

type Act = "save" | "send" | "replace";
interface Open {
  model: Model;
  day: string;
  row: Day;
  mended: Item | undefined;
  look: Looking;
  open: Set<string>;
}
const OWN = /^(version|note|stop-\d+-.+)$/;

function begins({ row, mended }: Open): Pairs {
  if (mended) return mended.fields.filter(([name]) => OWN.test(name));
  const pairs: Pairs = [["version", String(row.plan?.version ?? 0)], ["note", row.plan?.note ?? ""]];
  return withStops(pairs, row.stops.map(typedStop));
}
function formFor(of: Open): Form {
  const { model, day, mended } = of;
  return formOf(model.person, mended ? `mend ${mended.key}` : `plan ${day}`, () => begins(of), redraw);
}
/** Of a conflict: how the plan stands on the server. */
function theirs(item: Item | undefined): string {
  return item?.answer?.state === "conflict" ? ((item.answer.theirs as { status?: string } | null)?.status ?? "") : "";
}

async function write(of: Open, form: Form, act: Act): Promise<void> {
  const { day, row, mended } = of;
  sorted(form);
  const wrong = faults(form, act === "send");
  if (wrong.length) return form.refuse(wrong);
  const version = mended ? (theirVersion(mended) ?? form.one("version")) : form.one("version");
  const stops = stopsIn(form.pairs);
  const known = new Set(mended ? [] : row.stops.map((one) => one.id));
  const says = act === "send" ? t("Visit plan of {day}, sent", { day: sayDay(day) }) : t("Visit plan of {day}, saved", { day: sayDay(day) });
  const item = await keep({
    address: `/plans/${day}`,
    fields: [["version", String(version)], ...form.pairs.filter(([name]) => OWN.test(name) && name !== "version"), ["act", act]],
    record: `plan:${day}`,
    needs: stops.filter((one) => one.account).map((one) => `account:${one.account}`),
    makes: stops.filter((one) => !known.has(one.id)).map((one) => `stop:${one.id}`),
    says,
    key: form.key,
    replaces: mended?.key ?? "",
  });
  if (!item) return;
  await form.done();
  of.open.clear();
  toast(act === "send" ? t("The plan is on its way.") : act === "save" ? t("Draft saved.") : t("Yours goes up again."), "good");
  if (mended) go("/phone/outbox", true);
  else window.scrollTo(0, 0);
}

/** Take the plan back: one that has not left the phone is simply what was typed again. */
async function withdraw(of: Open, waits: Item | undefined): Promise<void> {
  const { model, day, row } = of;
  if (waits?.state === "waiting") {
    const form = formFor(of);
    form.take(waits.fields.filter(([name]) => OWN.test(name)));
    await form.keep();
    await discard(waits.key);
  } else {
    const fields: Pairs = [["version", String(row.plan?.version ?? 0)], ["act", "withdraw"]];
    const says = t("Visit plan of {day}, withdrawn", { day: sayDay(day) });
    if (!(await keep({ address: `/plans/${day}`, fields, record: `plan:${day}`, says }))) return;
  }
  if (model.person) toast(t("Plan withdrawn. Change it and send again."), "good");
}

function days(model: Model, day: string): TemplateResult {
  const near = [...new Set([today(), nextDay(model), day])].sort();
  const other = (event: Event) => {
    const value = (event.target as HTMLInputElement).value;
    if (value) go(`/phone/plans/${value}`, true);
  };
  const picks = (event: Event) => (event.target as HTMLInputElement).showPicker?.();
  const link = (one: string) => {
    const open = (event: Event) => {
      event.preventDefault();
      go(`/phone/plans/${one}`, true);
    };
    return html`<a class="btn btn-choice" href=${`/phone/plans/${one}`} aria-current=${one === day ? "page" : nothing} @click=${open}>${one === today() ? t("Today") : sayDay(one)}</a>`;
  };
  return html`<nav class="cluster" aria-label=${t("Which day")}>${near.map(link)}
    <label class="btn btn-icon file-button">${icon("calendar")}<input type="date" min=${today()} max=${farthest()} aria-label=${t("Another day")}
      @change=${other} @click=${picks} /></label></nav>`;
}

function comment(row: Day): Part {
  const plan = row.plan;
  if (plan?.status !== "returned") return nothing;
  const words = plan.by ? t("%(name)s returned the plan", { name: plan.by }) : t("The plan was returned");
  return html`<div class="alert-box alert-bad">${icon("arrow-back-up")}<div><strong>${words}</strong>
    ${plan.comment ? html`<div class="own-words">「${plan.comment}」</div>` : nothing}</div></div>`;
}

/** What stands in the way of what was typed, of a plan that was sent or approved meanwhile. */
function meanwhile(status: string): Part {
  const words =
    status === "approved" ? t("The plan was approved meanwhile, so this is not kept. What you typed stands below for you to look at.")
    : status === "submitted" ? t("The plan was sent meanwhile. What you typed stands below and is not kept yet: withdraw the plan to keep it.")
    : status ? t("What you typed stands below. Look at what is kept now, then decide.") : "";
  if (!words) return nothing;
  return html`<div class="alert-box alert-wait">${icon("alert-triangle")}<div class="stack-sm"><div>${words}</div>
    <div><a class="btn" href="/phone/outbox">${t("See both, side by side")}</a></div></div></div>`;
}

function writing(of: Open): View {
  const { model, day, row, mended } = of;
  const form = formFor(of);
  const stands = theirs(mended);
  form.mend(mended, stands ? [] : mended?.answer?.reasons);
  const at: Writing = { form, model, open: of.open };
  const never = (event: Event) => event.preventDefault();
  const button = (act: Act, words: unknown, main: boolean) =>
    html`<button type="button" class=${main ? "btn btn-primary" : "btn"} @click=${() => void form.once(() => write(of, form, act))}>${words}</button>`;
  return {
    title: t("Visit plan"),
    sub: mended ? sayDay(day) : "", // else it stands among the days
    back: mended ? "/phone/outbox" : "/phone/today",
    status: statePill("plan", row.plan?.status ?? "none"),
    body: html`${mended ? meanwhile(stands) : html`${days(model, day)}${comment(row)}`}
      <form id="plan-form" class="stack" @input=${form.typed} @change=${form.typed} @submit=${never} novalidate>
        <input type="hidden" name="version" .value=${form.one("version")} />
        ${allWrong(form.wrong)}${typedBack(form)}${stopCards(at)}</form>
      ${stands === "approved" ? nothing : ways(at, of.look, day)}
      <form @input=${form.typed} @submit=${never}>${noteField(form)}</form>`,
    act: stands === "approved" ? html`<a class="btn btn-primary" href="/phone/outbox">${t("See both, side by side")}</a>`
      : stands === "submitted" ? button("replace", html`${icon("arrow-back-up")} ${t("Withdraw and keep mine")}`, true)
      : html`${button("save", t("Save draft"), false)}${button("send", html`${icon("send")} ${t("Send")}`, true)}`,
  };
}

function read(of: Open, held: Item | undefined): View {
  const { model, day, row } = of;
  const waits = model.of(`plan:${day}`).filter((item) => item.state !== "held");
  const sending = waits.filter((item) => actOf(item) === "send").at(-1);
  const status = row.plan?.status ?? "none";
  const mend = held && !theirs(held) && actOf(held) !== "withdraw" ? `/phone/plans/${day}?mend=${held.key}` : "";
  const change = status === "approved" && ahead(day);
  return {
    title: t("Visit plan"),
    back: "/phone/today",
    status: held ? pill("bad", "alert-triangle", t("Sent back"))
      : waits.length ? pill("wait", "cloud-upload", t("Not sent yet")) : statePill("plan", status),
    body: html`${days(model, day)}
      ${held ? html`<div class="alert-box alert-bad" role="alert">${icon("alert-triangle")}<div>${held.answer?.reasons?.map((one) => html`<div>${one.text}</div>`)}
        <a href="/phone/outbox">${t("See what came back")}</a></div></div>` : comment(row)}
      ${status === "submitted" ? html`<div class="alert-box alert-wait">${icon("hourglass")}<div>${t("The plan lies with your supervisor. You need not wait for it: visit as planned.")}</div></div>` : nothing}
      ${row.stops.length
        ? html`<section class="card"><ol class="rows">${row.stops.map(
            (stop) => html`<li class="row-item row-top"><div class="row-when">${sayTime(stop.startsAt)}</div><div class="row-main stack-xs">
              <div class="row-title">${stop.account ? html`<a href=${`/phone/customers/${stop.account}`}>${stop.name}</a>` : stop.name}</div>
              ${stop.area && stop.area !== stop.name ? html`<div>${stop.area}</div>` : nothing}${stopLines(model, stop)}${changed(model, stop)}</div>
              ${change && !stop.visit && stop.changed !== "cancelled" && !stop.reason
                ? html`<a class="btn btn-icon" href=${`/phone/days/${day}/changes?stop=${stop.id}`} aria-label=${t("Change of plan: {name}", { name: stop.name })}>${icon("pencil")}</a>`
                : nothing}</li>`,
          )}</ol></section>`
        : html`<section class="card">${empty("route", day > farthest() ? t("A plan can be made at most {limit} days ahead.", { limit: FARTHEST_DAYS }) : t("Nothing was planned for this day."))}</section>`}
      ${row.plan?.note ? html`<section class="card"><div class="card-body stack-sm"><h2>${t("Note for your supervisor")}</h2><div class="own-words">${row.plan.note}</div></div></section>` : nothing}`,
    act: mend ? html`<a class="btn btn-primary" href=${mend}>${icon("pencil")} ${t("Mend it")}</a>`
      : status === "submitted" && !held ? html`<button type="button" class="btn" @click=${() => void withdraw(of, sending)}>${icon("arrow-back-up")} ${t("Withdraw")}</button>`
      : change && !held ? html`<a class="btn" href=${`/phone/visits/new?add=1&day=${day}`}>${icon("calendar-plus")} ${t("Add a stop")}</a>`
      : nothing,
  };
}

function opened({ params, mending }: Place): (model: Model) => View {
  const look = looking();
  const open = new Set<string>();
  return (model) => {
    const day = plannedDay(model, params["day"] ?? "");
    const of: Open = { model, day, row: rowOf(model, day), mended: mending, look, open };
    const held = mending ? undefined : model.of(`plan:${day}`).find((item) => item.state === "held");
    return mending || (!held && writable(model, day)) ? writing(of) : read(of, held);
  };
}

export const PLAN: Screen = {
  path: "/phone/plans/:day",
  nav: "today",
  mends: (item) => planForm(item) !== undefined && actOf(item) !== "withdraw" && `/phone/plans/${planForm(item)!}`,
  open: opened,
};
