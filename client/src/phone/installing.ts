// Putting the app on the home screen: Android's browsers offer it by an event, iOS by its share sheet only.
interface Offer extends Event {
  prompt(): Promise<unknown>;
}
let offer: Offer | undefined;

export function installInstalling(changed: () => void): void {
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event as Offer;
    changed();
  });
  window.addEventListener("appinstalled", () => {
    offer = undefined;
    changed();
  });
}
export function isInstalled(): boolean {
  return window.matchMedia("(display-mode: standalone)").matches || (navigator as { standalone?: boolean }).standalone === true;
}
/** What asks the person, where the browser offers it. */
export function installable(): (() => Promise<void>) | undefined {
  const one = offer;
  return one && (async () => {
    await one.prompt();
    offer = undefined;
  });
}
export function onIos(): boolean {
  return /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);
}
