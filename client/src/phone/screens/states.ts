// States as a shape and a word (web/states.py), progress as a bar, sections that fold away, sheets from below.
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { icon, pill, type Part } from "../parts";
import { t } from "../words";

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
  "stop unproven": ["door-off", "bad", () => t("Found it shut, no proof")],
  "stop missed": ["circle-x", "bad", () => t("Not visited")],
  "stop cancelled": ["circle-x", "wait", () => t("Cancelled")],
  "stop unplanned": ["plus", "info", () => t("Not planned")],
  "stop joined": ["users-group", "info", () => t("Joint visit")],
  "stop phone": ["phone", "plain", () => t("Phone contact")],
  "stop line": ["message", "plain", () => t("LINE contact")],
  "account prospect": ["star", "info", () => t("Prospect")],
  "account active": ["circle-check", "good", () => t("Active")],
  "account dormant": ["moon", "wait", () => t("Dormant")],
  "account lost": ["trending-down", "bad", () => t("Lost")],
  "account let_go": ["door-exit", "plain", () => t("Let go")],
  "where verified": ["map-pin-check", "good", () => t("Location verified")],
  "where out_of_range": ["map-pin-off", "wait", () => t("Out of range")],
  "where unverifiable": ["map-pin-off", "plain", () => t("Location not verifiable")],
  "where unverified": ["map-pin-off", "plain", () => t("Location not verifiable")],
  "where waiting": ["cloud-upload", "wait", () => t("Not sent yet")],
};

/** A state, as a shape and a word. */
export function statePill(kind: string, state: string): TemplateResult {
  const [sign, tone, word] = TONES[`${kind} ${state}`] ?? ["circle", "plain", () => state];
  return pill(tone, sign, word());
}

/** A state's word alone. */
export function stateWord(kind: string, state: string): string {
  return TONES[`${kind} ${state}`]?.[2]() ?? state;
}

/** Progress as a bar: `part` of `whole`. */
export function bar(part: number, whole: number, label = ""): TemplateResult {
  const done = whole > 0 ? Math.max(0, Math.min(100, Math.round((part / whole) * 1000) / 10)) : 0;
  return html`<svg class="bar" role="img" aria-label=${label || `${done} %`}>
    ${svg`<rect class="bar-ground" width="100%" height="10" /><rect class="bar-part bar-plain" width="${done}%" height="10" />`}
  </svg>`;
}

/** A section that folds away; `end` stands at the end of its line. It opens when `open` becomes true, and stays as one
 * has left it otherwise. */
interface Fold {
  id: string;
  sign: string;
  title: string;
  end?: Part | string;
  open: boolean;
}
export function fold(of: Fold, body: unknown): TemplateResult {
  return html`<details class="card fold" id=${of.id} ?open=${of.open}>
    <summary class="card-body">
      ${icon("chevron-right")}${of.sign ? icon(of.sign) : nothing}<span class="grow">${of.title}</span><span>${of.end ?? nothing}</span>
    </summary>
    ${body}
  </details>`;
}

/** A sheet from below, by the id of its <dialog>. */
export function sheet(id: string): HTMLDialogElement | null {
  const found = document.getElementById(id);
  return found instanceof HTMLDialogElement ? found : null;
}
