// Reading tables, and writing what is built.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this npm project; what is built goes into its sibling `static`. */
export const here = dirname(dirname(fileURLToPath(import.meta.url)));
export const output = join(dirname(here), "static");

/** The folder of an installed package. */
export const packageFolder = (name) => join(here, "node_modules", name);

/** The rows of a table with a header line, as objects. Fails, naming file and line, when a row has too few or too many cells. */
export function rowsOf(path) {
  const [header, ...lines] = readFileSync(join(here, path), "utf8").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
  return lines.map((cells, index) => {
    if (cells.length !== header.length) {
      throw new Error(`${path}, line ${index + 2}: ${cells.length} cells, where the header has ${header.length}`);
    }
    return Object.fromEntries(header.map((name, column) => [name, cells[column]]));
  });
}

/** Writes text or bytes to a path under the output folder. */
export function write(path, content) {
  const target = join(output, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}

export const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));
