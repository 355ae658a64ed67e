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
  return {
    language: page.lang,
    direction: page.dir,
    theme: theme(),
    basemap: { countries: element.dataset.basemapCountries, admin1: element.dataset.basemapAdmin1 },
    unavailable: element.dataset.unavailable,
  };
}
