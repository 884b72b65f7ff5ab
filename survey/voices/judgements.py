"""What several readings of one interview make of it: which of them marked a turn or a character, and what is alike."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from survey.store.passages import Passage

INTERSECTION, UNION = "intersection", "union"
Span = tuple[int, int]
Pattern = tuple[bool | None, ...]
"""Which readings marked something; None for one that did not read it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How many turns and how many characters each pattern of judgements has."""

    turns: Counter[Pattern] = field(default_factory=Counter)
    characters: Counter[Pattern] = field(default_factory=Counter)


def judged(lengths: Mapping[int, int], readings: Sequence[Sequence[Passage] | None]) -> Judged:
    """Who marked what of these turns with one code; ``None`` is a reading that there was not."""
    marked = [None if passages is None else _by_turn(passages, lengths) for passages in readings]
    touched = {turn for spans in marked if spans is not None for turn in spans}
    none: Pattern = tuple(None if spans is None else False for spans in marked)
    found = Judged()
    if not touched:  # most codes in most interviews
        found.turns[none], found.characters[none] = len(lengths), sum(lengths.values())
        return found
    found.turns[none] = len(lengths) - len(touched)
    found.characters[none] = sum(lengths.values()) - sum([lengths[turn] for turn in touched])
    for turn in touched:
        here = [None if spans is None else spans.get(turn, ()) for spans in marked]
        everything = tuple(None if each is None else bool(each) for each in here)
        found.turns[everything] += 1
        if sum([len(each) for each in here if each]) == 1:  # most turns by far
            ((start, end),) = (span for each in here if each for span in each)
            found.characters[everything] += end - start
            found.characters[none] += lengths[turn] - (end - start)
            continue
        edges = sorted({0, lengths[turn], *(edge for each in here if each for span in each for edge in span)})
        for start, end in zip(edges, edges[1:], strict=False):
            pattern = tuple(None if each is None else any(a <= start < b for a, b in each) for each in here)
            found.characters[pattern] += end - start
    return found


def marked_turns(lengths: Mapping[int, int], passages: Iterable[Passage]) -> frozenset[int]:
    """The turns of which something is within one of these passages."""
    return frozenset(_by_turn(passages, lengths))


def _by_turn(passages: Iterable[Passage], lengths: Mapping[int, int]) -> dict[int, list[Span]]:
    """What passages hold of each turn, where it is not nothing."""
    found: dict[int, list[Span]] = {}
    for passage in passages:
        for turn in passage.turns():
            if turn in lengths:
                start, end = passage.within(turn, lengths[turn])
                if start < end:
                    found.setdefault(turn, []).append((start, end))
    return found


def overlap(one: Passage, other: Passage) -> bool:
    """Whether two passages share a character."""
    return _start(one) < _end(other) and _start(other) < _end(one)


def _start(passage: Passage) -> Span:
    return passage.first_turn, passage.start


def _end(passage: Passage) -> Span:
    return passage.last_turn, passage.end


def alike(lengths: Mapping[int, int], readings: Sequence[Collection[Passage]], how: str) -> tuple[Passage, ...]:
    """What all readings marked, in the order of the text.

    ``INTERSECTION``: what is within a passage of each of them. ``UNION``: what is within a passage of any of them, as
    far as it hangs together around something that is within a passage of each.
    """
    text = _Text.of(lengths)
    covered = [_joined(text.span(each) for each in passages) for passages in readings]
    common = covered[0]
    for spans in covered[1:]:
        common = _within_both(common, spans)
    if how == INTERSECTION:
        found = common
    else:
        whole = _joined(span for spans in covered for span in spans)
        found = [(a, b) for a, b in whole if any(a <= start and end <= b for start, end in common)]
    return tuple(text.passage(span) for span in found)


@dataclass(frozen=True, slots=True)
class _Text:
    """Turns one after the other, a character between two of them."""

    turns: tuple[int, ...]
    starts: tuple[int, ...]
    lengths: Mapping[int, int]

    @classmethod
    def of(cls, lengths: Mapping[int, int]) -> _Text:
        turns = tuple(sorted(lengths))
        starts = (0, *accumulate(lengths[turn] + 1 for turn in turns))
        return cls(turns, starts[: len(turns)], lengths)

    def span(self, passage: Passage) -> Span:
        """From where to where a passage goes in all of the text."""
        first, last = self.turns.index(passage.first_turn), self.turns.index(passage.last_turn)
        return self.starts[first] + passage.start, self.starts[last] + passage.end

    def passage(self, span: Span) -> Passage:
        """The passage that goes from here to there."""
        first, last = bisect_right(self.starts, span[0]) - 1, bisect_right(self.starts, span[1] - 1) - 1
        end = min(span[1] - self.starts[last], self.lengths[self.turns[last]])
        return Passage(self.turns[first], span[0] - self.starts[first], self.turns[last], end)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The same characters in spans that neither overlap nor touch."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _within_both(ones: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    pairs = ((max(a, c), min(b, d)) for a, b in ones for c, d in others)
    return [(start, end) for start, end in pairs if start < end]
