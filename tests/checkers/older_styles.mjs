// What a style sheet uses that an older browser does not know: { line, what, lacking }.

import postcss from "postcss";
import selectors from "postcss-selector-parser";
import values from "postcss-value-parser";
import { known, lacking } from "./support.mjs";

const { properties, types, "at-rules": atRules } = known.css;
const FUNCTIONS = [types, types.color, types.gradient, types.image, types["basic-shape"], types["filter-function"],
  types["transform-function"], types["easing-function"]];
const ALWAYS = ["px", "pt", "mm", "s", "deg"]; // units that have no entry of their own
const MANY = ["is", "where", "not", "has"]; // take selectors as arguments

export function olderStyles(text) {
  const found = [];
  postcss.parse(text).walk((node) => {
    const tell = (what, entry, prefixes) => {
      const browsers = entry?.__compat ? lacking(entry, prefixes) : entry === undefined ? ["not in MDN's data"] : [];
      if (browsers.length) found.push({ line: node.source.start.line, what, lacking: browsers.join(", ") });
    };
    if (isAskedFor(node)) return;
    if (node.type === "atrule") rules(node, tell);
    if (node.type === "rule") chosen(node, tell);
    if (node.type === "decl") declared(node, tell);
  });
  return found;
}

// Inside @supports stands what only those read who know it.
const isAskedFor = (node) => node?.type === "atrule" && node.name === "supports" || (node?.parent ? isAskedFor(node.parent) : false);

function rules(node, tell) {
  tell(`@${node.name}`, atRules[node.name]);
  if (node.name !== "media") return;
  for (const [, name] of node.params.matchAll(/\(\s*([\w-]+)/g)) {
    const plain = name.replace(/^(min|max)-/, "");
    tell(`@media (${plain})`, atRules.media[plain]);
  }
  if (/[<>]/.test(node.params)) tell("@media with < or >", atRules.media.range_syntax);
}

function chosen(node, tell) {
  if (node.parent.type === "atrule" && /keyframes$/.test(node.parent.name)) return;
  if (node.parent.type === "rule") tell("a rule in a rule", known.css.selectors.nesting);
  selectors((root) => root.walkPseudos((pseudo) => {
    const name = pseudo.value.replace(/^:+/, "");
    const isOwn = name.startsWith("-"); // of one engine: the others leave the whole rule out
    if (isOwn && root.nodes.length > 1) tell(`${pseudo.value} beside other selectors`);
    const around = pseudo.parent?.parent?.value === ":not" ? (text) => `:not(${text})` : (text) => text;
    if (!isOwn) tell(around(pseudo.toString().trim()), known.css.selectors[name]);
    if (name === "not" && pseudo.nodes.length > 1) tell(":not() of several", known.css.selectors.not.selector_list);
    if (MANY.includes(name) && !pseudo.nodes.length) tell(`${pseudo.value} of nothing`);
  })).processSync(node.selector);
}

function declared(node, tell) {
  if (node.prop.startsWith("-") || node.prop.startsWith("$")) return;
  const property = properties[node.prop];
  const beside = node.parent.nodes.filter((each) => each.type === "decl");
  const prefixes = ["-webkit-", "-moz-"].filter((prefix) => beside.some((each) => each.prop === prefix + node.prop));
  tell(node.prop, property, prefixes);
  if (!property || hasPlainBefore(node, beside)) return;
  for (const [what, entry] of inValue(node.prop, node.value)) tell(`${node.prop}: ${what}`, entry, prefixes);
}

// The same property stands before with a value that all know: who does not know the second keeps the first.
function hasPlainBefore(node, beside) {
  const before = beside.slice(0, beside.indexOf(node)).filter((each) => each.prop === node.prop);
  return before.some((each) => inValue(each.prop, each.value).every(([, entry]) => !entry?.__compat || !lacking(entry).length));
}

function inValue(prop, value) {
  const used = [];
  const property = properties[prop];
  values(value).walk(({ type, value: word }) => {
    const { unit } = (type === "word" && values.unit(word)) || {};
    if (type === "word" && property[word]?.__compat) used.push([word, property[word]]);
    if (unit && unit !== "%" && unit !== "fr") used.push([unit, lengthOr(unit)]);
    if (type === "function" && word) used.push([`${word}()`, functionNamed(property, word)]);
    if (type === "div" && word === "/" && prop === "content") used.push(["with a text instead", property.alternative_text]);
  });
  return used;
}

// Units of the window as it shrinks and grows, which the data tell together.
const SIZES = { d: "dynamic", l: "large", s: "small" };
const windowUnit = (unit) => /^[dls]v/.test(unit) ? types.length[`viewport_percentage_units_${SIZES[unit[0]]}`] : undefined;

const lengthOr = (unit) => types.length[unit] ?? windowUnit(unit) ?? types.time[unit] ?? types.angle[unit] ?? types.resolution[unit] ?? (ALWAYS.includes(unit) ? null : undefined);

const functionNamed = (property, name) => property[name] ?? FUNCTIONS.map((each) => each?.[name]).find(Boolean);
