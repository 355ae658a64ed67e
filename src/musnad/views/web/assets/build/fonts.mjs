// The fonts: Noto in the scripts the site is read in, one style sheet for all.
//
// Every face covers only the letters of its own script, so that the browser fetches a file when a page first has such a letter.

import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { output, packageFolder, write } from "./files.mjs";

// "Noto Sans Arabic" also comes with Latin letters, but those of "Noto Sans" serve: one font for a script.
const families = [
  { name: "noto-sans", subsets: ["latin", "latin-ext", "cyrillic", "cyrillic-ext"], weights: [400, 600, 700] },
  { name: "noto-sans-arabic", subsets: ["arabic"], weights: [400, 600, 700] },
  { name: "noto-naskh-arabic", subsets: ["arabic"], weights: [400, 700] },
];

/** Copies the font files and writes `fonts/fonts.css`. */
export function buildFonts() {
  mkdirSync(join(output, "fonts"), { recursive: true });
  const faces = families.flatMap(({ name, subsets, weights }) => {
    copyFileSync(join(packageFolder(`@fontsource/${name}`), "LICENSE"), join(output, "fonts", `${name}.LICENSE.txt`));
    return subsets.flatMap((subset) => weights.map((weight) => faceOf(name, subset, weight)));
  });
  write("fonts/fonts.css", `${faces.join("\n\n")}\n`);
}

/** The rule of one face, with the address of the one file kept for it. */
function faceOf(name, subset, weight) {
  const folder = packageFolder(`@fontsource/${name}`);
  const file = `${name}-${subset}-${weight}-normal.woff2`;
  const label = `/* ${file.replace(".woff2", "")} */`;
  const css = readFileSync(join(folder, `${weight}.css`), "utf8");
  const start = css.indexOf(label);
  if (start < 0) throw new Error(`${name} has no face ${subset} ${weight}; look at what its ${weight}.css offers`);
  copyFileSync(join(folder, "files", file), join(output, "fonts", file));
  const rule = css.slice(start, css.indexOf("}", start) + 1);
  return rule.replace(/src: .*;/, `src: url(${file}) format('woff2');`);
}
