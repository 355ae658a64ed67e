// Builds what the browser loads into ../static. It needs no network.

import { rmSync } from "node:fs";
import { buildBasemap } from "./build/basemap.mjs";
import { output } from "./build/files.mjs";
import { buildFonts } from "./build/fonts.mjs";
import { finish } from "./build/finish.mjs";
import { buildVendor } from "./build/vendor.mjs";

rmSync(output, { recursive: true, force: true });
buildVendor();
buildFonts();
buildBasemap();
const { digest, files, bytes } = finish();
console.log(`Built ${files} files, ${(bytes / 1e6).toFixed(1)} MB, into ${output}; digest ${digest}`);
