// The service worker: registered, and followed by what it serves. A new release waits until somebody takes it, or until
// the app is closed; drafts and the outbox lie in the store, so nothing typed is lost by it.
const SETTLE_MS = 400; // what is typed is laid by within this

let waiting: ServiceWorker | null = null;
let renewed = false;

export async function installWorker(address: string, found: () => void): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  let known = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    const first = !known; // the first worker of a phone changes nothing
    known = true;
    if (first || renewed) return;
    renewed = true;
    window.setTimeout(() => location.reload(), SETTLE_MS);
  });
  try {
    const there = await navigator.serviceWorker.register(address, { scope: "/", updateViaCache: "none" });
    const look = (): void => {
      if (there.waiting && navigator.serviceWorker.controller) {
        waiting = there.waiting;
        found();
      }
    };
    there.addEventListener("updatefound", () => there.installing?.addEventListener("statechange", look));
    look();
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void there.update().catch(() => undefined);
    });
  } catch {
    // no worker on this phone (plain HTTP): the store and the outbox work all the same
  }
}

export function renewalReady(): boolean {
  return waiting !== null;
}
export function renew(): void {
  waiting?.postMessage("take over");
}
