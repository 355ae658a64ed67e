// The area of a place that is no point: the governorates or the country that it is, as the base map has them, else a circle of its radius.

import { absolute } from "./ground.mjs";

const AREAS = new Set(["subdistrict", "district", "governorate", "country", "unknown"]);
const UNITS = new Set(["governorate", "country"]);
const KM_PER_DEGREE = 111.2;
const CIRCLE_POINTS = 48;

/** Whether a place is shown as an area, because nobody said where in it something was. */
export const isArea = ({ properties }) => AREAS.has(properties.precision);

/** Whether an area's shape is only the circle around its point. */
export const isCircle = ({ geometry }) => geometry.type === "Polygon";

/** What turns features of places into features of areas; the units are fetched when the first of them asks for one. */
export function areasOf(basemap) {
  let loading;
  return async (features) => {
    if (features.some(({ properties }) => UNITS.has(properties.precision))) loading ??= unitsOf(basemap);
    const units = await loading;
    return features.map((each) => ({ ...each, geometry: units?.(each) ?? circle(each) }));
  };
}

/** Gives the shape of a place's units, by the list of our places, else by a unit that has its name and holds its point; null without any. */
async function unitsOf({ admin1, areas }) {
  const [{ features }, listed] = await Promise.all([json(admin1), areas ? json(areas) : {}]);
  const shapes = new Map(features.filter(({ properties }) => properties.kind === "unit").map((each) => [each.properties.id, each.geometry]));
  const named = new Map();
  for (const { properties: { kind, id, ...names } } of features) {
    if (kind === "name") for (const name of Object.values(names)) named.set(name, [...(named.get(name) ?? []), id]);
  }
  const own = (place, point) => (named.get(place) ?? []).filter((id) => holds(shapes.get(id), point)).slice(0, 1);
  return ({ properties: { precision, place }, geometry }) => {
    if (!UNITS.has(precision)) return null;
    const ids = listed[place] ?? own(place, geometry.coordinates);
    return ids.length ? { type: "MultiPolygon", coordinates: ids.flatMap((id) => shapes.get(id)?.coordinates ?? []) } : null;
  };
}

async function json(address) {
  const answer = await fetch(absolute(address));
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer.json();
}

/** Whether a shape of several polygons holds a point: one of its rings more is crossed on the way out than not (even-odd). */
const holds = ({ coordinates }, point) => coordinates.some((rings) => rings.filter((ring) => isIn(ring, point)).length % 2 === 1);

function isIn(ring, [x, y]) {
  let inside = false;
  for (let one = 0, other = ring.length - 1; one < ring.length; other = one++) {
    const [[x1, y1], [x2, y2]] = [ring[one], ring[other]];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** The circle of a place's radius around its point. */
function circle({ properties, geometry }) {
  const [lon, lat] = geometry.coordinates;
  const height = (properties.radius_km || 1) / KM_PER_DEGREE;
  const width = height / Math.cos((lat * Math.PI) / 180);
  const ring = Array.from({ length: CIRCLE_POINTS + 1 }, (_, index) => {
    const angle = (2 * Math.PI * index) / CIRCLE_POINTS;
    return [lon + width * Math.cos(angle), lat + height * Math.sin(angle)];
  });
  return { type: "Polygon", coordinates: [ring] };
}
