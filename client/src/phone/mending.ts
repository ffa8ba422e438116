// Where a held form is opened again with what it said: a screen of the phone, or the server's page it was filled in on.
import type { Item } from "./types";
import type { Screen } from "./ui";

let screens: Screen[] = [];
export function mendOn(all: Screen[]): void {
  screens = all;
}
export function mendPath(item: Item): string | undefined {
  if (item.from) return `${item.from.split("#")[0]!}#mend=${item.key}`;
  for (const screen of screens) {
    const path = screen.mends?.(item);
    if (path) return `${path}${path.includes("?") ? "&" : "?"}mend=${item.key}`;
  }
  return undefined;
}
