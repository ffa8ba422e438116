// What the superior said of a report: the 批示 and a place to answer it, or why it came back.
import { html, nothing, type TemplateResult } from "lit-html";
import { formOf } from "../form";
import type { Model } from "../model";
import { field, icon, type Part } from "../parts";
import { sayDay, sayTime } from "../saying";
import { microphone } from "../speech";
import type { Day } from "../types";
import { keep, redraw, toast } from "../ui";
import { t } from "../words";

const MOST_ANSWER = 2000;

async function answer(day: Day, model: Model): Promise<void> {
  const form = formOf(model.person, `answer ${day.id}`, () => [], redraw);
  const text = form.one("answer").trim();
  if (!text) return form.refuse([{ field: "answer", text: t("Write your answer.") }]);
  const fields: [string, string][] = [["answer", text], ["act", "answer"]];
  const says = t("Answer to the comment of {day}", { day: sayDay(day.id) });
  const item = await keep({ address: `/reports/${day.id}`, fields, record: `answer:${day.id}`, says, key: form.key });
  if (!item) return;
  await form.done();
  toast(t("Answered."), "good");
}

function when(moment: string): string {
  return moment ? `${sayDay(moment.slice(0, 10))} ${sayTime(moment)}` : "";
}

function signed(day: Day, model: Model): TemplateResult {
  const { judgement, judgedBy, judgedAt, answers } = day.report;
  const form = formOf(model.person, `answer ${day.id}`, () => [], redraw);
  const submitted = (event: Event) => {
    event.preventDefault();
    void form.once(() => answer(day, model));
  };
  return html`<section class="card card-signed"><div class="card-body stack-sm">
    <div class="station-head">${icon("writing-sign", 24)}<h2 class="grow">${t("The supervisor's comment")}</h2></div>
    <div class="own-words comment">${judgement}</div><div>${judgedBy} · ${when(judgedAt)}</div>
    ${answers.map((one) => html`<div class="answer"><div class="strong">${one.by || model.me?.name} · ${when(one.at)}</div><div class="own-words">${one.text}</div></div>`)}
    <details class="fold" ?open=${form.one("answer") !== "" || form.wrong.length > 0}><summary>${icon("chevron-right")} ${t("Answer")}</summary>
      <form class="stack-sm" @input=${form.typed} @submit=${submitted} novalidate>
        ${field({ name: "answer", label: t("Your answer"), kind: "textarea", value: form.one("answer"), maxlength: MOST_ANSWER, wrong: form.wrong, beside: microphone("id-answer") })}
        <button class="btn btn-primary btn-block">${icon("message")} ${t("Answer")}</button></form></details>
    <a class="tap" href=${`/reports/${day.id}`}>${t("The whole report (needs a connection)")}</a>
  </div></section>`;
}

export function verdict(day: Day, model: Model, waits: boolean): Part {
  const { status, returned } = day.report;
  if (status === "signed") return signed(day, model);
  if (returned && status === "returned") {
    return html`<div class="alert-box alert-bad">${icon("arrow-back-up")}<div><strong>${t("{name} returned the report", { name: returned.by })}</strong>
      <div class="own-words">「${returned.text}」</div></div></div>`;
  }
  if (status !== "sent") return nothing;
  return waits
    ? html`<div class="alert-box alert-wait">${icon("cloud-upload")}<div>${t("The report goes up by itself once there is a signal.")}</div></div>`
    : html`<div class="alert-box alert-wait">${icon("hourglass")}<div>${t("The report lies with your supervisor.")}</div></div>`;
}
