"""The texts of a file beside the interviews of a study, and each selection placed in them exactly or not at all."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from survey.store.passages import NoPassageError, Passage, trimmed
from survey.store.transcripts import Interview, StoredTurn
from survey.voices.coded import starts_of
from survey.voices.refi.keys import source_keys
from survey.voices.refi.places import DIALECTS, STANDARD, CountedText, Dialect, agrees, is_telling, plain, words_at
from survey.voices.refi.read import FileSelection, FileText
from survey.voices.refi.told import Telling

WAYS = {
    "line-ends": "Line ends of two signs were counted as one.",
    "utf-16": "Places are counted in UTF-16 units, not in characters.",
    "shifted": "Places are shifted by one character.",
    "inclusive-end": "The last character counts as part of the passage.",
}
IMPORT_FIRST = "If it is an interview, bring it in first, then read this file again."


@dataclass(slots=True)
class Matched:
    """A text of the file that is an interview of the study."""

    interview: Interview
    source: FileText
    counted: CountedText
    turns: tuple[StoredTurn, ...]
    whole: str
    """The text with white space as ``plain`` makes it, in which names of selections are looked for."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A selection where it stands among the turns."""

    interview: Interview
    selection: FileSelection
    passage: Passage


class Interviews:
    """The interviews of a study, found by the key or by the digest of their text."""

    def __init__(self, interviews: Sequence[Interview], telling: Telling) -> None:
        keys = source_keys(interviews)
        self._by_key = {keys[each.id]: each for each in interviews}
        self._by_digest: dict[str, list[Interview]] = {}
        for each in interviews:
            self._by_digest.setdefault(each.digest, []).append(each)
        self._telling = telling

    def of(self, source: FileText, counted: CountedText) -> Interview | None:
        """The interview that holds this text, to the letter but for white space at its end."""
        text = counted.text
        alike = self._by_digest.get(_digest(text), [])
        if not alike:
            alike = self._by_digest.get(_digest(text.rstrip("\n")), []) or self._by_digest.get(
                _digest(text.rstrip()), []
            )
            if alike:
                self._telling.once("white-space", "White space was added at the end of a text.")
        known = self._by_key.get(source.guid)
        if known in alike:
            return known
        if len(alike) == 1:
            return alike[0]
        where = _named(source)
        if len(alike) > 1:
            what = "Several interviews have the same text: nobody can tell which one is meant."
            self._telling.each("several-interviews", where, what, "Keep the keys of the texts that were exported.")
        elif known is not None:
            what = f"It is interview {known.number}, but its text is another one than here."
            self._telling.each("text-changed", where, what, "Texts are not changed elsewhere: export the study again.")
        else:
            count = sum(len(each.codings) for each in source.selections)
            what = f"It is no interview of this study; its {count} codings were left out."
            self._telling.each("not-an-interview", where, what, IMPORT_FIRST)
        return None


def placed(matched: Sequence[Matched], telling: Telling) -> Iterator[Placed]:
    """Each selection at its place; one that cannot be placed exactly is told and left out."""
    dialect = _dialect(matched)
    for rule in dialect.deviations:
        telling.once(rule, WAYS[rule])
    for each in matched:
        turns, starts = {turn.position: turn.text for turn in each.turns}, starts_of(each.turns)
        positions, begins = list(starts), list(starts.values())
        is_proved = any(is_telling(one.name, each.whole) for one in each.source.selections)
        for selection in each.source.selections:
            place = _place(each, selection, dialect, telling, is_proved=is_proved)
            if place is None:
                continue
            first, last = (bisect_right(begins, at) - 1 for at in place)
            passage = Passage(positions[first], place[0] - begins[first], positions[last], place[1] - begins[last])
            try:
                yield Placed(each.interview, selection, trimmed(turns, passage))
            except NoPassageError:
                _refuse(each, selection, telling, "no-words", "Its place holds no words of the interview.")


def _dialect(matched: Sequence[Matched]) -> Dialect:
    """How the program counts: the way closest to the standard that most names of selections agree with."""
    telling = [
        (each, selection)
        for each in matched
        for selection in each.source.selections
        if is_telling(selection.name, each.whole)
    ]
    best, most = STANDARD, -1
    for dialect in DIALECTS:
        count = sum(_agrees(each, selection, dialect) is not None for each, selection in telling)
        if count == len(telling):
            return dialect
        if count > most:
            best, most = dialect, count
    return best


def _agrees(
    each: Matched, selection: FileSelection, dialect: Dialect, *, exactly: bool = False
) -> tuple[int, int] | None:
    place = words_at(each.counted, (selection.start, selection.end), dialect)
    if place is None:
        return None
    words = each.counted.text[place[0] : place[1]]
    if dialect != STANDARD and words != words.strip() and selection.name == selection.name.strip():
        return None  # white space at an end would let a shifted place look right
    return place if agrees(selection.name, words, exactly=exactly) else None


def _place(
    each: Matched, selection: FileSelection, dialect: Dialect, telling: Telling, *, is_proved: bool
) -> tuple[int, int] | None:
    if is_telling(selection.name, each.whole):
        place = _agrees(each, selection, dialect)
        return place or _by_its_words(each, selection, telling)
    if not is_proved and each.counted.is_uncertain(selection.start, selection.end):
        what = "A mark or the line ends of its text let its place mean several passages, and no name tells which."
        _refuse(each, selection, telling, "cannot-tell", what)
        return None
    place = words_at(each.counted, (selection.start, selection.end), dialect)
    if place is None or place[1] > len(each.counted.text):
        _refuse(each, selection, telling, "outside", "Its place is not within the text, or holds nothing.")
        return None
    return place


def _by_its_words(each: Matched, selection: FileSelection, telling: Telling) -> tuple[int, int] | None:
    """Where its words stand, counted in another way than most; only where that is one place."""
    ways = Counter(
        place for dialect in DIALECTS if (place := _agrees(each, selection, dialect, exactly=True)) is not None
    )
    if len(ways) != 1:
        what = "The words at its place are not those of its name."
        _refuse(each, selection, telling, "words-differ", what)
        return None
    telling.once("moved", "A passage is counted in another way than the rest; its words told where it stands.")
    return next(iter(ways))


def _refuse(each: Matched, selection: FileSelection, telling: Telling, rule: str, what: str) -> None:
    where = f"{_named(each.source)}, {selection.start}-{selection.end}"
    telling.each(rule, where, what, "Mark it again here.")


def _named(source: FileText) -> str:
    return (source.name or source.guid)[:60]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def matched_text(
    interview: Interview, source: FileText, counted: CountedText, turns: tuple[StoredTurn, ...]
) -> Matched:
    """A text of the file with what its selections are held against."""
    return Matched(interview, source, counted, turns, plain(counted.text))
