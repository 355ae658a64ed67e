// The maps of the site: where incidents are, the places claimed for one of them, and the picking of a place.
//
// A map says no more than is known: a village is a dot, a governorate an area. What the browser cannot draw is said in a sentence, and the
// page's list stays the way to every incident.

import { Marker, Popup } from "./vendor/maplibre-gl.mjs";
import { areasOf, isArea, isCircle } from "./areas.mjs";
import { MOST_ZOOM, THEMES, absolute, collection, drawGround, fontsOf, whenShown } from "./ground.mjs";

const SHOWN = ["dots", "areas"];
const MOST_IN_CLUSTER = 500; // places of a cluster that are lit in the list

/**
 * Shows where incidents are. `places` is GeoJSON or its address; of several pages the first is shown at once. Features have `at, incidents, id,
 * killed, contested, precision, radius_km, place, name`, and those without geometry are left to the page's list. `onChoose(properties)` is called
 * for the place that is clicked, `onHover(ats)` with the places under the pointer. Returns the map with `setFilter`, `setPlaces`, `light` and
 * `remove`, or null, after saying so in the element, when the browser cannot draw it.
 */
export async function createMap(element, { language, direction, digits = "latn", theme = "light", places, basemap, onChoose, onHover, unavailable, tiles }) {
  const loading = loaded(places);
  loading.catch(() => {}); // thrown below, when the map is there
  const map = await drawGround(element, { language, theme, basemap, tiles, unavailable });
  if (!map) return null;
  const layers = placeLayers(map, { language, digits, colours: THEMES[theme], areas: areasOf(basemap) });
  let shown = [];
  const showAll = async (first) => {
    let page = await first;
    shown = placed(page);
    fit(map, shown);
    await layers.fill(shown);
    if (!page.next) return;
    while (page.next) {
      page = await loaded(page.next);
      shown.push(...placed(page));
    }
    await layers.fill(shown);
  };
  await showAll(loading);
  watchPointer(map, { direction, onHover });
  map.on("click", (event) => choose(map, event.point, onChoose));
  await whenShown(map, SHOWN);
  return {
    map,
    /** Shows only the places for which `wanted(properties)` is true. */
    setFilter: (wanted) => layers.fill(shown.filter(({ properties }) => wanted(properties))),
    /** Shows other places instead. */
    async setPlaces(next) {
      await showAll(loaded(next));
      await whenShown(map, SHOWN);
    },
    /** Rings the places at these points, given as the features' `at`; none takes the rings away. */
    light: (ats) => layers.light(shown.filter(({ properties }) => ats.includes(properties.at))),
    remove: () => map.remove(),
  };
}

/**
 * Shows every place claimed for one incident, with a line from each to the place that was chosen. `places` is GeoJSON; features have `name,
 * place, precision, radius_km, chosen`.
 */
export async function createPlaceMap(element, { language, theme = "light", places, basemap, unavailable, tiles }) {
  const map = await drawGround(element, { language, theme, basemap, unavailable, tiles });
  if (!map) return null;
  const colours = THEMES[theme];
  const shown = placed(await loaded(places));
  const site = shown.find(({ properties }) => properties.chosen);
  const others = shown.filter((each) => each !== site);
  map.addSource("lines", { type: "geojson", data: collection(site ? others.map((each) => lineTo(each, site)) : []) });
  const layers = placeLayers(map, { language, colours, areas: areasOf(basemap), together: false });
  await layers.fill(shown.map((each) => ({ ...each, properties: { ...each.properties, contested: each === site ? 0 : 1, killed: 0, incidents: 1 } })));
  map.addLayer({ id: "place-lines", type: "line", source: "lines", paint: { "line-color": colours.contested, "line-dasharray": [2, 2], "line-width": 1.5 } });
  map.addSource("places", { type: "geojson", data: collection(shown) });
  map.addLayer({
    id: "place-names", type: "symbol", source: "places",
    layout: {
      "text-field": ["get", "name"], "text-font": fontsOf(language), "text-size": 13, "text-max-width": 9,
      "text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": 0.9,
      "symbol-sort-key": ["case", ["to-boolean", ["get", "chosen"]], 0, 1],
    },
    paint: { "text-color": colours.text, "text-halo-color": colours.halo, "text-halo-width": 1.5 },
  });
  fit(map, shown);
  return { map, remove: () => map.remove() };
}

/** Lets a reviewer put a place on the map: a click sets it, dragging moves it; `onPick` gets `{lat, lon}`. `at` is where it stands before. */
export async function pickPlace(element, { language, theme = "light", at, basemap, onPick, unavailable, tiles }) {
  const map = await drawGround(element, { language, theme, basemap, unavailable, tiles });
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

/**
 * The layers that places are drawn in, as yet empty: areas below, dots above them. A dot of one incident is as large as its toll; a disc with a
 * number is so many, of one place or of several that lie close (`together`) until one looks closer.
 */
function placeLayers(map, { language, digits = "latn", colours, areas, together = true }) {
  const incidents = ["coalesce", ["get", "incidents"], 1];
  const contested = ["to-boolean", ["get", "contested"]];
  const isMostlyContested = [">=", ["*", 2, ["to-number", ["get", "contested"], 0]], incidents];
  const colour = ["case", isMostlyContested, colours.contested, colours.incident];
  const toll = ["interpolate", ["linear"], ["sqrt", ["max", 0, ["to-number", ["get", "killed"], 0]]], 0, 5, 10, 16, 30, 28];
  const size = ["interpolate", ["linear"], ["log10", incidents], 0, 11, 2, 18, 4, 34];
  const isMany = [">", incidents, 1];
  const number = {
    "text-field": ["number-format", incidents, { locale: `${language}-u-nu-${digits}` }], "text-font": fontsOf(language), "text-size": 12.5,
  };
  const source = (id, more = {}) => map.addSource(id, { type: "geojson", data: collection([]), ...more });
  source("areas");
  source("area-numbers");
  source("dots", together ? { cluster: true, clusterRadius: 36, clusterMaxZoom: MOST_ZOOM, clusterProperties: { incidents: ["+", incidents], contested: ["+", ["to-number", ["get", "contested"], 0]] } } : {});
  source("lit");
  const below = (layer) => map.addLayer(layer, "towns");
  below({ id: "place-area", type: "fill", source: "areas", paint: { "fill-color": colour, "fill-antialias": false } });
  below({ id: "place-area-rim", type: "line", source: "areas", filter: ["!=", ["get", "precision"], "country"],
    paint: { "line-color": colour, "line-dasharray": [2, 2] } });
  below({ id: "lit-area", type: "line", source: "lit", filter: ["==", ["geometry-type"], "Polygon"], paint: { "line-color": colours.lit, "line-width": 2.5 } });
  map.addLayer({ id: "area-number", type: "symbol", source: "area-numbers", filter: isMany, layout: number,
    paint: { "text-color": colour, "text-halo-color": colours.halo, "text-halo-width": 2 } });
  map.addLayer({ id: "places-many", type: "circle", source: "dots", filter: isMany,
    paint: { "circle-color": colours.incident, "circle-opacity": 0.88, "circle-radius": size, "circle-stroke-width": 2,
      "circle-stroke-color": ["case", isMostlyContested, colours.contested, colours.rim] } });
  map.addLayer({ id: "places-number", type: "symbol", source: "dots", filter: isMany, layout: { ...number, "text-allow-overlap": true },
    paint: { "text-color": colours.rim } });
  map.addLayer({ id: "place-dot", type: "circle", source: "dots", filter: ["!", isMany],
    paint: { "circle-color": colours.incident, "circle-opacity": 0.8, "circle-radius": toll,
      "circle-stroke-color": ["case", contested, colours.contested, colours.rim], "circle-stroke-width": ["case", contested, 3, 1] } });
  // Unseen letters as large as the dots: names of towns make room for them.
  map.addLayer({ id: "places-room", type: "symbol", source: "dots", paint: { "text-opacity": 0 },
    layout: { "text-field": "M", "text-font": fontsOf(), "text-size": ["*", 1.7, ["case", isMany, size, toll]], "text-allow-overlap": true } });
  map.addLayer({ id: "lit-dot", type: "circle", source: "lit", filter: ["==", ["geometry-type"], "Point"],
    paint: { "circle-radius": ["+", 5, ["case", isMany, size, toll]], "circle-opacity": 0, "circle-stroke-color": colours.lit, "circle-stroke-width": 2.5 } });
  let turn = 0; // tells whether something else is to be lit by the time that the areas are there
  return {
    async fill(features) {
      map.getSource("dots").setData(collection(features.filter((each) => !isArea(each))));
      map.getSource("area-numbers").setData(collection(features.filter(isArea)));
      const shapes = await areas(features.filter(isArea));
      // Circles are drawn the fainter the more there are, so that what lies below many is still seen.
      const faint = 1 / (1 + shapes.filter(isCircle).length / 25);
      map.setPaintProperty("place-area", "fill-opacity", ["match", ["get", "precision"], "country", 0.05, "governorate", 0.1, 0.12 * faint]);
      map.setPaintProperty("place-area-rim", "line-opacity", ["match", ["get", "precision"], "governorate", 0.6, 0.15 + 0.45 * faint]);
      map.getSource("areas").setData(collection(shapes));
    },
    async light(features) {
      const mine = ++turn;
      const shapes = await areas(features.filter(isArea));
      if (mine === turn) map.getSource("lit").setData(collection([...shapes, ...features.filter((each) => !isArea(each))]));
    },
  };
}

const ON_TOP = ["place-dot", "places-many"];

/** What lies under a point: the dots there, else the smallest of the areas around it. */
function under(map, point) {
  const dots = map.queryRenderedFeatures(point, { layers: ON_TOP });
  const areas = map.queryRenderedFeatures(point, { layers: ["place-area"] });
  return dots[0] ?? areas.sort((one, other) => one.properties.radius_km - other.properties.radius_km)[0];
}

/** Says in a popup what is under the pointer, and tells `onHover` of it. */
function watchPointer(map, { direction, onHover }) {
  const popup = new Popup({ closeButton: false, closeOnClick: false, className: "map-popup" });
  let last;
  const leave = () => {
    last = undefined;
    map.getCanvas().style.cursor = "";
    popup.remove();
    onHover?.([]);
  };
  map.on("mousemove", async ({ lngLat, point }) => {
    const found = under(map, point);
    if (!found) {
      if (last !== undefined) leave();
      return;
    }
    map.getCanvas().style.cursor = "pointer";
    popup.setLngLat(lngLat);
    const key = found.properties.cluster_id ?? found.properties.at;
    if (key === last) return;
    last = key;
    const places = await placesOf(map, found);
    if (last !== key) return;
    onHover?.(places.map(({ at }) => at));
    if (isOnePoint(places)) popup.setDOMContent(lines(places.map(({ name }) => name), direction)).addTo(map);
    else popup.remove();
  });
  map.on("mouseout", leave);
}

/** The properties of the places that are drawn as one. */
async function placesOf(map, { properties }) {
  if (properties.cluster_id === undefined) return [properties];
  const leaves = await map.getSource("dots").getClusterLeaves(properties.cluster_id, MOST_IN_CLUSTER, 0);
  return leaves.map((each) => each.properties);
}

/** Whether places lie at the same point, so that looking closer does not part them. */
const isOnePoint = (places) => places.every(({ at }) => at === places[0].at);

/** Tells which place was clicked; what is several places opens. */
async function choose(map, point, onChoose) {
  const found = under(map, point);
  if (!found) return;
  const places = await placesOf(map, found);
  if (isOnePoint(places)) {
    onChoose?.({ ...places[0], incidents: places.reduce((sum, { incidents }) => sum + incidents, 0) });
    return;
  }
  const zoom = await map.getSource("dots").getClusterExpansionZoom(found.properties.cluster_id);
  map.easeTo({ center: found.geometry.coordinates, zoom });
}

/** Shows the ground on which the incidents lie, but for the few that lie farthest out; a country counts only where there is nothing nearer. */
function fit(map, features) {
  const near = features.filter(({ properties }) => properties.precision !== "country");
  const counted = (near.length ? near : features).map(({ properties, geometry: { coordinates: [lon, lat] } }) => {
    const reach = AROUND_DEGREES[properties.precision] ?? 0;
    return { incidents: properties.incidents ?? 1, west: lon - reach, south: lat - reach, east: lon + reach, north: lat + reach };
  });
  if (!counted.length) return;
  const all = counted.reduce((sum, { incidents }) => sum + incidents, 0);
  const edge = (name, sign) => {
    const outwards = counted.toSorted((one, other) => sign * (other[name] - one[name]));
    let left = all * FAR_OUT;
    return outwards.find(({ incidents }) => (left -= incidents) < 0)[name];
  };
  map.fitBounds([[edge("west", -1), edge("south", -1)], [edge("east", 1), edge("north", 1)]], { padding: 48, maxZoom: 8, duration: 0 });
}

const FAR_OUT = 0.02; // of the incidents, on each side, that may lie out of sight at first
const AROUND_DEGREES = { subdistrict: 0.15, district: 0.3, governorate: 0.8, country: 4 };

/** Lines of text from outside, as text. */
function lines(texts, direction) {
  const element = document.createElement("div");
  element.dir = direction;
  element.style.whiteSpace = "pre-line";
  element.textContent = texts.join("\n");
  return element;
}

const lineTo = (from, to) => ({ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: [from.geometry.coordinates, to.geometry.coordinates] } });
const placed = ({ features }) => features.filter(({ geometry }) => geometry?.type === "Point");

async function loaded(data) {
  if (typeof data !== "string") return data;
  const response = await fetch(absolute(data));
  if (!response.ok) throw new Error(`${data} answered ${response.status}`);
  return response.json();
}
