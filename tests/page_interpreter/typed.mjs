// What the page makes of what is typed: [[type, {ending: text}, moment, zone], …] in; the text of each answer out.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [, , folder] = process.argv;
const interpreter = await import(pathToFileURL(`${folder}/interpreter.mjs`));
const { makeForm } = await import(pathToFileURL(`${folder}/form.mjs`));
const { READERS } = await import(pathToFileURL(`${folder}/../typed.mjs`));

const empty = { nodes: {}, lists: {}, answers: {}, hidden: [], labels: {} };
const read = ([type, parts, now, zone]) => READERS[type](parts, Object.keys(parts), makeForm({ ...empty, now, zone }, interpreter));
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(read)));
