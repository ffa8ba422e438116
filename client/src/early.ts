// The only script that runs before the first paint: a page that is to be dark would otherwise flash white at night.
// <html data-theme="auto"> follows the device's own setting, unless somebody chose on this device (theme.ts).
// Loaded in <head> without defer.
const root = document.documentElement;
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function kept(name: string): string | null {
  try {
    return window.localStorage.getItem(name);
  } catch {
    return null; // storage may be closed to us; then the device decides
  }
}

function follow(): void {
  const theme = kept("theme");
  root.dataset["bsTheme"] = theme === "dark" || theme === "light" ? theme : dark.matches ? "dark" : "light";
}

if (root.dataset["theme"] === "auto") {
  dark.addEventListener("change", follow);
  window.addEventListener("storage", follow);
  follow();
}
// Nobody is told of the app who has it open, or put the hint away (hints.ts).
if (kept("hint-phone") || window.matchMedia("(display-mode: standalone)").matches) root.dataset["hintPhone"] = "gone";
export {};
