// Coding with keys alone: arrows go from turn to turn and from word to word, Shift extends the passage.
// One turn at a time is a stop of the Tab key, with the links beside it: thousands of stops would be none.

const STOPS = "a[href]";

// `places` is passages.mjs; `chosen` is told each passage, `open` that codes are wanted.
export function listen(list, places, { chosen, open }) {
  let current = null; // the words of the turn that is a stop
  let anchor = null; // the word where a passage began, and the one up to which it goes
  let head = null;

  const saidOf = () => [...list.querySelectorAll(".turn:not(.aside) .said")];

  function prepare(turn) {
    turn.querySelectorAll(STOPS).forEach((link) => (link.tabIndex = -1));
    if (!turn.classList.contains("aside")) turn.querySelector(".said").tabIndex = -1;
  }

  function stopAt(said) {
    if (current) prepare(current.closest(".turn"));
    current = said;
    const turn = said.closest(".turn");
    const who = turn.querySelector(".who").textContent.trim();
    said.tabIndex = 0;
    said.setAttribute("role", "textbox"); // so that screen readers leave the arrow keys to this page
    said.setAttribute("aria-readonly", "true");
    said.setAttribute("aria-multiline", "true");
    said.setAttribute("aria-label", `${list.dataset.word} ${places.numberOf(said)} ${who}`);
    turn.querySelectorAll(STOPS).forEach((link) => (link.tabIndex = 0));
  }

  function neighbour(said, step) {
    const all = saidOf();
    return all[all.indexOf(said) + step];
  }

  const lastWord = (said) => places.wordsOf(said).length - 1;

  function choose(from, to) {
    [anchor, head] = [from, to];
    const order = from.said.compareDocumentPosition(to.said) & Node.DOCUMENT_POSITION_PRECEDING;
    const [one, other] = order || (from.said === to.said && to.word < from.word) ? [to, from] : [from, to];
    const start = places.wordsOf(one.said)[one.word][0];
    const end = places.wordsOf(other.said)[other.word][1];
    to.said.scrollIntoView({ block: "nearest" });
    chosen({ firstSaid: one.said, start, last: other.said, end });
  }

  // One word on or back; a passage that is extended goes into the next turn, a single word stays in its own.
  function beside({ said, word }, step, isExtended) {
    if (places.wordsOf(said)[word + step]) return { said, word: word + step };
    const next = isExtended && neighbour(said, step);
    if (!next) return { said, word };
    return { said: next, word: step > 0 ? 0 : lastWord(next) };
  }

  // To the end of the turn, from there to the end of the next one; the same towards the beginning.
  function byTurn({ said, word }, step) {
    const edge = step > 0 ? lastWord(said) : 0;
    if (word !== edge) return { said, word: edge };
    const next = neighbour(said, step) || said;
    return { said: next, word: step > 0 ? lastWord(next) : 0 };
  }

  const edgeOf = (said, step) => ({ said, word: step > 0 ? lastWord(said) : 0 });

  function byWord(said, step, isExtended) {
    if (!head) {
      const word = edgeOf(said, -step);
      return choose(word, word);
    }
    const to = beside(head, step, isExtended);
    return choose(isExtended ? anchor : to, to);
  }

  function forget() {
    [anchor, head] = [null, null];
  }

  function pressed(event) {
    const said = event.target;
    const onward = getComputedStyle(said).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const { key, shiftKey } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "ArrowRight" || key === "ArrowLeft") byWord(said, key === onward ? 1 : -1, shiftKey);
    else if (key === "Home" || key === "End") {
      const to = edgeOf(shiftKey && head ? head.said : said, key === "End" ? 1 : -1);
      choose(shiftKey && anchor ? anchor : to, to);
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      const step = key === "ArrowDown" ? 1 : -1;
      if (shiftKey) choose(anchor || edgeOf(said, -step), byTurn(head || edgeOf(said, -step), step));
      else goTo(neighbour(said, step));
    } else if (key === "Enter") open(said);
    else if (key === "Escape") {
      forget();
      chosen(null);
    } else return;
    event.preventDefault();
  }

  function goTo(said) {
    if (!said) return;
    forget();
    chosen(null);
    said.focus({ preventScroll: true });
    said.closest(".turn").scrollIntoView({ block: "nearest" });
  }

  list.addEventListener("keydown", (event) => event.target.classList.contains("said") && pressed(event));
  list.addEventListener("focusin", ({ target }) => {
    const said = target.closest(".turn") && target.closest(".turn").querySelector(".said");
    if (said && said !== current && !said.closest(".aside")) stopAt(said);
  });
  [...list.children].forEach(prepare);
  const first = saidOf()[0];
  if (first) stopAt(first);

  // What a turn is replaced with is a stop if the turn was one.
  return {
    forgetWords: forget,
    renew(turn) {
      prepare(turn);
      if (current && !current.isConnected) {
        current = null;
        stopAt(turn.querySelector(".said"));
      }
    },
    focus(said) {
      const to = said && said.isConnected ? said : current;
      if (to) to.focus({ preventScroll: true });
    },
  };
}
