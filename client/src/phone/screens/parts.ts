// The parts that the phone's screens are made of; they look as web/templates/web/parts and take the same classes.
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { Reason } from "../types";
import { t } from "../words";

export type Part = TemplateResult | typeof nothing;
type Typed = (value: string) => void;

/** One of the screens' icons, by its name in client/icons.txt. */
export function icon(name: string, size = 20): TemplateResult {
  const file = document.documentElement.dataset["icons"] ?? "/static/icons.svg";
  return html`<svg class="icon" width=${size} height=${size} aria-hidden="true">${svg`<use href="${file}#${name}" />`}</svg>`;
}

/** What stands against one field of a form. */
export function fieldErrors(reasons: Reason[], name: string): Part {
  const said = reasons.filter((reason) => reason.field === name);
  if (!said.length) return nothing;
  return html`<div class="field-error" id="error-${name}">
    ${icon("alert-circle", 16)}<span>${said.map((reason) => `${reason.text} `)}</span>
  </div>`;
}

/** What stands against a form, all of it, on top. */
export function formErrors(reasons: Reason[]): Part {
  if (!reasons.length) return nothing;
  const lines = reasons.map((reason) =>
    reason.field ? html`<li><a href="#id-${reason.field}" @click=${jump}>${reason.text}</a></li>` : html`<li>${reason.text}</li>`,
  );
  return html`<div class="alert-box alert-bad" role="alert" tabindex="-1">
    ${icon("alert-circle")}
    <div>${reasons.length === 1 ? reasons[0]!.text : html`<strong>${t("Not saved yet. Please look at:")}</strong><ul>${lines}</ul>`}</div>
  </div>`;
}

/** To the field, without the router taking it for another screen. */
function jump(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
  const field = document.getElementById((event.currentTarget as HTMLAnchorElement).hash.slice(1));
  const fold = field?.closest("details");
  if (fold) fold.open = true;
  field?.scrollIntoView({ block: "center" });
  field?.querySelector<HTMLElement>("input, textarea")?.focus();
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.focus();
}

export interface FieldOf {
  name: string;
  label: string;
  value: string;
  typed: Typed;
  kind?: string;
  inputmode?: string;
  most?: number;
  optional?: boolean;
  placeholder?: string;
  help?: string;
  reasons?: Reason[];
}

function head({ name, label, optional }: FieldOf): TemplateResult {
  const may = optional ? html`<span class="optional">${t("may stay empty")}</span>` : nothing;
  return html`<label for="id-${name}">${label}${may}</label>`;
}

function value(event: Event): string {
  return (event.target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value;
}

/** One line to type into. */
export function field(of: FieldOf): TemplateResult {
  const wrong = (of.reasons ?? []).some((reason) => reason.field === of.name);
  const described = wrong ? `error-${of.name}` : of.help ? `help-${of.name}` : nothing;
  return html`<div class="field">
    ${head(of)}
    <input class="form-control" id="id-${of.name}" name=${of.name} type=${of.kind ?? "text"} autocomplete="off" .value=${live(of.value)}
      inputmode=${of.inputmode ?? nothing} maxlength=${of.most ?? nothing} placeholder=${of.placeholder ?? nothing}
      aria-invalid=${wrong ? "true" : nothing} aria-describedby=${described}
      @input=${(event: Event) => of.typed(value(event))} @change=${(event: Event) => of.typed(value(event))} />
    ${fieldErrors(of.reasons ?? [], of.name)}
    ${of.help ? html`<div class="field-help" id="help-${of.name}">${of.help}</div>` : nothing}
  </div>`;
}

/** Several lines to type into. */
export function area(of: FieldOf & { rows?: number; beside?: Part }): TemplateResult {
  const wrong = (of.reasons ?? []).some((reason) => reason.field === of.name);
  return html`<div class="field">
    ${head(of)}
    <textarea class="form-control" id="id-${of.name}" name=${of.name} rows=${of.rows ?? 3} maxlength=${of.most ?? nothing}
      placeholder=${of.placeholder ?? nothing} aria-invalid=${wrong ? "true" : nothing}
      aria-describedby=${wrong ? `error-${of.name}` : nothing} .value=${live(of.value)}
      @input=${(event: Event) => of.typed(value(event))}></textarea>
    ${of.beside ?? nothing} ${fieldErrors(of.reasons ?? [], of.name)}
  </div>`;
}

export type Option = readonly [string, string];

/** One of a list, as a box that opens. */
export function select(of: FieldOf & { options: Option[]; empty?: string }): TemplateResult {
  const none = of.empty === undefined ? nothing : html`<option value="" ?selected=${!of.value}>${of.empty}</option>`;
  const options = of.options.map(([key, word]) => html`<option value=${key} ?selected=${key === of.value}>${word}</option>`);
  return html`<div class="field">
    ${head(of)}
    <select class="form-select" id="id-${of.name}" name=${of.name} .value=${live(of.value)}
      @change=${(event: Event) => of.typed(value(event))}>${none}${options}</select>
    ${fieldErrors(of.reasons ?? [], of.name)}
  </div>`;
}

export interface ChipsOf {
  name: string;
  legend: string;
  options: Option[];
  chosen: string[];
  /** Called with what is chosen then, in the order of the options. */
  chose: (chosen: string[]) => void;
  one?: boolean;
  reasons?: Reason[];
}

/** Several of a list, each a box one can hit with a thumb; with `one`, at most one. */
export function chips(of: ChipsOf): TemplateResult {
  const change = (key: string) => (event: Event) => {
    const on = (event.target as HTMLInputElement).checked;
    if (of.one) return of.chose(on ? [key] : []);
    return of.chose(of.options.map(([one]) => one).filter((one) => (one === key ? on : of.chosen.includes(one))));
  };
  const wrong = (of.reasons ?? []).some((reason) => reason.field === of.name);
  const boxes = of.options.map(
    ([key, word]) => html`<label class="chip">
      <input type=${of.one ? "radio" : "checkbox"} name=${of.name} value=${key} .checked=${live(of.chosen.includes(key))} @change=${change(key)} />
      <span>${word}</span></label>`,
  );
  return html`<fieldset id="id-${of.name}" aria-describedby=${wrong ? `error-${of.name}` : nothing}>
    <legend>${of.legend}</legend>
    <div class="chips">${boxes}</div>
    ${fieldErrors(of.reasons ?? [], of.name)}
  </fieldset>`;
}

/** A section that folds away. */
export function fold(of: { id: string; sign: string; title: string; end?: unknown; open: boolean; toggled?: (open: boolean) => void }, body: unknown): TemplateResult {
  return html`<details class="card fold" id=${of.id} .open=${live(of.open)}
    @toggle=${(event: Event) => of.toggled?.((event.target as HTMLDetailsElement).open)}>
    <summary class="card-body">${icon("chevron-right")}${of.sign ? icon(of.sign) : nothing}<span class="grow">${of.title}</span>${of.end ?? nothing}</summary>
    ${body}
  </details>`;
}

const TONES: Record<string, [sign: string, tone: string, word: () => string]> = {
  "plan none": ["circle-dashed", "plain", () => t("No plan")],
  "plan draft": ["pencil", "plain", () => t("Draft")],
  "plan submitted": ["hourglass", "wait", () => t("Waiting for approval")],
  "plan approved": ["circle-check", "good", () => t("Approved")],
  "plan returned": ["arrow-back-up", "bad", () => t("Returned")],
  "report none": ["circle-dashed", "plain", () => t("Not written")],
  "report draft": ["pencil", "plain", () => t("Draft")],
  "report sent": ["hourglass", "wait", () => t("Waiting for signature")],
  "report returned": ["arrow-back-up", "bad", () => t("Returned")],
  "report signed": ["writing-sign", "good", () => t("Signed")],
  "stop planned": ["circle", "plain", () => t("To visit")],
  "stop next": ["player-play", "info", () => t("Next stop")],
  "stop here": ["map-pin", "info", () => t("Visiting")],
  "stop done": ["circle-check", "good", () => t("Visited")],
  "stop shut": ["door-off", "wait", () => t("Found it shut")],
  "stop missed": ["circle-x", "bad", () => t("Not visited")],
  "stop cancelled": ["circle-x", "wait", () => t("Cancelled")],
  "stop unplanned": ["plus", "info", () => t("Not planned")],
  "stop phone": ["phone", "plain", () => t("Phone contact")],
  "stop line": ["message", "plain", () => t("LINE contact")],
  "where verified": ["map-pin-check", "good", () => t("Location verified")],
  "where out_of_range": ["map-pin-off", "wait", () => t("Out of range")],
  "where unverifiable": ["map-pin-off", "plain", () => t("Location not verifiable")],
  "where waiting": ["cloud-upload", "wait", () => t("Not sent yet")],
};

/** A state, as a shape and a word. */
export function pill(kind: string, state: string): TemplateResult {
  const [sign, tone, word] = TONES[`${kind} ${state}`] ?? ["circle", "plain", () => state];
  return html`<span class="pill pill-${tone}">${icon(sign, 16)}${word()}</span>`;
}

/** Progress as a bar: `part` of `whole`. */
export function bar(part: number, whole: number, label = ""): TemplateResult {
  const done = whole > 0 ? Math.max(0, Math.min(100, Math.round((part / whole) * 1000) / 10)) : 0;
  return html`<svg class="bar" role="img" aria-label=${label || `${done} %`}>
    ${svg`<rect class="bar-ground" width="100%" height="10" /><rect class="bar-part bar-plain" width="${done}%" height="10" />`}
  </svg>`;
}

/** What would be here, and the first step. */
export function empty(sign: string, text: string, act: Part = nothing): TemplateResult {
  return html`<div class="nothing">${icon(sign, 48)}<p class="nothing-text">${text}</p>${act}</div>`;
}

/** Open, close a <dialog> as a sheet from below. */
export function sheet(id: string): HTMLDialogElement | null {
  const found = document.getElementById(id);
  return found instanceof HTMLDialogElement ? found : null;
}
