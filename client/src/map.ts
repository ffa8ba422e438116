// A map of numbered stops joined in their order. Loaded only by pages that have one:
//   <div data-map data-source="stops" data-tiles="" data-attribution="" data-zoom-in="…" data-zoom-out="…"
//        role="region" aria-label="…"></div>
//   <script type="application/json" id="stops">{"route": true, "markers": [
//     {"lat": 25.03, "lng": 121.5, "label": "1", "title": "…", "text": "…", "url": "…", "state": "done"}]}</script>
// Without a tile address it draws the stops and the way on plain ground. `state` is a word of ours for the colour:
// done, next, missed, plain; the label says the same without colour. An `outline` is off the way, such as a stop that was
// only planned; a `hidden` one is on the way and has no marker of its own, as where one goes to a place again.
import * as L from "leaflet";
import "leaflet/dist/leaflet.css";
import { drawLasso } from "./lasso";
import { popup } from "./map-popup";
import { drawMarks } from "./marks";

interface Marker {
  lat: number;
  lng: number;
  label?: string;
  title?: string;
  text?: string;
  url?: string;
  state?: string;
  outline?: boolean;
  hidden?: boolean;
}

interface MapData {
  route?: boolean;
  center?: { lat: number; lng: number }; // where to look while there is no marker
  markers: Marker[];
}

const KNOWN_STATES = new Set(["done", "next", "missed", "plain"]);

function read(box: HTMLElement): MapData {
  const source = document.getElementById(box.dataset["source"] ?? "");
  const data: unknown = JSON.parse(source?.textContent || "[]");
  return Array.isArray(data) ? { markers: data as Marker[] } : (data as MapData);
}

const CROWD = 60; // so many stand where they are, each smaller: moved aside they would lie about the sea

function pin(marker: Marker, aside = 0, high = 28): L.DivIcon {
  const label = document.createElement("span");
  label.textContent = marker.label ?? "";
  const width = Math.max(high, high / 2 + 7 * (marker.label ?? "").length); // several visits at one place: 1·4
  const state = KNOWN_STATES.has(marker.state ?? "") ? marker.state! : "plain";
  return L.divIcon({
    className: `map-pin map-pin-${state}${marker.outline ? " map-pin-outline" : ""}`,
    html: label,
    iconSize: [width, high],
    iconAnchor: [width / 2 - aside, high / 2],
  });
}

/** The way of each map, and where it goes: each place, and where its mark stands. */
const WAYS = new WeakMap<L.Map, { line: L.Polyline; points: [L.LatLng, L.LatLng][] }>();

/** Marks of neighbouring places stand beside each other, so that none hides another's number; the way goes from mark to
 * mark. */
function spread(map: L.Map, pins: [Marker, L.Marker][]): void {
  const taken: L.Point[] = [];
  const way = WAYS.get(map);
  for (const [marker, drawn] of pins) {
    let aside = 0;
    let at = map.latLngToLayerPoint(drawn.getLatLng());
    while (taken.some((one) => one.distanceTo(at) < 24)) {
      aside += 26;
      at = at.add([26, 0]);
    }
    taken.push(at);
    drawn.setIcon(pin(marker, aside));
    for (const point of way?.points ?? []) if (point[0].equals(drawn.getLatLng())) point[1] = map.layerPointToLatLng(at);
  }
  way?.line.setLatLngs(way.points.map((point) => point[1]));
}

/** A map without marks on its ground: tiles, or plain where no address of any is set. */
function bare(box: HTMLElement): L.Map {
  const map = L.map(box, {
    attributionControl: Boolean(box.dataset["attribution"]),
    scrollWheelZoom: false,
    zoomControl: false,
    maxZoom: 18,
  });
  map.attributionControl?.setPrefix(false);
  const { zoomIn = "+", zoomOut = "−" } = box.dataset;
  L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  if (box.dataset["tiles"]) {
    L.tileLayer(box.dataset["tiles"], { attribution: box.dataset["attribution"] ?? "", maxZoom: 18 }).addTo(map);
  } else {
    box.classList.add("map-plain");
  }
  map.on("moveend", () => box.setAttribute("data-shown", map.getBounds().toBBoxString())); // west, south, east, north
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  return map;
}

function draw(box: HTMLElement): void {
  if (box.hasAttribute("data-map-drawn")) return;
  box.setAttribute("data-map-drawn", "");
  const data = read(box);
  const markers = data.markers.filter((marker) => Number.isFinite(marker.lat) && Number.isFinite(marker.lng));
  const map = bare(box);
  const points = markers.map((marker) => L.latLng(marker.lat, marker.lng));
  const way = points.filter((_point, index) => !markers[index]!.outline);
  if (data.route && way.length > 1) {
    const line = L.polyline(way, { className: "map-route", weight: 3, interactive: false }).addTo(map);
    WAYS.set(map, { line, points: way.map((point) => [point, point]) });
  }
  const pins: [Marker, L.Marker][] = [];
  const crowd = markers.length > CROWD;
  box.classList.toggle("map-crowd", crowd);
  markers.forEach((marker, index) => {
    if (marker.hidden) return;
    const title = marker.title ?? marker.label ?? "";
    const drawn = L.marker(points[index]!, { icon: pin(marker, 0, crowd ? 18 : 28), zIndexOffset: marker.outline ? -1000 : marker.state === "next" ? 1000 : 0, title, alt: title, keyboard: true })
      .bindPopup(popup(marker), { closeButton: false })
      .addTo(map);
    pins.push([marker, drawn]);
  });
  if (points.length === 1) map.setView(points[0]!, 16);
  else if (points.length) map.fitBounds(L.latLngBounds(points), { padding: [28, 28], maxZoom: 16 });
  else if (data.center) map.setView(data.center, 14);
  else map.setView([23.7, 121], 7); // Taiwan, where there is nothing to show yet
  if (!crowd) {
    spread(map, pins);
    map.on("zoomend", () => spread(map, pins));
  }
  const field = document.getElementById(box.dataset["pick"] ?? "");
  if (field instanceof HTMLInputElement) pick(box, map, field, points[0]);
}

/** A tap on the map, or the pin drawn elsewhere, is what the field says; what is typed there moves the pin. */
function pick(box: HTMLElement, map: L.Map, field: HTMLInputElement, start?: L.LatLng): void {
  map.eachLayer((layer) => layer instanceof L.Marker && layer.remove());
  const icon = pin({ lat: 0, lng: 0, label: "●", state: "next" });
  const point = L.marker(start ?? map.getCenter(), { icon, draggable: true, keyboard: false });
  if (start) point.addTo(map);
  const say = (): void => {
    const { lat, lng } = point.getLatLng().wrap();
    field.value = `${lat.toFixed(6)}, ${lng.toFixed(6)}`;
  };
  point.on("dragend", say);
  map.on("click", (event: L.LeafletMouseEvent) => {
    point.setLatLng(event.latlng).addTo(map);
    say();
  });
  field.addEventListener("change", () => {
    const [lat, lng] = field.value.replace("，", ",").split(/[,\s]+/).filter(Boolean).map(Number);
    if (lat === undefined || lng === undefined || !Number.isFinite(lat) || !Number.isFinite(lng)) return;
    if (Math.abs(lat) > 90 || Math.abs(lng) > 180) return;
    point.setLatLng([lat, lng]).addTo(map);
    map.setView([lat, lng], Math.max(map.getZoom(), 15));
  });
  // Inside a part that folds, it has no size until that part is opened.
  box.closest("details")?.addEventListener("toggle", () => map.invalidateSize());
}

function drawAll(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-map]:not([data-map-marks], [data-map-lasso])")) draw(box);
  for (const box of document.querySelectorAll<HTMLElement>("[data-map-marks]")) drawMarks(box, bare);
  for (const box of document.querySelectorAll<HTMLElement>("[data-map-lasso]")) drawLasso(box, bare);
}

drawAll();
document.addEventListener("htmx:afterSettle", drawAll);
