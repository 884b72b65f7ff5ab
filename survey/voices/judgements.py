"""What several readings of one interview have alike: passages that overlap, and what all of them marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from survey.store.passages import Passage

INTERSECTION, UNION = "intersection", "union"
Span = tuple[int, int]


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
