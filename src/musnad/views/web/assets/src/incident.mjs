// One incident: the map of every place that is claimed for it.

import { createPlaceMap } from "./map.mjs";

const element = document.getElementById("place-map");
if (element) {
  const page = document.documentElement;
  createPlaceMap(element, {
    language: page.lang,
    direction: page.dir,
    countries: element.dataset.basemapCountries,
    admin1: element.dataset.basemapAdmin1,
    places: JSON.parse(document.getElementById("sites").textContent),
    words: JSON.parse(document.getElementById("map-words").textContent),
  });
}
