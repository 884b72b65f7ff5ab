"""Passages of an interview: from a place in one turn to a place in the same or a later one, and the words there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.store.moving import Replacement, end_moved, start_moved

BETWEEN_TURNS = "\n"


class NoPassageError(ValueError):
    """The places do not hold words of this interview; the message says why."""


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A passage: ``start`` within ``first_turn``, ``end``, which is no part of it, within ``last_turn``.

    Turns are counted from 1, places within a turn are code points from 0.
    """

    first_turn: int
    start: int
    last_turn: int
    end: int

    def turns(self) -> range:
        """The turns of which it holds something."""
        return range(self.first_turn, self.last_turn + 1)

    def within(self, turn: int, length: int) -> tuple[int, int]:
        """What it holds of one of its turns of this length."""
        start = self.start if turn == self.first_turn else 0
        end = self.end if turn == self.last_turn else length
        return start, end


def whole_turn(turn: int, text: str) -> Passage:
    """The passage that is a whole turn."""
    return Passage(turn, 0, turn, len(text))


def quote_of(texts: Mapping[int, str], passage: Passage) -> str:
    """The words of a passage, a line for each turn; raises ``NoPassageError`` where it is not within these turns."""
    if passage.first_turn > passage.last_turn:
        raise NoPassageError("The passage ends before it begins: mark it again.")
    if passage.first_turn not in texts or passage.last_turn not in texts:
        raise NoPassageError("The passage is not within the interview: mark it again.")
    if passage.start < 0 or passage.end < 0 or passage.end > len(texts[passage.last_turn]):
        raise NoPassageError("The passage ends outside of what was said: mark it again.")
    if passage.start > len(texts[passage.first_turn]):
        raise NoPassageError("The passage begins outside of what was said: mark it again.")
    parts = []
    for turn in passage.turns():
        start, end = passage.within(turn, len(texts[turn]))
        parts.append(texts[turn][start:end])
    words = BETWEEN_TURNS.join(parts)
    if not words.strip():
        raise NoPassageError("The passage holds no words: mark some.")
    return words


def moved(passage: Passage, replaced: Mapping[int, Sequence[Replacement]]) -> Passage:
    """The passage after parts of these turns were replaced; what it held in part it holds whole."""
    return Passage(
        passage.first_turn,
        start_moved(passage.start, replaced.get(passage.first_turn, ())),
        passage.last_turn,
        end_moved(passage.end, replaced.get(passage.last_turn, ())),
    )


def trimmed(texts: Mapping[int, str], passage: Passage) -> Passage:
    """The passage without white space at its ends, and without turns of which nothing is left."""
    quote_of(texts, passage)
    first, last = passage.first_turn, passage.last_turn
    start, end = passage.start, passage.end
    while not texts[first][start : end if first == last else None].strip():
        first, start = first + 1, 0
    while not texts[last][start if first == last else 0 : end].strip():
        last -= 1
        end = len(texts[last])
    ahead = texts[first][start : end if first == last else None]
    start += len(ahead) - len(ahead.lstrip())
    behind = texts[last][start if first == last else 0 : end]
    return Passage(first, start, last, end - (len(behind) - len(behind.rstrip())))
