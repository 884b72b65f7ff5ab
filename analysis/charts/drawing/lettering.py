"""How wide a text is, about, and where its lines break: the same for every renderer, whatever letters it has."""

from __future__ import annotations

import unicodedata
from functools import cache

FAMILY = (
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', Ubuntu, 'DejaVu Sans', sans-serif"
)
NARROW = frozenset("iljtfrI.,;:'’|!()[]·1\u00a0\u202f ")
WIDE = frozenset("mwMWOQGDHNU%—…")
ABOUT, NARROW_ABOUT, WIDE_ABOUT, ARABIC_ABOUT = 0.59, 0.36, 0.85, 0.52
"""Widths in heights of the letters, rather too wide than too narrow: a text that is cut is worse than a gap."""


def width_of(text: str, size: float) -> float:
    """How many pixels a line takes, about.

    >>> round(width_of("42", 10))
    12
    """
    return size * sum(_width(letter) for letter in text)


def lines_of(text: str, size: float, most: float) -> tuple[str, ...]:
    """A text in lines of at most ``most`` pixels, broken at spaces; a single word may be longer.

    >>> lines_of("I feel rested when I wake up", 14, 100)
    ('I feel rested', 'when I wake', 'up')
    """
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) > most:
            lines.append(word)
        else:
            lines[-1:] = [longer]
    return tuple(lines)


@cache
def _width(letter: str) -> float:
    if unicodedata.category(letter) in {"Mn", "Cf"}:  # vowel signs and marks of direction take no room of their own
        return 0.0
    if letter in NARROW:
        return NARROW_ABOUT
    if unicodedata.bidirectional(letter) == "AL":
        return ARABIC_ABOUT
    return WIDE_ABOUT if letter in WIDE else ABOUT
