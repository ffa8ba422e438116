// 變更行程: one more stop in one's approved plan, with the reason (web/rep/plan_changes.py). Whom to visit is chosen
// first (choose.ts).
import { html, nothing, type TemplateResult } from "lit-html";
import { money } from "../../figures";
import { newKey } from "../../forms";
import { formOf, type Form } from "../form";
import type { Model } from "../model";
import { theirVersion } from "../outbox";
import { allWrong, chips, empty, field, icon } from "../parts";
import { now, sayTime } from "../saying";
import type { Account, Day, Item } from "../types";
import { go, keep, redraw, toast, type Place, type Screen } from "../ui";
import { dayWords, t } from "../words";
import { approvalStays, why } from "./change";
import { optionsOf, today } from "./daily";
import { typedBack } from "./typed-back";

const FIRST = 9 * 60;
const LAST = 21 * 60;
const MOST_WORDS = 200;

interface Open {
  model: Model;
  row: Day;
  account: Account;
  typed: Form;
  held: Item | undefined;
}

/** The next full half hour that is free, from now or from nine. */
function offeredHour(row: Day): string {
  const taken = new Set(row.stops.map((one) => one.startsAt.slice(0, 5)));
  const [hour, minute] = sayTime(now().toISOString()).split(":").map(Number);
  const start = row.id === today() ? Math.max(0, (hour ?? 0) * 60 + (minute ?? 0)) : FIRST;
  for (let at = Math.ceil(start / 30) * 30; at < LAST; at += 30) {
    const said = `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
    if (!taken.has(said)) return said;
  }
  return "";
}

function opened(model: Model, place: Place): Open | undefined {
  const held = place.mending;
  const id = held?.fields.find(([name]) => name === "account")?.[1] ?? place.query.get("account") ?? "";
  const row = model.rows.day.get(place.params["day"] ?? "");
  const account = model.rows.account.get(id);
  if (!row?.plan || !account) return undefined;
  const begins = (): [string, string][] => held?.fields ?? [["id", newKey()], ["time", offeredHour(row)]];
  const typed = formOf(model.person, held ? `mend:${held.key}` : `stop:${row.id}:${id}`, begins, redraw);
  if (!typed.pairs.length) typed.follow(begins);
  return { model, row, account, typed, held };
}

function judged(typed: Form): { field: string; text: string }[] {
  const wrong = [];
  if (!typed.one("time")) wrong.push({ field: "time", text: t("Say at what time.") });
  if (!typed.all("purpose").length) wrong.push({ field: "purpose", text: t("Choose at least one purpose.") });
  for (const name of ["order", "collection"]) {
    const text = typed.one(name);
    const off = text.trim() !== "" && Number.isNaN(money(text));
    if (off) wrong.push({ field: name, text: t("“{text}” is no number. Write digits only, like 1234 or 12.5.", { text }) });
  }
  if (!typed.one("reason")) wrong.push({ field: "reason", text: t("Choose a reason.") });
  return wrong;
}

async function save({ row, account, typed, held }: Open): Promise<void> {
  const wrong = judged(typed);
  if (wrong.length) return typed.refuse(wrong);
  const version = held?.answer?.state === "conflict" ? theirVersion(held) : undefined;
  const id = typed.one("id") || newKey();
  const said = ["time", "objective", "order", "collection", "reason", "note"].map((name): [string, string] => [name, typed.one(name)]);
  const item = await keep({
    key: typed.key,
    address: `/plans/${row.id}/changes`,
    fields: [
      ...([["kind", "added"], ["id", id], ["version", String(version ?? row.plan!.version)], ["back", "today"]] as [string, string][]),
      ["account", account.id],
      ...typed.all("purpose").map((code): [string, string] => ["purpose", code]),
      ...said,
    ],
    record: `plan:${row.plan!.id}`,
    makes: [`stop:${id}`],
    needs: [`account:${account.id}`],
    says: t("Stop added: {name}", { name: account.name }),
    ...(held ? { replaces: held.key } : {}),
  });
  if (!item) return;
  await typed.done();
  toast(t("Stop added. Your supervisor sees it with the reason."), "good");
  go(held ? "/phone/outbox" : row.id === today() ? "/phone/today" : `/phone/plans/${row.id}`, true);
}

function drawn({ model, account, typed, held }: Open): TemplateResult {
  const wrong = typed.wrong.length ? typed.wrong : (held?.answer?.reasons ?? []);
  const purposes = typed.all("purpose");
  const more = ["objective", "order", "collection"].some((name) => typed.one(name) !== "" || wrong.some((one) => one.field === name));
  const line = (name: string, label: string, inputmode?: string) =>
    field({ name, label, value: typed.one(name), maxlength: inputmode ? 40 : MOST_WORDS, wrong, ...(inputmode ? { inputmode } : {}) });
  const never = (event: Event) => event.preventDefault();
  return html`<form class="stack" novalidate @input=${typed.typed} @change=${typed.typed} @submit=${never}>
    ${allWrong(wrong)} ${typedBack(typed)}
    <input type="hidden" name="id" .value=${typed.one("id")} />
    <section class="card"><div class="card-body stack">
      <div id="id-place"><h2>${account.name}</h2>${account.area ? html`<div>${account.area}</div>` : nothing}</div>
      ${field({ name: "time", kind: "time", label: t("Time"), value: typed.one("time"), wrong })}
      ${chips({ name: "purpose", legend: t("What for"), options: optionsOf(model, "purpose", purposes), chosen: purposes, wrong })}
      <details class="fold" ?open=${more}><summary>${icon("chevron-right")} ${t("Objective and expectations")}</summary><div class="stack">
        ${line("objective", t("Objective"))}
        <div class="halves">${line("order", t("Expected order"), "decimal")} ${line("collection", t("Expected collection"), "decimal")}</div>
      </div></details>
      ${why(model, typed, wrong)}
    </div></section>
    ${approvalStays()}
  </form>`;
}

export const ADD_STOP: Screen = {
  path: "/phone/days/:day/stops/new",
  nav: "today",
  open(place) {
    return (model) => {
      const open = opened(model, place);
      const about = { title: t("Add a stop"), sub: dayWords(place.params["day"] ?? ""), back: "/phone/today" };
      if (!open) return { ...about, body: html`<div class="card">${empty("route", t("This stop is not on this phone."))}</div>` };
      const act = html`<button type="button" class="btn btn-primary" @click=${() => void save(open)}>${icon("plus")} ${t("Add the stop")}</button>`;
      return { ...about, body: drawn(open), act };
    };
  },
};
