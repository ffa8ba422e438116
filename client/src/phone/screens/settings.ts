// What one sets for oneself on the phone: language, light or dark, and whether the browser keeps what lies here.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Model } from "../model";
import { icon, type Part } from "../parts";
import { keep, redraw, toast } from "../ui";
import { languageNow, t } from "../words";

const LANGUAGES: [code: string, name: string][] = [["zh-hant", "繁體中文"], ["zh-hans", "简体中文"], ["en", "English"]];
let kept: boolean | undefined;

async function look(): Promise<void> {
  const before = kept;
  kept = await navigator.storage?.persisted?.().catch(() => undefined);
  if (kept !== before) redraw();
}

/** Whether the browser has promised to keep the store when the phone runs short of room. */
export function persisted(): Part {
  void look();
  if (kept === undefined) return nothing;
  const words = kept ? t("The browser keeps it when the phone runs short of room.") : t("The browser may clear it when the phone runs short of room: put Fieldday on the home screen.");
  return html`<div class="row-text">${icon(kept ? "shield-check" : "alert-triangle", 16)} ${words}</div>`;
}

async function speak(language: string): Promise<void> {
  if (language === languageNow()) return;
  if (await keep({ address: "/language", fields: [["language", language]], record: "language", says: t("Language") })) toast(t("Language changed."), "good");
}

export function settings(model: Model): TemplateResult {
  const now = model.me?.language || languageNow();
  let theme = "auto";
  try {
    theme = localStorage.getItem("theme") ?? "auto";
  } catch {
    // as the device then
  }
  const shade = (choice: string, sign: string, words: string) =>
    html`<button type="button" class="btn btn-choice" data-theme-choice=${choice} aria-pressed=${theme === choice ? "true" : "false"}>${icon(sign)} ${words}</button>`;
  return html`<section class="card"><div class="card-body stack">
    <div class="stack-sm"><span class="label" id="language-label">${t("Language")}</span>
      <div class="cluster" role="group" aria-labelledby="language-label">${LANGUAGES.map(
        ([code, name]) => html`<button type="button" class="btn btn-choice" lang=${code} aria-pressed=${code === now ? "true" : "false"} @click=${() => void speak(code)}>${name}</button>`,
      )}</div></div>
    <div class="stack-sm"><span class="label" id="theme-label">${t("Light or dark")}</span>
      <div class="cluster" role="group" aria-labelledby="theme-label">${shade("auto", "adjustments-horizontal", t("As the device"))}${shade("light", "sun", t("Light"))}${shade("dark", "moon", t("Dark"))}</div></div>
  </div></section>`;
}
