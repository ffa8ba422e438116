// 複製到 LINE: the order as plain text goes to the clipboard; where the browser refuses, it shows, to be copied by hand.
import { html, nothing } from "lit-html";
import { figure, shown } from "../../figures";
import { icon, type Part } from "../parts";
import { redraw, toast } from "../ui";
import { t } from "../words";
import { amountOf, totalOf, type Line } from "./visit-form";

let byHand = "";

/** The order as customers and the office get it on LINE. */
function orderText(name: string, day: string, lines: Line[]): string {
  const said = lines.map((one) => {
    const off = figure(one.discount) > 0 ? `−${one.discount} %` : "";
    return [one.name, `${one.quantity} ${one.unit}`.trim(), off, shown(amountOf(one))].filter(Boolean).join("　");
  });
  return [`${name}　${day}`, ...said, `${t("Total")}　${shown(totalOf(lines))}`].join("\n");
}

async function copied(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    byHand = "";
    toast(t("Copied. Paste it in LINE."), "good");
  } catch {
    byHand = text;
    redraw();
  }
}

export function copyOrder(name: string, day: string, lines: Line[]): Part {
  if (!lines.length) return nothing;
  const text = orderText(name, day, lines);
  return html`<div class="copy">
    <button type="button" class="btn" @click=${() => void copied(text)}>${icon("copy")} ${t("Copy for LINE")}</button>
    ${byHand === text
      ? html`<p role="status">${t("The browser does not copy by itself: the text is selected below, copy it by hand.")}</p>
          <textarea class="form-control" rows="6" readonly aria-label=${t("The order as text")} .value=${text}
            @focus=${(event: Event) => (event.target as HTMLTextAreaElement).select()}></textarea>`
      : nothing}
  </div>`;
}
