"""What the headers of a sheet stand for: a column of XLSForm, in a language or in none, or a column of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from survey.exchange.xlsform.vocabulary import COLUMNS, OTHER_SPELLINGS, TRANSLATED


@dataclass(frozen=True, slots=True)
class Header:
    """One header; ``key`` is '' for a column of one's own, ``language`` is '' where the header names none."""

    text: str
    key: str
    language: str
    number: int

    @property
    def own(self) -> str:
        """What the column is called under ``columns:``, where it means nothing else."""
        return self.text or f"column {letters_of(self.number)}"


def letters_of(number: int) -> str:
    """A column's letters in a spreadsheet: A for 1, AA for 27. Loading a library for this costs half a second."""
    rest, last = divmod(number - 1, 26)
    return (letters_of(rest) if rest else "") + chr(ord("A") + last)


def read_headers(sheet: str, texts: Sequence[str]) -> tuple[Header, ...]:
    """The headers of a sheet, read as pyxform does; a second header for one column is one's own."""
    divider = "::" if any("::" in text for text in texts) else ":"
    taken: set[tuple[str, str]] = set()
    found = []
    for number, text in enumerate(texts, 1):
        key, language = _parted(sheet, text, divider)
        if (key, language) in taken:
            key, language = "", ""
        if key:
            taken.add((key, language))
        found.append(Header(text, key, language, number))
    return tuple(found)


def _parted(sheet: str, text: str, divider: str) -> tuple[str, str]:
    whole = _key(sheet, text)
    if whole:
        return whole, ""
    first, *others = (part.strip() for part in text.split(divider))
    if first.lower() == "media" and others:
        first, *others = others
    key = _key(sheet, first)
    if len(others) == 1 and key in TRANSLATED and others[0]:
        return key, others[0]
    return (key, "") if not others else ("", "")


def _key(sheet: str, text: str) -> str:
    spelled = text.strip().lower()
    joined = "_".join(spelled.split())
    others = OTHER_SPELLINGS[sheet]
    key = others.get(spelled) or others.get(joined) or joined
    return key if key in COLUMNS[sheet] or key in others.values() else ""
