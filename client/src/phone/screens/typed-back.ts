// What was typed another time stands in the form again: said, and dropped by a tap.
import { html, nothing } from "lit-html";
import type { Form } from "../form";
import { icon, type Part } from "../parts";
import { go } from "../ui";
import { t } from "../words";

export function typedBack(form: Form): Part {
  if (!form.back) return nothing;
  const drop = () => void form.done().then(() => go(location.pathname + location.search, true));
  return html`<div class="alert-box" role="status">${icon("pencil")}<div class="spread grow">
    <span>${t("As you typed it, not saved yet")}</span>
    <button type="button" class="btn" @click=${drop}>${t("Drop it")}</button></div></div>`;
}
