// The location of an arrival: asked once, by the rep's own tap, sent with the form, never required.
// <form method="post" data-locate> with hidden inputs latitude, longitude, accuracy (metres), location_error
// (denied, unavailable, timeout, unsupported) and claimed_at (the phone's own clock); those missing are left out.
// Asked once per form: sent again, the form says the same, as its key promises.
const WAIT_MS = 4000; // somebody stands at a door; a place found later is not worth the wait
const ERRORS: Record<number, string> = { 1: "denied", 2: "unavailable", 3: "timeout" };

function ask(): Promise<GeolocationPosition> {
  return new Promise((resolve, reject) => {
    if (!("geolocation" in navigator)) {
      reject(new Error("unsupported"));
      return;
    }
    // The browser's own time limit does not run while its permission question stands open; ours does.
    window.setTimeout(() => reject({ code: 3 }), WAIT_MS);
    navigator.geolocation.getCurrentPosition(resolve, reject, {
      enableHighAccuracy: true,
      maximumAge: 0,
      timeout: WAIT_MS,
    });
  });
}

/** Where the phone is, as a form says it: latitude, longitude and accuracy, or location_error; after WAIT_MS at most. */
export async function whereNow(): Promise<[string, string][]> {
  try {
    const { coords } = await ask();
    return [
      ["latitude", coords.latitude.toFixed(7)],
      ["longitude", coords.longitude.toFixed(7)],
      ["accuracy", String(Math.round(coords.accuracy))],
    ];
  } catch (error) {
    return [["location_error", ERRORS[(error as { code?: number }).code ?? 0] ?? "unsupported"]];
  }
}

async function locate(form: HTMLFormElement): Promise<void> {
  const pairs: [string, string][] = [["claimed_at", new Date().toISOString()], ...(await whereNow())];
  for (const [name, value] of pairs) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
}

export function installLocation(): void {
  // On the way down, before any other listener may send the form.
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-locate")) return;
      if (form.dataset["located"] === "yes") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (form.dataset["located"] === "asking") return;
      form.dataset["located"] = "asking";
      form.setAttribute("aria-busy", "true");
      const button = (event as SubmitEvent).submitter;
      void locate(form).then(() => {
        form.dataset["located"] = "yes";
        form.removeAttribute("aria-busy");
        form.requestSubmit(button instanceof HTMLButtonElement ? button : null);
      });
    },
    { capture: true },
  );
}
