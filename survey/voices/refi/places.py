"""Where a selection of another program stands in a text: counted as the standard says, or as its own words prove."""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from survey.voices.transcript import canonical

ELLIPSES = ("…", "...")
SHORTEST_CUT = 30
"""A name without an ellipsis that is at least so long may be the beginning of its passage."""
SEGMENT = 400
WIDE = re.compile("[\U00010000-\U0010ffff]")
"""Characters of two units in UTF-16."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a program counts: line ends as they stand or as one, UTF-16 units, a shift, an end that belongs to it."""

    one_line_end: bool = False
    utf16: bool = False
    shift: int = 0
    inclusive: bool = False

    @property
    def deviations(self) -> tuple[str, ...]:
        """The rules of what differs from the standard."""
        found = ("line-ends",) * self.one_line_end + ("utf-16",) * self.utf16
        return found + ("shifted",) * bool(self.shift) + ("inclusive-end",) * self.inclusive


STANDARD = Dialect()
DIALECTS = sorted(
    (Dialect(*each) for each in itertools.product((False, True), (False, True), (0, 1, -1), (False, True))),
    key=lambda each: len(each.deviations),
)


class CountedText:
    """A text as a file holds it, and where each of its places stands in the text in LF and NFC."""

    def __init__(self, raw: str, marks: int = 0) -> None:
        self.marks = marks
        self.has_two_signs = "\r\n" in raw
        self._unified = raw.replace("\r\n", "\n").replace("\r", "\n")
        ends = [at - number for number, at in enumerate(_all(raw, "\r\n"))]
        wide = [found.start() for found in WIDE.finditer(self._unified)]
        self._units = [place + number for number, place in enumerate(wide)]
        self._crossed = [place + number for number, place in enumerate(ends)]
        self._crossed_units = [place + bisect_left(wide, place) + number for number, place in enumerate(ends)]
        self.text = canonical(raw)
        self._composed = _segments(self._unified) if self.text != self._unified else None

    def place(self, written: int, dialect: Dialect) -> int | None:
        """Where a place that the file states is in ``text``; None where it is nowhere."""
        at: int | None = written - dialect.shift
        if at is None or at < 0 or written < 0:
            return None
        at = self._unified_place(at, dialect)
        if at is None or not 0 <= at <= len(self._unified):
            return None
        return at if self._composed is None else _composed_place(self._unified, self._composed, at)

    def is_uncertain(self, start: int, end: int) -> bool:
        """Whether marks or line ends of two signs let these places mean several passages."""
        if self.marks:
            return True
        ways = (Dialect(), Dialect(one_line_end=True))
        return len({(self.place(start, each), self.place(end, each)) for each in ways}) > 1

    def _unified_place(self, at: int, dialect: Dialect) -> int | None:
        """The place among single line ends and code points."""
        if self.has_two_signs and not dialect.one_line_end:  # each of them before the place takes one sign more
            at -= bisect_left(self._crossed_units if dialect.utf16 else self._crossed, at)
        return _points(at, self._units) if dialect.utf16 else at


def _points(at: int, units: Sequence[int]) -> int | None:
    """A place in code points, of one in UTF-16 units; None within one character."""
    before = bisect_left(units, at)
    if before and units[before - 1] == at - 1:
        return None
    return at - before


def _all(text: str, sought: str) -> list[int]:
    found, at = [], text.find(sought)
    while at >= 0:
        found.append(at)
        at = text.find(sought, at + len(sought))
    return found


def _segments(text: str) -> tuple[list[int], list[int]]:
    """Where pieces of a text begin, in it and in its composed form: before signs that never compose."""
    begins, composed, at, length = [0], [0], 0, 0
    while at < len(text):
        end = min(at + SEGMENT, len(text))
        while end < len(text) and not text[end].isascii():
            end += 1
        length += len(unicodedata.normalize("NFC", text[at:end]))
        at = end
        begins.append(at)
        composed.append(length)
    return begins, composed


def _composed_place(text: str, segments: tuple[list[int], list[int]], at: int) -> int | None:
    begins, composed = segments
    number = max(0, bisect_left(begins, at + 1) - 1)
    begin = begins[number]
    end = begins[number + 1] if number + 1 < len(begins) else len(text)
    ahead = unicodedata.normalize("NFC", text[begin:at])
    behind = unicodedata.normalize("NFC", text[at:end])
    if ahead + behind != unicodedata.normalize("NFC", text[begin:end]):
        return None  # within one composed character
    return composed[number] + len(ahead)


def words_at(counted: CountedText, place: tuple[int, int], dialect: Dialect) -> tuple[int, int] | None:
    """Where a selection begins and ends in the text; None where that is nowhere, or nothing."""
    start = counted.place(place[0], dialect)
    end = counted.place(place[1] + dialect.inclusive, dialect)
    return None if start is None or end is None or start >= end else (start, end)


def plain(text: str) -> str:
    """A text in which white space counts for one space, composed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_telling(name: str, whole: str) -> bool:
    """Whether the name of a selection looks like words of the text (``whole``, as ``plain`` gives it)."""
    bare = _bare(plain(name))
    return any(sign.isalnum() for sign in bare) and len(bare) > 1 and bare in whole


def agrees(name: str, words: str, *, exactly: bool = False) -> bool:
    """Whether these words are what the name says: all of it, or the beginning where it is cut."""
    said, found = plain(name), plain(words)
    if said == found:
        return True
    bare = _bare(said)
    is_cut = bare != said or len(bare) >= SHORTEST_CUT
    return not exactly and is_cut and found.startswith(bare)


def _bare(said: str) -> str:
    for ellipsis in ELLIPSES:
        if said.endswith(ellipsis):
            return said.removesuffix(ellipsis).rstrip()
    return said
