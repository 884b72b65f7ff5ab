// What the oldest browsers that are served in full know, from the data of MDN on browsers.

import { readFileSync } from "node:fs";

const data = new URL("node_modules/@mdn/browser-compat-data/data.json", import.meta.url);
export const known = JSON.parse(readFileSync(data, "utf8"));

// By name, as the statement has them: { "chrome": 87, ... }.
const OLDEST = JSON.parse(process.argv[2]);

const number = (version) => (typeof version === "string" ? parseFloat(version.replace("≤", "")) || Infinity : Infinity);

function has(statement, version, prefix) {
  if (statement.flags || statement.alternative_name || statement.partial_implementation) return false;
  if ((statement.prefix ?? "") !== prefix || number(statement.version_added) > version) return false;
  return statement.version_removed === undefined || number(statement.version_removed) > version;
}

// The browsers that lack something, as "firefox 78"; a prefix that is written beside it counts.
export function lacking(entry, prefixes = []) {
  const { support } = entry.__compat;
  return Object.entries(OLDEST).flatMap(([browser, version]) => {
    const statements = [support[browser] ?? []].flat();
    const isKnown = ["", ...prefixes].some((prefix) => statements.some((each) => has(each, version, prefix)));
    return isKnown ? [] : [`${browser} ${version}`];
  });
}
