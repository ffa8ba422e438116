// One line at the foot of the page for what the server could not say itself. The words come from the page, in the
// person's language: <div data-notice role="status" data-text-offline="…" data-text-failed="…" hidden></div>.
type NoticeCode = "offline" | "failed";

let timer: number | undefined;

export function announce(code: NoticeCode): void {
  const box = document.querySelector<HTMLElement>("[data-notice]");
  const words = box?.getAttribute(`data-text-${code}`);
  if (!box || !words) return;
  box.textContent = words;
  box.hidden = false;
  window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    box.hidden = true;
  }, 8000);
}
