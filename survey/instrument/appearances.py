"""The words of XLSForm's column ``appearance``: which change something here, and which other programs know."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

COLUMNS = "columns-N"
"""Stands for ``columns-2``, ``columns-3`` …"""

_NUMBERED = re.compile(r"columns-[1-9][0-9]?")
_ELSEWHERE = frozenset(
    (
        *(
            "annotate",
            "autocomplete",
            "bearing",
            "bikram-sambat",
            "buddhist",
            "columns",
            "columns-flex",
            "columns-pack",
        ),
        *("compact", "coptic", "counter", "distress", "draw", "ethiopian", "field-list", "front", "hidden-answer"),
        *("hide-input", "horizontal", "horizontal-compact", "image-map", "islamic", "label", "likert", "list"),
        *("list-nolabel", "map", "maps", "masked", "minimal", "month-year", "multiline", "myanmar", "new", "new-front"),
        *("new-rear", "no-buttons", "no-calendar", "no-ticks", "numbers", "persian", "picker", "placement-map"),
        *("printer", "quick", "quickcompact", "rating", "search", "show-formatted", "signature", "spinner", "summary"),
        *("table-list", "textarea", "thousands-sep", "url", "vertical", "year"),
    )
)
_ELSEWHERE_LIKE = re.compile(r"columns-[0-9]+|(?:quick)?compact-[0-9]+|w[1-9]|w1[0-2]|ex:[\w.]+|intent:[\w.]+")
_CALL = re.compile(r"(search|ex:[\w.]+)\(.*\)")


def words_of(written: Sequence[str]) -> list[str]:
    """The words of an appearance, ``search('towns', …)`` as its name alone."""
    return _CALL.sub(r"\1", " ".join(written)).split()


def changes(word: str, allowed: Collection[str]) -> bool:
    """Whether a word is among those that change how a row looks."""
    return word in allowed or (COLUMNS in allowed and _NUMBERED.fullmatch(word) is not None)


def is_known(word: str) -> bool:
    """Whether XLSForm knows a word, here or on another kind of row."""
    return word in _ELSEWHERE or _ELSEWHERE_LIKE.fullmatch(word) is not None
