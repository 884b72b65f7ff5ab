// Keeps in this tab what is typed until the server has it, and sends a page again and again where the network is weak.
// The page is whole without it: the browser sends its form as it always did. docs/decisions/sending_by_script.md

const PREFIX = "jalon ";
const SENT = `${PREFIX}sent`; // the page that the browser sent by itself, of which the next page is the answer
const LONGEST_PAUSE = 30000; // milliseconds
const SLOW = 2000;
const TEXT_ENDS = /<\/html>\s*$/;

const place = document.querySelector("#sending");
const { draft, mark, kiosk } = place.dataset;
const form = place.closest("form");
const key = draft && PREFIX + draft;

// A tab that may keep nothing, or has no room, keeps nothing: all else goes on.
function inTab(work) {
  try {
    return kiosk ? null : work(window.sessionStorage);
  } catch {
    return null;
  }
}

const forget = (which) => inTab((tab) => tab.removeItem(which));
const forgetAll = () => inTab((tab) => Object.keys(tab).filter((each) => each.startsWith(PREFIX)).forEach(forget));
const say = (what) => (place.textContent = place.dataset[what] || "");

// What a person fills in, also what waits to be asked. A chosen file cannot be kept; names with a dot are not answers.
function fields() {
  const parts = [form, ...[...form.querySelectorAll("template")].map((template) => template.content)];
  const all = parts.flatMap((part) => [...part.querySelectorAll("input, textarea, select")]);
  return all.filter(({ name, type }) => name && name[0] !== "." && type !== "hidden" && type !== "file");
}

const isBox = ({ type }) => type === "radio" || type === "checkbox";
const stateOf = (field) => field[isBox(field) ? "checked" : "value"];
const nameOf = (field) => (isBox(field) ? `${field.name} ${field.value}` : field.name);

// What the server wrote into a field.
function writtenIn(field) {
  if (isBox(field)) return field.defaultChecked;
  const options = [...(field.options || [])];
  return options.length ? (options.find((each) => each.defaultSelected) || options[0]).value : field.defaultValue;
}

function keep() {
  const typed = fields().map((field) => [nameOf(field), stateOf(field)]);
  inTab((tab) => tab.setItem(key, JSON.stringify([mark, Object.fromEntries(typed)])));
}

// Bring back what was typed on this page; what belongs to an earlier state of it is thrown away.
function bringBack() {
  const [was, typed] = inTab((tab) => JSON.parse(tab.getItem(key))) || [];
  if (!typed) return;
  if (was !== mark) return void forget(key);
  const known = fields().filter((field) => nameOf(field) in typed);
  for (const field of known) field[isBox(field) ? "checked" : "value"] = typed[nameOf(field)];
  if (known.every((field) => stateOf(field) === writtenIn(field))) return;
  document.querySelector("#returned").hidden = false;
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

// A button, as the browser itself would send it: without waiting, without trying again.
function sendPlainly({ name, value }) {
  const pressed = Object.assign(document.createElement("input"), { type: "hidden", name, value });
  form.append(pressed);
  if (key) inTab((tab) => tab.setItem(SENT, key));
  HTMLFormElement.prototype.submit.call(form); // a question may be called "submit"
}

// The server's answer: where to go on, a page to show, or that the page is to be sent plainly. Null where there is none
// of ours: the network failed, something else answered, or the server could not keep it.
async function answered(body) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), place.dataset.patience);
  try {
    const options = { method: "POST", body, headers: { "Jalon-Send": "1" }, redirect: "manual", signal: control.signal };
    const response = await fetch(form.getAttribute("action"), options);
    const text = await response.text();
    if (response.headers.get("Jalon-Answer") !== "1" || response.status > 499) return { isStrange: true };
    if (response.status !== 200) return { isPlain: true, isGone: response.status === 404 };
    if (TEXT_ENDS.test(text)) return { text };
    const { next } = JSON.parse(text);
    return /^\/(?!\/)/.test(next) ? { next } : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

let pressed = null; // the button: older browsers do not tell it
let sending = null; // what is being sent
let strange = 0; // how often something that is not our server answered
let goOn = () => {};

const pause = (milliseconds) =>
  new Promise((resolve) => {
    goOn = resolve;
    setTimeout(resolve, milliseconds);
  });

async function send(button) {
  const body = new URLSearchParams(new FormData(form));
  body.append(button.name, button.value);
  sending = body;
  strange = 0;
  for (let length = Number(place.dataset.pause); sending === body; length = Math.min(2 * length, LONGEST_PAUSE)) {
    const waiting = setTimeout(() => say("slow"), SLOW);
    const answer = await answered(body);
    clearTimeout(waiting);
    if (sending !== body) return; // it was changed meanwhile
    if (answer && !answer.isStrange) return take(answer, button);
    strange += answer ? 1 : 0;
    say(navigator.onLine === false ? "offline" : "again");
    await pause(length * (0.5 + Math.random() / 2));
  }
}

function take({ next, text, isGone }, button) {
  if (isGone) forgetAll();
  if (next) {
    if (key) forget(key);
    say("saved");
    location[kiosk ? "replace" : "assign"](next);
  } else if (text) {
    forgetAll();
    document.open();
    document.write(text.replace(/\.mjs\?/g, ".mjs?shown&")); // scripts that ran on this page run on that one, too
    document.close();
    history.replaceState(null, "", location.pathname); // what watches the address learns that another page is there
  } else sendPlainly(button);
}

// Files are too large to be sent twice for nothing, and one more instance twice would be two.
const isUnusual = ({ value }) => form.getAttribute("enctype") || value.startsWith("add ");

function begin() {
  document.addEventListener("click", ({ target }) => (pressed = target.closest("button") || pressed));
  form.addEventListener("submit", (event) => {
    const button = event.submitter || pressed;
    if (!button || !button.name) return;
    if (sending && strange > 1) {
      [sending, strange] = [null, 0];
      event.preventDefault();
      return sendPlainly(button); // who presses again may pass what stands between us
    }
    if (!sending && isUnusual(button)) return void (key && inTab((tab) => tab.setItem(SENT, key)));
    event.preventDefault();
    if (sending) goOn();
    else send(button);
  });
  window.addEventListener("online", () => goOn());
  window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  const sent = inTab((tab) => tab.getItem(SENT));
  forget(SENT);
  if (sent && sent !== key) forget(sent);
  if (!key) return;
  for (const kind of ["input", "change"]) form.addEventListener(kind, keep);
  form.addEventListener("input", stop);
  form.addEventListener("whole", bringBack); // the page's own script has made all its fields
  bringBack();
}

// What is changed while it waits to be sent again is another answer: it is sent when the person says so.
function stop() {
  if (!sending) return;
  sending = null;
  say("stopped");
  goOn();
}

if (form) begin();
else forgetAll();
