"""Places in a text that change with it: what stands in a text after a part of it was replaced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Replacement:
    """The part of a text from ``start`` to before ``end``, in code points, and what comes in its place."""

    start: int
    end: int
    text: str

    @property
    def growth(self) -> int:
        """How many code points longer the text becomes."""
        return len(self.text) - (self.end - self.start)


def in_order(replacements: Iterable[Replacement], length: int) -> tuple[Replacement, ...]:
    """These replacements from the first to the last; raises ValueError where two overlap or one is out of the text."""
    ordered = tuple(sorted(replacements))
    before = 0
    for each in ordered:
        if not before <= each.start < each.end <= length:
            raise ValueError(f"Replacement {each.start}-{each.end} overlaps another or leaves a text of {length}.")
        before = each.end
    return ordered


def replaced(text: str, ordered: Sequence[Replacement]) -> str:
    """The text with everything replaced."""
    parts, place = [], 0
    for each in ordered:
        parts += [text[place : each.start], each.text]
        place = each.end
    return "".join([*parts, text[place:]])


def start_moved(place: int, ordered: Sequence[Replacement]) -> int:
    """Where a passage begins afterwards that began at ``place``: one within a replaced part begins with it."""
    return _moved(place, ordered, at_end=False)


def end_moved(place: int, ordered: Sequence[Replacement]) -> int:
    """Where a passage ends afterwards that ended at ``place``: one within a replaced part ends with it."""
    return _moved(place, ordered, at_end=True)


def _moved(place: int, ordered: Sequence[Replacement], *, at_end: bool) -> int:
    shift = 0
    for each in ordered:
        if place >= each.end:
            shift += each.growth
        elif place > each.start:
            return each.start + shift + (len(each.text) if at_end else 0)
        else:
            break
    return place + shift
