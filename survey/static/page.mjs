// Shows and hides the questions of a page, filters their choices and renews the values in their texts while someone types.
// The page is whole without it: the server decides anew when the page is sent.

const REFUSED = "prefer not to say";
const HEADING = "h1 label, h2 label, h1, h2"; // what holds the label of a question
const PARAGRAPHS = ".note > h1, .note > p:not(.hint)"; // what holds that of a note
const CHOSEN = ["select_one", "select_multiple", "acknowledge"];
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

const isRead = ({ dataset: { type } }) => CHOSEN.includes(type) || type in READERS; // of others the server's text stays

const READERS = {
  text: (typed) => typed[0].normalize("NFC").trim(),
  integer: (typed) => number(typed, /^[+-]?\d+$/),
  decimal: (typed) => number(typed, /^[+-]?(\d+\.?\d*|\.\d+)$/),
  range: (typed) => number(typed, /^[+-]?(\d+\.?\d*|\.\d+)$/),
  date([day, month, year]) {
    const parts = [year ?? "", month, day ?? "1"].map(plain);
    return parts.every((part) => /^\d+$/.test(part)) ? parts.map((part) => part.padStart(2, "0")).join("-") : "";
  },
};

function number([typed], pattern) {
  const grouped = plain(typed).replace(/(\d)[ \u00a0\u202f](?=\d{3}(?!\d))/g, "$1");
  const figures = grouped.split(",").length === 2 && !grouped.includes(".") ? grouped.replace(",", ".") : grouped;
  return pattern.test(figures) ? String(Number(figures)) : "";
}

// The text of an answer as the server would store it; "" for a blank, for what is kept private and for what is no answer.
function answer(question) {
  const fields = [...question.querySelectorAll("input, select, textarea")].filter((field) => !field.disabled);
  const boxes = fields.filter((field) => ["radio", "checkbox"].includes(field.type));
  const lists = fields.filter((field) => field.type === "select-one" && CHOSEN.includes(question.dataset.type));
  const chosen = [...boxes.filter((box) => box.checked), ...lists].map((field) => field.value);
  if (chosen.includes(REFUSED)) return "";
  const typed = fields.filter((field) => !boxes.includes(field) && !lists.includes(field)).map((field) => field.value);
  return typed.length ? READERS[question.dataset.type](typed) : chosen.join(" ");
}

const optionsOf = (question) => {
  const options = [...question.querySelectorAll(".option:not(.refusal), option:not(.refusal)")];
  return new Map(options.map((option) => [option.value ?? option.querySelector("input").value, option]));
};

// The options that a filter left out are made like those that are there.
function complete(question) {
  const node = tree.nodes[form.node(question.dataset.question).name];
  if (!node.filter) return;
  const [list, options] = [question.querySelector("select"), optionsOf(question)];
  let next = list ? list.querySelector(".refusal") : question.querySelector(".option.refusal");
  for (const { name, label } of [...tree.lists[node.list]].reverse()) {
    const option = options.get(name) ?? made(list, question.querySelector(".option"), name, label);
    if (!options.has(name)) (list ?? next.parentElement).insertBefore(option, next);
    next = option;
  }
}

function made(list, like, name, label) {
  if (list) return new Option(label, name);
  const option = like.cloneNode(true);
  const field = option.querySelector("input");
  option.classList.remove("refusal");
  option.querySelector(".card").textContent = label;
  field.removeAttribute("id");
  Object.assign(field, { value: name, checked: false });
  return option;
}

function offer(question, names) {
  for (const [name, option] of optionsOf(question)) {
    const isOption = option.matches("option");
    const field = isOption ? option : option.querySelector("input");
    option.hidden = name !== "" && !names.includes(name);
    field.disabled = option.hidden;
    if (option.hidden) field[isOption ? "selected" : "checked"] = false;
  }
}

const shown = (part, node) => (typeof part === "string" ? part : interpreter.textOf(form.named(part[0], node)));

function write(question, label) {
  const paragraphs = [...question.querySelectorAll(PARAGRAPHS)];
  const places = paragraphs.length ? paragraphs : [question.querySelector(HEADING)];
  const parts = paragraphs.length ? label.split("\n\n").filter((part) => part.trim()) : [label];
  places.forEach((place, index) => (place.textContent = (parts[index] ?? "").trim()));
}

function renew() {
  for (const question of questions.filter(isRead)) form.set(question.dataset.question, answer(question));
  for (const question of questions) {
    const node = form.node(question.dataset.question);
    question.hidden = !form.isRelevant(node);
    if (tree.nodes[node.name].filter) offer(question, form.choices(node));
    const label = tree.labels[node.key]?.map((part) => shown(part, node)).join("");
    if (label) write(question, label);
  }
  const { value } = page.elements[".shown"];
  const asked = questions.filter((question) => question.dataset.type && !question.hidden);
  const keys = new Set([...value.split(" "), ...asked.map((question) => question.dataset.question)]);
  page.elements[".shown"].value = [...keys].join(" ").trim();
}

questions.forEach(complete);
page.addEventListener("input", renew);
page.addEventListener("change", renew);
renew();
