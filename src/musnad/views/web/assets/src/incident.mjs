// One incident: the map of every place that is claimed for it.

import { createPlaceMap } from "./map.mjs";
import { mapOptions } from "./maps.mjs";

const element = document.getElementById("place-map");
if (element) {
  const places = JSON.parse(document.getElementById("sites").textContent).map(({ lat, lon, ...properties }) => ({
    type: "Feature",
    geometry: lat === null || lon === null ? null : { type: "Point", coordinates: [lon, lat] },
    properties,
  }));
  createPlaceMap(element, { ...mapOptions(element), places: { type: "FeatureCollection", features: places } }).then(() => {
    element.dataset.shown = String(places.length); // tells who waits that the map is drawn
  });
}
