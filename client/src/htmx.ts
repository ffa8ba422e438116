// htmx under our content security policy: no eval, no inline style. A page a person may see is never kept in the
// browser's storage, where the next person at the same desk could find it.
import htmx from "htmx.org";
import { announce } from "./notice";

export function installHtmx(): void {
  htmx.config.allowEval = false;
  htmx.config.includeIndicatorStyles = false;
  htmx.config.attributesToSettle = ["class", "width", "height"]; // an inline style would be copied as an attribute
  htmx.config.historyCacheSize = 0;
  htmx.config.refreshOnHistoryMiss = true;
  htmx.config.scrollBehavior = "auto";
  // A refused form (422, 409) comes back with its reasons and is shown; other failures leave the page as it was.
  htmx.config.responseHandling = [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "4(09|22)", swap: true },
    { code: "[45]..", swap: false, error: true },
  ];
  document.addEventListener("htmx:sendError", (event) => event.defaultPrevented || announce("offline"));
  document.addEventListener("htmx:timeout", () => announce("offline"));
  document.addEventListener("htmx:responseError", () => announce("failed"));
}
