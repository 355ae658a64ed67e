// What all maps of the site are drawn with: the reader's language and theme, the base map, and what to say when none can be drawn.

/** Whether the page is dark: as its reader set it, else as the system is. */
function theme() {
  const set = document.documentElement.dataset.theme;
  const dark = set ? set === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  return dark ? "dark" : "light";
}

/** The options for a map on an element, which names the files of the base map. */
export function mapOptions(element) {
  const page = document.documentElement;
  const { basemapOutline: outline, basemapCountries: countries, basemapAdmin1: admin1, basemapAreas: areas, basemapTowns: towns, tiles, digits, unavailable } = element.dataset;
  return { language: page.lang, direction: page.dir, digits, theme: theme(), basemap: { outline, countries, admin1, areas, towns }, tiles, unavailable };
}
