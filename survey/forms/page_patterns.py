"""Patterns that may run in a page, rewritten for JavaScript: its matcher goes back over its choices, so few fit."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_TEXT = 500
"""The longest text that the page tries on a pattern, as ``interpreter.mjs`` knows; of a longer one the server tells."""
MOST_STEPS = 50_000_000
"""How often a matcher may go back on such a text: a fraction of a second."""

_CLASSES = {"d": "0-9", "w": "0-9A-Za-z_", "s": r"\t\n\f\r "}
_CONTROLS = "tnrfv"
_SYNTAX = frozenset("^$\\.*+?()[]{}|/-")
_COUNTED = re.compile(r"\{([0-9]{1,4})(?:(,)([0-9]{1,4})?)?\}")
_CLASS_IN_RANGE = re.compile(r"\\[dws]-.|-\\[dws]")
"""A range with a class such as ``\\d`` at one end, which matchers read differently."""
_INSIDE = re.compile(r"\[(\^?)((?:[^\]\\\[]|\\.)+)\]", re.DOTALL)


class _ElsewhereError(Exception):
    """The pattern is for the server alone."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a pattern: its text for JavaScript, the ways it can match, how many of its repetitions have no end."""

    text: str = ""
    ways: int = 1
    endless: int = 0
    single: bool = False

    def then(self, other: _Piece) -> _Piece:
        return _Piece(self.text + other.text, self.ways * other.ways, self.endless + other.endless)

    def otherwise(self, other: _Piece) -> _Piece:
        return _Piece(f"{self.text}|{other.text}", self.ways + other.ways, max(self.endless, other.endless))


def page_pattern(pattern: str) -> str | None:
    """The pattern as JavaScript matches it with the flag ``u``; None where only the server tells whether it matches."""
    try:
        piece, rest = _alternatives(pattern)
    except _ElsewhereError:
        return None
    starts = 1 if pattern.startswith("^") and "|" not in pattern else LONGEST_TEXT
    steps = starts * piece.ways * LONGEST_TEXT**piece.endless * max(len(pattern), 1)
    return None if rest or steps > MOST_STEPS else piece.text


def _alternatives(rest: str) -> tuple[_Piece, str]:
    piece, rest = _sequence(rest)
    while rest.startswith("|"):
        other, rest = _sequence(rest[1:])
        piece = piece.otherwise(other)
    return piece, rest


def _sequence(rest: str) -> tuple[_Piece, str]:
    piece = _Piece()
    while rest and rest[0] not in "|)":
        atom, rest = _atom(rest)
        repeated, rest = _repeated(atom, rest)
        piece = piece.then(repeated)
    return piece, rest


def _atom(rest: str) -> tuple[_Piece, str]:
    first = rest[0]
    if first == "(":
        inner, after = _alternatives(rest[3:] if rest.startswith("(?:") else rest[1:])
        if rest.startswith("(?") and not rest.startswith("(?:") or not after.startswith(")"):
            raise _ElsewhereError
        return _Piece(f"(?:{inner.text})", inner.ways, inner.endless), after[1:]
    if first == "[":
        return _listed(rest)
    if first == "\\":
        return _Piece(_escaped(rest[1:2]), single=rest[1:2] != "b"), rest[2:]
    if first in "^$":
        return _Piece(first), rest[1:]
    if first == ".":
        return _Piece(r"[^\n]", single=True), rest[1:]
    if first in _SYNTAX - frozenset("/-"):
        raise _ElsewhereError
    return _Piece(_literal(first), single=True), rest[1:]


def _listed(rest: str) -> tuple[_Piece, str]:
    found = _INSIDE.match(rest)
    if found is None:
        raise _ElsewhereError
    inside = re.sub(r"\\(.)", _escaped_inside, found[2], flags=re.DOTALL)
    if _CLASS_IN_RANGE.search(found[2]):
        raise _ElsewhereError
    return _Piece(f"[{found[1]}{inside}]", single=True), rest[found.end() :]


def _escaped_inside(found: re.Match[str]) -> str:
    letter = found[1]
    if letter in _CLASSES:
        return _CLASSES[letter]
    if letter in _CONTROLS:
        return f"\\{letter}"
    if letter.isalnum():
        raise _ElsewhereError
    return f"\\{letter}" if letter in _SYNTAX else letter


def _escaped(letter: str) -> str:
    if letter in _CLASSES:
        return f"[{_CLASSES[letter]}]"
    if letter.lower() in _CLASSES:
        return f"[^{_CLASSES[letter.lower()]}]"
    if letter and letter in "b" + _CONTROLS:
        return f"\\{letter}"
    if not letter or letter.isalnum():
        raise _ElsewhereError
    return _literal(letter)


def _literal(letter: str) -> str:
    return f"\\{letter}" if letter in _SYNTAX - {"-"} else letter


def _repeated(atom: _Piece, rest: str) -> tuple[_Piece, str]:
    """An atom with the ``?``, ``*``, ``+`` or count after it; only single characters may repeat more than once."""
    if not rest or rest[0] not in "?*+{":
        return atom, rest
    counted = _COUNTED.match(rest)
    if rest[0] == "{" and counted is None:
        raise _ElsewhereError
    sign = counted[0] if counted else rest[0]
    rest = rest[len(sign) :]
    sign, rest = (f"{sign}?", rest[1:]) if rest.startswith("?") else (sign, rest)
    if rest and rest[0] in "?*+{":
        raise _ElsewhereError
    if not atom.single and (sign[0] != "?" or atom.text in ("^", "$", r"\b")):
        raise _ElsewhereError
    text = atom.text + sign
    if sign[0] in "*+" or (counted and counted[2] and not counted[3]):
        return _Piece(text, atom.ways, atom.endless + 1), rest
    if sign[0] == "?":
        return _Piece(text, atom.ways + 1, atom.endless), rest
    most = int(counted[3] or counted[1]) if counted else 1
    return _Piece(text, most - int(counted[1] if counted else 0) + 1, 0), rest
