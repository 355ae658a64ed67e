// The list of incidents, its map and its timeline: all three follow the filters, and what is pointed at in one is lit in the other.

import { createMap } from "./map.mjs";
import { mapOptions } from "./maps.mjs";
import { drawTimeline } from "./timeline.mjs";

const filters = document.getElementById("filters");
const results = () => document.getElementById("results");
const page = document.documentElement;
const element = document.getElementById("map");
const timeline = document.getElementById("timeline");

const mapAddress = () => `${element.dataset.address}?${results().dataset.mapQuery}`;
const drawing = createMap(element, { ...mapOptions(element), places: mapAddress(), onChoose: choosePlace, onHover: lightRows });
element.drawing = drawing; // for who looks into the map from outside, as tests do
drawTimeline(timeline, {
  address: () => `${timeline.dataset.address}?${results().dataset.query}`, direction: page.dir, language: page.lang, onBrush: choosePeriod,
});

/** Filters the incidents to a period, given as two days; none takes the filter away. */
function choosePeriod(since, until) {
  filters.elements.since.value = since ?? "";
  filters.elements.until.value = until ?? "";
  filters.requestSubmit();
}

/** Leads to the incident of a place, or filters the list to the several that are there. */
function choosePlace({ id, at, incidents }) {
  if (incidents === 1) {
    location.assign(`/incidents/${encodeURIComponent(id)}`);
    return;
  }
  const [lat, lon] = at.split(",");
  filters.elements.box.value = [lon, lat, lon, lat].join(",");
  filters.requestSubmit();
}

// On a narrow screen the filters begin folded, so that the incidents are seen at once.
if (matchMedia("(max-width: 600px)").matches) document.querySelector(".filters-box").open = false;

// ------------------------------------------------------------------------------------------------------------ what is pointed at

const rows = () => [...document.querySelectorAll("#results li[data-at]")];

/** Lights the rows of the incidents at some places. */
function lightRows(ats) {
  const wanted = new Set(ats);
  for (const row of rows()) row.classList.toggle("lit", wanted.has(row.dataset.at));
}

/** The places that stay ringed: those that the list is filtered to. */
const chosen = () => (results().dataset.chosen ? [results().dataset.chosen] : []);

let lit = "";
async function lightPlace(at) {
  if (at === lit) return;
  lit = at;
  (await drawing)?.light(at ? [at] : chosen());
}

const placeOf = (target) => target.closest?.("#results li[data-at]")?.dataset.at ?? "";
const list = document.querySelector(".split");
for (const name of ["pointerover", "focusin"]) list.addEventListener(name, ({ target }) => lightPlace(placeOf(target)));
list.addEventListener("pointerleave", () => lightPlace(""));

// ------------------------------------------------------------------------------------------------------------- when filters change

/** Tells who waits, and measures, that the map shows what the list shows. */
async function told() {
  (await drawing)?.light(chosen());
  element.dataset.shown = results().dataset.query || "all";
  performance.mark("map-drawn");
}
drawing.then(told);

// The list is put in anew by htmx: the map and the timeline then ask for the same.
let { query, mapQuery } = results().dataset;
new MutationObserver(async () => {
  const now = results();
  if (!now || now.dataset.query === query) return;
  query = now.dataset.query;
  lit = "";
  timeline.dispatchEvent(new Event("renew"));
  document.querySelector(".filters .clear").hidden = !query;
  const map = await drawing;
  if (now.dataset.mapQuery !== mapQuery) {
    mapQuery = now.dataset.mapQuery;
    await map?.setPlaces(mapAddress());
  }
  told();
}).observe(list, { childList: true });
