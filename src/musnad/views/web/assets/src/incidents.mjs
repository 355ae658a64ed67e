// The list of incidents: its map and its timeline follow the filters, and choosing on either leads to the incident.

import { createMap } from "./map.mjs";
import { mapOptions } from "./maps.mjs";
import { drawTimeline } from "./timeline.mjs";

const filters = document.getElementById("filters");
const results = () => document.getElementById("results");
const page = document.documentElement;
const address = (path) => `${path}?${results().dataset.query}`;

const element = document.getElementById("map");
const drawing = createMap(element, {
  ...mapOptions(element),
  incidents: address("/api/v1/incidents.geojson"),
  onChoose: (id) => location.assign(`/incidents/${encodeURIComponent(id)}`),
});
const told = () => { element.dataset.shown = results().dataset.query || "all"; }; // tells who waits that the map is drawn
drawing.then(told);

const timeline = document.getElementById("timeline");
drawTimeline(timeline, { address: () => address(timeline.dataset.address), direction: page.dir, language: page.lang, onBrush: choosePeriod });

/** Filters the incidents to a period, given as two days; none takes the filter away. */
function choosePeriod(since, until) {
  filters.elements.since.value = since ?? "";
  filters.elements.until.value = until ?? "";
  filters.requestSubmit();
}

// On a narrow screen the filters begin folded, so that the incidents are seen at once.
if (matchMedia("(max-width: 600px)").matches) document.querySelector(".filters-box").open = false;

// The list is put in anew by htmx when a filter changes: the map and the timeline then ask for the same.
let query = results().dataset.query;
new MutationObserver(async () => {
  const now = results();
  if (!now || now.dataset.query === query) return;
  query = now.dataset.query;
  timeline.dispatchEvent(new Event("renew"));
  document.querySelector(".filters .clear").hidden = !query;
  const map = await drawing;
  await map?.setIncidents(address("/api/v1/incidents.geojson"));
  told();
}).observe(document.querySelector(".split"), { childList: true });
