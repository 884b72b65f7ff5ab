// Reads { name: text } of style sheets and scripts; writes what older browsers lack: [[name, line, what, lacking], ...].

import { readFileSync } from "node:fs";
import { olderScripts } from "./older_scripts.mjs";
import { olderStyles } from "./older_styles.mjs";

const files = JSON.parse(readFileSync(0, "utf8"));
const told = Object.entries(files).flatMap(([name, text]) =>
  (name.endsWith(".css") ? olderStyles : olderScripts)(text).map(({ line, what, lacking }) => [name, line, what, lacking]));
process.stdout.write(JSON.stringify(told));
