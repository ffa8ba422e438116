// Customers chosen on a map by drawing around them, with a finger or the mouse:
//   <div data-map data-map-lasso data-source="/hand-over/places" data-field="id of the field that says what was drawn"
//     data-words-count="{n} of {t}" …></div>
// What is chosen stands in the fields of that field's form: the shapes drawn (fieldday/rules/lasso.py says how), `account`
// for each one taken in, `without` for each left out. Every change is told to the form, which may also be changed
// elsewhere: the map only shows what it says. A page has one such map, in a fold, and asks for its places once it opens.
import * as L from "leaflet";
import { changed, leftOut, sayLeftOut } from "./left-out";

type Corner = [number, number]; // east, north in units
type Told = [id: string, lat: number, lng: number, name: string, owner: string];

interface Place {
  id: string;
  at: L.LatLng;
  name: string;
  owner: string;
  dot: L.CircleMarker;
  chosen?: boolean;
}

interface Choice {
  rings: string;
  added: string[];
  without: Map<string, string>;
}

const UNITS = 100_000;
const [MOST_CORNERS, MOST_RINGS] = [60, 40];
const CROWD = 1000; // so many are drawn smaller
const NEAR = 18; // pixels from a tap to a dot
const OURS = /^(lasso|account|without|how|to|area-.*|on|note|page)$/; // what of the form does not narrow

function corners(text: string): Corner[] {
  const steps = text.split(".").map(Number);
  let [east, north] = [0, 0];
  return steps.flatMap((_step, at): Corner[] => (at % 2 ? [] : [[(east += steps[at]!), (north += steps[at + 1]!)]]));
}

function said(ring: Corner[]): string {
  return ring.flatMap(([x, y], at) => (at ? [x - ring[at - 1]![0], y - ring[at - 1]![1]] : [x, y])).join(".");
}

/** As fieldday/rules/lasso.py: whether the line goes around the place. */
function holds(ring: Corner[], { lat, lng }: L.LatLng): boolean {
  const [x, y] = [lng * UNITS, lat * UNITS];
  let turns = 0;
  ring.forEach(([x1, y1], at) => {
    const [x2, y2] = ring[(at + 1) % ring.length]!;
    const side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1);
    if (y1 <= y && y < y2 && side > 0) turns += 1;
    else if (y2 <= y && y < y1 && side < 0) turns -= 1;
  });
  return turns !== 0;
}

class Lasso {
  private places: Place[] = [];
  private narrowed = false;
  private asked = "\0"; // the filter whose places are shown
  private readonly before: Choice[] = [];
  private readonly dots: L.LayerGroup;
  private readonly lines: L.LayerGroup;
  private readonly renderer = L.canvas({ padding: 0.3 });
  private readonly strokes = L.svg();
  private readonly form: HTMLFormElement;
  private path: L.Point[] = [];
  private line: L.Polyline | null = null;
  private drew = false; // the click that ends a line is none

  constructor(private readonly box: HTMLElement, private readonly map: L.Map, private readonly field: HTMLInputElement) {
    this.form = field.form!;
    this.map.setView([23.7, 121], 7);
    this.lines = L.layerGroup().addTo(map);
    this.dots = L.layerGroup().addTo(map);
    this.form.addEventListener("change", () => void this.show());
    map.on("click", (event: L.LeafletMouseEvent) => this.tap(event));
    map.on("mousemove", (event: L.LeafletMouseEvent) => this.name(event));
    this.button("draw")?.addEventListener("click", () => this.arm(!this.armed));
    this.button("undo")?.addEventListener("click", () => this.back(this.before.pop()));
    this.button("clear")?.addEventListener("click", () => this.put({ rings: "", added: [], without: new Map() }));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.arm(false));
    this.pointers();
    void this.show();
  }

  private button(name: string): HTMLButtonElement | null {
    return document.querySelector<HTMLButtonElement>(`[data-lasso-${name}]`);
  }

  private say(words: string): void {
    const line = document.querySelector("[data-lasso-said]");
    if (line) line.textContent = words;
  }

  // What is chosen: the form's fields.

  private get choice(): Choice {
    const added = [...this.form.querySelectorAll<HTMLInputElement>("input[name=account]")].map((one) => one.value);
    return { rings: this.field.value, added, without: leftOut() };
  }

  private set choice({ rings, added, without }: Choice) {
    this.field.value = rings;
    for (const old of this.form.querySelectorAll("input[name=account]")) old.remove();
    const fields = added.map((id) => Object.assign(document.createElement("input"), { type: "hidden", name: "account", value: id }));
    this.field.after(...fields);
    sayLeftOut(without);
    changed(this.form);
  }

  private put(choice: Choice): void {
    this.before.push(this.choice);
    this.choice = choice;
  }

  private back(choice: Choice | undefined): void {
    if (choice) this.choice = choice;
  }

  // What is shown.

  /** The places of the filter, asked for anew where it changed, and which of them are chosen. */
  async show(): Promise<void> {
    const narrowing = [...new FormData(this.form)].filter(([name, value]) => !OURS.test(name) && value !== "") as [string, string][];
    const query = new URLSearchParams(narrowing).toString();
    if (query !== this.asked) {
      this.asked = query;
      const answer = await fetch(`${this.box.dataset["source"]}?${query}`, { headers: { Accept: "application/json" } }).catch(() => null);
      if (query !== this.asked) return; // another was asked for meanwhile
      if (!answer?.ok) {
        this.asked = "\0";
        return;
      }
      const told = (await answer.json()) as { narrowed: boolean; places: Told[] };
      this.narrowed = told.narrowed;
      this.take(told.places);
    }
    this.mark();
  }

  private take(told: Told[]): void {
    this.dots.clearLayers();
    this.places = told.map(([id, lat, lng, name, owner]) => {
      const dot = L.circleMarker([lat, lng], { renderer: this.renderer, interactive: false });
      this.dots.addLayer(dot);
      return { id, at: dot.getLatLng(), name, owner, dot };
    });
    const rings = this.rings().flat().map(([x, y]) => L.latLng(y / UNITS, x / UNITS));
    const around = rings.length ? rings : this.places.map((place) => place.at);
    if (around.length) this.map.fitBounds(L.latLngBounds(around), { padding: [28, 28], maxZoom: 16, animate: false });
  }

  private rings(): Corner[][] {
    return this.field.value ? this.field.value.split("_").map(corners) : [];
  }

  private mark(): void {
    const [{ added, without }, rings] = [this.choice, this.rings()];
    const named = new Set(added);
    const all = this.narrowed && !rings.length && !named.size;
    const look = getComputedStyle(this.box);
    const [ink, accent, ground] = ["--ink-2", "--accent", "--surface"].map((name) => look.getPropertyValue(name).trim());
    const size = this.places.length > CROWD ? 0.6 : 1;
    let count = 0;
    for (const place of this.places) {
      const chosen = !without.has(place.id) && (all || named.has(place.id) || rings.some((ring) => holds(ring, place.at)));
      count += Number(chosen);
      if (place.chosen !== chosen) {
        place.dot.setRadius((chosen ? 7 : 5) * size);
        place.dot.setStyle({ color: chosen ? ground! : ink!, fillColor: chosen ? accent! : ground!, fillOpacity: 1, weight: 2 * size });
        if (chosen) place.dot.bringToFront();
      }
      place.chosen = chosen;
    }
    this.lines.clearLayers();
    for (const ring of rings) {
      const around = ring.map(([x, y]) => L.latLng(y / UNITS, x / UNITS));
      this.lines.addLayer(L.polygon(around, { className: "map-rectangle", interactive: false, fillRule: "nonzero", renderer: this.strokes }));
    }
    const words = this.places.length ? this.box.dataset["wordsCount"]! : this.box.dataset["wordsNone"]!;
    this.say(words.replace("{n}", count.toLocaleString("en")).replace("{t}", this.places.length.toLocaleString("en")));
    this.box.dataset["chosen"] = String(count);
    this.button("undo")?.toggleAttribute("disabled", !this.before.length);
    this.button("clear")?.toggleAttribute("disabled", !rings.length && !named.size && !without.size);
  }

  // A tap on one.

  private nearest(at: L.Point): Place | null {
    let [found, least]: [Place | null, number] = [null, NEAR];
    for (const place of this.places) {
      const away = this.map.latLngToContainerPoint(place.at).distanceTo(at);
      if (away < least) [found, least] = [place, away];
    }
    return found;
  }

  private tap(event: L.LeafletMouseEvent): void {
    const place = this.drew ? null : this.nearest(event.containerPoint);
    if (!place) return;
    const words = place.chosen ? this.box.dataset["wordsOut"]! : this.box.dataset["wordsIn"]!;
    const { rings, added, without } = this.choice;
    if (place.chosen) {
      const alone = added.includes(place.id) && (added.length > 1 || rings) && !this.rings().some((ring) => holds(ring, place.at));
      if (alone) this.put({ rings, added: added.filter((id) => id !== place.id), without });
      else this.put({ rings, added, without: without.set(place.id, place.name) });
    } else if (without.delete(place.id)) this.put({ rings, added, without });
    else this.put({ rings, added: [...added, place.id], without });
    void this.show().then(() => this.say(`${words.replace("{name}", place.name)} · ${this.box.dataset["chosen"]}`));
  }

  private name(event: L.LeafletMouseEvent): void {
    const place = this.path.length ? null : this.nearest(event.containerPoint);
    this.box.title = place ? [place.name, place.owner].filter(Boolean).join(" · ") : "";
  }

  // Drawing.

  private get armed(): boolean {
    return this.box.hasAttribute("data-drawing");
  }

  private arm(on: boolean): void {
    this.box.toggleAttribute("data-drawing", on);
    this.button("draw")?.setAttribute("aria-pressed", String(on));
    if (on) this.map.dragging.disable();
    else this.map.dragging.enable();
    this.drop();
  }

  private drop(): void {
    this.path = [];
    this.line?.remove();
    this.line = null;
  }

  private pointers(): void {
    const at = (event: PointerEvent): L.Point => this.map.mouseEventToContainerPoint(event as unknown as MouseEvent);
    this.box.addEventListener("pointerdown", (event) => {
      this.drew = false;
      if (!this.armed || (event.target as Element).closest(".leaflet-control")) return;
      if (!event.isPrimary || event.button) return this.drop(); // two fingers move the map
      event.stopPropagation();
      this.box.setPointerCapture(event.pointerId);
      this.path = [at(event)];
    }, true);
    this.box.addEventListener("pointermove", (event) => {
      const here = at(event);
      if (!this.path.length || !event.isPrimary || here.distanceTo(this.path.at(-1)!) < 3) return;
      this.path.push(here);
      const line = this.path.map((point) => this.map.containerPointToLatLng(point));
      if (this.line) this.line.setLatLngs(line);
      else this.line = L.polyline(line, { className: "map-rectangle", interactive: false, renderer: this.strokes }).addTo(this.map);
    });
    this.box.addEventListener("pointerup", (event) => event.isPrimary && this.close());
    this.box.addEventListener("pointercancel", () => this.drop());
  }

  /** The line that was drawn, joined to its beginning, with no more corners than it needs. */
  private close(): void {
    const path = this.path;
    const size = L.bounds(path.length ? path : [L.point(0, 0)]).getSize();
    this.drop();
    if (Math.max(size.x, size.y) < 12) return; // a tap
    this.drew = true;
    let points = path;
    for (let far = 1.5; far < 50 && (points === path || points.length > MOST_CORNERS); far *= 1.6) points = L.LineUtil.simplify(path, far);
    const ring = points.map((point): Corner => {
      const { lat, lng } = this.map.containerPointToLatLng(point);
      return [Math.round(lng * UNITS), Math.round(lat * UNITS)];
    });
    if (ring.length < 3 || this.rings().length >= MOST_RINGS) return;
    const { rings, added, without } = this.choice;
    for (const place of this.places) if (holds(ring, place.at)) without.delete(place.id); // drawn around again: meant again
    this.put({ rings: [rings, said(ring)].filter(Boolean).join("_"), added, without });
  }
}

/** `made` makes the bare map with its ground. */
export function drawLasso(box: HTMLElement, made: (box: HTMLElement) => L.Map): void {
  const field = document.getElementById(box.dataset["field"] ?? "");
  const fold = box.closest("details");
  if (box.hasAttribute("data-map-drawn") || !(field instanceof HTMLInputElement) || !field.form) return;
  if (fold && !fold.open) {
    fold.addEventListener("toggle", () => drawLasso(box, made), { once: true });
    return;
  }
  box.setAttribute("data-map-drawn", "");
  new Lasso(box, made(box), field);
}
