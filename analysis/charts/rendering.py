"""The language a chart is told in: its texts, its direction, the way it writes numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.charts.chart import BETWEEN


@dataclass(frozen=True, slots=True)
class Rendering:
    """One language. texts: every key of the chart and its text; number: a value with so many decimals, written out."""

    texts: Mapping[str, str]
    direction: Literal["ltr", "rtl"]
    number: Callable[[float, int], str]

    def text(self, key: str) -> str:
        """The text of a key; the texts of joined keys, a dot between them. Raises KeyError for a key without text."""
        return " · ".join(self.texts[part] for part in key.split(BETWEEN))
