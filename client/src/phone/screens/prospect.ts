// 新客戶: somebody met on the street is written down and arrived at, in one act. One of the same name is offered first:
// from what lies on the phone, and by the server once it has the form.
import { html, nothing, type TemplateResult } from "lit-html";
import { newKey } from "../../forms";
import { whereNow } from "../../location";
import { fold, sameName } from "../finding";
import { formOf, type Form, type Pairs } from "../form";
import type { Model } from "../model";
import { complete } from "../outbox";
import { allWrong, chips, field, icon, type Option, type Part, type Wrong } from "../parts";
import type { Account, Item } from "../types";
import { go, keep, redraw, toast, type Place, type Screen } from "../ui";
import { languageNow, t } from "../words";
import { arrive, PLACE_MS } from "./acting";
import { optionsOf } from "./daily";
import { typedBack } from "./typed-back";

const LONGEST = { name: 200, phone: 60, contact_name: 120, contact_title: 120 };
const NAMES = ["name", "phone", "contact_name", "contact_title", "area", "purpose"];

function begins(place: Place, model: Model): Pairs {
  const mended = place.mending?.fields;
  if (mended) return mended.filter(([name]) => NAMES.includes(name));
  return [
    ["name", (place.query.get("name") ?? "").slice(0, LONGEST.name)],
    ["area", usualArea(model)],
    ["purpose", "new_customer"],
  ];
}

/** Of whoever works in one area alone, the customer most likely lies there. */
function usualArea(model: Model): string {
  const areas = [...model.rows.area.keys()];
  return String(model.me?.area ?? (areas.length === 1 ? areas[0] : ""));
}

function fields(form: Form, model: Model): TemplateResult {
  const listed = [...model.rows.area.values()].sort((a, b) => a.name.localeCompare(b.name, languageNow()));
  const areas: Option[] = listed.map((one) => [String(one.id), one.name]);
  const chosen = form.all("purpose");
  const text = (name: keyof typeof LONGEST, label: string, more = {}) =>
    field({ name, label, value: form.one(name), maxlength: LONGEST[name], wrong: form.wrong, ...more });
  return html`<section class="card"><div class="card-body stack">
    ${text("name", t("Customer's name"), { required: true })}
    ${text("phone", t("Phone"), { kind: "tel", optional: true })}
    ${text("contact_name", t("Contact"), { optional: true })}
    ${text("contact_title", t("Job title"), { optional: true })}
    ${field({ name: "area", label: t("Area"), kind: "select", options: areas, empty: t("No area"), value: form.one("area"), wrong: form.wrong })}
    ${chips({ name: "purpose", legend: t("What for"), options: optionsOf(model, "purpose", chosen), chosen, wrong: form.wrong })}
  </div></section>`;
}

type Known = Pick<Account, "id" | "name" | "area" | "address">;

function likeness(alike: Known[], choose: (one: Known) => void): Part {
  if (!alike.length) return nothing;
  return html`<section class="card card-warned" role="alert"><div class="card-body"><h2>${icon("alert-triangle")} ${t("There is one of this name already")}</h2></div>
    <ul class="options">${alike.map(
      (one) => html`<li class="place"><div class="grow"><div class="row-title">${one.name}</div><div>${[one.area, one.address].filter(Boolean).join(" · ")}</div></div>
        <button type="button" class="btn" @click=${() => choose(one)}>${icon("map-pin")} ${t("Arrive")}<span class="visually-hidden"> ${one.name}</span></button></li>`,
    )}</ul></section>`;
}

function faults(form: Form): Wrong[] {
  return form.one("name").trim() ? [] : [{ field: "name", text: t("A customer needs a name.") }];
}

/** The form as it goes into the outbox; a mended one keeps the ids that what followed already goes by. */
async function write(form: Form, mended: Item | undefined, more: Pairs): Promise<void> {
  const kept = (name: string) => mended?.fields.find(([one]) => one === name)?.[1];
  const account = kept("account") || newKey();
  const visit = kept("id") || newKey();
  const told = mended?.fields.filter(([name]) => ["latitude", "longitude", "accuracy", "location_error"].includes(name)) ?? [];
  const says = t("New customer {name}", { name: form.one("name").trim() });
  const where = mended ? undefined : whereNow();
  const item = await keep({
    address: "/prospects",
    fields: [...form.pairs.filter(([name]) => NAMES.includes(name)), ...told, ...more, ["account", account], ["id", visit]],
    record: `account:${account}`,
    makes: [`account:${account}`, `visit:${visit}`],
    says,
    key: form.key,
    ...(mended ? { replaces: mended.key, claimedAt: mended.claimedAt } : { waitsFor: PLACE_MS }),
  });
  if (!item) return;
  if (where) void where.then((pairs) => complete(item.key, pairs));
  await form.done();
  toast(t("{name} is written down as your prospect. You have arrived.", { name: form.one("name").trim() }), "good");
  go(mended ? "/phone/outbox" : `/phone/visits/${visit}`, true);
}

/** It was one that is known: the visit that was begun is of that customer, with all that was recorded since. */
async function itIs(one: Known, mended: Item): Promise<void> {
  const visit = mended.fields.find(([name]) => name === "id")?.[1] ?? newKey();
  const told = mended.fields.filter(([name]) => ["latitude", "longitude", "accuracy", "location_error"].includes(name));
  const record = `visit:${visit}`;
  const fields: Pairs = [["id", visit], ["account", one.id], ...told];
  const says = t("Arrived at {name}", { name: one.name });
  const item = await keep({ address: "/arrivals", fields, record, makes: [record], says, replaces: mended.key, claimedAt: mended.claimedAt });
  if (item) go("/phone/outbox", true);
}

export const PROSPECT: Screen = {
  path: "/phone/prospects/new",
  nav: "customers",
  mends: (item) => item.address === "/prospects" && "/phone/prospects/new",
  open(place) {
    const mended = place.mending;
    const asked: Pairs = mended?.answer?.insist ?? [];
    let alike: Known[] = [];
    const told = (mended?.answer?.theirs as { alike?: Known[] } | undefined)?.alike ?? []; // by the server, of those not on this phone
    let askedOf = asked.length ? fold(mended?.fields.find(([name]) => name === "name")?.[1] ?? "") : ""; // which name was asked about
    let form: Form;
    const submitted = (model: Model) => (event: Event) => {
      event.preventDefault();
      const wrong = faults(form);
      if (wrong.length) return form.refuse(wrong);
      form.wrong = [];
      if (askedOf === fold(form.one("name"))) return void form.once(() => write(form, mended, [["new", "1"]]));
      alike = others(model);
      if (!alike.length) return void form.once(() => write(form, mended, []));
      askedOf = fold(form.one("name"));
      window.scrollTo(0, 0);
      redraw();
    };
    const others = (model: Model): Known[] => {
      const here = sameName([...model.rows.account.values()].filter((one) => !mended?.makes.includes(`account:${one.id}`)), form.one("name"));
      const known = new Set(here.map((one) => one.id));
      return [...here, ...told.filter((one) => !known.has(one.id) && fold(one.name) === fold(form.one("name")))];
    };
    return (model) => {
      form ??= formOf(model.person, mended ? `mend ${mended.key}` : "prospect", () => begins(place, model), redraw);
      form.mend(mended);
      const again = askedOf !== "" && askedOf === fold(form.one("name"));
      alike = again ? others(model) : [];
      const choose = (one: Known) => void form.once(() => (mended ? itIs(one, mended) : form.done().then(() => arrive(model, { account: one }))));
      return {
        title: t("New customer"),
        sub: t("Written down as your prospect, and arrived at"),
        back: mended ? "/phone/outbox" : "/phone/customers",
        body: html`${likeness(alike, choose)}
          <form id="prospect-form" class="stack" @input=${form.typed} @change=${form.typed} @submit=${submitted(model)} novalidate>
            ${allWrong(form.wrong)}${typedBack(form)}${fields(form, model)}</form>`,
        act: html`<button class="btn btn-primary" form="prospect-form" ?disabled=${form.busy}>${icon("map-pin")}
          ${again ? t("Another one: write it down") : t("Write down and arrive")}</button>`,
      };
    };
  },
};
