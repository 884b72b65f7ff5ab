"""The colours of charts, on light and on dark paper."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.charts.specification import Tone

INK, QUIET, SHEET, EDGE = "#1d2733", "#55606d", "#ffffff", "#d9d2c6"
ACCENT = "#0b5d5f"
"""Points and their intervals: the accent of the pages, one step aside so that it can change apart from the bars'."""
FILLS: Mapping[Tone, str] = {
    "low_strong": "#b4602d",
    "low_middle": "#cc8a5e",
    "low_light": "#e3b48f",
    "neutral_strong": "#c9c1b1",
    "neutral": "#e9e4da",
    "neutral_light": "#f6f3ec",
    "high_light": "#8fc3bd",
    "high_middle": "#6aaaa5",
    "high_strong": "#0b5d5e",
    "crowd": "#d3e5e2",
}
OUTLINES: Mapping[str, str] = {"low": "#8f4a20", "neutral": "#7d7464", "high": "#0a5556", "crowd": "#0a5657"}
"""By the first word of a tone: 3:1 with the light fills and with the paper, so that neighbours part without colour."""
ON_STRONG, ON_LIGHT = "#fffffe", "#1d2734"
"""Numbers on bars stay as they are on dark paper, as the fills do: one step aside from the paper's and the ink's."""
ON_DARK: Mapping[str, str] = {
    INK: "#f1ece3",
    QUIET: "#b9c0c8",
    SHEET: "#1f262e",
    EDGE: "#3a444f",
    ACCENT: "#7fd0c9",
    OUTLINES["low"]: "#e9b38c",
    OUTLINES["neutral"]: "#b0a795",
    OUTLINES["high"]: "#7fd0ca",
    OUTLINES["crowd"]: "#7fd0cb",
    FILLS["crowd"]: "#35605e",
}
"""What takes the place of each colour on dark paper; the others stay, and so do the numbers on them."""

LINES: Mapping[bool, str] = {False: "#7d7464", True: "#8f4a20"}
"""A thin line that does not fall, and one that falls, which is dashed as well: outlines, so that paper can be dark."""

_STRONG = {"low_strong", "high_strong"}


def outline(tone: Tone) -> str:
    """The line around a bar."""
    return OUTLINES[tone.partition("_")[0]]


def lettering_on(tone: Tone) -> str:
    """The colour of a number written on a bar."""
    return ON_STRONG if tone in _STRONG else ON_LIGHT
