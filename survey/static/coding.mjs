// Marks passages of an interview without loading its thousands of turns again. Without this each turn has a page.

const PAUSE = 150; // milliseconds until a selection that still changes is read
const PATIENCE = 20000; // until the network counts as gone
const FIELD = "input, textarea, select";

const page = document.querySelector("#coding");
const list = document.querySelector("#turns");
const panel = document.querySelector("#marking");
const bar = document.querySelector("#open-marking");
const marking = document.querySelector("#marking-form");
const other = document.querySelector("#marking-other");
const words = document.querySelector("#chosen");
const undo = document.querySelector("#undo");
const form = marking.querySelector("form");

const say = (text) => (document.querySelector("#announced").textContent = text);
const read = (text) => (document.querySelector("#spoken").textContent = text);
const isOpen = () => !marking.hidden || !other.hidden;

async function begin() {
  const { passages, keys: pressing } = page.dataset;
  const [places, { listen }] = await Promise.all([passages, pressing].map((each) => import(each)));
  let passage = null;
  let busy = false;
  let waiting;

  const keys = listen(list, places, {
    chosen(to) {
      choose(to);
      if (to) places.selectWords(to);
      else getSelection().removeAllRanges();
      read(to ? page.dataset.chosen.replace("%", () => places.shortened(places.quote(list, to))) : page.dataset.none);
    },
    open(said) {
      if (!passage) choose(places.whole(said));
      open();
    },
  });

  function choose(to) {
    passage = to;
    if (to) {
      say("");
      words.textContent = places.shortened(places.quote(list, to));
      words.lang = to.firstSaid.lang;
    }
    show();
  }

  function show() {
    panel.hidden = !passage && !isOpen();
    bar.hidden = isOpen();
    words.parentElement.hidden = !other.hidden;
    panel.classList.toggle("is-open", isOpen());
  }

  // One form at a time is in the page: both have the same names.
  function only(isMarking) {
    other.replaceChildren();
    if (isMarking) marking.append(form);
    else form.remove();
  }

  function open() {
    only(true);
    [other.hidden, marking.hidden] = [true, false];
    show();
    say("");
    document.querySelector("#find-code").focus();
  }

  // Back to the words: what was chosen stays chosen.
  function close() {
    only(true);
    [other.hidden, marking.hidden] = [true, true];
    show();
    keys.focus(passage && passage.firstSaid);
    if (passage) places.selectWords(passage);
  }

  function drop() {
    keys.forgetWords();
    getSelection().removeAllRanges();
    choose(null);
    close();
  }

  // The form of a mark that is there, from its own page.
  async function change(link) {
    const found = await fetch(link.href).then((answer) => answer.text(), () => "");
    const mark = new DOMParser().parseFromString(found, "text/html").querySelector("#mark");
    if (!mark) return location.assign(link.href);
    [marking.hidden, other.hidden] = [true, false];
    only(false);
    other.replaceChildren(mark, form.querySelector("[data-act=close]").cloneNode(true));
    choose(null);
    say("");
    panel.scrollTop = 0;
    panel.querySelector("h2").focus({ preventScroll: true });
  }

  async function answerTo(sent) {
    const body = new URLSearchParams(new FormData(sent));
    body.append("part", "turns");
    const ended = new AbortController();
    const timer = setTimeout(() => ended.abort(), PATIENCE);
    try {
      const answer = await fetch(sent.getAttribute("action"), { method: "POST", body, signal: ended.signal });
      const text = await answer.text();
      return new DOMParser().parseFromString(text, "text/html").querySelector(".changed") || page.dataset.unsaved;
    } catch {
      return page.dataset.unreached;
    } finally {
      clearTimeout(timer);
    }
  }

  async function send(sent) {
    if (busy) return;
    busy = true;
    if (sent === form) {
      for (const [name, place] of Object.entries(places.sent(passage))) form.elements[name].value = place;
    }
    const answer = await answerTo(sent);
    busy = false;
    if (typeof answer === "string") return void say(answer);
    if (answer.dataset.kept === "yes") renew(answer);
    say(answer.querySelector(".said-of-it").textContent);
  }

  // The turns that changed take the place of those that stand there.
  function renew(answer) {
    const turns = [...answer.querySelectorAll(".turn")];
    for (const turn of turns) {
      const old = document.getElementById(turn.id);
      if (!old) continue;
      old.replaceWith(turn);
      keys.renew(turn);
    }
    page.querySelector("form[action$='/look']")?.remove(); // whoever has begun no longer only reads
    document.querySelector("#tally").replaceWith(answer.querySelector("#tally"));
    form.reset();
    const first = turns.find((turn) => turn.isConnected);
    keys.forgetWords();
    passage = null;
    getSelection().removeAllRanges();
    close();
    if (!first) return;
    keys.focus(first.querySelector(".said"));
    first.scrollIntoView({ block: "nearest" });
  }

  page.addEventListener("submit", (event) => {
    if (!event.target.matches(".coding-form")) return;
    event.preventDefault();
    send(event.target);
  });

  page.addEventListener("click", (event) => {
    const { act } = (event.target.closest("[data-act]") || document.body).dataset;
    if (act) return void { open, close, drop }[act]();
    const link = event.target.closest(".chip, .mark-turn");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.matches(".chip")) return void change(link);
    keys.forgetWords();
    choose(places.whole(link.closest(".turn").querySelector(".said")));
    open();
  });

  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const to = places.selected(list);
      const isInside = list.contains(getSelection().anchorNode);
      if (to) {
        if (!other.hidden) close();
        choose(to);
      } else if (isInside && !isOpen()) choose(null);
    }, PAUSE);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.contains(event.target)) close();
    const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isUndo || event.target.matches(FIELD)) return;
    event.preventDefault();
    send(undo);
  });

  // A code beside a turn shows its words.
  const light = (event, isLit) => {
    const chip = event.target.closest(".chip");
    const marks = chip ? list.querySelectorAll(`mark[data-marks~="${chip.dataset.guid}"]`) : [];
    marks.forEach((mark) => mark.classList.toggle("lit", isLit));
  };
  for (const [event, isLit] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]]) {
    list.addEventListener(event, (found) => light(found, isLit));
  }
  page.dataset.ready = "yes";
}

begin();
