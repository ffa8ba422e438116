// A picture as a form takes it along: made small, and without what the camera wrote into it.
import { shrunk } from "../photos";
import { toast } from "./ui";
import { t } from "./words";

export interface Picture {
  filename: string;
  type: string;
  bytes: ArrayBuffer;
}
/** How a JPEG, a PNG and a WebP begin: what the server reads (kit/pictures). */
const BEGINNINGS = [/^\xff\xd8\xff/, /^\x89PNG\r\n\x1a\n/, /^RIFF[^]{4}WEBP/];

/** The picture of a file. One too large for this phone to open goes as it is; what is none at all is said at once, not
 * when it comes back in the evening: then there is nothing. */
export async function pictureFrom(file: File): Promise<Picture | undefined> {
  const small = await shrunk(file).catch(() => file);
  const bytes = await small.arrayBuffer();
  const start = String.fromCharCode(...new Uint8Array(bytes.slice(0, 12)));
  if (BEGINNINGS.some((one) => one.test(start))) return { filename: small.name, type: small.type, bytes };
  toast(t("“{name}” is no picture that can be read. Take a JPEG, PNG or WebP.", { name: file.name.slice(0, 60) }), "bad");
  return undefined;
}
