"""Each person's score at the first and at the last time, joined by a line; the means and their intervals above them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.charts.change import interval_text
from analysis.charts.chart import Chart, Table, named, nothing_to_show, share
from analysis.charts.specification import Axis, Entry, Legend, PairLine, Pairs, Point, Text
from analysis.charts.ticks import ticks
from analysis.results import Cell, Estimate, Finding

COLUMNS = ("wave", "mean", "interval_low", "interval_high", "n", "rose", "unchanged", "fell")
MOST_LINES = 300
"""More different lines than this cannot be told apart; both ends are then rounded to a twentieth of the range."""
PARTS_OF_RANGE = 20
EQUAL = 9
"""Decimals to which two scores are the same: a difference of scores is not exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One time of measurement of the people with both: its key, and the mean of these people."""

    wave: str
    mean: Estimate


def paired_change_chart(
    scale: str,
    pairs: Sequence[tuple[float, float]],
    *,
    ends: tuple[End, End],
    score_range: tuple[float, float],
    missing: int,
    hidden: str = "",
) -> Chart:
    """One thin line per person from the first score to the last, dashed where it falls, the two means joined in ink.

    pairs: the two scores of each person with both. missing: people without one of them. hidden: the key that says why
    no person is drawn. The finding counts who rose, stayed and fell.
    """
    ways = _ways(pairs)
    shown = bool(pairs) and not hidden
    return Chart(
        name=named("paired_change", scale),
        kind="paired_change",
        specification=_picture(pairs, ends, score_range) if shown else None,
        table=Table(COLUMNS, tuple(_table_row(end, ways) for end in ends) if shown else ()),
        finding=_finding(scale, ways, ends) if shown else nothing_to_show((hidden,)),
        estimates=tuple(({"scale": scale, "wave": end.wave}, end.mean) for end in ends) if shown else (),
        n=len(pairs) if shown else 0,
        missing=missing if shown else 0,
        unit="points",
    )


def _ways(pairs: Sequence[tuple[float, float]]) -> Counter[str]:
    found: Counter[str] = Counter({"rose": 0, "unchanged": 0, "fell": 0})
    for before, after in pairs:
        change = round(after - before, EQUAL)
        found["rose" if change > 0 else "fell" if change < 0 else "unchanged"] += 1
    return found


def _table_row(end: End, ways: Counter[str]) -> tuple[Cell, ...]:
    mean = end.mean
    counts = (ways["rose"], ways["unchanged"], ways["fell"])
    return (end.wave, mean.value, mean.interval_low, mean.interval_high, mean.n, *counts)


def _finding(scale: str, ways: Counter[str], ends: tuple[End, End]) -> Finding:
    n = sum(ways.values())
    values: dict[str, Cell] = {"scale": scale, "first": ends[0].wave, "last": ends[1].wave, "n": n, **ways}
    return Finding("paired_ways", values | {f"{way}_percent": share(people, n) for way, people in ways.items()})


def _picture(pairs: Sequence[tuple[float, float]], ends: tuple[End, End], score_range: tuple[float, float]) -> Pairs:
    low, high = score_range
    lines = Counter((round(before, EQUAL), round(after, EQUAL)) for before, after in pairs)
    rounded = len(lines) > MOST_LINES
    if rounded:
        step = (high - low) / PARTS_OF_RANGE
        lines = Counter(tuple(low + round((end - low) / step) * step for end in pair) for pair in pairs)  # type: ignore[misc]  # a pair stays a pair
    axis = Axis(low=low, high=high, title="axis:score_rounded" if rounded else "axis:score", ticks=ticks(low, high))
    return Pairs(
        axis=axis,
        legend=_legend({after < before for before, after in lines}),
        ends=(ends[0].wave, ends[1].wave),
        lines=tuple(PairLine(before, after, people) for (before, after), people in sorted(lines.items())),
        points=tuple(point for end in ends if (point := _point(end))),
    )


def _legend(falls: set[bool]) -> Legend:
    kinds = ((False, "line:not_lower"), (True, "line:lower"))
    lines = tuple(Entry(label=label, line=True, dashed=kind) for kind, label in kinds if kind in falls)
    return Legend((*lines, Entry(label="point:mean", shape="square")))


def _point(end: End) -> Point | None:
    mean = end.mean
    if mean.value is None:
        return None
    label = interval_text(mean) or Text("number:no_interval", (("value", mean.value),), 1)
    limits = {"low": mean.interval_low, "high": mean.interval_high}
    return Point(value=mean.value, **limits, shape="square", filled=True, name="point:mean", label=label)
