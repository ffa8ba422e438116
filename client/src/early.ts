// The only script that runs before the first paint: a page that follows the phone's own light or dark setting
// (<html data-theme="auto">) would otherwise flash white at night. Loaded in <head> without defer.
const root = document.documentElement;
if (root.dataset["theme"] === "auto") {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    root.dataset["bsTheme"] = dark.matches ? "dark" : "light";
  };
  dark.addEventListener("change", follow);
  follow();
}
export {};
