"""JSON read under limits: what is too deep or holds far more than a transcript is refused before it is built."""

from __future__ import annotations

import json
import re
from decimal import Decimal

from survey.voices.encoding import characters
from survey.voices.transcript import Repair, refused

MOST_SIGNS = 1_500_000
"""Commas and opened brackets, those within words among them: the words of three hours with all their times."""
DEEPEST = 40
STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)
LONGEST_NUMBER = 40
EXPORT_AGAIN = "Export it again from the program that wrote it."

Json = dict[str, "Json"] | list["Json"] | str | int | Decimal | bool | None


class Undefined:
    """What ``NaN`` and ``Infinity`` are read as: nothing that is a number."""


def json_of(content: bytes) -> tuple[object, str, tuple[Repair, ...]]:
    """What the file holds, its encoding, and what was guessed."""
    text, encoding, repairs = characters(content)
    text = text.lstrip("\ufeff")
    if sum(map(text.count, ",[{")) > MOST_SIGNS or _depth(text) > DEEPEST:
        raise refused("too-long", "The file holds far more than a transcript, or is far deeper.", EXPORT_AGAIN)
    undefined: list[str] = []

    def constant(word: str) -> None:
        undefined.append(word)

    try:
        found = json.loads(text, parse_constant=constant, parse_float=_number, parse_int=_number)
    except json.JSONDecodeError as error:
        what = f"It is no sound JSON from here on: {error.msg}."
        raise refused("json-broken", what, EXPORT_AGAIN, place=error.lineno) from None
    except (ValueError, RecursionError):
        raise refused("json-broken", "It is no sound JSON.", EXPORT_AGAIN) from None
    told = [Repair(0, "no-number", f"“{word}” is no number and counts as nothing.") for word in sorted(set(undefined))]
    return found, encoding, (*repairs, *told)


def _depth(text: str) -> int:
    """How deep brackets stand in each other, those within strings left out."""
    depth = deepest = 0
    for match in STRING_OR_BRACKET.finditer(text):
        sign = match.group()
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def _number(written: str) -> Decimal | None:
    """A number as it is written; one of more digits than any measure has counts as nothing."""
    return Decimal(written) if len(written) <= LONGEST_NUMBER else None
