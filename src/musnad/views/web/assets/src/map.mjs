// Maps: land, borders and names from the bundled base map, incidents and places over it. Nothing is fetched from another host.
//
// A place is drawn as exactly as it is known: a village is a dot, a district or governorate a circle over the area it may lie in.

import { Map as MapLibre, NavigationControl, Popup, Marker, LngLatBounds } from "./vendor/maplibre-gl.mjs";

const COLOURS = {
  light: { sea: "#dfe8ec", land: "#f8f7f3", line: "#b9b4a6", unit: "#dcd8cc", name: "#5d5a52", halo: "#f8f7f3", dot: "#0f5c66", ring: "#c26a00", dotText: "#ffffff" },
  dark: { sea: "#10171b", land: "#1f272b", line: "#55616a", unit: "#323d44", name: "#a9b4ba", halo: "#1f272b", dot: "#58b5c0", ring: "#f0b35a", dotText: "#0d1417" },
};
const AREAS = ["subdistrict", "district", "governorate", "country", "unknown"];
const FONT = ["Noto Sans Arabic", "Noto Sans"];
const SYRIA = [38.3, 34.9];
const CLUSTERS_UP_TO = 8;

/** Whether the page is dark: as its reader set it, else as the system is. */
function isDark() {
  const set = document.documentElement.dataset.theme;
  return set ? set === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

/** The base map as layers; names in the page's language. */
function baseStyle({ countries, admin1, language }, colours) {
  const name = ["coalesce", ["get", `name_${language}`], ["get", "name_en"]];
  const label = (size) => ({ "text-field": name, "text-font": FONT, "text-size": size, "text-max-width": 7 });
  const paint = { "text-color": colours.name, "text-halo-color": colours.halo, "text-halo-width": 1.2 };
  const of = (kind) => ["==", ["get", "kind"], kind];
  return {
    version: 8,
    sources: { countries: { type: "geojson", data: countries }, admin1: { type: "geojson", data: admin1 } },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colours.sea } },
      { id: "land", type: "fill", source: "countries", filter: of("land"), paint: { "fill-color": colours.land } },
      { id: "units", type: "line", source: "admin1", filter: of("unit"), minzoom: 4, paint: { "line-color": colours.unit } },
      { id: "borders", type: "line", source: "countries", filter: of("border"), paint: { "line-color": colours.line, "line-width": 1.2 } },
      { id: "disputed", type: "line", source: "countries", filter: of("disputed"), paint: { "line-color": colours.line, "line-dasharray": [3, 2] } },
      { id: "unit-names", type: "symbol", source: "admin1", filter: of("name"), minzoom: 5.2, layout: label(11), paint },
      { id: "country-names", type: "symbol", source: "countries", filter: of("country"), maxzoom: 6, layout: label(13), paint },
    ],
  };
}

/** A map on an element, or nothing and a sentence on it where the browser cannot draw one. */
function open(element, options, colours, view) {
  try {
    const map = new MapLibre({
      container: element,
      style: baseStyle(options, colours),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      maxZoom: 13,
      ...view,
    });
    map.touchZoomRotate.disableRotation();
    map.addControl(new NavigationControl({ showCompass: false }), options.direction === "rtl" ? "top-left" : "top-right");
    return map;
  } catch {
    const sentence = document.createElement("p");
    sentence.className = "no-map";
    sentence.textContent = options.words.failed;
    element.replaceChildren(sentence);
    return null;
  }
}

/** A circle of so many kilometres around a point, as a ring of coordinates. */
function circle([lon, lat], radiusKm) {
  const ring = [];
  const north = radiusKm / 111.32;
  const east = north / Math.max(Math.cos((lat * Math.PI) / 180), 0.05);
  for (let step = 0; step <= 48; step += 1) {
    const angle = (step / 48) * 2 * Math.PI;
    ring.push([lon + east * Math.cos(angle), lat + north * Math.sin(angle)]);
  }
  return [ring];
}

const isArea = ({ precision, radius_km: radius }) => AREAS.includes(precision) || (radius ?? 0) > 15;
const collection = (features) => ({ type: "FeatureCollection", features });

/** The features that have a place, apart by whether that is a point or an area; an area is a feature of its own shape. */
function sorted(features) {
  const placed = features.filter((feature) => feature.geometry);
  const areas = placed.filter(({ properties }) => isArea(properties));
  return {
    points: collection(placed.filter(({ properties }) => !isArea(properties))),
    areas: collection(
      areas.map((feature) => ({
        ...feature,
        geometry: { type: "Polygon", coordinates: circle(feature.geometry.coordinates, feature.properties.radius_km ?? 25) },
      })),
    ),
  };
}

function boundsOf(features) {
  const bounds = new LngLatBounds();
  for (const { geometry } of features) if (geometry) bounds.extend(geometry.coordinates);
  return bounds;
}

/** Lines of text for a popup; everything that comes from documents is text, never markup. */
function popup(lines) {
  const box = document.createElement("div");
  for (const line of lines.filter(Boolean)) {
    const one = document.createElement("div");
    one.dir = "auto";
    one.textContent = line;
    box.append(one);
  }
  return box;
}

/**
 * The map of incidents. `incidents` is the address of a GeoJSON collection; `onChoose(id)` is called when one is chosen. Gives `show(address)`,
 * which shows others, and `light(id)`, which rings one.
 */
export function createMap(element, options) {
  const colours = COLOURS[isDark() ? "dark" : "light"];
  const map = open(element, options, colours, { center: SYRIA, zoom: 5 });
  if (!map) return { show() {}, light() {} };
  const { words } = options;
  let ready = false;
  let asked = options.incidents;

  map.on("load", () => {
    map.addSource("areas", { type: "geojson", data: collection([]) });
    map.addSource("points", { type: "geojson", data: collection([]), cluster: true, clusterRadius: 34, clusterMaxZoom: CLUSTERS_UP_TO });
    const size = ["interpolate", ["linear"], ["sqrt", ["coalesce", ["get", "killed"], 0]], 0, 5, 4, 8, 10, 14];
    const ring = ["case", ["get", "contested"], colours.ring, colours.halo];
    const alone = ["!", ["has", "point_count"]];
    for (const layer of [
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": colours.dot, "fill-opacity": 0.12 } },
      { id: "area-edges", type: "line", source: "areas", paint: { "line-color": ring, "line-width": 1.5, "line-dasharray": [2, 2] } },
      { id: "groups", type: "circle", source: "points", filter: ["has", "point_count"], paint: { "circle-color": colours.dot, "circle-opacity": 0.85, "circle-radius": ["step", ["get", "point_count"], 13, 10, 17, 100, 23] } },
      { id: "group-counts", type: "symbol", source: "points", filter: ["has", "point_count"], layout: { "text-field": ["get", "point_count_abbreviated"], "text-font": FONT, "text-size": 12, "text-allow-overlap": true }, paint: { "text-color": colours.dotText } },
      { id: "dots", type: "circle", source: "points", filter: alone, paint: { "circle-color": colours.dot, "circle-opacity": 0.85, "circle-radius": size, "circle-stroke-color": ring, "circle-stroke-width": ["case", ["get", "contested"], 2.5, 1] } },
    ]) map.addLayer(layer, "unit-names");
    ready = true;
    listen();
    show(asked);
  });

  function listen() {
    const hover = new Popup({ closeButton: false, closeOnClick: false, maxWidth: "18rem" });
    for (const layer of ["dots", "areas"]) {
      map.on("mousemove", layer, ({ lngLat, features: [{ properties }] }) => {
        map.getCanvas().style.cursor = "pointer";
        const killed = properties.killed === undefined || properties.killed === null ? "" : `${words.killed}: ≤ ${properties.killed}`;
        const how = layer === "areas" ? words.area : "";
        hover.setLngLat(lngLat).setDOMContent(popup([properties.title, killed, `${words.origins}: ${properties.origins}`, properties.contested ? words.contested : "", how])).addTo(map);
      });
      map.on("mouseleave", layer, () => {
        map.getCanvas().style.cursor = "";
        hover.remove();
      });
      map.on("click", layer, ({ features: [{ properties }] }) => options.onChoose(properties.id));
    }
    map.on("click", "groups", async ({ features: [feature] }) => {
      const zoom = await map.getSource("points").getClusterExpansionZoom(feature.properties.cluster_id);
      map.easeTo({ center: feature.geometry.coordinates, zoom });
    });
  }

  async function show(address) {
    asked = address;
    if (!ready) return;
    const answer = await fetch(address);
    if (!answer.ok || asked !== address) return;
    const { features } = await answer.json();
    const { points, areas } = sorted(features);
    map.getSource("points").setData(points);
    map.getSource("areas").setData(areas);
    const bounds = boundsOf(features);
    if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 50, maxZoom: 7.5, duration: 0 });
    element.dataset.shown = String(features.length); // tells tests, and who looks, that the map is drawn
  }

  function light(id) {
    if (!ready) return;
    const lit = ["==", ["get", "id"], id ?? ""];
    map.setPaintProperty("dots", "circle-opacity", ["case", lit, 1, id ? 0.35 : 0.85]);
    map.setPaintProperty("areas", "fill-opacity", ["case", lit, 0.4, 0.12]);
  }

  return { show, light };
}

/** The map of one incident: every place that is claimed for it, the one taken for the site standing out. */
export function createPlaceMap(element, options) {
  const colours = COLOURS[isDark() ? "dark" : "light"];
  const placed = options.places.filter(({ lat, lon }) => lat !== null && lon !== null);
  const features = placed.map((place) => ({ type: "Feature", geometry: { type: "Point", coordinates: [place.lon, place.lat] }, properties: place }));
  const map = open(element, options, colours, placed.length > 0 ? { bounds: boundsOf(features), fitBoundsOptions: { padding: 60, maxZoom: 9 } } : { center: SYRIA, zoom: 5 });
  if (!map) return;
  map.on("load", () => {
    const { points, areas } = sorted(features);
    map.addSource("areas", { type: "geojson", data: areas });
    map.addSource("points", { type: "geojson", data: points });
    const colour = ["case", ["get", "chosen"], colours.dot, colours.ring];
    map.addLayer({ id: "areas", type: "fill", source: "areas", paint: { "fill-color": colour, "fill-opacity": 0.12 } }, "unit-names");
    map.addLayer({ id: "area-edges", type: "line", source: "areas", paint: { "line-color": colour, "line-dasharray": [2, 2] } }, "unit-names");
    map.addLayer({ id: "dots", type: "circle", source: "points", paint: { "circle-color": colour, "circle-radius": ["case", ["get", "chosen"], 8, 6], "circle-stroke-color": colours.halo, "circle-stroke-width": 2 } });
    map.addLayer({ id: "names", type: "symbol", source: "points", layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 12, "text-offset": [0, 1.1], "text-anchor": "top" }, paint: { "text-color": colours.name, "text-halo-color": colours.halo, "text-halo-width": 1.4 } });
    element.dataset.shown = String(features.length);
  });
}

/**
 * A map on which a place is picked: a click or dragging the marker calls `onPick(lat, lon)`. Gives `set(lat, lon)`, which moves the marker.
 */
export function pickPlace(element, options) {
  const colours = COLOURS[isDark() ? "dark" : "light"];
  const map = open(element, options, colours, { center: SYRIA, zoom: 5 });
  if (!map) return { set() {} };
  const marker = new Marker({ draggable: true, color: colours.dot });
  const set = (lat, lon) => marker.setLngLat([lon, lat]).addTo(map);
  const tell = ({ lng, lat }) => options.onPick(Number(lat.toFixed(5)), Number(lng.toFixed(5)));
  map.on("click", ({ lngLat }) => {
    set(lngLat.lat, lngLat.lng);
    tell(lngLat);
  });
  marker.on("dragend", () => tell(marker.getLngLat()));
  return {
    set(lat, lon) {
      set(lat, lon);
      map.easeTo({ center: [lon, lat], zoom: Math.max(map.getZoom(), 9) });
    },
  };
}
