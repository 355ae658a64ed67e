// The last step: a check that nothing is fetched from elsewhere, packed copies for the wire, and the list of what was built.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { output, write } from "./files.mjs";

const PACKED = new Set([".css", ".js", ".json", ".mjs", ".svg"]);
const WORTH_PACKING_BYTES = 1000;

/** Writes a packed copy beside every text file, and `manifest.json`; returns what it says in short. */
export function finish() {
  const names = readdirSync(output, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(output, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .sort();
  const contents = names.map((name) => [name, readFileSync(join(output, name))]);
  contents.forEach(([name, content]) => refuseForeign(name, content));
  for (const [name, content] of contents) {
    if (PACKED.has(extname(name)) && content.length > WORTH_PACKING_BYTES) write(`${name}.gz`, gzipSync(content, { level: 9 }));
  }
  const digest = digestOf(contents.map(([name, content]) => `${name} ${digestOf(content)}`).join("\n")).slice(0, 16);
  write("manifest.json", `${JSON.stringify({ digest, files: names }, null, 1)}\n`);
  return { digest, files: names.length, bytes: contents.reduce((sum, [, content]) => sum + content.length, 0) };
}

const digestOf = (content) => createHash("sha256").update(content).digest("hex");

/** Fails when a style sheet or module would make the browser fetch something from another host. */
function refuseForeign(name, content) {
  if (![".css", ".mjs", ".js"].includes(extname(name))) return;
  const foreign = /(?:url\(\s*['"]?|@import\s+['"]|\bfrom\s*['"]|\bimport\(\s*['"])((?:https?:)?\/\/[^'")\s]+)/.exec(content.toString("utf8"));
  if (foreign) throw new Error(`${name} would fetch ${foreign[1]}; what the site loads must lie beside it`);
}
