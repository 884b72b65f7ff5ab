// The names of the functions that the interpreter knows.
import { pathToFileURL } from 'node:url';

const { FUNCTIONS } = await import(pathToFileURL(`${process.argv[2]}/interpreter.mjs`));
process.stdout.write(JSON.stringify(Object.keys(FUNCTIONS)));
