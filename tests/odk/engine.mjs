// ODK's own engine on one form: what it makes of every node once these answers are given.
// node engine.mjs FORM.xml MOMENT < fillings > what was made of each
// A line in: {"answers": {path: text}, "expressions": [[path, expression]]}. A line out: what it makes of every node, the
// answers it refused, the text of each expression at its node, or the error that stopped it.
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { JSDOM } from 'jsdom';

const [, , form, moment] = process.argv;

// The engine asks for a browser's names and, for its parser, for the folder of its script.
const DOM = 'Attr Blob CDATASection Comment DOMParser Document Element File FileReader Node NodeList Text XMLDocument XMLSerializer';
const { window } = new JSDOM('');
for (const name of DOM.split(' ')) globalThis[name] = window[name];
Object.assign(globalThis, { window, document: window.document, __dirname: fileURLToPath(new URL('.', import.meta.url)) });
const instant = Date.parse(moment);
Date.now = () => instant;

const { loadForm, constants } = await import('@getodk/xforms-engine');

const loaded = await loadForm(readFileSync(form, 'utf8'), {
  missingResourceBehavior: constants.MISSING_RESOURCE_BEHAVIOR.BLANK,
  fetchFormAttachment: beside,
});
if (loaded.status === 'failure') {
  console.error(loaded.error.message);
  process.exit(1);
}

/** What lies beside the form, such as a list of choices in a CSV file. */
async function beside(address) {
  const file = join(dirname(form), basename(new URL(address).pathname));
  if (!existsSync(file)) return new Response('', { status: 404 });
  return new Response(readFileSync(file), { headers: { 'Content-Type': file.endsWith('.csv') ? 'text/csv' : 'text/xml' } });
}

const SETTERS = {
  input: (node, text) => node.setValue(text),
  range: (node, text) => node.setValue(text),
  select: (node, text) => node.selectValues(node.selectType === 'select1' ? [text] : words(text)),
  rank: (node, text) => node.setValues(words(text)),
  trigger: (node, text) => node.setValue(text === 'OK'),
  upload: (node, text) => node.setValue(text ? new window.File(['x'], text) : null),
  'repeat-range:uncontrolled': setCount,
};

function words(text) {
  return text.split(/\s+/).filter(Boolean);
}

function setCount(range, count) {
  const present = range.currentState.children.length;
  if (count > present) range.addInstances(present - 1, count - present);
  if (count < present) range.removeInstances(count, present - count);
}

/** `/household/member[2]/age`: the engine's reference without the name of the form. */
function path(node) {
  return node.currentState.reference.replace(/^\/[^/]+/, '');
}

function found(node, wanted) {
  const here = path(node);
  if (here === wanted) return node;
  if (here && !wanted.startsWith(`${here}/`) && !wanted.startsWith(`${here}[`)) return null;
  for (const child of node.currentState.children ?? []) {
    const node = found(child, wanted);
    if (node) return node;
  }
  return null;
}

function told(node) {
  const { relevant, required, readonly, valueOptions, children } = node.currentState;
  const line = { path: path(node), kind: node.nodeType, relevant };
  if (children === null) {
    Object.assign(line, { required, readonly, value: node.currentState.instanceValue });
    line.valid = node.validationState.constraint.valid;
    if (valueOptions) line.choices = valueOptions.map((option) => option.value);
  }
  return [line, ...(children ?? []).flatMap(told)];
}

function evaluated(root, [where, expression]) {
  const contextNode = where ? found(root, where) : root;
  try {
    return { value: contextNode.evaluator.evaluateString(expression, { contextNode }) };
  } catch (error) {
    return { error: error.message };
  }
}

/** What became of one filling: every node, the answers that were not taken, or why the engine stopped. */
function filled({ answers, expressions = [] }) {
  const refused = {};
  try {
    const { root } = loaded.createInstance();
    for (const [wanted, text] of Object.entries(answers)) {
      const node = found(root, wanted);
      const set = node && SETTERS[node.nodeType];
      if (!set) {
        refused[wanted] = node ? `a ${node.nodeType} takes no answer` : 'no such node';
        continue;
      }
      try {
        set(node, text);
      } catch (error) {
        refused[wanted] = error.message;
      }
    }
    const values = expressions.map((expression) => evaluated(root, expression));
    return { nodes: root.currentState.children.flatMap(told), refused, values };
  } catch (error) {
    return { error: error.message, refused };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(filled(JSON.parse(line)))}\n`);
}
