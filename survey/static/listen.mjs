// Reads a text aloud when its button is pressed: a recording where there is one, else a voice of the device itself.
// Nothing is loaded or said before that. Without this script a recording opens in the browser's own player.

const QUESTIONS = "legend, .question > :first-child, form > h1, .note, .prose > p, .consent, .lead";
const SHORT = ".option, .place > label, .buttons .go, .buttons .back"; // what has its button beside it, without a word

const MORE = ":scope>[class$=hint],:scope>select";

const { name, word } = document.querySelector("#listening").dataset;
const language = document.documentElement.lang.split("-")[0];
const speech = window.speechSynthesis;
const sound = document.body.appendChild(new Audio());
let heard = null; // the button whose text is heard now

const isOwn = ({ lang, localService }) => localService && lang.split(/[-_]/)[0].toLowerCase() === language;
const voice = () => speech?.getVoices().find(isOwn);

function stop() {
  sound.pause();
  speech?.cancel();
  heard?.setAttribute("aria-pressed", "false");
  heard = null;
}

// One recording after the other: those of a list that opens follow that of its question.
function play([address, ...others], ended) {
  sound.src = address;
  sound.onended = others.length ? () => play(others, ended) : ended;
  sound.play().catch(ended);
}

function speak(words, ended) {
  const spoken = Object.assign(new SpeechSynthesisUtterance(words), { voice: voice(), lang: voice().lang });
  spoken.onend = spoken.onerror = ended;
  speech.speak(spoken);
}

function button(label, text, begin) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "listen", textContent: text });
  made.setAttribute("aria-label", label);
  made.setAttribute("aria-pressed", "false");
  made.addEventListener("click", () => {
    const again = heard === made;
    stop();
    if (again) return;
    heard = made;
    made.setAttribute("aria-pressed", "true");
    begin(() => heard === made && stop()); // what was stopped for another ends later, and must not end that
  });
  return made;
}

// The words of a text as they are now, with those of its hint and of a list that opens.
function wordsOf(element) {
  const others = element.matches("legend, h1, h2") ? element.parentElement.querySelectorAll(MORE) : [];
  return [element, ...others].map((each) => each.textContent.trim()).join("\n");
}

// A text without a recording is read by a voice of this device, where there is one that needs no network.
function offer() {
  if (!voice()) return;
  for (const element of document.querySelectorAll(QUESTIONS)) {
    if (!isHeard(element)) element.after(ofVoice(element, word));
  }
  for (const element of document.querySelectorAll(SHORT)) {
    if (isHeard(element)) continue;
    const both = document.createElement("div");
    both.className = element.matches(".refusal") ? "said whole" : "said"; // whole: in a list of columns
    element.replaceWith(both);
    both.append(element, ofVoice(element, ""));
  }
}

const isHeard = ({ nextElementSibling: next }) => next?.matches(".listen");
const ofVoice = (element, text) =>
  button(name.replace("%", wordsOf(element)), text, (ended) => speak(wordsOf(element), ended));

for (const link of document.querySelectorAll("a.listen")) {
  const begin = (ended) => play((link.dataset.all || link.href).split(" "), ended);
  link.replaceWith(button(link.getAttribute("aria-label"), link.textContent, begin));
}
window.onpagehide = stop;
if (speech) speech.onvoiceschanged = offer; // some browsers know their voices only later
offer();
