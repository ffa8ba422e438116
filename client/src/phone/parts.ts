// The parts that the phone's screens are made of: the same markup and classes as fieldday/web/templates/web/parts.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { t } from "./words";

export type Part = TemplateResult | typeof nothing;
export type Option = [value: string, words: string];
export interface Wrong {
  field: string;
  text: string;
}

/** An icon by its Tabler name, one of client/icons.txt. */
export function icon(name: string, size = 20): TemplateResult {
  const sheet = document.getElementById("phone")?.dataset["icons"] ?? "/static/icons.svg";
  return html`<svg class="icon" width=${size} height=${size} aria-hidden="true"><use href=${`${sheet}#${name}`}></use></svg>`;
}

/** What stands against one field, under it. */
export function wrongAt(name: string, wrong: Wrong[]): Part {
  const here = wrong.filter((one) => one.field === name);
  if (!here.length) return nothing;
  return html`<div class="field-error" id=${`error-${name}`}>
    ${icon("alert-circle", 16)}<span>${here.map((one) => one.text).join(" ")}</span>
  </div>`;
}

/** What stands against a form, on top of it; each sentence leads to its field. */
export function allWrong(wrong: Wrong[]): Part {
  if (!wrong.length) return nothing;
  const leads = (one: Wrong) => (event: Event) => {
    event.preventDefault();
    const there = document.getElementById(`id-${one.field}`);
    there?.scrollIntoView({ block: "center" });
    there?.focus();
  };
  const said = (one: Wrong) =>
    one.field ? html`<a href=${`#id-${one.field}`} @click=${leads(one)}>${one.text}</a>` : html`${one.text}`;
  const [only] = wrong;
  return html`<div class="alert-box alert-bad" role="alert" tabindex="-1">
    ${icon("alert-circle")}
    ${wrong.length === 1
      ? html`<div>${said(only!)}</div>`
      : html`<div><strong>${t("Not saved yet. Please look at:")}</strong><ul>${wrong.map((one) => html`<li>${said(one)}</li>`)}</ul></div>`}
  </div>`;
}

export interface Field {
  name: string;
  label: string;
  value?: string;
  kind?: "text" | "tel" | "date" | "time" | "search" | "textarea" | "select";
  options?: Option[];
  /** The select's first words, standing for nothing chosen. */
  empty?: string;
  wrong?: Wrong[];
  help?: string;
  optional?: boolean;
  required?: boolean;
  inputmode?: string;
  maxlength?: number;
  rows?: number;
  placeholder?: string;
  /** Beside a long text: a microphone. */
  beside?: Part;
}

/** One field with its label, its help and what is wrong with it; its id is id-NAME. */
export function field(one: Field): TemplateResult {
  const wrong = one.wrong ?? [];
  const bad = wrong.some((each) => each.field === one.name);
  const id = `id-${one.name}`;
  const told = bad ? `error-${one.name}` : one.help ? `help-${one.name}` : nothing;
  const value = live(one.value ?? "");
  const most = one.maxlength ?? nothing;
  const hint = one.placeholder ?? nothing;
  let box: TemplateResult;
  if (one.kind === "textarea") {
    box = html`<textarea class="form-control" id=${id} name=${one.name} rows=${one.rows ?? 3} maxlength=${most} placeholder=${hint}
      ?required=${one.required} aria-invalid=${bad ? "true" : nothing} aria-describedby=${told} .value=${value}></textarea>`;
  } else if (one.kind === "select") {
    box = html`<select class="form-select" id=${id} name=${one.name} ?required=${one.required} aria-invalid=${bad ? "true" : nothing}
      aria-describedby=${told}>
      ${one.empty === undefined ? nothing : html`<option value="">${one.empty}</option>`}
      ${(one.options ?? []).map(([key, words]) => html`<option value=${key} .selected=${live(key === (one.value ?? ""))}>${words}</option>`)}
    </select>`;
  } else {
    box = html`<input class="form-control" id=${id} name=${one.name} type=${one.kind ?? "text"} autocomplete="off" maxlength=${most}
      inputmode=${one.inputmode ?? nothing} placeholder=${hint} ?required=${one.required} aria-invalid=${bad ? "true" : nothing}
      aria-describedby=${told} .value=${value} />`;
  }
  return html`<div class="field">
    <label for=${id}>${one.label}${one.optional ? html`<span class="optional">${t("may stay empty")}</span>` : nothing}</label>
    ${box}${one.beside ?? nothing}${wrongAt(one.name, wrong)}
    ${one.help ? html`<div class="field-help" id=${`help-${one.name}`}>${one.help}</div>` : nothing}
  </div>`;
}

interface Chips {
  name: string;
  legend: string;
  options: Option[];
  chosen: string[];
  /** One of them only. */
  one?: boolean;
  wrong?: Wrong[];
  changed?: (event: Event) => void;
}

/** Several of a list, or one, each a box that a thumb can hit. */
export function chips(all: Chips): TemplateResult {
  const wrong = all.wrong ?? [];
  const bad = wrong.some((each) => each.field === all.name);
  return html`<fieldset id=${`id-${all.name}`} tabindex="-1" aria-describedby=${bad ? `error-${all.name}` : nothing}>
    <legend>${all.legend}</legend>
    <div class="chips">${all.options.map(
      ([key, words]) => html`<label class="chip"><input type=${all.one ? "radio" : "checkbox"} name=${all.name} value=${key}
        .checked=${live(all.chosen.includes(key))} @change=${all.changed ?? nothing} /><span>${words}</span></label>`,
    )}</div>
    ${wrongAt(all.name, wrong)}
  </fieldset>`;
}

/** What would be here, and the first step. */
export function empty(sign: string, text: string, act: Part = nothing): TemplateResult {
  return html`<div class="nothing">${icon(sign, 48)}<p class="nothing-text">${text}</p>${act}</div>`;
}

/** A state as a shape and a word: tone "good", "wait", "bad", "info" or "plain". */
export function pill(tone: string, sign: string, words: string): TemplateResult {
  return html`<span class=${`pill pill-${tone}`}>${icon(sign, 16)}${words}</span>`;
}
