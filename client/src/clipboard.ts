// 複製到 LINE: the order's text goes to the clipboard; where the browser refuses, it shows, selected, to be copied by hand.
// [data-copy] with [data-copy-button] (data-done, data-refused: what it says then) and textarea[data-copy-text]. In a
// visit's form the text follows the lines as they are typed, kept or not.
function typed(box: HTMLElement, kept: string): string {
  const lines = [...(box.closest("[data-visit]")?.querySelectorAll<HTMLElement>("[data-line]") ?? [])];
  const [head, ...rest] = kept.split("\n");
  if (!lines.length) return kept;
  const words = (line: HTMLElement, part: string) => line.querySelector(part)?.textContent?.trim() ?? "";
  const value = (line: HTMLElement, name: string) =>
    line.querySelector<HTMLInputElement>(`input[name$="-${name}"]`)?.value.trim() ?? "";
  const said = lines.map((line) => {
    const discount = value(line, "discount");
    const count = `${value(line, "quantity")} ${words(line, "label[for$='-quantity'] .quiet")}`.trim();
    const off = discount && Number(discount) ? `−${discount} %` : "";
    return [words(line, ".order-line-head .strong"), count, off, words(line, "[data-amount]")].filter(Boolean).join("　");
  });
  const sum = rest[rest.length - 1]?.split("　")[0] ?? "";
  const total = box.closest("[data-visit]")?.querySelector("[data-total]")?.textContent?.trim() ?? "";
  return [head, ...said, `${sum}　${total}`].join("\n");
}

async function copy(button: HTMLElement): Promise<void> {
  const box = button.closest<HTMLElement>("[data-copy]");
  const area = box?.querySelector<HTMLTextAreaElement>("[data-copy-text]");
  if (!box || !area) return;
  area.value = typed(box, area.defaultValue.trim());
  let refused = false;
  try {
    await navigator.clipboard.writeText(area.value);
  } catch {
    refused = true;
  }
  area.hidden = !refused;
  if (refused) {
    area.focus();
    area.select();
  }
  const said = box.querySelector<HTMLElement>("[role=status]") ?? box.appendChild(document.createElement("p"));
  said.setAttribute("role", "status");
  said.textContent = (refused ? button.dataset["refused"] : button.dataset["done"]) ?? "";
}

export function installClipboard(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copy-button]") : null;
    if (button) void copy(button);
  });
}
