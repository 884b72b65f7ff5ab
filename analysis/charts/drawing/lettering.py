"""How wide a text is, about, and where its lines break: the same for every renderer, whatever letters it has."""

from __future__ import annotations

FAMILY = (
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', Ubuntu, 'DejaVu Sans', sans-serif"
)
NARROW = frozenset("iljtfrI.,;:'’|!()[]·1\u00a0\u202f ")
WIDE = frozenset("mwMWOQGDHNU%—…")
UNSEEN = frozenset("\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
ABOUT, NARROW_ABOUT, WIDE_ABOUT = 0.6, 0.36, 0.85
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


def _width(letter: str) -> float:
    if letter in UNSEEN:
        return 0
    if letter in NARROW:
        return NARROW_ABOUT
    return WIDE_ABOUT if letter in WIDE else ABOUT
