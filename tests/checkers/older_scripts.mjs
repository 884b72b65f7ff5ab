// What a script uses that an older browser does not know: { line, what, lacking }.

import { parse } from "acorn";
import { full } from "acorn-walk";
import { known, lacking } from "./support.mjs";

const YEAR = 2020; // of the language: what came in 2021 Firefox 78 does not read
const LOOKS_BACK = /\(\?<[=!]/;
const { builtins } = known.javascript;

const byMember = new Map();
for (const place of [known.api, builtins, builtins.Intl]) {
  for (const [owner, members] of Object.entries(place)) {
    for (const [name, entry] of Object.entries(members)) {
      if (!entry.__compat || name === "__compat" || owner === "Intl") continue;
      const plain = name.replace(/_static$/, "");
      byMember.set(plain, [...(byMember.get(plain) ?? []), entry]);
    }
  }
}

export function olderScripts(text) {
  const found = [];
  const tell = (line, what, browsers) => found.push({ line, what, lacking: browsers.join(", ") });
  let tree;
  try {
    tree = parse(text, { ecmaVersion: YEAR, sourceType: "module", locations: true });
  } catch (error) {
    return [{ line: error.loc?.line ?? 0, what: error.message, lacking: `JavaScript of ${YEAR}` }];
  }
  const nodes = [];
  full(tree, (node) => nodes.push(node));
  const own = declaredIn(nodes);
  const called = new Set(nodes.filter((node) => node.type === "CallExpression").map((node) => node.callee));
  const kept = new Set(nodes.filter((node) => node.type === "Property").map((node) => node.key.name));
  for (const node of nodes) {
    const line = node.loc.start.line;
    if (node.type === "Literal" && node.regex && LOOKS_BACK.test(node.regex.pattern)) tell(line, "a pattern that looks back", ["safari 14.1"]);
    if (node.type === "Identifier") asGlobal(node.name, own, line, tell);
    // A field that the file writes is its own, also where a browser has one of that name; what is called may be the browser's.
    const isField = node.type === "MemberExpression" && !called.has(node) && kept.has(node.property.name);
    if (node.type === "MemberExpression" && !node.computed && !isField) asMember(node, own, line, tell);
  }
  return found;
}

// Every name that the file gives itself: what is called like it is taken for it.
function declaredIn(nodes) {
  const names = new Set();
  const add = (pattern) => {
    if (!pattern) return;
    if (pattern.type === "Identifier") names.add(pattern.name);
    if (pattern.type === "ObjectPattern") pattern.properties.forEach((each) => add(each.value ?? each.argument));
    if (pattern.type === "ArrayPattern") pattern.elements.forEach(add);
    if (pattern.type === "AssignmentPattern") add(pattern.left);
    if (pattern.type === "RestElement") add(pattern.argument);
  };
  for (const node of nodes) {
    if (["VariableDeclarator", "FunctionDeclaration", "ClassDeclaration"].includes(node.type)) add(node.id);
    node.params?.forEach(add);
    if (node.type === "CatchClause") add(node.param);
    if (node.type === "ImportDeclaration") node.specifiers.forEach((each) => add(each.local));
  }
  return names;
}

function asGlobal(name, own, line, tell) {
  if (own.has(name)) return;
  const entries = [builtins[name], known.api[name], known.api.Window[name]].filter((each) => each?.__compat);
  const lacks = entries.map((entry) => lacking(entry));
  if (lacks.length && lacks.every((each) => each.length)) tell(line, name, lacks[0]);
}

function asMember({ object, property }, own, line, tell) {
  const { name } = property;
  const isGlobal = object.type === "Identifier" && !own.has(object.name) && /^[A-Z]/.test(object.name);
  const owner = isGlobal && (builtins[object.name] ?? known.api[object.name]);
  const exact = owner && (owner[`${name}_static`] ?? owner[name]);
  const entries = exact?.__compat ? [exact] : (byMember.get(name) ?? []);
  const lacks = entries.map((entry) => lacking(entry));
  if (lacks.length && lacks.every((each) => each.length)) tell(line, `.${name}`, lacks[0]);
}
