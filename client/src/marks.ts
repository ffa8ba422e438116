// A map of thousands of customers: <div data-map-marks data-source="/accounts/marks?…" data-extent="w,s,e,n" …>. The
// server counts those near one another; here only what one looks at is drawn, asked for anew after each move.
// [data-map-draw] lets one draw a rectangle, which opens the list narrowed to it; [data-map-view] takes what is in view.
import * as L from "leaflet";
import { popup } from "./map-popup";

interface Mark {
  lat: number;
  lng: number;
  count: number;
  box?: [number, number, number, number];
  title?: string;
  text?: string;
  url?: string;
}

const SIDE = 6; // places of a degree in an address: 11 cm

function words(bounds: L.LatLngBounds): string {
  const sides = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  return sides.map((side, at) => Math.max(Math.min(side, at % 2 ? 90 : 180), at % 2 ? -90 : -180).toFixed(SIDE)).join(",");
}

function read(text: string | undefined): L.LatLngBounds | null {
  const [west, south, east, north] = (text ?? "").split(",").map(Number);
  if (south === undefined || west === undefined || north === undefined || east === undefined || !Number.isFinite(east)) return null;
  return L.latLngBounds([south, west], [north, east]);
}

function width(mark: Mark): number {
  return mark.count > 1 ? Math.min(30 + 12 * Math.log10(mark.count), 64) : 28;
}

function icon(mark: Mark): L.DivIcon {
  const label = document.createElement("span");
  label.textContent = mark.count > 1 ? (mark.count > 9999 ? `${Math.round(mark.count / 1000)}k` : String(mark.count)) : "●";
  const size = width(mark);
  return L.divIcon({
    className: mark.count > 1 ? "map-pin map-heap" : "map-pin map-pin-plain",
    html: label,
    iconSize: [size, size],
  });
}

class Marks {
  private readonly layer: L.LayerGroup;
  private asked: AbortController | null = null;

  constructor(private readonly box: HTMLElement, private readonly map: L.Map) {
    this.layer = L.layerGroup().addTo(map);
    map.on("moveend", () => void this.load());
    this.map.setView([23.7, 121], 7);
    const extent = read(box.dataset["box"]) ?? read(box.dataset["extent"]);
    if (extent) map.fitBounds(extent, { padding: [24, 24], maxZoom: 16, animate: false });
    const chosen = read(box.dataset["box"]);
    if (chosen) L.rectangle(chosen, { className: "map-rectangle", interactive: false }).addTo(map);
  }

  /** What lies in sight and a little around it. */
  async load(): Promise<void> {
    this.asked?.abort();
    const asked = (this.asked = new AbortController());
    const source = new URL(this.box.dataset["source"]!, location.href);
    source.searchParams.set("bounds", words(this.map.getBounds().pad(0.1)));
    source.searchParams.set("zoom", String(this.map.getZoom()));
    try {
      const answer = await fetch(source, { signal: asked.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const { marks } = (await answer.json()) as { marks: Mark[] };
      if (asked.signal.aborted) return;
      this.layer.clearLayers();
      for (const mark of this.apart(marks)) this.layer.addLayer(this.drawn(mark));
      this.box.dataset["drawn"] = String(marks.length);
    } catch {
      // Left for the next move: the marks that stand are still right.
    }
  }

  /** Marks that would cover one another become one: cells are counted apart, and their middles may lie close. */
  private apart(marks: Mark[]): Mark[] {
    const kept: [Mark, L.Point][] = [];
    for (const mark of [...marks].sort((one, other) => other.count - one.count)) {
      const at = this.map.latLngToLayerPoint([mark.lat, mark.lng]);
      const near = kept.find(([one, point]) => point.distanceTo(at) < (width(one) + width(mark)) * 0.42);
      if (!near) kept.push([{ ...mark }, at]);
      else {
        const [one] = near;
        const [a, b] = [one.box ?? [one.lat, one.lng, one.lat, one.lng], mark.box ?? [mark.lat, mark.lng, mark.lat, mark.lng]];
        one.box = [Math.min(a[0]!, b[0]!), Math.min(a[1]!, b[1]!), Math.max(a[2]!, b[2]!), Math.max(a[3]!, b[3]!)];
        one.count += mark.count;
      }
    }
    return kept.map(([mark]) => mark);
  }

  private drawn(mark: Mark): L.Marker {
    const many = `${mark.count} ${this.box.dataset["textMany"] ?? ""}`;
    const title = mark.count > 1 ? many : (mark.title ?? "");
    const drawn = L.marker([mark.lat, mark.lng], { icon: icon(mark), title, alt: title, keyboard: true });
    if (mark.count === 1) return drawn.bindPopup(popup(mark), { closeButton: false });
    return drawn.on("click", () => this.into(mark));
  }

  /** Closer to those that stand together; where one can come no closer, their list. */
  private into(mark: Mark): void {
    const [south, west, north, east] = mark.box!;
    const bounds = L.latLngBounds([south, west], [north, east]);
    const zoom = this.map.getBoundsZoom(bounds, false, L.point(48, 48));
    if (this.map.getZoom() >= 18 || (south === north && west === east)) this.list(bounds.pad(0.001));
    else this.map.setView(bounds.getCenter(), Math.min(Math.max(zoom, this.map.getZoom() + 1), 18));
  }

  list(bounds: L.LatLngBounds): void {
    location.assign(this.address(bounds));
  }

  address(bounds: L.LatLngBounds): string {
    const list = new URL(this.box.dataset["list"]!, location.href);
    const [west, south, east, north] = words(bounds).split(",").map(Number) as [number, number, number, number];
    const least = 0.00001; // several at one place are a rectangle too
    const sides = [west, south, Math.max(east, west + least), Math.max(north, south + least)];
    list.searchParams.set("box", sides.map((side) => side.toFixed(SIDE)).join(","));
    return list.pathname + list.search;
  }
}

/** One rectangle, drawn with a finger or the mouse: from where it goes down to where it comes up. */
function drawing(box: HTMLElement, map: L.Map, marks: Marks, button: HTMLElement): void {
  let start: L.LatLng | null = null;
  let shown: L.Rectangle | null = null;
  const at = (event: PointerEvent): L.LatLng => map.mouseEventToLatLng(event as unknown as MouseEvent);
  const arm = (on: boolean): void => {
    button.setAttribute("aria-pressed", String(on));
    box.toggleAttribute("data-drawing", on);
    if (on) map.dragging.disable();
    else map.dragging.enable();
    start = null;
    shown?.remove();
    shown = null;
  };
  button.addEventListener("click", () => arm(button.getAttribute("aria-pressed") !== "true"));
  box.addEventListener("pointerdown", (event) => {
    if (!box.hasAttribute("data-drawing") || (event.target as Element).closest(".leaflet-control")) return;
    event.stopPropagation();
    box.setPointerCapture(event.pointerId);
    start = at(event);
    shown = L.rectangle(L.latLngBounds(start, start), { className: "map-rectangle", interactive: false }).addTo(map);
  }, true);
  box.addEventListener("pointermove", (event) => {
    if (start) shown?.setBounds(L.latLngBounds(start, at(event)));
  });
  box.addEventListener("pointerup", (event) => {
    if (!start) return;
    const from = map.latLngToContainerPoint(start);
    const bounds = L.latLngBounds(start, at(event));
    const small = from.distanceTo(map.latLngToContainerPoint(at(event))) < 12;
    arm(false);
    if (!small) marks.list(bounds);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box.hasAttribute("data-drawing")) arm(false);
  });
}

/** `made` makes the bare map with its ground. */
export function drawMarks(box: HTMLElement, made: (box: HTMLElement) => L.Map): void {
  if (box.hasAttribute("data-map-drawn")) return;
  box.setAttribute("data-map-drawn", "");
  const map = made(box);
  const marks = new Marks(box, map);
  const button = document.querySelector<HTMLElement>("[data-map-draw]");
  if (button) drawing(box, map, marks, button);
  const view = document.querySelector<HTMLAnchorElement>("[data-map-view]");
  if (view) map.on("moveend", () => (view.href = marks.address(map.getBounds())));
  if (view) view.href = marks.address(map.getBounds());
}
