// On a desk a list opens details beside itself: <a data-side href="…"> puts the #panel of that page into #side.
// With a modifier key, on a phone, or without script the link is a link. [data-side-close] and Escape close the panel.
import htmx from "htmx.org";

const desk = window.matchMedia("(min-width: 992px)");

function mark(link: Element | null): void {
  for (const row of document.querySelectorAll("[data-side-row]")) row.removeAttribute("aria-current");
  link?.closest("[data-side-row]")?.setAttribute("aria-current", "true");
}

function close(): void {
  const side = document.getElementById("side");
  if (!side?.firstChild) return;
  const row = document.querySelector<HTMLElement>("[data-side-row][aria-current] [data-side]");
  side.replaceChildren();
  mark(null);
  row?.focus();
}

export function installSide(): void {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest("[data-side-close]")) close();
    const link = event.target.closest<HTMLAnchorElement>("a[data-side]");
    if (!link || !desk.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    if (!document.getElementById("side")) return;
    event.preventDefault();
    mark(link);
    void htmx.ajax("get", link.href, { target: "#side", swap: "innerHTML", select: "#panel" });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open], details[data-menu][open]")) close();
  });
}
