// 費用: what a day or one of its visits cost, one more entered; and one expense corrected, its receipts, taken back.
import { html, nothing, type TemplateResult } from "lit-html";
import { newKey } from "../../forms";
import { formOf, type Form, type Pairs } from "../form";
import type { Model } from "../model";
import type { Act } from "../outbox";
import { allWrong, empty, icon, pill, type Part } from "../parts";
import { amount, cost, overLimit } from "../reckon";
import { sayDay, sayMoney, sayQuantity } from "../saying";
import type { Code, Expense, Item } from "../types";
import { go, keep, redraw, toast, type Screen } from "../ui";
import { t } from "../words";
import { nameOf, today } from "./daily";
import { expenseFields, faults, kindOf, NAMES, pairsOf, receiptButton } from "./expense-form";
import { reopened, reopening } from "./reopening";
import { sheet } from "./states";
import { typedBack } from "./typed-back";

const ADDING = /^\/days\/(\d{4}-\d\d-\d\d)\/expenses$/;
const ONE = /^\/expenses\/([0-9a-f-]{36})(\/receipts|\/removal)?$/;

function closed(model: Model, day: string): boolean {
  return ["sent", "signed"].includes(model.rows.day.get(day)?.report.status ?? "");
}

/** What came back is mended, though the day's report be sent; not once it is signed. */
function mends(model: Model, day: string, mending: Item | undefined): boolean {
  return mending !== undefined && model.rows.day.get(day)?.report.status !== "signed";
}

function fixed(): TemplateResult {
  return html`<p>${t("The day's report is sent: its expenses are fixed. Withdraw the report to change them.")}</p>`;
}

export function expenseRow(one: Expense, model: Model, links: boolean): TemplateResult {
  const codes: Code[] = [...model.rows.code.values()];
  const kind = kindOf(model, one.kind);
  const about = [one.visit ? nameOf(model, model.rows.visit.get(one.visit)?.account ?? "") : "", one.note].filter(Boolean).join(" · ");
  const waits = model.of(`expense:${one.id}`);
  const inside = html`<span class="row-main"><span class="row-title">${kind?.name ?? one.kind}</span>
      ${one.kilometres ? html`<span class="nowrap">${t("{km} km", { km: sayQuantity(one.kilometres) })}</span>` : nothing}
      ${about ? html`<br />${about}` : nothing}
      <span class="cluster cluster-tight">
        ${one.receipts ? pill("good", "receipt", t("{count} receipts", { count: one.receipts })) : one.kilometres ? nothing : pill("plain", "receipt", t("No receipt"))}
        ${overLimit(one, codes) ? pill("wait", "alert-triangle", t("Above {limit}", { limit: sayMoney(kind?.limit ?? "") })) : nothing}
        ${waits.some((item) => item.state === "held") ? pill("bad", "alert-triangle", t("Sent back")) : waits.length ? pill("wait", "cloud-upload", t("Not sent yet")) : nothing}
      </span></span>
    <span class="row-end strong num">${sayMoney(cost(one, codes))}</span>`;
  return links
    ? html`<li><a class="row-item" href=${`/phone/expenses/${one.id}`}>${inside}${icon("chevron-right")}</a></li>`
    : html`<li><div class="row-item">${inside}</div></li>`;
}

export function expensesOf(model: Model, day: string): Expense[] {
  return [...model.rows.expense.values()].filter((one) => one.day === day);
}

async function add(form: Form, model: Model, day: string, mended: Item | undefined, back: string): Promise<void> {
  const wrong = faults(form, model);
  if (wrong.length) return form.refuse(wrong);
  const id = mended?.fields.find(([name]) => name === "id")?.[1] ?? newKey(); // what goes on from it waits for this id
  const name = kindOf(model, form.one("kind"))?.name ?? "";
  const visit = form.one("visit");
  const act: Act = {
    address: `/days/${day}/expenses`,
    fields: [...pairsOf(form, model), ["id", id]],
    files: form.photo ? [{ name: "photo", ...form.photo }] : [],
    record: `expense:${id}`,
    makes: [`expense:${id}`],
    needs: visit ? [`visit:${visit}`] : [],
    says: t("Expense {kind} {amount}", { kind: name, amount: form.one("amount") || `${form.one("km")} km` }),
    key: form.key,
    replaces: mended?.key ?? "",
  };
  if (!(await reopened(model, day, async () => (await keep(act)) !== undefined))) return;
  await form.done();
  toast(t("The expense is kept."), "good");
  go(back, true);
}

export const EXPENSES: Screen = {
  path: "/phone/days/:day/expenses",
  nav: "report",
  mends: (item) => ADDING.test(item.address) && `/phone/days/${ADDING.exec(item.address)![1]}/expenses`,
  open({ params, query, mending }) {
    const asked = params["day"] ?? "";
    const day = /^\d{4}-\d\d-\d\d$/.test(asked) && asked <= today() ? asked : today();
    const visit = query.get("visit") ?? "";
    const here = `/phone/days/${day}/expenses${visit ? `?visit=${visit}` : ""}`;
    const begins = (): Pairs => mending?.fields.filter(([name]) => NAMES.includes(name)) ?? (visit ? [["visit", visit]] : []);
    let form: Form;
    return (model) => {
      form = formOf(model.person, mending ? `mend ${mending.key}` : `expense ${day} ${visit}`, begins, redraw);
      form.mend(mending);
      const all = expensesOf(model, day);
      const shown = visit ? all.filter((one) => one.visit === visit) : all;
      const total = shown.reduce((sum, one) => sum + cost(one, [...model.rows.code.values()]), 0);
      const open = mends(model, day, mending) || !closed(model, day);
      const at = visit ? nameOf(model, model.rows.visit.get(visit)?.account ?? "") : "";
      const submitted = (event: Event) => {
        event.preventDefault();
        void form.once(() => add(form, model, day, mending, mending ? "/phone/outbox" : here));
      };
      const list = shown.length
        ? html`<div class="card"><ul class="rows">${shown.map((one) => expenseRow(one, model, open))}</ul>
            ${shown.length > 1 ? html`<div class="card-body spread strong"><span>${t("Total")}</span><span class="num">${sayMoney(total)}</span></div>` : nothing}</div>`
        : open ? nothing : html`<div class="card">${empty("receipt", t("No expense was entered for this day."))}</div>`;
      return {
        title: t("Expenses"),
        sub: [sayDay(day), at].filter(Boolean).join(" · "),
        back: mending ? "/phone/outbox" : visit ? `/phone/visits/${visit}` : `/phone/reports/${day}`,
        body: html`${mending ? nothing : list}
          ${open
            ? html`<form id="expense-form" class="card" @input=${form.typed} @change=${form.typed} @submit=${submitted} novalidate>
                <div class="card-body stack"><h2>${at ? t("Expense at {name}", { name: at }) : shown.length ? t("Another expense") : t("New expense")}</h2>
                ${mending ? reopening(model, day) : nothing}${allWrong(form.wrong)}${typedBack(form)}${expenseFields(form, model, day)}${receiptButton(form)}</div></form>`
            : fixed()}`,
        act: open ? html`<button class="btn btn-primary" form="expense-form" ?disabled=${form.busy}>${icon("plus")} ${t("Keep the expense")}</button>` : nothing,
      };
    };
  },
};

async function correct(form: Form, model: Model, one: Expense, replaces: string): Promise<void> {
  const wrong = faults(form, model);
  if (wrong.length) return form.refuse(wrong);
  const name = kindOf(model, form.one("kind"))?.name ?? "";
  const act: Act = {
    address: `/expenses/${one.id}`,
    fields: [["version", form.one("version")], ...pairsOf(form, model)],
    record: `expense:${one.id}`,
    needs: form.one("visit") ? [`visit:${form.one("visit")}`] : [],
    says: t("Expense {kind} {amount}, corrected", { kind: name, amount: form.one("amount") || `${form.one("km")} km` }),
    key: form.key,
    replaces,
  };
  if (!(await reopened(model, one.day, async () => (await keep(act)) !== undefined))) return;
  await form.done();
  toast(t("Saved."), "good");
  go(replaces ? "/phone/outbox" : `/phone/days/${one.day}/expenses`, true);
}

async function receipt(form: Form, one: Expense): Promise<void> {
  const photo = form.photo;
  if (!photo) return;
  const files = [{ name: "photo", ...photo }];
  const says = t("Receipt of an expense");
  const item = await keep({ address: `/expenses/${one.id}/receipts`, fields: [], files, record: `expense:${one.id}`, says, key: form.key });
  if (!item) return;
  await form.done();
  toast(t("The photo is kept."), "good");
  redraw();
}

async function remove(one: Expense, model: Model): Promise<void> {
  const says = t("Expense {kind} removed", { kind: kindOf(model, one.kind)?.name ?? "" });
  const item = await keep({ address: `/expenses/${one.id}/removal`, fields: [], record: `expense:${one.id}`, says });
  if (!item) return;
  toast(t("The expense is removed."), "good");
  go(`/phone/days/${one.day}/expenses`, true);
}

function removal(one: Expense, model: Model): Part {
  const close = () => sheet("removal")?.close();
  return html`<button type="button" class="btn btn-danger btn-block" @click=${() => sheet("removal")?.showModal()}>${icon("trash")} ${t("Remove")}</button>
    <dialog id="removal" class="sheet-up" aria-labelledby="removal-question"><div class="stack">
      <p id="removal-question" class="strong">${t("Remove this expense and its receipts?")}</p>
      <div class="form-actions"><button type="button" class="btn" @click=${close}>${t("Cancel")}</button>
        <button type="button" class="btn btn-danger" @click=${() => (close(), void remove(one, model))}>${t("Remove")}</button></div></div></dialog>`;
}

export const EXPENSE: Screen = {
  path: "/phone/expenses/:id",
  nav: "report",
  mends: (item) => ONE.test(item.address) && !ONE.exec(item.address)![2] && `/phone/expenses/${ONE.exec(item.address)![1]}`,
  open({ params, mending }) {
    const id = params["id"] ?? "";
    const mended = mending?.fields.filter(([name]) => NAMES.includes(name) || name === "version");
    const begins = (one: Expense): Pairs =>
      mended ?? [
        ["version", String(one.version)], ["kind", one.kind], ["amount", one.kilometres ? "" : String(amount(one.amount))],
        ["km", one.kilometres], ["note", one.note], ["visit", one.visit ?? ""],
      ];
    return (model) => {
      const one = model.rows.expense.get(id);
      if (!one) {
        return { title: t("Expense"), back: "/phone/report", body: html`<div class="card">${empty("receipt", t("This expense is not there any more."))}</div>` };
      }
      const open = mends(model, one.day, mending) || !closed(model, one.day);
      const form = formOf(model.person, mending ? `mend ${mending.key}` : `expense ${id} ${one.version}`, () => begins(one), redraw);
      const photos = formOf(model.person, `receipt ${id}`, () => [], redraw);
      form.mend(mending);
      const submitted = (event: Event) => {
        event.preventDefault();
        void form.once(() => correct(form, model, one, mending?.key ?? ""));
      };
      const keeps = photos.photo && html`<button type="button" class="btn btn-block" @click=${() => void photos.once(() => receipt(photos, one))}>${icon("check")} ${t("Keep the photo")}</button>`;
      return {
        title: kindOf(model, one.kind)?.name ?? t("Expense"),
        sub: sayDay(one.day),
        back: mending ? "/phone/outbox" : `/phone/days/${one.day}/expenses`,
        body: html`${open
            ? html`<form id="expense-form" class="card" @input=${form.typed} @change=${form.typed} @submit=${submitted} novalidate>
                <input type="hidden" name="version" .value=${form.one("version")} />
                <div class="card-body stack">${mending ? reopening(model, one.day) : nothing}${allWrong(form.wrong)}${typedBack(form)}${expenseFields(form, model, one.day)}</div></form>`
            : html`<div class="card"><ul class="rows">${expenseRow(one, model, false)}</ul></div>${fixed()}`}
          <section class="card" aria-labelledby="receipts-title"><div class="card-body stack"><h2 id="receipts-title">${icon("receipt")} ${t("Receipts")}</h2>
            <p>${one.receipts ? t("{count} receipts", { count: one.receipts }) : t("No receipt")}</p>
            ${open ? html`${receiptButton(photos, [])}${keeps ?? nothing}` : nothing}</div></section>
          ${open && !mending ? removal(one, model) : nothing}`,
        act: open ? html`<button class="btn btn-primary" form="expense-form">${icon("device-floppy")} ${t("Save")}</button>` : nothing,
      };
    };
  },
};
