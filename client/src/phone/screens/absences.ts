// 請假、出差、訓練: entered for oneself; the stops that fall away are asked about first. Cancelling is the server's page's.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { newKey } from "../../forms";
import { formOf, type Form, type Pairs } from "../form";
import type { Model } from "../model";
import { allWrong, chips, field, icon, type Option, type Part, type Wrong } from "../parts";
import { sayDay } from "../saying";
import type { Day } from "../types";
import { go, keep, redraw, toast, type Screen } from "../ui";
import { t } from "../words";
import { codesOf, word } from "./daily";
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

function known(model: Model): Part {
  const away = [...model.rows.day.values()].filter((day) => day.absence).sort((a, b) => (a.id < b.id ? -1 : 1));
  if (!away.length) return nothing;
  const part = (day: Day) => parts().find(([code]) => code === day.absencePart && code !== "day")?.[1] ?? "";
  return html`<section class="stack-sm"><h2>${t("Mine")}</h2><ul class="rows card">${away.map(
    (day) => html`<li class="row-item"><span class="row-main"><span class="row-title">${word(model, "absence", day.absence)}</span><br />${sayDay(day.id)} ${part(day)}</span></li>`,
  )}</ul><p><a href="/absences">${t("All of them, and cancelling (needs a connection)")}</a></p></section>`;
}

function fields(form: Form, model: Model): TemplateResult {
  const kinds = codesOf(model, "absence").filter((one) => !one.retired);
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
  const record = `absence:${newKey()}`;
  const item = await keep({
    address: "/absences",
    fields: form.pairs.filter(([name]) => NAMES.includes(name)),
    record,
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
    const begins = (): Pairs => mending?.fields.filter(([name]) => NAMES.includes(name)) ?? [["part", "day"], ["since", day], ["until", day]];
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
        body: html`<form class="card" id="absence-form" @input=${form.typed} @change=${form.typed} @submit=${submitted} novalidate>${fields(form, model)}</form>${known(model)}`,
        act: html`<button class="btn btn-primary" form="absence-form">${icon("check")} ${t("Enter it")}</button>`,
      };
    };
  },
};
