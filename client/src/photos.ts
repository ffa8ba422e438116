// Photos shrink on the phone before they travel: at most 1600 px, JPEG, without what the camera wrote into them.
// Several may be chosen at once; more than data-photo-most are not sent, and what data-photo-too-many names says so.
// <form data-photo="send"> is sent as soon as a picture is chosen; data-photo="hold" keeps it for the form's own button,
// and [data-photo-name] then says so. What cannot be read here goes as it is: the server makes every picture anew.
const LONGEST_SIDE = 1600;
const QUALITY = 0.85;

/** The picture, made small and without what the camera wrote into it. Rejects what no browser opens. */
export async function shrunk(file: File): Promise<File> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const ground = canvas.getContext("2d");
  if (!ground) return file;
  ground.fillStyle = "#fff";
  ground.fillRect(0, 0, canvas.width, canvas.height);
  ground.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  return blob ? new File([blob], "photo.jpg", { type: "image/jpeg" }) : file;
}

/** Put files into the input, as if they had been chosen. */
function put(input: HTMLInputElement, chosen: File[]): void {
  const files = new DataTransfer();
  for (const file of chosen) files.items.add(file);
  input.files = files.files;
}

/** Whether there is room for so many; says so where there is not, and lets go of the choice. */
function fits(input: HTMLInputElement, form: HTMLFormElement): boolean {
  const most = Number(form.dataset["photoMost"] ?? Infinity);
  const full = (input.files?.length ?? 0) > most;
  const words = document.getElementById(form.dataset["photoTooMany"] ?? "");
  if (words) words.hidden = !full;
  if (full) input.value = "";
  return !full;
}

async function chosen(input: HTMLInputElement, form: HTMLFormElement): Promise<void> {
  if (!input.files?.length || !fits(input, form)) return;
  form.setAttribute("aria-busy", "true");
  // Of two inputs the one that was used last counts: the phone's camera, or its album.
  for (const other of form.querySelectorAll<HTMLInputElement>('input[type="file"]')) {
    if (other !== input) other.value = "";
  }
  const small: File[] = [];
  for (const file of input.files) {
    small.push(await shrunk(file).catch(() => file)); // no picture that a browser opens: the server says what it is
  }
  put(input, small);
  if (form.dataset["photo"] === "send") {
    form.requestSubmit();
    return;
  }
  form.removeAttribute("aria-busy");
  const name = input.closest("label")?.querySelector<HTMLElement>("[data-photo-name]");
  if (name) name.textContent = name.dataset["photoName"] ?? "";
}

export function installPhotos(): void {
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "file") return;
    const form = input.closest<HTMLFormElement>("form[data-photo]");
    if (form) void chosen(input, form);
  });
  // No answer: the form may be used again, as it stands.
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(name, (event) => {
      if (event.target instanceof HTMLElement && event.target.matches("form[data-photo]")) {
        event.target.removeAttribute("aria-busy");
      }
    });
  }
}
