// The list of incidents: its map and its timeline follow the filters, and choosing on either finds its line in the list.

import { createMap } from "./map.mjs";
import { drawTimeline } from "./timeline.mjs";

const filters = document.getElementById("filters");
const results = () => document.getElementById("results");
const page = document.documentElement;

const address = (path) => `${path}?${results().dataset.query}`;

const element = document.getElementById("map");
const map = createMap(element, {
  language: page.lang,
  direction: page.dir,
  countries: element.dataset.basemapCountries,
  admin1: element.dataset.basemapAdmin1,
  incidents: address("/api/v1/incidents.geojson"),
  words: JSON.parse(document.getElementById("map-words").textContent),
  onChoose: (id) => location.assign(`/incidents/${encodeURIComponent(id)}`),
});

const timeline = document.getElementById("timeline");
drawTimeline(timeline, { address: () => address(timeline.dataset.address), direction: page.dir, language: page.lang, onBrush: choosePeriod });

/** Filters the incidents to a period, given as two days; none takes the filter away. */
function choosePeriod(since, until) {
  filters.elements.since.value = since ?? "";
  filters.elements.until.value = until ?? "";
  filters.requestSubmit();
}

// The list is put in anew by htmx when a filter changes: the map and the timeline then ask for the same.
let query = results().dataset.query;
new MutationObserver(() => {
  const now = results();
  if (!now || now.dataset.query === query) return;
  query = now.dataset.query;
  map.show(address("/api/v1/incidents.geojson"));
  timeline.dispatchEvent(new Event("renew"));
  document.querySelector(".filters .clear").hidden = !query;
}).observe(document.querySelector(".split"), { childList: true, subtree: false });

// A line of the list and its dot on the map light up together.
document.querySelector(".split").addEventListener("pointerover", (event) => {
  map.light?.(event.target.closest("li[data-id]")?.dataset.id ?? null);
});
