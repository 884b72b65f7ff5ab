"""Names in what was said, found and replaced: whole words, the longest first, accents ignored, capitals required.

A capital at the beginning of a sentence is no sign of a name. A word that may be a name there, such as the first of
«Petit à petit», is kept when the file also writes it small and nowhere as a name, and whoever reads is told to look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from survey.voices.labels import PARTICLE
from survey.voices.name_marks import MARK, Found
from survey.voices.names import Name, Names, StandsFor, beginnings, called
from survey.voices.patterns import shapes
from survey.voices.stems import Word, bare, words

BETWEEN = re.compile(r"[\s'’\-\u2010\u2011]{1,3}")
"""What may stand between the words of one name."""
HYPHENS = "-\u2010\u2011"
BEGINNING = re.compile(r"(?:^|[.!?…؟\n–—])[\s\"'’“”«»(\[-]*$")
ON_ME = "علي"
"""A name, and also «on me», as in «علي أن»."""
LOOKED_BACK = 8
"""Characters before a word in which the end of a sentence is looked for."""


class FoundName(NamedTuple):
    """Where a name stands, in code points, and whom it means."""

    start: int
    end: int
    stands_for: StandsFor


@dataclass(frozen=True, slots=True)
class Looked:
    """The names of one text in order; ``doubtful`` counts words that were kept and may be names."""

    found: tuple[FoundName, ...]
    doubtful: int


@dataclass(frozen=True, slots=True)
class Usage:
    """How a file writes words that may be names: which of them small, which with a capital within a sentence."""

    small: frozenset[str]
    named: frozenset[str]


def usage_in(texts: Iterable[str], names: Names) -> Usage:
    """How these texts write the words with which names begin."""
    small, named = set(), set()
    for text in texts:
        shouted = _is_shouted(text)
        for word in words(text):
            if not _is_cased(word.text) or called(word.text) not in names:
                continue
            if not word.text[0].isupper():
                small.add(called(word.text))
            elif not shouted and not _begins_sentence(text, word.start):
                named.add(called(word.text))
    return Usage(frozenset(small), frozenset(named))


def look(text: str, names: Names, usage: Usage) -> Looked:
    """What is to be replaced in a text: names, and numbers and addresses by their shape; marks in it stay."""
    looked = _names_in(text, names, usage)
    numbers = [FoundName(each.start, each.end, Found(each.kind)) for each in shapes(text)]
    if not looked.found and not numbers:
        return looked
    marks = [match.span() for match in MARK.finditer(text)]
    free = (each for each in (*numbers, *looked.found) if not any(_overlap(each, mark) for mark in marks))
    return Looked(tuple(_apart(free)), looked.doubtful)


def _overlap(name: FoundName, other: tuple[int, int]) -> bool:
    return name.start < other[1] and other[0] < name.end


def _apart(found: Iterable[FoundName]) -> Iterator[FoundName]:
    """These in order; of a name that reaches into a number or an address both are replaced as that one."""
    last: FoundName | None = None
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if last is not None and each.start < last.end:
            shape = next((one for one in (last, each) if isinstance(one.stands_for, Found)), last)
            last = FoundName(last.start, max(last.end, each.end), shape.stands_for)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last


def _names_in(text: str, names: Names, usage: Usage) -> Looked:
    found: list[FoundName] = []
    doubtful, place = 0, 0
    there = list(words(text))
    while place < len(there):
        match = _match(text, there, place, names)
        if match is None:
            place += 1
            continue
        start, count, stands_for, is_sure = match
        if count == 1 and not is_sure and _is_doubtful(text, there, place, usage):
            doubtful += 1
        else:
            found.append(FoundName(start, there[place + count - 1].end, stands_for))
        place += count
    return Looked(tuple(_joined(text, found)), doubtful)


def replaced(text: str, found: Sequence[FoundName], mark: Callable[[StandsFor], str]) -> str:
    """The text with the mark of each name in its place."""
    parts, place = [], 0
    for name in found:
        parts += [text[place : name.start], mark(name.stands_for)]
        place = name.end
    return "".join([*parts, text[place:]])


def _match(text: str, there: Sequence[Word], place: int, names: Names) -> tuple[int, int, StandsFor, bool] | None:
    """The longest name that begins with this word: where, of how many words, whom it means, and if surely."""
    for offset, first in beginnings(there[place].text):
        for name in names.get(first, ()):
            if _stands_here(text, there, place, name):
                is_sure = any(other.words == name.words and _is_sure(other) for other in names[first])
                return there[place].start + offset, len(name.words), name.stands_for, is_sure
    return None


def _is_sure(name: Name) -> bool:
    return isinstance(name.stands_for, Found) and name.stands_for.everywhere


def _stands_here(text: str, there: Sequence[Word], place: int, name: Name) -> bool:
    """Whether all words of a name follow each other from here on, with its capitals, as words of their own."""
    end = place + len(name.words)
    inside = there[place:end]
    if len(inside) < len(name.words) or any(called(one.text) != two for one, two in _rest(inside, name)):
        return False
    if not all(BETWEEN.fullmatch(text[one.end : two.start]) for one, two in zip(inside, inside[1:], strict=False)):
        return False
    if any(_lacks_capital(word, name, at) for at, word in enumerate(inside)):
        return False
    before = there[place - 1] if place else None
    after = there[end] if end < len(there) else None
    return not _are_one(text, before, inside[0]) and not _are_one(text, inside[-1], after)


def _rest(inside: Sequence[Word], name: Name) -> Iterator[tuple[Word, str]]:
    return zip(inside[1:], name.words[1:], strict=True)


def _lacks_capital(word: Word, name: Name, at: int) -> bool:
    is_small = _is_cased(word.text) and not word.text[0].isupper()
    return is_small and at not in name.small and not _is_particle(word, name)


def _is_particle(word: Word, name: Name) -> bool:
    return len(name.words) > 1 and PARTICLE.fullmatch(called(word.text)) is not None


def _are_one(text: str, one: Word | None, two: Word | None) -> bool:
    """Whether two words make one name by a hyphen: «Marie-Claude» is not Marie, «ce Dupont-là» is Dupont."""
    if one is None or two is None or text[one.end : two.start] not in HYPHENS or one.end == two.start:
        return False
    return one.text[0].isupper() and two.text[0].isupper()


def _is_doubtful(text: str, there: Sequence[Word], place: int, usage: Usage) -> bool:
    """Whether the capital of a word has another reason than a name, and the file shows it as no name."""
    word = called(there[place].text)
    following = [called(each.text) for each in there[place + 1 : place + 3]]
    if not _is_cased(there[place].text):
        return word == ON_ME and following[:1] == ["ان"]
    if not (_begins_sentence(text, there[place].start) or _is_shouted(text)):
        return False
    if following[1:] == [word] and len(following[0]) <= len("by") and not there[place + 2].text[0].isupper():
        return True  # «Petit à petit», «Little by little»
    return word in usage.small and word not in usage.named


def _begins_sentence(text: str, start: int) -> bool:
    # The beginning of the text itself must be seen as one.
    before = text[max(0, start - LOOKED_BACK) : start]
    return BEGINNING.search(before) is not None and (start <= LOOKED_BACK or BEGINNING.search(f"x{before}") is not None)


def _is_shouted(text: str) -> bool:
    """Whether a text is written in capitals alone, so that they say nothing."""
    return text.isupper() and len(text.split()) > 1


def _is_cased(word: str) -> bool:
    return word[0].lower() != word[0].upper()


def _joined(text: str, found: Sequence[FoundName]) -> Iterator[FoundName]:
    """Parts of one person's name that stand side by side as one; a name said twice is said twice."""
    last: FoundName | None = None
    for name in found:
        if (
            last is not None
            and last.stands_for == name.stands_for
            and BETWEEN.fullmatch(text[last.end : name.start])
            and bare(text[last.start : last.end]) != bare(text[name.start : name.end])
        ):
            last = FoundName(last.start, name.end, name.stands_for)
            continue
        if last is not None:
            yield last
        last = name
    if last is not None:
        yield last
