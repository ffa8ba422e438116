// The board of customers by status. A card is dragged to another column, or moved with its own list of statuses; what
// needs a reason is asked for in <dialog data-board-move>, whose form carries every move.
const ASKED = new Set(["dormant", "lost", "let_go"]);

function ask(id: string, name: string, status: string, words: string, undo: () => void): void {
  const dialog = document.querySelector<HTMLDialogElement>("dialog[data-board-move]");
  const form = dialog?.querySelector("form");
  const field = form?.querySelector<HTMLInputElement>("[name=status]");
  const reason = form?.querySelector<HTMLInputElement>("[name=reason]");
  if (!dialog || !form || !field || !reason) return;
  form.action = `${form.dataset["base"]!}/${id}/statuses`;
  field.value = status;
  reason.value = "";
  reason.required = ASKED.has(status);
  if (!ASKED.has(status)) {
    form.requestSubmit();
    return;
  }
  dialog.querySelector("[data-move-name]")!.textContent = name;
  dialog.querySelector("[data-move-to]")!.textContent = words;
  const close = (): void => undo();
  dialog.addEventListener("close", close, { once: true });
  form.addEventListener("submit", () => dialog.removeEventListener("close", close), { once: true });
  dialog.showModal();
  reason.focus();
}

function moveBy(select: HTMLSelectElement): void {
  const was = [...select.options].find((option) => option.defaultSelected)?.value ?? select.value;
  if (select.value === was) return;
  const words = select.selectedOptions[0]?.textContent ?? "";
  ask(select.dataset["boardMoveTo"]!, select.dataset["name"] ?? "", select.value, words, () => {
    select.value = was;
  });
}

export function installBoard(): void {
  let dragged: HTMLElement | null = null;
  document.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement && event.target.dataset["boardMoveTo"]) moveBy(event.target);
  });
  document.addEventListener("dragstart", (event) => {
    dragged = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-board-card]") : null;
    if (dragged && event.dataTransfer) {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", dragged.dataset["boardCard"]!);
    }
  });
  const over = (event: DragEvent): HTMLElement | null => {
    const column = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-board-column]") : null;
    return dragged && column && !column.contains(dragged) ? column : null;
  };
  document.addEventListener("dragover", (event) => {
    const column = over(event);
    for (const one of document.querySelectorAll("[data-board-over]")) if (one !== column) one.removeAttribute("data-board-over");
    if (!column) return;
    event.preventDefault();
    column.setAttribute("data-board-over", "");
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    for (const one of document.querySelectorAll("[data-board-over]")) one.removeAttribute("data-board-over");
  });
  document.addEventListener("drop", (event) => {
    const column = over(event);
    const select = dragged?.querySelector<HTMLSelectElement>("[data-board-move-to]");
    if (!column || !select) return;
    event.preventDefault();
    select.value = column.dataset["boardColumn"]!;
    moveBy(select);
  });
}
