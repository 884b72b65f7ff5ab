"""How the scores of one scale are spread, and in which third the interviewed people stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.charts.chart import Chart, Table, joined, named, nothing_to_show, share
from analysis.charts.marks import BANDS, Mark, thirds
from analysis.charts.specification import Axis, Column, Columns, Text, number
from analysis.charts.ticks import ticks
from analysis.results import Cell, Finding
from analysis.scales.describe import Description

COLUMNS = ("from_score", "to_score", "people", "percent")


@dataclass(frozen=True, slots=True)
class Bin:
    """How many people score from ``low`` to below ``high`` (the last bin: up to and with ``high``)."""

    low: float
    high: float
    people: int


def distribution_chart(
    scale: str,
    bins: Sequence[Bin],
    *,
    description: Description,
    marks: Sequence[Mark] = (),
    terciles: tuple[float, float] | None = None,
    hidden: str = "",
    name: str = "",
) -> Chart:
    """Columns over the score range, the interviewed as numbered circles beneath their third when there are marks.

    terciles: the two scores that part the thirds; without them no mark is drawn. hidden: the key that says why there
    are no bins. name: ``distribution.SCALE`` when not given.
    """
    n = sum(each.people for each in bins)
    shown = bool(n) and not hidden
    placed = tuple(mark for mark in marks if mark.band) if terciles else ()
    return Chart(
        name=name or named("distribution", scale),
        kind="distribution",
        specification=_picture(bins, n, placed, terciles) if shown else None,
        table=Table(
            COLUMNS, tuple((each.low, each.high, each.people, share(each.people, n)) for each in bins if shown)
        ),
        finding=_finding(scale, description, placed) if shown else nothing_to_show((hidden,)),
        estimates=(({"scale": scale}, description.mean),) if shown else (),
        n=description.n,
        missing=description.missing,
        unit=description.mean.unit,
        marks=tuple(marks) if shown else (),
    )


def _finding(scale: str, description: Description, marks: Sequence[Mark]) -> Finding:
    """The middle half of the people; with marks, in which thirds someone was interviewed and in which nobody was."""
    values: dict[str, Cell] = {
        "scale": scale,
        "median": description.median,
        "lower_quartile": description.lower_quartile,
        "upper_quartile": description.upper_quartile,
        "floor_share": description.floor_share,
        "ceiling_share": description.ceiling_share,
        "n": description.n,
    }
    if not marks:
        return Finding("distribution_spread", values)
    held = {band: sum(mark.band == band for mark in marks) for band in BANDS}
    unheard = [f"band:{band}" for band in BANDS if not held[band]]
    counts: dict[str, Cell] = {f"interviewed_{band}": count for band, count in held.items()}
    heard: dict[str, Cell] = {"interviewed": len(marks), "unheard": joined(unheard) if unheard else None}
    return Finding("distribution_interviewed", values | counts | heard)


def _picture(bins: Sequence[Bin], n: int, marks: Sequence[Mark], terciles: tuple[float, float] | None) -> Columns:
    low, high = bins[0].low, bins[-1].high
    columns = tuple(_column(each, n) for each in bins)
    axis = Axis(low=low, high=high, title="axis:score", ticks=ticks(low, high))
    if terciles is None or not marks:
        return Columns(axis=axis, columns=columns)
    edges = (low, *terciles, high)
    bounds = tuple(_range(start, end) for start, end in pairwise(edges))
    return Columns(axis=axis, columns=columns, dividers=terciles, thirds=thirds(marks, bounds))


def _column(each: Bin, n: int) -> Column:
    percent = share(each.people, n) or 0.0
    return Column(
        start=each.low,
        end=each.high,
        people=each.people,
        name=_range(each.low, each.high),
        label=number(each.people),
        hover=Text("number:people_percent", (("people", each.people), ("value", percent)), 1),
    )


def _range(low: float, high: float) -> Text:
    """Both ends in words, a whole one without decimals."""
    low, high = (int(end) if end == round(end) else end for end in (low, high))
    return Text("number:range", (("low", low), ("high", high)), 1)
