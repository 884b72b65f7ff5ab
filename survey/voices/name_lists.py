"""Lists of names as people write or keep them: one per line, or a CSV file with the columns name and kind.

A line that is no name is left out and told; a file that is no list is refused.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from survey.csv_table import TableError, read_table
from survey.store.listed_names import KINDS, MOST_NAMES, NO_NAME, NewName
from survey.voices.encoding import characters
from survey.voices.names import MOST_WORDS, name_key
from survey.voices.stems import words
from survey.voices.transcript import TranscriptError

LARGEST = 600_000
"""Bytes of a list."""
LONGEST_NAME = 100
OTHER_WAY = "|"
"""What stands between two ways to call the same one: ``Karim Benali | Karim``."""
COLUMNS = ("name", "kind")
FORMULA = ("=", "+", "-", "@")
KIND_WORDS: Mapping[str, str] = {
    **{kind: kind for kind in (*KINDS, NO_NAME)},
    **dict.fromkeys(("personne", "persona", "شخص"), "person"),
    **dict.fromkeys(("lieu", "lugar", "مكان"), "place"),
    **dict.fromkeys(("organization", "organización", "organizacion", "منظمة"), "organisation"),
    **dict.fromkeys(("autre", "otro", "آخر"), "other"),
}


class ListProblem(NamedTuple):
    """Why a line is left out, or (line 0) a list is refused: the rule, and the line as it is numbered in the file."""

    line: int
    rule: str


@dataclass(frozen=True, slots=True)
class NameList:
    """The names of a list, and what was left out of it; where it is refused it has no name."""

    names: tuple[NewName, ...] = field(default=(), repr=False)
    problems: tuple[ListProblem, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether nothing of it is taken."""
        return any(each.line == 0 for each in self.problems)


def read_list(content: bytes, kind: str) -> NameList:
    """The names of a file; ``kind`` is that of a line that does not say its own."""
    if len(content) > LARGEST:
        return NameList(problems=(ListProblem(0, "too-large"),))
    try:
        text, _encoding, _repairs = characters(content)
    except TranscriptError:
        return NameList(problems=(ListProblem(0, "no-text"),))
    lines = _cells(text) if _is_table(text) else _lines(text)
    return _names(lines, kind, everywhere=False)


def names_in(text: str, kind: str, *, everywhere: bool = False) -> NameList:
    """The names of a text, one per line."""
    return _names(_lines(text), kind, everywhere=everywhere)


def _lines(text: str) -> Iterator[tuple[int, tuple[str, str]]]:
    yield from enumerate(((line, "") for line in text.lstrip("\ufeff").splitlines()), 1)


def _names(lines: Iterator[tuple[int, tuple[str, str]]], kind: str, *, everywhere: bool) -> NameList:
    found: dict[str, NewName] = {}
    problems: list[ListProblem] = []
    try:
        for number, (written, said) in lines:
            if not written.strip():
                continue
            name = _name(written, KIND_WORDS.get(said.strip().lower() or kind, ""), everywhere=everywhere)
            if isinstance(name, str):
                problems.append(ListProblem(number, name))
            else:
                found.setdefault(name.key, name)
    except TableError:
        return NameList(problems=(ListProblem(0, "broken-table"),))
    if len(found) > MOST_NAMES:
        return NameList(problems=(ListProblem(0, "too-many-names"),))
    if not found:
        problems.insert(0, ListProblem(0, "no-names"))
    return NameList(tuple(found.values()), tuple(problems))


def _is_table(text: str) -> bool:
    first = text.lstrip("\ufeff").partition("\n")[0].lower()
    return any("name" in (cell.strip().strip('"') for cell in first.split(sign)) for sign in ",;\t")


def _cells(text: str) -> Iterator[tuple[int, tuple[str, str]]]:
    table = read_table(text.encode("utf-8", "replace"), COLUMNS)
    header = [cell.lower() for cell in table.header]
    for row in table.rows:
        cells = dict(zip(header, row.cells, strict=False))
        yield row.number, (cells.get("name", ""), cells.get("kind", ""))


def _name(line: str, kind: str, *, everywhere: bool) -> NewName | str:
    """The name of a line, or the rule it breaks."""
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn") and sign != "\t" for sign in line):
        return "control-character"
    ways = [" ".join(unicodedata.normalize("NFC", way).split()) for way in line.split(OTHER_WAY)]
    ways = [way for way in ways if way]
    if not ways or not kind:
        return "unknown-kind" if ways else "no-letters"
    for way in ways:
        rule = _broken(way)
        if rule:
            return rule
    first, *others = ((way, name_key(way)) for way in ways)
    return NewName(*first, kind, everywhere, tuple(others))


def _broken(way: str) -> str:
    """The rule that one way to write a name breaks; '' for none."""
    inside = [word.text for word in words(way)]
    if not inside:
        return "no-letters"
    if way.startswith(FORMULA):
        return "formula"
    if len(way) > LONGEST_NAME or len(inside) > MOST_WORDS:
        return "too-long"
    return "one-letter" if sum(map(len, inside)) < 2 else ""
