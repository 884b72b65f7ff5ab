// Shows and hides the questions of a page, filters their choices and renews the values in their texts while someone types.
// The page is whole without it: the server decides anew when the page is sent.

const REFUSED = "prefer not to say";
const PARAGRAPHS = ".note > h1, .note > p:not(.hint)"; // what holds that of a note
const CHOSEN = ["select_one", "select_multiple", "acknowledge"];
const NOTHING = "–";

const given = document.querySelector("#page-tree");
const page = given.closest("form");
const tree = JSON.parse(given.textContent);
const status = page.querySelector("[data-told]");
let interpreter, form, readers, questions, parts; // there once the modules are

const dropped = new Set(); // what was chosen and is not offered now

// The text of an answer as the server would store it; "" for a blank, for what is kept private and for what is no answer.
// Null where nothing is asked, or where the server's text stays.
function answer(question) {
  const { question: key, type } = question.dataset;
  const inside = [...question.querySelectorAll("input, select, textarea")];
  const fields = inside.filter(({ name }) => name === key || name.startsWith(`${key}.`));
  const boxes = fields.filter((field) => ["radio", "checkbox"].includes(field.type));
  const lists = fields.filter((field) => field.type === "select-one" && CHOSEN.includes(type));
  const marked = boxes.filter((box) => box.checked);
  const chosen = [...marked, ...lists].map((field) => field.value);
  if (chosen.includes(REFUSED)) return "";
  const others = fields.filter((field) => !boxes.includes(field) && !lists.includes(field));
  if (!others.length) return fields.length ? inOrder(ruleOf(question), chosen).join(" ") : null;
  const typed = Object.fromEntries([...others, ...marked].map(({ name, value }) => [name.slice(key.length + 1), value]));
  return readers[type]?.(typed, Object.keys(typed), form) ?? null;
}

const ruleOf = ({ dataset }) => tree.nodes[form.node(dataset.question).name];

// Several choices in the order of their list, whatever the order they are shown in.
function inOrder({ list }, chosen) {
  const names = (tree.lists[list] ?? []).map((item) => item.name);
  return names.length ? chosen.sort((one, other) => names.indexOf(one) - names.indexOf(other)) : chosen;
}

const optionsOf = (question) => {
  const options = [...question.querySelectorAll(".option:not(.refusal), option:not(.refusal)")];
  return new Map(options.map((option) => [option.value ?? option.querySelector("input").value, option]));
};

// The options that a filter left out are made like those that are there.
function complete(question) {
  const rule = ruleOf(question);
  if (!rule.filter) return;
  const [list, options] = [question.querySelector("select"), optionsOf(question)];
  let next = list ? list.querySelector(".refusal") : question.querySelector(".option.refusal");
  for (const { name, label, "": words = label } of [...tree.lists[rule.list]].reverse()) {
    const option = options.get(name) ?? made(list, question.querySelector(".option"), name, words);
    const place = next.closest(".said") ?? next; // with its button
    if (!options.has(name)) (list ?? place.parentElement).insertBefore(option, place);
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
    choose(field, isOption ? "selected" : "checked", question);
  }
}

// What is not offered is not chosen; offered again it is, unless something else was chosen in the meantime.
function choose(field, mark, question) {
  if (field.disabled && field[mark]) dropped.add(field);
  if (field.disabled) field[mark] = false;
  else if (dropped.delete(field)) field[mark] = field.type === "checkbox" || !answer(question);
}

const shown = (part, node) => (typeof part === "string" ? part : interpreter.textOf(form.named(part[0], node)));

function write(question, label) {
  const parts = label.split("\n\n").filter((part) => part.trim());
  const [places, heading] = [question.querySelectorAll(PARAGRAPHS), question.querySelector("h1, h2")];
  places.forEach((place, index) => (place.textContent = (parts[index] ?? "").trim()));
  if (!places.length) (heading.querySelector("label") ?? heading).textContent = label.trim();
}

// What is worked out: as the server wrote it, or as it is now.
function rewrite(question, { text }) {
  const place = question.querySelector(".only-read");
  if (!place || !ruleOf(question).calculation) return;
  place.was = place.was ?? { text, words: place.textContent };
  place.textContent = text === place.was.text ? place.was.words : form.written(text) || NOTHING;
}

function renew() {
  for (const question of questions) {
    const text = answer(question);
    if (text !== null) form.set(question.dataset.question, text);
  }
  for (const part of parts) part.hidden = !form.isRelevant(form.node(part.dataset.part));
  const list = page.elements[".shown"];
  const keys = new Set(list.value.split(" "));
  const changes = new Set();
  for (const question of questions) {
    const node = form.node(question.dataset.question);
    const isAsked = form.isRelevant(node);
    if (isAsked === question.hidden) changes.add(isAsked);
    question.hidden = !isAsked;
    if (isAsked && question.dataset.type) keys.add(node.key);
    if (isFollowed(question)) offer(question, form.choices(node));
    const label = tree.labels[node.key]?.map((part) => shown(part, node)).join("");
    if (label) write(question, form.written(label));
    rewrite(question, node);
  }
  if (changes.size) status.textContent = changes.has(true) ? status.dataset.told : "";
  list.value = [...keys].join(" ").trim();
}

// The questions of which all choices that are offered were seen here, so that nobody is asked them twice.
const isFollowed = (question) => ruleOf(question).filter;

// Nothing on the page changes before every module is there: a browser that cannot read one keeps the page of the server.
async function begin() {
  const { interpreter: deciding, form: making, typed } = given.dataset;
  const modules = await Promise.all([deciding, making, typed].map((each) => import(each)));
  [interpreter, , { READERS: readers }] = modules;
  form = modules[1].makeForm(tree, interpreter);
  // What is not asked or offered yet waits in templates, so that it is not there without this script.
  for (const template of page.querySelectorAll("template.later")) {
    for (const element of template.content.children) element.hidden = true;
    template.replaceWith(template.content);
  }
  questions = [...page.querySelectorAll("[data-question]")];
  parts = [...page.querySelectorAll("[data-part]")].filter((part) => form.node(part.dataset.part).name in tree.nodes);
  questions.forEach(complete);
  page.elements[".followed"].value = questions.filter(isFollowed).map((question) => question.dataset.question).join(" ");
  page.addEventListener("input", renew);
  page.addEventListener("change", renew);
  window.addEventListener("pageshow", renew); // a browser that comes back fills the fields in again
  renew();
  page.dispatchEvent(new Event("whole")); // what was typed before can be brought back now
}

begin();
