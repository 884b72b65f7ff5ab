"""The language a chart is told in: its texts, its direction, the way it writes numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.charts.chart import BETWEEN
from analysis.charts.specification import Text

LEFT_TO_RIGHT = "\u2066"
RIGHT_TO_LEFT = "\u2067"
END = "\u2069"
"""Unicode's isolates: what stands between them is ordered by itself, whatever surrounds it."""
UNBROKEN = "\u00a0"
"""A space at which no line ends."""
MINUS = "\u2212"
"""As wide as a plus; a hyphen is easily overlooked before a number."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """One language. texts: every key of the chart and its text; number: a value with so many decimals, written out."""

    texts: Mapping[str, str]
    direction: Literal["ltr", "rtl"]
    number: Callable[[float, int], str]

    @property
    def mirrored(self) -> bool:
        """Whether the language runs from right to left."""
        return self.direction == "rtl"

    def text(self, key: str) -> str:
        """The text of a key; the texts of joined keys, a dot between them. Raises KeyError for a key without text."""
        return f"{UNBROKEN}· ".join(self.texts[part] for part in key.split(BETWEEN))

    def told(self, text: Text) -> str:
        """A text with its numbers written out."""
        written = {name: self._written(value, text) for name, value in text.values}
        if not text.key:
            return " · ".join(written.values())
        return self.text(text.key) % written if written else self.text(text.key)

    def isolated(self, line: str) -> str:
        """A line of its own, in the order of its language even where the page or the picture has another."""
        return f"{RIGHT_TO_LEFT}{line}{END}" if self.mirrored and line else line

    def _written(self, value: float, text: Text) -> str:
        decimals = 0 if isinstance(value, int) else text.decimals
        # What rounds to 0 from below is written 0, not -0.
        shown = value if round(value, decimals) else 0.0
        written = f"{'+' if text.signed and shown > 0 else ''}{self.number(shown, decimals).replace('-', MINUS)}"
        return f"{LEFT_TO_RIGHT}{written}{END}" if self.mirrored else written
