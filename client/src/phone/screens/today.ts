// 今日行程: the working day, where one is, what is next with its arrival within the thumb's reach, what is done. And any
// other day of the week behind, or tomorrow, to look at.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Model } from "../model";
import { empty, icon, type Part } from "../parts";
import { amount, count } from "../reckon";
import { clockOff, saySpan, sayTime, sayWan } from "../saying";
import type { Day } from "../types";
import { redraw, type Screen, type View } from "../ui";
import { dayWords, t } from "../words";
import { arrive, work } from "./acting";
import { dailyOf, nameOf, today, whose, word, type Daily } from "./daily";
import { bar, statePill } from "./states";
import { behindList, laterStop, nextStop, waits } from "./stops";
import { lookForUnsaved, unsaved } from "./unsaved";
import { askedAlong } from "./visit-joint";

const CLOCK_MS = 60_000; // a day that changes while the screen stands open

/** Why nobody is expected, or the working day. */
function attendance(model: Model, daily: Daily): Part {
  const { row } = daily;
  const off = row?.absence ? away(model, row) : nothing;
  if (row?.absence && !isHalf(row)) return off;
  return html`${off} ${clocked(daily)}`;
}

function isHalf(row: Day): boolean {
  return ["morning", "afternoon"].includes(row.absencePart);
}

function away(model: Model, row: Day): TemplateResult {
  const part = row.absencePart === "morning" ? t("Morning") : row.absencePart === "afternoon" ? t("Afternoon") : "";
  return html`<div class="alert-box">${icon("calendar-off")}<div><strong>${word(model, "absence", row.absence)}</strong> ${part}</div></div>`;
}

/** 上班 and 下班, a tap each. */
function clocked(daily: Daily): Part {
  const { row } = daily;
  if (!daily.live || daily.closed) return nothing;
  if (row?.startedAt && row.endedAt) {
    const times = { from: sayTime(row.startedAt), to: sayTime(row.endedAt) };
    const words = t("Worked {from}–{to}", times);
    return html`<section class="card"><div class="card-body spread"><span>${icon("clock-stop")} ${words}</span></div></section>`;
  }
  if (row?.startedAt && !row.byArrival) {
    const words = t("Working since {time}", { time: sayTime(row.startedAt) });
    return html`<section class="card"><div class="card-body spread"><span>${icon("clock")} ${words}</span>
      <button type="button" class="btn" @click=${() => void work("end")}>${icon("clock-stop")} ${t("End work")}</button></div></section>`;
  }
  const first = daily.visits.find((one) => !one.channel);
  const words = first ? t("First arrival %(time)s, not started", { time: sayTime(first.arrivedAt) }) : t("Not started yet");
  return html`<section class="card"><div class="card-body spread"><span>${words}</span>
    <button type="button" class="btn" @click=${() => void work("start")}>${icon("clock-play")} ${t("Start work")}</button></div></section>`;
}

function here(model: Model, daily: Daily): Part {
  const visit = daily.here;
  if (!visit) return nothing;
  const pending = waits(model, visit);
  const since = t("arrived %(time)s", { time: sayTime(visit.arrivedAt) });
  return html`<section class="card card-next"><div class="card-body stack-sm">
    <div class="station-head">${statePill("stop", "here")}<span class="grow"></span>
      <span class="strong">${visit.day === daily.day ? "" : `${dayWords(visit.day)} `}${since}</span></div>
    <h2 class="station-name"><a href="/phone/visits/${visit.id}">${whose(model, visit)}</a></h2>
    <div class="cluster">${unsaved(visit.id)}${pending}</div></div></section>`;
}

function progress(model: Model, daily: Daily): Part {
  if (!daily.planned && !daily.visits.length) return nothing;
  const visits = daily.visits.filter((one) => !one.joined);
  const lived = { visits, expenses: [], codes: [...model.rows.code.values()], named: (id: string) => nameOf(model, id) };
  const did = daily.row && count({ ...lived, day: daily.row });
  const order = did?.orderedExpected ?? 0;
  const collection = did?.collectedExpected ?? 0;
  const calls = daily.visits.filter((one) => one.channel).length;
  const done = { gone: daily.gone, planned: daily.planned };
  const figure = (name: string, value: string, of: string) =>
    html`<div><dt>${name}</dt><dd><strong>${value}</strong>${of ? ` / ${of}` : ""}</dd></div>`;
  return html`<section class="card" aria-label=${t("Progress")}><div class="card-body stack-sm">
    ${daily.planned
      ? html`<div class="spread"><span class="strong">${t("Stops done")}</span>
          <span class="day-count">${daily.gone}<small> / ${daily.planned}</small></span></div>
          ${bar(daily.gone, daily.planned, t("%(gone)s of %(planned)s stops", done))}`
      : nothing}
    <dl class="day-figures">${figure(t("Booked"), sayWan(daily.booked), order ? sayWan(order) : "")}
      ${figure(t("Collected"), sayWan(daily.collected), collection ? sayWan(collection) : "")}
      ${calls ? figure(t("Phone and LINE"), String(calls), "") : nothing}</dl>
  </div></section>`;
}

function nothingPlanned(daily: Daily): Part {
  if (daily.planned || daily.behind.length || daily.here) return nothing;
  const words = daily.live
    ? t("There is no plan for today. Just go: every visit counts.")
    : daily.day > today() ? t("Nothing is planned for this day yet.") : t("Nothing was planned or visited on this day.");
  const write = daily.live ? html`<a class="btn" href="/phone/plans/${daily.day}">${icon("route")} ${t("Write the plan")}</a>` : nothing;
  return html`<section class="card">${empty("route", words, write)}</section>`;
}

function others(daily: Daily): TemplateResult {
  return html`<div class="stack-sm">
    ${daily.here || daily.next ? html`<a class="btn btn-lg" href="/phone/visits/new">${icon("map-pin-plus")} ${t("Visit without plan")}</a>` : nothing}
    ${daily.changeable
      ? html`<a class="btn btn-lg" href="/phone/visits/new?add=1">${icon("calendar-plus")} ${t("Add a stop to the plan")}</a>`
      : nothing}
    <div class="halves">
      <a class="btn btn-lg" href="/phone/visits/new?by=phone">${icon("phone")} ${t("Phone and LINE")}</a>
      <a class="btn btn-lg" href="/phone/days/${daily.day}/expenses">${icon("receipt")} ${t("Expenses")}</a>
    </div></div>`;
}

/** The week behind and tomorrow, a tap each. */
function week(model: Model, daily: Daily): Part {
  const days = [...model.rows.day.keys()].filter((day) => day !== daily.day).sort();
  if (!days.length) return nothing;
  return html`<details class="card fold">
    <summary class="card-body">${icon("chevron-right")}${icon("calendar-week")}<span class="grow">${t("Other days")}</span></summary>
    <ul class="rows">${days.reverse().map((day) => {
      const one = dailyOf(model, day);
      const did = one.planned ? t("%(gone)s of %(planned)s stops", { gone: one.gone, planned: one.planned }) : t("No plan");
      return html`<li><a class="row-item" href="/phone/days/${day}"><div class="row-main"><div class="row-title">${dayWords(day)}</div>
        <div>${day > today() && one.planned ? t("{count} stops planned", { count: one.planned }) : did}</div></div>${icon("chevron-right")}</a></li>`;
    })}</ul></details>`;
}

/** The screen's one act: go on where one is, else arrive at the next stop. */
function act(model: Model, daily: Daily): Part {
  if (daily.here) {
    return html`<a class="btn btn-primary btn-arrive" href="/phone/visits/${daily.here.id}">${icon("pencil", 24)} ${t("Go on recording")}</a>`;
  }
  const next = daily.next;
  if (daily.closed) return nothing;
  if (!next) return html`<a class="btn btn-primary" href="/phone/visits/new">${icon("map-pin-plus")} ${t("Visit without plan")}</a>`;
  const { stop, to } = next;
  if (!to) {
    return html`<a class="btn btn-primary btn-arrive" href="/phone/visits/new?stop=${stop!.id}">
      ${icon("map-pin", 24)} ${t("Choose the customer and arrive")}</a>`;
  }
  return html`<button type="button" class="btn btn-primary btn-arrive" @click=${() => void arrive(model, { stop, account: to })}>
    ${icon("map-pin", 24)} ${t("Arrive")} <span class="arrive-name">${next.name}</span></button>`;
}

function returned(daily: Daily): Part {
  const plan = daily.row?.plan;
  if (plan?.status !== "returned") return nothing;
  const words = plan.by ? t("%(name)s returned the plan", { name: plan.by }) : t("The plan was returned");
  return html`<div class="alert-box alert-bad">${icon("arrow-back-up")}<div class="stack-sm"><div><strong>${words}</strong></div>
    ${plan.comment ? html`<div class="own-words">「${plan.comment}」</div>` : nothing}
    <div><a href="/phone/plans/${daily.day}">${t("Mend the plan")}</a></div></div></div>`;
}

/** A day ahead: its plan, to be written or read. */
function planLink(daily: Daily): Part {
  return html`<a class="btn btn-primary" href="/phone/plans/${daily.day}">${icon("route")}
    ${["submitted", "approved"].includes(daily.row?.plan?.status ?? "") ? t("Read the plan") : t("Write the plan")}</a>`;
}

/** What the superior wrote on a report of the last days, until it is answered. */
function said(model: Model): Part {
  const rows = [...model.rows.day.values()].filter((row) => row.report.judgement && !row.report.answers.length);
  const row = rows.sort((a, b) => (a.id < b.id ? 1 : -1))[0];
  if (!row) return nothing;
  const words = t("%(name)s on your report of %(day)s", { name: row.report.judgedBy, day: dayWords(row.id) });
  return html`<section class="card"><a class="row-item" href="/phone/reports/${row.id}">${icon("writing-sign", 24)}
    <div class="row-main"><div class="row-title">${words}</div><div class="own-words">${row.report.judgement}</div></div>
    ${icon("chevron-right")}</a></section>`;
}

/** How the month stands, with what waits on the phone. */
function month(model: Model): Part {
  const so = model.me?.month;
  if (!so) return nothing;
  const figure = (name: string, value: string, target: string) => html`<div><dt>${name}</dt><dd><strong>${sayWan(value)}</strong>
    ${amount(target) ? html` / ${sayWan(target)}${bar(amount(value), amount(target))}` : nothing}</dd></div>`;
  return html`<section class="card"><div class="card-body stack-sm"><h2>${t("This month so far")}</h2><dl class="day-figures month-figures">
    ${figure(t("Booked"), so.ordered, so.orderTarget)} ${figure(t("Collected"), so.collected, so.collectionTarget)}</dl></div></section>`;
}

/** A clock that somebody set: the server corrects what it claims, and says so; better it shows the right time. */
function clock(): Part {
  const minutes = Math.round(Math.abs(clockOff()) / 60_000);
  if (!minutes) return nothing;
  const words = t("The phone's clock is {minutes} off. The time was corrected by that.", { minutes: saySpan(minutes) });
  return html`<div class="alert-box alert-wait">${icon("clock")}<div>${words}</div></div>`;
}

function drawn(model: Model, day: string): Pick<View, "body" | "act" | "status"> {
  const daily = dailyOf(model, day);
  const open = daily.live && !daily.closed;
  const ahead = [...(daily.next && !open ? [daily.next] : []), ...daily.later];
  return {
    status: statePill("plan", daily.row?.plan?.status ?? "none"),
    body: html`${returned(daily)} ${daily.live ? html`${clock()} ${said(model)}` : nothing} ${attendance(model, daily)}
      ${daily.live ? here(model, daily) : nothing} ${progress(model, daily)}
      ${open && daily.next ? nextStop(model, daily, daily.next) : nothing}
      ${ahead.length
        ? html`<section class="card" aria-label=${t("Later stops")}><ul class="rows">${ahead.map((one) => laterStop(model, daily, one))}</ul></section>`
        : nothing}
      ${askedAlong(model, daily.day)} ${nothingPlanned(daily)} ${open ? others(daily) : nothing} ${daily.behind.length ? behindList(model, daily) : nothing}
      ${daily.live ? html`${month(model)} ${week(model, daily)}` : report(daily)}`,
    act: open ? act(model, daily) : daily.day > today() ? planLink(daily) : nothing,
  };
}

function report(daily: Daily): Part {
  if (daily.day > today()) return nothing;
  return html`<section class="card"><a class="row-item" href="/phone/reports/${daily.day}">${icon("writing", 24)}
    <div class="row-main"><div class="row-title">${t("Daily report")}</div><div>${statePill("report", daily.row?.report.status || "none")}</div></div>
    ${icon("chevron-right")}</a></section>`;
}

export const TODAY: Screen = {
  path: "/phone/today",
  nav: "today",
  open(place) {
    void lookForUnsaved();
    const clock = window.setInterval(redraw, CLOCK_MS);
    place.onLeave(() => window.clearInterval(clock));
    return (model) => ({ title: t("Today's stops"), sub: dayWords(today()), ...drawn(model, today()) });
  },
};

export const DAY: Screen = {
  path: "/phone/days/:day",
  nav: "today",
  open(place) {
    void lookForUnsaved();
    const day = place.params["day"] ?? "";
    return (model) => ({ title: dayWords(day) || t("Day"), sub: day, back: "/phone/today", ...drawn(model, day) });
  },
};
