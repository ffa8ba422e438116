// Dictation where the browser offers speech recognition: a microphone beside a long text. Nothing depends on it; the
// keyboard's own microphone works in every field anyway. Most browsers recognise with the help of a server, so without
// a line it ends at once: the button then says so and what was typed stays.
import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "./parts";
import { t } from "./words";

interface Heard {
  results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }>;
  resultIndex: number;
}
interface Recogniser extends EventTarget {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  start(): void;
  stop(): void;
}
type Maker = new () => Recogniser;

const LANGUAGES: Record<string, string> = { "zh-hant": "zh-TW", "zh-hans": "zh-CN", en: "en-US" };
let running: { recogniser: Recogniser; button: HTMLButtonElement } | null = null;

function maker(): Maker | null {
  const known = window as unknown as { SpeechRecognition?: Maker; webkitSpeechRecognition?: Maker };
  return known.SpeechRecognition ?? known.webkitSpeechRecognition ?? null;
}

/** Whether a microphone can be offered here at all. */
export function hears(): boolean {
  return maker() !== null;
}

function stop(): void {
  running?.recogniser.stop();
  running?.button.setAttribute("aria-pressed", "false");
  running = null;
}

/** What was said goes to the end of what stands there, as if it had been typed: whoever listens to the field hears it. */
function write(field: HTMLTextAreaElement | HTMLInputElement, said: string): void {
  const gap = /[\p{Script=Latin}\d.,]$/u.test(field.value) && /^[\p{Script=Latin}\d]/u.test(said) ? " " : "";
  field.value = field.value + gap + said;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function start(button: HTMLButtonElement, field: HTMLTextAreaElement | HTMLInputElement): void {
  const Recognition = maker();
  if (!Recognition) return;
  const recogniser = new Recognition();
  const language = document.documentElement.lang.toLowerCase();
  recogniser.lang = LANGUAGES[Object.keys(LANGUAGES).find((code) => language.startsWith(code)) ?? "zh-hant"]!;
  recogniser.continuous = true;
  recogniser.interimResults = false;
  recogniser.addEventListener("result", (event) => {
    const heard = event as unknown as Heard;
    for (let n = heard.resultIndex; n < heard.results.length; n++) {
      const one = heard.results[n]!;
      if (one.isFinal && one[0]) write(field, one[0].transcript.trim());
    }
  });
  for (const name of ["end", "error"]) recogniser.addEventListener(name, () => running?.recogniser === recogniser && stop());
  running = { recogniser, button };
  button.setAttribute("aria-pressed", "true");
  try {
    recogniser.start();
  } catch {
    stop(); // the microphone is in use or forbidden: the keyboard's is still there
  }
}

/** A microphone for the field of this id; nothing where the browser has none. */
export function microphone(fieldId: string): TemplateResult | typeof nothing {
  if (!hears()) return nothing;
  const tapped = (event: Event) => {
    const button = event.currentTarget as HTMLButtonElement;
    const field = document.getElementById(fieldId);
    const again = running?.button === button;
    stop();
    if (!again && (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) start(button, field);
  };
  return html`<button type="button" class="btn btn-choice" aria-pressed="false" @click=${tapped}>
    ${icon("microphone")} ${t("Dictate")}
  </button>`;
}
