// What the page makes of forms: [{form, set: [[key, text], …], keys}, …] in; for each the decisions on each node of `keys`.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [, , folder] = process.argv;
const interpreter = await import(pathToFileURL(`${folder}/interpreter.mjs`));
const { makeForm } = await import(pathToFileURL(`${folder}/form.mjs`));

function decided(form, key) {
  const node = form.node(key);
  const { list } = form.nodes[node.name];
  return {
    relevant: form.isRelevant(node),
    required: form.isRequired(node),
    holds: form.holds(node),
    text: node.text,
    ...(list && { choices: form.choices(node) }),
  };
}

const made = JSON.parse(readFileSync(0, 'utf8')).map(({ form: tree, set, keys }) => {
  const form = makeForm(tree, interpreter);
  for (const [key, text] of set) form.set(key, text);
  return Object.fromEntries(keys.map((key) => [key, decided({ ...form, nodes: tree.nodes }, key)]));
});
process.stdout.write(JSON.stringify(made));
