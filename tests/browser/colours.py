"""Contrast of two colours as WCAG 2.2 defines it."""

from __future__ import annotations

import re
from collections.abc import Sequence

Colour = tuple[float, float, float, float]


def colour(written: str) -> Colour:
    """Red, green and blue to 255 and opacity to 1, of a colour as a browser computes it."""
    numbers = [float(number) for number in re.findall(r"[\d.]+", written)]
    red, green, blue = numbers[:3]
    return red, green, blue, numbers[3] if len(numbers) > 3 else 1.0


def background(written: Sequence[str]) -> Colour:
    """What is seen behind a text: colours laid over each other, the nearest first, on white."""
    seen: Colour = (255.0, 255.0, 255.0, 1.0)
    for layer in reversed([colour(each) for each in written]):
        seen = _over(layer, seen)
    return seen


def contrast(front: str, behind: Sequence[str]) -> float:
    """The ratio of the two luminances, from 1 to 21."""
    under = background(behind)
    lights = sorted((_luminance(_over(colour(front), under)), _luminance(under)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _over(front: Colour, under: Colour) -> Colour:
    opacity = front[3]
    red, green, blue = (
        opacity * above + (1 - opacity) * below for above, below in zip(front[:3], under[:3], strict=True)
    )
    return red, green, blue, 1.0


def _luminance(light: Colour) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (each / 255 for each in light[:3])
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
