// Passkeys (WebAuthn), on the page of one's own security and on the sign-in page.
//   <form data-passkey="make" data-question="/address"> or data-passkey="use": a hidden input `credential` takes the
//   browser's answer, then the form is sent like any other. `hidden` until this browser can do it.
//   data-after-fault: the last try failed, so nothing is offered unasked.
//   data-passkey-fault inside or beside it shows what went wrong.
// A field with autocomplete="username webauthn" offers passkeys while one types, where the browser can.
type Json = { [name: string]: unknown };

function bytes(text: string): ArrayBuffer {
  const raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(raw, (sign) => sign.charCodeAt(0)).buffer;
}

function text(buffer: ArrayBuffer): string {
  const raw = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(raw).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function described(list: unknown): PublicKeyCredentialDescriptor[] {
  return ((list as { id: string; type: "public-key" }[] | undefined) ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
}

async function ask(address: string, signal: AbortSignal | null = null): Promise<Json> {
  const headers = { Accept: "application/json" };
  const answer = await fetch(address, { headers, signal, credentials: "same-origin", cache: "no-store" });
  const said = (await answer.json()) as Json;
  if (answer.status === 403 && typeof said["proof"] === "string") {
    window.location.assign(`${said["proof"]}?next=${encodeURIComponent(window.location.pathname)}`);
  }
  if (!answer.ok) throw new Error(String(answer.status));
  return said["publicKey"] as Json;
}

async function make(address: string): Promise<Json> {
  const asked = await ask(address);
  const user = asked["user"] as Json;
  const publicKey = {
    ...asked,
    challenge: bytes(asked["challenge"] as string),
    user: { ...user, id: bytes(user["id"] as string) },
    excludeCredentials: described(asked["excludeCredentials"]),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    response: { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject) },
    clientExtensionResults: {},
  };
}

// Only one request may be open at a time: a tap on the button ends the one that waits in the name field, and so does
// signing in by password, whose session the answer to a question would otherwise put nobody's in the place of.
let open: AbortController | null = null;

async function use(address: string, mediation: CredentialMediationRequirement): Promise<Json> {
  open?.abort();
  const mine = (open = new AbortController());
  const asked = await ask(address, mine.signal);
  const publicKey = {
    ...asked,
    challenge: bytes(asked["challenge"] as string),
    allowCredentials: described(asked["allowCredentials"]),
  } as unknown as PublicKeyCredentialRequestOptions;
  const used = (await navigator.credentials.get({ publicKey, mediation, signal: mine.signal })) as PublicKeyCredential;
  const response = used.response as AuthenticatorAssertionResponse;
  return {
    id: used.id,
    rawId: text(used.rawId),
    type: used.type,
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : null,
    },
    clientExtensionResults: {},
  };
}

function send(form: HTMLFormElement, credential: Json): void {
  const field = form.elements.namedItem("credential");
  if (!(field instanceof HTMLInputElement)) return;
  field.value = JSON.stringify(credential);
  form.dataset["answered"] = "yes";
  form.requestSubmit();
}

function fault(form: HTMLFormElement, shown: boolean): void {
  const place = form.parentElement?.querySelector<HTMLElement>("[data-passkey-fault]");
  if (place) place.hidden = !shown;
}

async function answer(form: HTMLFormElement): Promise<void> {
  const address = form.dataset["question"] ?? "";
  fault(form, false);
  form.setAttribute("aria-busy", "true");
  try {
    send(form, form.dataset["passkey"] === "make" ? await make(address) : await use(address, "optional"));
  } catch {
    fault(form, true); // said no, took too long, or the device has none: the person knows which
  } finally {
    form.removeAttribute("aria-busy");
  }
}

async function offerWhileTyping(form: HTMLFormElement): Promise<void> {
  const can = await window.PublicKeyCredential.isConditionalMediationAvailable?.();
  if (!can || !document.querySelector('input[autocomplete~="webauthn"]')) return;
  try {
    send(form, await use(form.dataset["question"] ?? "", "conditional"));
  } catch {
    // nobody chose one
  }
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form instanceof HTMLFormElement && !form.dataset["passkey"]) open?.abort();
    if (!(form instanceof HTMLFormElement) || !form.dataset["passkey"] || form.dataset["answered"] === "yes") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.getAttribute("aria-busy") !== "true") void answer(form);
  },
  { capture: true },
);

function start(): void {
  if (!window.isSecureContext || !window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    form.hidden = false;
    if (form.dataset["passkey"] === "use" && !form.hasAttribute("data-after-fault")) void offerWhileTyping(form);
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
export {};
