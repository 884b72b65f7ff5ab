"""Texts that a regular expression takes: a few short ones, of the plain patterns that questionnaires hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.instrument.expressions.patterns import PatternError, compiled_pattern

_MOST_LETTERS = 200
_CLASSES = {"d": "5", "w": "a", "s": " ", "D": "a", "W": "-", "S": "a", "b": "", "B": ""}
_COUNT = re.compile(r"\{(\d+)(?:(,)(\d*))?\}|[*+?]")
_TRIED_IN_CLASSES = "aA5bB0-_ .@zZ9é"


def matching(pattern: str) -> Iterator[str]:
    """Texts that the pattern takes, the shortest that it asks for and one a little longer; none when in doubt."""
    if not re.search(r"[\\\[\](){}^$*+?|.]", pattern) or len(pattern) > _MOST_LETTERS:
        return
    try:
        compiled = compiled_pattern(pattern)
    except PatternError:
        return
    for more in (0, 1, 2):
        text, _ = _alternative(pattern, 0, more)
        if len(text) <= _MOST_LETTERS and compiled.search(text):
            yield text


def _alternative(pattern: str, at: int, more: int) -> tuple[str, int]:
    """The first way of an alternative, and where it ends: at ``)`` or the end."""
    parts: list[str] = []
    first: str | None = None
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            first = "".join(parts) if first is None else first
            parts, at = [], at + 1
            continue
        piece, at = _piece(pattern, at, more)
        found = _COUNT.match(pattern, at)
        parts.append(piece * _times(found, more))
        at = found.end() if found else at
    return ("".join(parts) if first is None else first), at


def _times(found: re.Match[str] | None, more: int) -> int:
    if found is None:
        return 1
    if found[0] in "*?":
        return min(more, 1)
    if found[0] == "+":
        return 1 + more
    least = int(found[1])
    most = least if found[2] is None else int(found[3] or least + more)
    return min(least + more, most, _MOST_LETTERS)


def _piece(pattern: str, at: int, more: int) -> tuple[str, int]:
    letter = pattern[at]
    if letter == "\\" and at + 1 < len(pattern):
        return _CLASSES.get(pattern[at + 1], pattern[at + 1]), at + 2
    if letter == "(":
        inner, end = _alternative(pattern, at + 3 if pattern.startswith("(?:", at) else at + 1, more)
        return inner, end + 1
    if letter == "[":
        end = pattern.find("]", at + 2)
        end = len(pattern) - 1 if end < 0 else end
        return _of_class(pattern[at : end + 1]), end + 1
    return ("" if letter in "^$" else "a" if letter == "." else letter), at + 1


def _of_class(pattern: str) -> str:
    """A letter of ``[A-Z]``."""
    try:
        compiled = compiled_pattern(pattern)
    except PatternError:
        return ""
    return next((each for each in (*_TRIED_IN_CLASSES, *pattern) if compiled.fullmatch(each)), "")
