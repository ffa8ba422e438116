// What a mark on a map says when it is tapped.

/** Built from text nodes only: a customer's name is never markup. Without an address of ours its head leads nowhere. */
export function popup(mark: { title?: string; text?: string; url?: string }): HTMLElement {
  const box = document.createElement("div");
  const head = document.createElement(mark.url ? "a" : "strong");
  head.textContent = mark.title ?? "";
  if (head instanceof HTMLAnchorElement && mark.url?.startsWith("/")) head.href = mark.url;
  box.append(head);
  if (mark.text) {
    const line = document.createElement("div");
    line.className = "map-text";
    line.textContent = mark.text;
    box.append(line);
  }
  return box;
}
