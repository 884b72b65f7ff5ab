"""The interviewed people whom a chart counts: each at the third of what it shows of them, or without one and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.charts.specification import Entry, Text, Third

Band = Literal["low", "middle", "high"]
BANDS: tuple[Band, ...] = ("low", "middle", "high")
INTERVIEWED = Entry(label="point:interviewed", shape="circle", filled=False)
"""What the numbered circles beneath rows are, for a legend."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One interviewed person: the number of the interview and a third, never a value.

    band: '' where no third is told, and why_not is the key of the reason. of: the key of what the third is of.
    """

    interview: int
    band: Band | Literal[""]
    of: str = ""
    why_not: str = ""


def thirds(marks: Sequence[Mark], bounds: Sequence[Text | None] = (None, None, None)) -> tuple[Third, ...]:
    """The three thirds with the interviews in each; () where no mark has one.

    >>> [third.marks for third in thirds([Mark(7, "high"), Mark(2, "high"), Mark(5, "", why_not="no_score")])]
    [(), (), (2, 7)]
    """
    if not any(mark.band for mark in marks):
        return ()
    return tuple(
        Third(f"band:{band}", told, tuple(sorted(mark.interview for mark in marks if mark.band == band)))
        for band, told in zip(BANDS, bounds, strict=True)
    )
