"""In which third of everyone one person stood at the first time and at the last, joined by a line: never a score."""

from __future__ import annotations

from analysis.charts.chart import Chart, Table, named
from analysis.charts.marks import BANDS, Band
from analysis.charts.specification import Axis, Legend, Pairs, Point, Text
from analysis.results import Finding

COLUMNS = ("wave", "third")
MIDDLE = 0.5
"""Where a line ends within its third: always at its middle, so that no place within it is told."""


def slope_chart(scale: str, *, ends: tuple[str, str], bands: tuple[Band, Band]) -> Chart:
    """One line from the third of the first time to that of the last.

    scale, ends: the keys of the scale and of the two times. bands: the third at each of them.

    >>> slope_chart("scale:mood", ends=("wave:entry", "wave:exit"), bands=("low", "high")).table.rows
    (('wave:entry', 'band:low'), ('wave:exit', 'band:high'))
    """
    first, last = (BANDS.index(band) + MIDDLE for band in bands)
    told = tuple(f"band:{band}" for band in bands)
    names = tuple(f"band:{band}" for band in BANDS)
    ticks = tuple(place + MIDDLE for place in range(len(BANDS)))
    return Chart(
        name=named("slope", scale),
        kind="slope",
        specification=Pairs(
            axis=Axis(low=0.0, high=float(len(BANDS)), ticks=ticks, names=names),
            legend=Legend(()),
            ends=ends,
            lines=(),
            points=(_point(first, told[0]), _point(last, told[1])),
        ),
        table=Table(COLUMNS, tuple(zip(ends, told, strict=True))),
        finding=Finding("slope", {"first": ends[0], "before": told[0], "last": ends[1], "after": told[1]}),
        n=1,
        missing=0,
    )


def _point(value: float, band: str) -> Point:
    return Point(value=value, shape="circle", filled=True, name="point:person", label=Text(band))
