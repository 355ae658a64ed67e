// Builds what the browser loads into ../static. It needs no network.

import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildBasemap } from "./build/basemap.mjs";
import { here, output } from "./build/files.mjs";
import { buildFonts } from "./build/fonts.mjs";
import { finish } from "./build/finish.mjs";
import { buildVendor } from "./build/vendor.mjs";

rmSync(output, { recursive: true, force: true });
buildVendor();
buildFonts();
buildBasemap();
cpSync(join(here, "src"), output, { recursive: true });
const { digest, files, bytes } = finish();
console.log(`Built ${files} files, ${(bytes / 1e6).toFixed(1)} MB, into ${output}; digest ${digest}`);
