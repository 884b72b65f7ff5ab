// Passages of an interview: from a place in the words of one turn to a place in those of the same or a later one.
// The browser counts UTF-16 units, the server code points: places are exchanged when they are sent, and nowhere else.

const WORD = /\[[\p{L}\p{M}\p{N} ]+\]|[\p{L}\p{M}\p{N}]+(?:['’ʼ-][\p{L}\p{M}\p{N}]+)*|[^\s\p{P}]+/gu; // [P7] is one word
const MARK = /^\p{M}+/u;
const LONGEST = 90; // characters of a passage that are read out

export const numberOf = (said) => Number(said.closest(".turn").id.replace("turn-", ""));
const points = (text) => [...text].length;

// Where the words of a turn begin and end; what has no letters is one word.
export function wordsOf(said) {
  const text = said.textContent;
  const words = [...text.matchAll(WORD)].map((found) => [found.index, found.index + found[0].length]);
  if (words.length) return words;
  const start = text.length - text.trimStart().length;
  return [[start, text.trimEnd().length]];
}

function offsetIn(said, node, offset) {
  const before = document.createRange();
  before.selectNodeContents(said);
  before.setEnd(node, offset);
  return before.toString().length;
}

// What is selected of the words of turns that may be marked; null where nothing of them is.
export function selected(list) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(list)) return null;
  const touched = [...list.querySelectorAll(".said")].filter((said) => range.intersectsNode(said));
  if (!touched.length) return null;
  const { startContainer, startOffset, endContainer, endOffset } = range;
  const parts = touched.map((said) => {
    const start = said.contains(startContainer) ? offsetIn(said, startContainer, startOffset) : 0;
    const end = said.contains(endContainer) ? offsetIn(said, endContainer, endOffset) : said.textContent.length;
    return { said, start, end };
  });
  const held = parts.filter(({ said, start, end }) => said.textContent.slice(start, end).trim());
  if (!held.length) return null;
  const [first, last] = [held[0], held[held.length - 1]];
  const behind = MARK.exec(last.said.textContent.slice(last.end)); // an accent belongs to its letter
  return { firstSaid: first.said, start: first.start, last: last.said, end: last.end + (behind ? behind[0].length : 0) };
}

export const whole = (said) => ({ firstSaid: said, start: 0, last: said, end: said.textContent.length });

// The turns of a passage with what it holds of each.
export function parts(list, { firstSaid: first, start, last, end }) {
  const all = [...list.querySelectorAll(".said")];
  const held = all.slice(all.indexOf(first), all.indexOf(last) + 1);
  return held.map((said) => said.textContent.slice(said === first ? start : 0, said === last ? end : undefined));
}

export const quote = (list, passage) => parts(list, passage).join("\n");

export function shortened(words) {
  if (words.length <= LONGEST) return words;
  return `${words.slice(0, LONGEST / 2)} … ${words.slice(-LONGEST / 2)}`;
}

// The four numbers that the server takes: turns, and code points within them.
export const sent = ({ firstSaid: first, start, last, end }) => ({
  first_turn: numberOf(first),
  start: points(first.textContent.slice(0, start)),
  last_turn: numberOf(last),
  end: points(last.textContent.slice(0, end)),
});

function nodeAt(said, offset) {
  const walker = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  let rest = offset;
  while (node && rest > node.length) {
    rest -= node.length;
    node = walker.nextNode() || null;
  }
  return node ? [node, rest] : [said, 0];
}

// Select a passage as a mouse would.
export function selectWords({ firstSaid: first, start, last, end }) {
  getSelection().setBaseAndExtent(...nodeAt(first, start), ...nodeAt(last, end));
}
