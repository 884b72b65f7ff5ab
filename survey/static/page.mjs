// Shows and hides the questions of a page, filters their choices and renews the values in their texts while someone types.
// The page is whole without it: the server decides anew when the page is sent.

const REFUSED = "prefer not to say";
const FIGURES = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹";
const MARKS = { "٫": ".", "،": ",", "−": "-", "٬": "" };

const given = document.querySelector("#page-tree");
const page = given.closest("form");
const [interpreter, { makeForm }] = await Promise.all([import(given.dataset.interpreter), import(given.dataset.form)]);
const tree = JSON.parse(given.textContent);
const form = makeForm(tree, interpreter);

// What is not asked or offered yet waits in templates, so that it is not there without this script.
for (const template of page.querySelectorAll("template.later")) {
  for (const element of template.content.children) element.hidden = true;
  template.replaceWith(template.content);
}
const questions = [...page.querySelectorAll("[data-question]")];

// Figures and marks of other scripts as the server reads them.
const plain = (text) =>
  text
    .normalize("NFC")
    .replace(/[٠-٩۰-۹]/g, (figure) => FIGURES.indexOf(figure) % 10)
    .replace(/[٫،−٬]/g, (mark) => MARKS[mark])
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .trim();

const READERS = {
  integer: (typed) => number(typed, /^[+-]?\d+$/, String),
  decimal: (typed) => number(typed, /^[+-]?(\d+\.?\d*|\.\d+)$/, String),
  range: (typed) => number(typed, /^[+-]?(\d+\.?\d*|\.\d+)$/, String),
  date([day, month, year]) {
    const parts = [year ?? "", month, day ?? "1"].map(plain);
    return parts.every((part) => /^\d+$/.test(part)) ? parts.map((part) => part.padStart(2, "0")).join("-") : "";
  },
};

function number(typed, pattern, text) {
  const grouped = plain(typed[0] ?? "").replace(/(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))/g, "");
  const figures = grouped.split(",").length === 2 && !grouped.includes(".") ? grouped.replace(",", ".") : grouped;
  return pattern.test(figures) ? text(Number(figures)) : "";
}

// The text of an answer as the server would store it; "" for a blank, for what is kept private and for what is no answer.
function answer(question) {
  const fields = [...question.querySelectorAll("input, select, textarea")].filter((field) => !field.disabled);
  const boxes = fields.filter((field) => ["radio", "checkbox"].includes(field.type));
  const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
  if (chosen.includes(REFUSED)) return "";
  const typed = fields.filter((field) => !boxes.includes(field)).map((field) => field.value);
  if (boxes.some((box) => box.value !== REFUSED)) return chosen.join(" ");
  return READERS[question.dataset.type]?.(typed) ?? (typed[0] ?? "").trim();
}

function renew() {
  for (const question of questions) if (question.dataset.type) form.set(question.dataset.question, answer(question));
  for (const question of questions) {
    const node = form.node(question.dataset.question);
    question.hidden = !form.isRelevant(node);
    if (tree.nodes[node.name].filter) offer(question, form.choices(node));
    const label = tree.labels[node.key];
    if (label) question.querySelector("[data-label]").textContent = label.map((part) => shown(part, node)).join("");
  }
  const names = questions.filter((question) => !question.hidden).map((question) => question.dataset.question);
  page.elements[".shown"].value = [...new Set([...page.elements[".shown"].value.split(" "), ...names])].join(" ").trim();
}

const shown = (part, node) => (typeof part === "string" ? part : interpreter.textOf(form.named(part[0], node)));

function offer(question, names) {
  for (const option of question.querySelectorAll("[data-choice]")) {
    option.hidden = !names.includes(option.dataset.choice);
    const field = option.matches("option") ? option : option.querySelector("input");
    field.disabled = option.hidden;
    if (option.hidden) field[option.matches("option") ? "selected" : "checked"] = false;
  }
}

page.addEventListener("input", renew);
page.addEventListener("change", renew);
renew();
