// What waits, as one file for support: every form with its fields and its photos, by the phone's share sheet or as a
// download. It holds what its person wrote; he hands it over himself.
import { bytesOf } from "./store";
import type { Item } from "./types";

function base64(bytes: ArrayBuffer): string {
  const whole = new Uint8Array(bytes);
  let text = "";
  for (let at = 0; at < whole.length; at += 0x8000) text += String.fromCharCode(...whole.subarray(at, at + 0x8000));
  return btoa(text);
}

export async function handOver(items: Item[]): Promise<void> {
  const forms = await Promise.all(
    items.map(async (item) => {
      const bytes = await bytesOf(item.key);
      return { ...item, files: item.files.map((file, place) => ({ ...file, base64: base64(bytes[place] ?? new ArrayBuffer(0)) })) };
    }),
  );
  const said = { fieldday: "outbox", written: new Date().toISOString(), device: navigator.userAgent, forms };
  const name = `fieldday-outbox-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, "")}.json`;
  const file = new File([JSON.stringify(said, null, 1)], name, { type: "application/json" });
  if (navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file], title: name });
      return;
    } catch (error) {
      if ((error as DOMException).name === "AbortError") return;
    }
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
