// The maps of the site. Nothing is fetched but files beside this one and what the page names; text is drawn with the page's own fonts.
//
// A map says no more than is known: a village is a dot, a governorate an area. What the browser cannot draw is said in a sentence, and the
// page's list stays the way to every incident.

import { Map as MapLibre, Marker, NavigationControl, Popup, addProtocol } from "./vendor/maplibre-gl.mjs";

const AREAS = ["subdistrict", "district", "governorate", "country", "unknown"];
const FONT = { ar: ["Noto Sans Arabic"], other: ["Noto Sans"] };
const KM_PER_DEGREE = 111.2;
const CIRCLE_POINTS = 48;

// Colours that the colour-blind tell apart (after Okabe and Ito), on quiet ground.
const THEMES = {
  light: { sea: "#dfe7ec", land: "#f8f6f1", unit: "#d9d5cb", border: "#8d887d", text: "#4a4740", halo: "#f8f6f1", incident: "#0072b2", contested: "#d55e00", rim: "#ffffff" },
  dark: { sea: "#10161b", land: "#1f262c", unit: "#323b43", border: "#77828b", text: "#c3cad0", halo: "#1f262c", incident: "#56b4e9", contested: "#e69f00", rim: "#10161b" },
};

/**
 * Shows incidents. `incidents` is GeoJSON or its address; features have `id, killed, contested, precision, radius_km, name`, and those without
 * geometry are left to the page's list. `onChoose` gets the identifier of what is clicked. Returns the map with `setFilter`, `setIncidents`
 * and `remove`, or null, after saying so in the element, when the browser cannot draw it. `archive` is the address of a PMTiles file of pictures to draw
 * under it.
 */
export async function createMap(element, { language, direction, theme = "light", incidents, basemap, onChoose, unavailable, archive }) {
  const map = await drawn(element, { language, theme, basemap, unavailable, archive });
  if (!map) return null;
  let shown = placed(await loaded(incidents));
  addIncidents(map, shown, THEMES[theme]);
  fit(map, shown.features);
  const popup = new Popup({ closeButton: false, closeOnClick: false, className: "map-popup" });
  for (const layer of ["incident-area", "incident-dot"]) {
    map.on("mousemove", layer, ({ lngLat, features: [{ properties }] }) => {
      map.getCanvas().style.cursor = "pointer";
      popup.setLngLat(lngLat).setDOMContent(line(properties.name, direction)).addTo(map);
    });
    map.on("mouseleave", layer, () => {
      map.getCanvas().style.cursor = "";
      popup.remove();
    });
  }
  map.on("click", (event) => choose(map, event.point, onChoose));
  return {
    map,
    /** Shows only the incidents for which `wanted(properties)` is true, as while a timeline is brushed. */
    setFilter(wanted) {
      fill(map, { ...shown, features: shown.features.filter(({ properties }) => wanted(properties)) });
    },
    async setIncidents(next) {
      shown = placed(await loaded(next));
      fill(map, shown);
      fit(map, shown.features);
    },
    remove: () => map.remove(),
  };
}

/**
 * Shows every place claimed for one incident, with a line from each to the place that was chosen. `places` is GeoJSON; features have `name,
 * precision, radius_km, chosen`.
 */
export async function createPlaceMap(element, { language, direction, theme = "light", places, basemap, unavailable, archive }) {
  const map = await drawn(element, { language, theme, basemap, unavailable, archive });
  if (!map) return null;
  const colours = THEMES[theme];
  const shown = placed(await loaded(places));
  const site = shown.features.find(({ properties }) => properties.chosen);
  const coloured = shown.features.map((each) => ({ ...each, properties: { ...each.properties, contested: each !== site, killed: 0 } }));
  map.addSource("lines", { type: "geojson", data: collection(site ? shown.features.filter((each) => each !== site).map((each) => lineTo(each, site)) : []) });
  addIncidents(map, collection(coloured), colours, { cluster: false });
  map.addLayer({ id: "place-lines", type: "line", source: "lines", paint: { "line-color": colours.contested, "line-dasharray": [2, 2], "line-width": 1.5 } });
  for (const { geometry, properties } of shown.features) {
    new Popup({ closeButton: false, closeOnClick: false, className: "map-popup", offset: 8 })
      .setLngLat(geometry.coordinates)
      .setDOMContent(line(properties.name, direction))
      .addTo(map);
  }
  fit(map, shown.features);
  return { map, remove: () => map.remove() };
}

/** Lets a reviewer put a place on the map: a click sets it, dragging moves it; `onPick` gets `{lat, lon}`. `at` is where it stands before. */
export async function pickPlace(element, { language, theme = "light", at, basemap, onPick, unavailable, archive }) {
  const map = await drawn(element, { language, theme, basemap, unavailable, archive });
  if (!map) return null;
  const marker = new Marker({ draggable: true, color: THEMES[theme].contested });
  const tell = () => {
    const { lat, lng } = marker.getLngLat();
    onPick({ lat: Number(lat.toFixed(5)), lon: Number(lng.toFixed(5)) });
  };
  const put = (lngLat) => marker.setLngLat(lngLat).addTo(map);
  if (at) {
    put([at.lon, at.lat]);
    map.jumpTo({ center: [at.lon, at.lat], zoom: 9 });
  }
  map.on("click", ({ lngLat }) => {
    put(lngLat);
    tell();
  });
  marker.on("dragend", tell);
  return { map, remove: () => map.remove() };
}

/** A map of land, borders and names, once it can take more; nothing, with a sentence in the element, when the browser cannot draw it. */
async function drawn(element, { language, theme, basemap, unavailable, archive }) {
  // Labels are drawn into a picture at once, so their fonts must be there before.
  const scripts = language === "ar" ? FONT.ar : FONT.other;
  await Promise.all(scripts.map((name) => document.fonts.load(`400 16px "${name}"`, language === "ar" ? "حلب" : "Aж")));
  try {
    if (archive) addProtocol("pmtiles", new (await import("./vendor/pmtiles.mjs")).Protocol().tile);
    const map = new MapLibre({
      container: element,
      style: style({ language, colours: THEMES[theme], basemap, archive }),
      center: [38.5, 34.8],
      zoom: 5,
      maxZoom: 14,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
    });
    map.addControl(new NavigationControl({ showCompass: false }), language === "ar" ? "top-left" : "top-right");
    await map.once("style.load");
    return map;
  } catch {
    const sentence = document.createElement("p");
    sentence.textContent = unavailable ?? "This browser cannot draw the map (it needs WebGL). Everything on it is in the list.";
    element.replaceChildren(sentence);
    return null;
  }
}

function style({ language, colours, basemap, archive }) {
  const name = ["coalesce", ["get", `name_${language}`], ["get", "name_en"]];
  const label = { "text-field": name, "text-font": language === "ar" ? FONT.ar : FONT.other, "text-max-width": 7 };
  const halo = { "text-halo-color": colours.halo, "text-halo-width": 1.5 };
  const kind = (value) => ["==", ["get", "kind"], value];
  return {
    version: 8,
    sources: {
      countries: { type: "geojson", data: absolute(basemap.countries), maxzoom: 9 },
      units: { type: "geojson", data: absolute(basemap.admin1), maxzoom: 9 },
      ...(archive ? { archive: { type: "raster", url: `pmtiles://${absolute(archive)}`, tileSize: 256 } } : {}),
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colours.sea } },
      { id: "land", type: "fill", source: "countries", filter: kind("land"), paint: { "fill-color": colours.land } },
      ...(archive ? [{ id: "archive", type: "raster", source: "archive" }] : []),
      { id: "units", type: "line", source: "units", filter: kind("unit"), minzoom: 4, paint: { "line-color": colours.unit } },
      { id: "borders", type: "line", source: "countries", filter: kind("border"), paint: { "line-color": colours.border, "line-width": 1.2 } },
      { id: "disputed", type: "line", source: "countries", filter: kind("disputed"), paint: { "line-color": colours.border, "line-width": 1.2, "line-dasharray": [3, 2] } },
      {
        id: "unit-names", type: "symbol", source: "units", filter: kind("name"), minzoom: 5.5,
        layout: { ...label, "text-size": 12, "symbol-sort-key": ["-", ["get", "area_km2"]] },
        paint: { ...halo, "text-color": colours.text, "text-opacity": 0.8 },
      },
      {
        id: "country-names", type: "symbol", source: "countries", filter: kind("country"), maxzoom: 7,
        layout: { ...label, "text-size": 14, "symbol-sort-key": ["-", ["get", "area_km2"]] },
        paint: { ...halo, "text-color": colours.text },
      },
    ],
  };
}

/** Areas below, dots above them; dots that lie close are put together, with their number, until one looks closer. */
function addIncidents(map, shown, colours, { cluster = true } = {}) {
  const colour = ["case", ["to-boolean", ["get", "contested"]], colours.contested, colours.incident];
  const radius = ["interpolate", ["linear"], ["sqrt", ["max", 0, ["to-number", ["get", "killed"], 0]]], 0, 5, 10, 16, 30, 28];
  map.addSource("areas", { type: "geojson", data: collection([]) });
  map.addSource("dots", { type: "geojson", data: collection([]), cluster, clusterRadius: 36, clusterMaxZoom: 7 });
  map.addLayer({ id: "incident-area", type: "fill", source: "areas", paint: { "fill-color": colour, "fill-opacity": 0.12 } }, "unit-names");
  map.addLayer({ id: "incident-area-rim", type: "line", source: "areas", paint: { "line-color": colour, "line-dasharray": [2, 2], "line-opacity": 0.7 } }, "unit-names");
  map.addLayer({ id: "cluster", type: "circle", source: "dots", filter: ["has", "point_count"],
    paint: { "circle-color": colours.incident, "circle-opacity": 0.85, "circle-stroke-color": colours.rim, "circle-stroke-width": 2,
      "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "point_count"]], 1, 12, 20, 30] } });
  map.addLayer({ id: "cluster-count", type: "symbol", source: "dots", filter: ["has", "point_count"],
    layout: { "text-field": ["to-string", ["get", "point_count"]], "text-font": FONT.other, "text-size": 13, "text-allow-overlap": true },
    paint: { "text-color": colours.rim } });
  map.addLayer({ id: "incident-dot", type: "circle", source: "dots", filter: ["!", ["has", "point_count"]],
    paint: { "circle-color": colours.incident, "circle-opacity": 0.8, "circle-radius": radius,
      "circle-stroke-color": ["case", ["to-boolean", ["get", "contested"]], colours.contested, colours.rim],
      "circle-stroke-width": ["case", ["to-boolean", ["get", "contested"]], 3, 1] } });
  fill(map, shown);
}

/** Puts what is precise into the dots and the rest, as circles of its radius, into the areas. */
function fill(map, { features }) {
  const isArea = ({ properties }) => AREAS.includes(properties.precision);
  map.getSource("dots").setData(collection(features.filter((each) => !isArea(each))));
  map.getSource("areas").setData(collection(features.filter(isArea).map(circle)));
}

/** What was clicked: a dot before an area, the smallest area before those around it; a cluster opens. */
async function choose(map, point, onChoose) {
  const [hit] = map.queryRenderedFeatures(point, { layers: ["cluster", "incident-dot"] });
  if (hit?.properties.cluster_id !== undefined) {
    const zoom = await map.getSource("dots").getClusterExpansionZoom(hit.properties.cluster_id);
    map.easeTo({ center: hit.geometry.coordinates, zoom });
    return;
  }
  const areas = map.queryRenderedFeatures(point, { layers: ["incident-area"] }).sort((one, other) => one.properties.radius_km - other.properties.radius_km);
  const chosen = hit ?? areas[0];
  if (chosen) onChoose?.(chosen.properties.id);
}

/** The circle of a feature's radius around its point. */
function circle(feature) {
  const [lon, lat] = feature.geometry.coordinates;
  const height = (feature.properties.radius_km || 1) / KM_PER_DEGREE;
  const width = height / Math.cos((lat * Math.PI) / 180);
  const ring = Array.from({ length: CIRCLE_POINTS + 1 }, (_, index) => {
    const angle = (2 * Math.PI * index) / CIRCLE_POINTS;
    return [lon + width * Math.cos(angle), lat + height * Math.sin(angle)];
  });
  return { ...feature, geometry: { type: "Polygon", coordinates: [ring] } };
}

function fit(map, features) {
  const points = features.flatMap((each) => (AREAS.includes(each.properties.precision) ? circle(each).geometry.coordinates[0] : [each.geometry.coordinates]));
  if (!points.length) return;
  const [lons, lats] = [points.map(([lon]) => lon), points.map(([, lat]) => lat)];
  const edge = (pick, values) => values.reduce((one, other) => pick(one, other));
  map.fitBounds([[edge(Math.min, lons), edge(Math.min, lats)], [edge(Math.max, lons), edge(Math.max, lats)]], { padding: 48, maxZoom: 10, duration: 0 });
}

/** One line of text from outside, as text, in the direction of its own letters. */
function line(text, direction) {
  const element = document.createElement("div");
  element.dir = "auto";
  element.style.color = "#1d1d1d";
  element.style.textAlign = direction === "rtl" ? "right" : "left";
  element.textContent = text ?? "";
  return element;
}

const lineTo = (from, to) => ({ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: [from.geometry.coordinates, to.geometry.coordinates] } });
const collection = (features) => ({ type: "FeatureCollection", features });
const placed = ({ features }) => collection(features.filter(({ geometry }) => geometry?.type === "Point"));
const absolute = (address) => new URL(address, document.baseURI).href;

async function loaded(data) {
  if (typeof data !== "string") return data;
  const response = await fetch(data);
  if (!response.ok) throw new Error(`${data} answered ${response.status}`);
  return response.json();
}
