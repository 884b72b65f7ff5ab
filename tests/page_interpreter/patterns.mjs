// Whether each pattern, as the server rewrote it, matches each text.
import { readFileSync } from 'node:fs';

const { patterns, texts } = JSON.parse(readFileSync(0, 'utf8'));
const rows = patterns.map((pattern) => texts.map((text) => new RegExp(pattern, 'u').test(text)));
process.stdout.write(JSON.stringify(rows));
