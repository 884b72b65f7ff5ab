// Texts as the page writes them: { tree, texts } in, the texts out.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , folder] = process.argv;
const interpreter = await import(pathToFileURL(`${folder}/interpreter.mjs`));
const { makeForm } = await import(pathToFileURL(`${folder}/form.mjs`));
const { tree, texts } = JSON.parse(readFileSync(0, "utf8"));
const form = makeForm({ nodes: {}, lists: {}, answers: {}, hidden: [], labels: {}, ...tree }, interpreter);
process.stdout.write(JSON.stringify(texts.map((text) => form.written(text))));
