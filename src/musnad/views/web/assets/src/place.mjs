// Where something happened: a click on the map fills in the degrees, and degrees that are written move the mark.

import { pickPlace } from "./map.mjs";
import { mapOptions } from "./maps.mjs";

const element = document.getElementById("pick-map");
const { lat, lon, gazetteer, name } = document.getElementById("placing").elements;
const before = JSON.parse(document.getElementById("at").textContent);
const at = lat.value && lon.value ? { lat: Number(lat.value), lon: Number(lon.value) } : before;

const picked = (point) => {
  lat.value = point.lat;
  lon.value = point.lon;
  gazetteer.value = ""; // what was looked up lies elsewhere
  name.value = "";
  lat.dispatchEvent(new Event("input", { bubbles: true })); // so that it is kept as a draft
};

pickPlace(element, { ...mapOptions(element), at, onPick: picked }).then((shown) => {
  element.dataset.shown = shown ? "yes" : "no"; // tells who waits that the map is drawn
});
