// 撲空: the customer's place is shut. The stop counts as gone to; a photo of the door is its proof out of the radius.
import { html, type TemplateResult } from "lit-html";
import { icon } from "../parts";
import { pictureFrom } from "../pictures";
import { redraw } from "../ui";
import { t } from "../words";
import { foundShut, type Photo } from "./acting";
import type { Station } from "./daily";
import { sheet } from "./states";

let asked: Station | undefined;
let photo: Photo | undefined;

export function opensShut(station: Station): void {
  asked = station;
  photo = undefined;
  redraw();
  queueMicrotask(() => sheet("shut")?.showModal());
}

/** The photo that was taken, as it is sent. */
async function pictureOf(event: Event): Promise<Photo | undefined> {
  const input = event.target as HTMLInputElement;
  const file = input.files?.[0];
  if (!file) return undefined;
  const picture = await pictureFrom(file);
  input.value = "";
  return picture;
}

async function taken(event: Event): Promise<void> {
  photo = (await pictureOf(event)) ?? photo;
  redraw();
}

async function shut(): Promise<void> {
  const { stop, to } = asked ?? {};
  if (!to) return;
  if (await foundShut({ stop, account: to }, photo)) sheet("shut")?.close();
}

export function shutSheet(): TemplateResult {
  const name = asked?.name ?? "";
  return html`<dialog id="shut" class="sheet-up" aria-labelledby="shut-question"><div class="stack">
    <p id="shut-question" class="strong">${t("%(name)s is shut?", { name })}</p>
    <p>${t("Out of the customer's arrival radius it takes a photo of the door for the stop to count as carried out.")}</p>
    <label class="btn btn-lg btn-block ${photo ? "" : "btn-primary"} file-button">${icon(photo ? "check" : "camera")}
      <span>${photo ? t("Photo taken") : t("Photo as proof")}</span>
      <input type="file" accept="image/*" capture="environment" @change=${taken} /></label>
    <button type="button" class="btn btn-lg btn-block ${photo ? "btn-primary" : ""}" @click=${shut}>${icon("door-off")} ${t("Found it shut")}</button>
    <button type="button" class="btn btn-lg btn-block" @click=${() => sheet("shut")?.close()}>${t("Cancel")}</button>
  </div></dialog>`;
}
