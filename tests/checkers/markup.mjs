// Reads { name: html } of whole pages; writes what html-validate finds wrong: [[name, rule, message, line], ...].

import { readFileSync } from "node:fs";
import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended"],
  rules: JSON.parse(process.argv[2]),
});
const told = [];
for (const [name, text] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  const { results } = await validator.validateString(text);
  for (const { messages } of results) {
    for (const { ruleId, message, line } of messages) told.push([name, ruleId, message, line]);
  }
}
process.stdout.write(JSON.stringify(told));
