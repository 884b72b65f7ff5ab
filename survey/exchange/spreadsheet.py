"""Texts that a spreadsheet must not take for a formula: one reversible rule for cells, headers and file names.

A text that begins with ``= + - @``, a tab, a line end, a full-width form of these signs or an
apostrophe gets one apostrophe in front. To have the original back, take one leading apostrophe away.
Numbers are numbers and are left alone, negative ones too.
"""

from __future__ import annotations

STARTS_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")  # the full-width forms are meant
APOSTROPHE = "'"
_MARKED = STARTS_FORMULA | {APOSTROPHE}


def neutral(text: str) -> str:
    """``text`` as it can stand in a cell of any spreadsheet."""
    return APOSTROPHE + text if text[:1] in _MARKED else text


def original(text: str) -> str:
    """The text that ``neutral`` was given."""
    return text.removeprefix(APOSTROPHE)
