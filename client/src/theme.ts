// Light, dark, or as the device says: <button data-theme-choice="auto|light|dark" aria-pressed>. Kept on this device.
function kept(): string {
  try {
    return window.localStorage.getItem("theme") ?? "auto";
  } catch {
    return "auto";
  }
}

function show(choice: string): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset["themeChoice"] === choice));
  }
}

function keep(choice: string): void {
  try {
    if (choice === "auto") window.localStorage.removeItem("theme");
    else window.localStorage.setItem("theme", choice);
  } catch {
    // It holds for this page then.
  }
  const dark = choice === "auto" ? window.matchMedia("(prefers-color-scheme: dark)").matches : choice === "dark";
  document.documentElement.dataset["bsTheme"] = dark ? "dark" : "light";
  show(choice);
}

export function installTheme(): void {
  show(kept());
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-theme-choice]") : null;
    if (button) keep(button.dataset["themeChoice"]!);
  });
}
