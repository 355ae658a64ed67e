// The ground that every map of the site is drawn on: land, borders, first-level units, towns, and a tile file of the user's own.
//
// Nothing is fetched but files beside this one and what the page names; text is drawn with the page's own fonts.

import { Map as MapLibre, NavigationControl, addProtocol } from "./vendor/maplibre-gl.mjs";

const FONTS = { ar: ["Noto Sans Arabic", "Noto Sans"], other: ["Noto Sans"] };
// Where the name of a town may stand, in ems from it: close by, else beside a dot that lies on it.
const TOWN_NAMES = [
  ...["top", [0, 0.4], "bottom", [0, -0.4], "left", [0.5, 0], "right", [-0.5, 0]],
  ...["top", [0, 1.6], "bottom", [0, -1.6], "left", [1.6, 0], "right", [-1.6, 0]],
];
const SAMPLES = { ar: "حلب", ru: "Aж", other: "Aş" };

// Colours that the colour-blind tell apart (after Okabe and Ito), on quiet ground.
export const THEMES = {
  light: { sea: "#dfe7ec", land: "#f8f6f1", unit: "#d9d5cb", border: "#8d887d", text: "#4a4740", faint: "#77736a", halo: "#f8f6f1", incident: "#0072b2", contested: "#d55e00", rim: "#ffffff", lit: "#111111" },
  dark: { sea: "#10161b", land: "#1f262c", unit: "#323b43", border: "#77828b", text: "#c3cad0", faint: "#98a2aa", halo: "#1f262c", incident: "#56b4e9", contested: "#e69f00", rim: "#10161b", lit: "#ffffff" },
};

export const MOST_ZOOM = 14;
export const fontsOf = (language) => (language === "ar" ? FONTS.ar : FONTS.other);
export const collection = (features) => ({ type: "FeatureCollection", features });
export const absolute = (address) => new URL(address, document.baseURI).href;

/**
 * A map of land, borders and names, once it can take more; null, with a sentence in the element, when the browser cannot draw it. `basemap` has
 * the addresses of `outline`, `countries`, `admin1`, `areas` and `towns` (which may be left out); `tiles` is that of a PMTiles file to draw under them.
 */
export async function drawGround(element, { language, theme, basemap, tiles, unavailable }) {
  // Labels are drawn into a picture at once, so their fonts must be there before.
  const sample = SAMPLES[language] ?? SAMPLES.other;
  const fonts = Promise.all(fontsOf(language).map((name) => document.fonts.load(`400 16px "${name}"`, sample)));
  const [under] = await Promise.all([tiles ? tileLayers(tiles, THEMES[theme]) : { sources: {}, layers: [] }, fonts]);
  try {
    const map = new MapLibre({
      container: element,
      style: style({ language, colours: THEMES[theme], basemap, under }),
      center: [38.5, 34.8],
      zoom: 5,
      maxZoom: MOST_ZOOM,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
    });
    map.addControl(new NavigationControl({ showCompass: false }), language === "ar" ? "top-left" : "top-right");
    await map.once("style.load");
    map.once("idle", () => addDetail(map, basemap));
    return map;
  } catch {
    const sentence = document.createElement("p");
    sentence.className = "no-map";
    sentence.textContent = unavailable ?? "This browser cannot draw the map (it needs WebGL). Everything on it is in the list.";
    element.replaceChildren(sentence);
    return null;
  }
}

/** Draws land and borders as exactly as we have them, with names, then towns: they come after what the map is about, so that this is seen at once. */
function addDetail(map, { countries, admin1, towns }) {
  map.getSource("countries")?.setData(absolute(countries));
  map.getSource("units")?.setData(absolute(admin1));
  if (towns) map.once("idle", () => map.getSource("towns")?.setData(absolute(towns)));
}

/** Waits until what was last put into some sources is on the screen. */
export async function whenShown(map, sources) {
  while (!sources.every((id) => map.isSourceLoaded(id))) await Promise.race([map.once("data"), map.once("idle")]);
  map.triggerRepaint();
  await map.once("render");
}

function style({ language, colours, basemap, under }) {
  const name = ["coalesce", ["get", `name_${language}`], ["get", "name_en"]];
  const label = { "text-field": name, "text-font": fontsOf(language), "text-max-width": 7 };
  const halo = { "text-halo-color": colours.halo, "text-halo-width": 1.5 };
  const kind = (value) => ["==", ["get", "kind"], value];
  return {
    version: 8,
    sources: {
      countries: { type: "geojson", data: absolute(basemap.outline ?? basemap.countries), maxzoom: 9 },
      units: { type: "geojson", data: collection([]), maxzoom: 9 },
      towns: { type: "geojson", data: collection([]), maxzoom: 11 },
      ...under.sources,
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colours.sea } },
      { id: "land", type: "fill", source: "countries", filter: kind("land"), paint: { "fill-color": colours.land } },
      ...under.layers,
      { id: "units", type: "line", source: "units", filter: kind("unit"), minzoom: 4, paint: { "line-color": colours.unit } },
      { id: "borders", type: "line", source: "countries", filter: kind("border"), paint: { "line-color": colours.border, "line-width": 1.2 } },
      { id: "disputed", type: "line", source: "countries", filter: kind("disputed"), paint: { "line-color": colours.border, "line-width": 1.2, "line-dasharray": [3, 2] } },
      // A town is shown from the zoom on at which there is room for towns of its size.
      { id: "towns", type: "circle", source: "towns", filter: ["<=", ["get", "zoom"], ["zoom"]], paint: { "circle-radius": 1.8, "circle-color": colours.faint } },
      {
        id: "town-names", type: "symbol", source: "towns", filter: ["<=", ["get", "zoom"], ["zoom"]],
        layout: { "text-field": ["get", "name"], "text-font": fontsOf(language), "text-size": 11.5, "text-max-width": 8,
          "text-variable-anchor-offset": TOWN_NAMES, "symbol-sort-key": ["get", "zoom"] },
        paint: { ...halo, "text-color": colours.faint },
      },
      {
        id: "unit-names", type: "symbol", source: "units", filter: kind("name"), minzoom: 5.5, maxzoom: 9.5,
        layout: { ...label, "text-size": 12.5, "symbol-sort-key": ["-", ["get", "area_km2"]] },
        paint: { ...halo, "text-color": colours.text, "text-opacity": 0.85 },
      },
      {
        id: "country-names", type: "symbol", source: "countries", filter: kind("country"), maxzoom: 7,
        layout: { ...label, "text-size": 14, "symbol-sort-key": ["-", ["get", "area_km2"]] },
        paint: { ...halo, "text-color": colours.text },
      },
    ],
  };
}

// ----------------------------------------------------------------------------------------------------------------- a tile file

/** What a PMTiles file adds to a style: pictures as they are; of vector tiles water, areas and lines, in the colours of the map. */
async function tileLayers(address, colours) {
  const { PMTiles, Protocol, TileType } = await import("./vendor/pmtiles.mjs");
  const file = new PMTiles(absolute(address));
  const { tileType, minZoom, maxZoom } = await file.getHeader();
  const protocol = new Protocol();
  protocol.add(file);
  addProtocol("pmtiles", protocol.tile);
  const source = { url: `pmtiles://${absolute(address)}` };
  if (tileType !== TileType.Mvt) {
    return { sources: { tiles: { ...source, type: "raster", tileSize: 256 } }, layers: [{ id: "tiles", type: "raster", source: "tiles" }] };
  }
  const { vector_layers: layers = [] } = (await file.getMetadata()) ?? {};
  return {
    sources: { tiles: { ...source, type: "vector", minzoom: minZoom, maxzoom: maxZoom } },
    layers: layers.flatMap(({ id }) => vectorLayers(id, colours)),
  };
}

/** The polygons and lines of one layer of vector tiles, whatever its maker calls it; points, mostly names in one language, are left out. */
function vectorLayers(id, { sea, land, unit }) {
  const isWater = /water|ocean|sea/i.test(id);
  const isGround = /^(earth|land)$/i.test(id);
  const of = (type) => ["==", ["geometry-type"], type];
  const common = { source: "tiles", "source-layer": id };
  return [
    { ...common, id: `tiles-${id}-areas`, type: "fill", filter: of("Polygon"), paint: { "fill-color": isWater ? sea : isGround ? land : unit, "fill-opacity": isWater || isGround ? 1 : 0.35 } },
    { ...common, id: `tiles-${id}-lines`, type: "line", filter: of("LineString"), paint: { "line-color": isWater ? sea : unit, "line-width": 1 } },
  ];
}
