// The plan of a day, to be read: stops, times, purposes, what is expected. Writing it is the server's page.
import { html, nothing } from "lit-html";
import { empty, icon } from "../parts";
import { sayDay, sayTime } from "../saying";
import type { Screen } from "../ui";
import { t } from "../words";
import { statePill } from "./states";
import { changed, stopLines } from "./stops";

export const PLAN: Screen = {
  path: "/phone/plans/:day",
  nav: "today",
  open({ params }) {
    const day = params["day"] ?? "";
    return (model) => {
      const row = model.rows.day.get(day);
      const comment = row?.plan?.comment ?? "";
      return {
        title: t("Visit plan"),
        sub: sayDay(day),
        back: "/phone/report",
        status: statePill("plan", row?.plan?.status ?? "none"),
        body: html`${comment ? html`<div class="alert-box alert-bad">${icon("arrow-back-up")}<div><strong>${t("The plan was returned")}</strong><div class="own-words">「${comment}」</div></div></div>` : nothing}
          ${row?.stops.length
            ? html`<section class="card"><ol class="rows">${row.stops.map(
                (stop) => html`<li class="row-item row-top"><div class="row-when">${sayTime(stop.startsAt)}</div><div class="row-main stack-xs">
                  <div class="row-title">${stop.account ? html`<a href=${`/phone/customers/${stop.account}`}>${stop.name}</a>` : stop.name}</div>
                  ${stop.area && stop.area !== stop.name ? html`<div>${stop.area}</div>` : nothing}${stopLines(model, stop)}${changed(model, stop)}</div></li>`,
              )}</ol></section>`
            : html`<section class="card">${empty("route", t("Nothing was planned for this day."))}</section>`}`,
        act: html`<a class="btn" href=${`/plans/${day}`}>${icon("external-link")} ${t("Write it (needs a connection)")}</a>`,
      };
    };
  },
};
