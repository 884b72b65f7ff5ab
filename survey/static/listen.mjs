// Reads a text aloud when its button is pressed: a recording where there is one, else a voice of the device itself.
// Nothing is loaded or said before that. Without this script a recording opens in the browser's own player.

const QUESTIONS = "legend, .question > h1, .question > h2, form > h1, .note, .prose > p, .consent, .lead";
const SHORT = ".option, .buttons .go, .buttons .back"; // what has its button beside it, without a word

const { name, word } = document.querySelector("#listening").dataset;
const language = document.documentElement.lang.split("-")[0];
const speech = window.speechSynthesis;
const sound = document.body.appendChild(new Audio());
let heard = null; // the button whose text is heard now

const voice = () => {
  const own = ({ lang, localService }) => localService === true && lang.split(/[-_]/)[0].toLowerCase() === language;
  return speech && window.SpeechSynthesisUtterance && speech.getVoices().find(own);
};

function stop() {
  sound.pause();
  if (speech) speech.cancel();
  if (heard) heard.setAttribute("aria-pressed", "false");
  heard = null;
}

function play(address) {
  sound.src = address;
  return sound.play();
}

function speak(words) {
  const spoken = Object.assign(new SpeechSynthesisUtterance(words), { voice: voice(), lang: voice().lang });
  return new Promise((done) => {
    spoken.onend = spoken.onerror = done;
    speech.speak(spoken);
  }).then(stop);
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
    begin().catch(() => heard === made && stop());
  });
  return made;
}

// The words of a text as they are now, with those of its hint.
function wordsOf(element) {
  const hint = element.matches("legend, h1, h2") && element.parentElement.querySelector(".hint, .page-hint");
  return [element, hint].map((each) => (each ? each.textContent.trim() : "")).join("\n").trim();
}

// A text without a recording is read by a voice of this device, where there is one that needs no network.
function offer() {
  if (!voice()) return;
  for (const element of document.querySelectorAll(QUESTIONS)) {
    if (!isHeard(element)) element.after(ofVoice(element, word));
  }
  for (const element of document.querySelectorAll(SHORT)) {
    if (isHeard(element)) continue;
    const isWhole = element.matches(".refusal"); // of a list in columns
    const both = Object.assign(document.createElement("div"), { className: isWhole ? "said whole" : "said" });
    element.replaceWith(both);
    both.append(element, ofVoice(element, ""));
  }
}

const isHeard = ({ nextElementSibling: next }) => next !== null && next.matches(".listen");
const ofVoice = (element, text) => {
  return button(name.replace("%", wordsOf(element)), text, () => speak(wordsOf(element)));
};

for (const link of document.querySelectorAll("a.listen")) {
  link.replaceWith(button(link.getAttribute("aria-label"), link.textContent, () => play(link.href)));
}
sound.addEventListener("ended", stop);
window.addEventListener("pagehide", stop);
if (speech) speech.onvoiceschanged = offer; // some browsers know their voices only later
offer();
