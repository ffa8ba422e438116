// A visit's photos: each is an item of its own, made small here, shown at once from this phone, sent when there is a line.
import { html, nothing, type TemplateResult } from "lit-html";
import { newKey } from "../../forms";
import type { Model } from "../model";
import { WAITING_PHOTO } from "../model-day";
import { discard } from "../outbox";
import { icon, type Part } from "../parts";
import { pictureFrom } from "../pictures";
import { bytesOf } from "../store";
import type { Visit } from "../types";
import { keep, redraw, toast } from "../ui";
import { t } from "../words";
import { mayWrite, whose } from "./daily";
import { MOST_PHOTOS } from "./visit-form";

const KINDS = ["shelf", "display", "receipt", "other"];
let kind = "shelf";
let busy = 0;
/** Pictures that lie on this phone, by the key of their form: each read once while its screen is open. */
const shown = new Map<string, string>();

function kindWord(one: string): string {
  switch (one) {
    case "shelf": return t("Shelf");
    case "display": return t("Display");
    case "receipt": return t("Receipt");
    default: return t("Something else");
  }
}

/** Pictures of the server that did not come: without a line there are none. */
const missing = new Set<string>();

/** Let go of the pictures in memory, when the screen is left. */
export function forgetPictures(): void {
  shown.clear();
  missing.clear();
}

function picture(id: string): string {
  if (!id.startsWith(WAITING_PHOTO)) return `/photos/${id}/small`;
  const key = id.slice(WAITING_PHOTO.length);
  const known = shown.get(key);
  if (known !== undefined) return known;
  shown.set(key, "");
  void bytesOf(key).then(([bytes]) => {
    if (!bytes) return;
    const reader = new FileReader(); // a data: address, as the content security policy of every page allows
    reader.addEventListener("load", () => {
      shown.set(key, String(reader.result));
      redraw();
    });
    reader.readAsDataURL(new Blob([bytes], { type: "image/jpeg" }));
  });
  return "";
}

async function taken(event: Event, visit: Visit, name: string): Promise<void> {
  const input = event.target as HTMLInputElement;
  const chosen = [...(input.files ?? [])];
  const files = chosen.slice(0, Math.max(0, MOST_PHOTOS - visit.photos.length));
  const many = chosen.length - files.length;
  const what = kind;
  busy += files.length;
  redraw();
  for (const file of files) {
    const picture = await pictureFrom(file);
    const id = newKey();
    if (picture) await keep({
      address: `/visits/${visit.id}/photos`,
      fields: [["id", id], ["kind", what]],
      record: `photo:${id}`,
      makes: [`photo:${id}`],
      needs: [`visit:${visit.id}`],
      says: t("Photo at {name}: {kind}", { name, kind: kindWord(what) }),
      files: [{ name: "photo", ...picture }],
    });
    busy -= 1;
    redraw();
  }
  input.value = "";
  if (many) toast(t("A visit takes {limit} photos; {many} of these are not among them.", { limit: MOST_PHOTOS, many }), "bad");
}

async function removed(id: string, name: string): Promise<void> {
  if (!window.confirm(t("Remove this photo?"))) return;
  if (id.startsWith(WAITING_PHOTO)) return discard(id.slice(WAITING_PHOTO.length));
  await keep({ address: `/photos/${id}/removal`, fields: [], record: `photo:${id}`, says: t("Photo at {name} removed", { name }) });
}

function one(model: Model, visit: Visit, photo: Visit["photos"][number], at: number): TemplateResult {
  const key = photo.id.startsWith(WAITING_PHOTO) ? photo.id.slice(WAITING_PHOTO.length) : "";
  const item = model.items.find((each) => each.key === key);
  const words = t("Photo %(number)s: %(kind)s", { number: at + 1, kind: kindWord(photo.kind) });
  const proof = item?.address === "/arrivals"; // the door's photo goes with 撲空 itself
  const source = picture(photo.id);
  const removable = mayWrite(model, visit) && !proof && (!key || item);
  const gone = () => {
    missing.add(source);
    redraw();
  };
  const away = html`<span class="photo-away">${icon("photo", 32)}<span class="visually-hidden">${words}</span></span>`;
  return html`<li class="photo">
    ${source && !missing.has(source) ? html`<img src=${source} alt=${words} width="96" height="96" @error=${gone} />` : away}
    <div class="photo-foot"><span>${item ? html`${icon("cloud-upload", 16)} ` : nothing}${kindWord(photo.kind)}</span>
      ${removable ? html`<button type="button" class="btn btn-icon btn-link" aria-label=${t("Remove %(words)s", { words })}
        @click=${() => void removed(photo.id, whose(model, visit))}>${icon("trash")}</button>` : nothing}</div></li>`;
}

export function photos(model: Model, visit: Visit): Part {
  const many = visit.photos.length;
  const writable = mayWrite(model, visit);
  if (!many && !writable) return nothing;
  const take = (event: Event) => void taken(event, visit, whose(model, visit));
  const button = (sign: string, words: string, camera: boolean) => html`<label class="btn btn-lg file-button">${icon(sign)} <span>${words}</span>
    <input type="file" accept="image/*" ?multiple=${!camera} capture=${camera ? "environment" : nothing} @change=${take} /></label>`;
  return html`<section class="card" id="photos" aria-labelledby="photos-title"><div class="card-body stack">
    <div class="spread"><h2 id="photos-title">${icon("camera")} ${t("Photos")}</h2>${many ? html`<span>${many} / ${MOST_PHOTOS}</span>` : nothing}</div>
    ${many ? html`<ul class="photos">${visit.photos.map((photo, at) => one(model, visit, photo, at))}</ul>` : nothing}
    ${busy ? html`<p role="status">${t("Making {count} pictures small…", { count: busy })}</p>` : nothing}
    ${writable && many < MOST_PHOTOS
      ? html`<fieldset><legend>${t("What it shows")}</legend><div class="chips">${KINDS.map(
            (each) => html`<label class="chip"><input type="radio" name="photo_kind" value=${each} .checked=${each === kind}
              @change=${() => void (kind = each)} /><span>${kindWord(each)}</span></label>`,
          )}</div></fieldset>
          <div class="halves">${button("camera", t("Take a photo"), true)} ${button("upload", t("Choose pictures"), false)}</div>`
      : nothing}
  </div></section>`;
}
