"""How people's own changes are spread, and who changed by more than the error of measurement explains."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.change.categories import CATEGORIES, DETERIORATED, IMPROVED, UNCHANGED
from analysis.charts.chart import Chart, Table, named, nothing_to_show, share
from analysis.charts.distribution import Bin
from analysis.charts.specification import (
    Axis,
    Column,
    Columns,
    Entry,
    Legend,
    Row,
    Rows,
    Segment,
    Specification,
    Text,
    Tone,
    number,
)
from analysis.charts.ticks import round_step, ticks
from analysis.results import Cell, Estimate, Finding

COLUMNS = ("category", "people", "percent", "interval_low", "interval_high")
TONES: Mapping[str, tuple[Tone, bool]] = {
    DETERIORATED: ("low_light", True),
    UNCHANGED: ("neutral", False),
    IMPROVED: ("high_light", False),
}
"""The tone of each category and whether it is hatched, so that the deteriorated are told apart without colour."""
MOST_BINS = 14
EQUAL = 9
"""Decimals to which two changes are the same: differences of scores are not exact."""
Person = tuple[float, str]
"""The change of one person and its category."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Changes up to ``threshold`` in size may be error of measurement, judged by a reliability of this value and name.

    by_error: the share of people that error alone sends beyond the band, in each direction.
    """

    threshold: float
    reliability: float
    reliability_name: str
    by_error: float


def individual_change_chart(
    scale: str,
    counts: Mapping[str, int],
    *,
    shares: Mapping[str, Estimate],
    people: Sequence[Person] = (),
    band: Band | None = None,
    missing: int = 0,
    hidden: str = "",
) -> Chart:
    """Columns of people by their change with the band of reliable change; one bar of the categories without ``people``.

    counts: people by category, improved, unchanged, deteriorated; without a band these are people whose score rose,
    stayed and fell. shares: each with its interval, where it is known. missing: people without one of the two scores.
    hidden: the key that says why nothing is shown.
    """
    n = sum(counts.values())
    shown = bool(n) and not hidden
    return Chart(
        name=named("individual_change", scale),
        kind="individual_change",
        specification=_picture(counts, people, band) if shown else None,
        table=Table(COLUMNS, tuple(_table_row(name, counts, shares, band) for name in CATEGORIES) if shown else ()),
        finding=_finding(scale, counts, band) if shown else nothing_to_show((hidden,)),
        estimates=tuple(({"scale": scale}, shares[name]) for name in CATEGORIES if name in shares) if shown else (),
        n=n if shown else 0,
        missing=missing if shown else 0,
        unit="people",
    )


def _key(category: str, band: Band | None) -> str:
    return f"reliable:{category}" if band else f"way:{category}"


def _table_row(
    category: str, counts: Mapping[str, int], shares: Mapping[str, Estimate], band: Band | None
) -> tuple[Cell, ...]:
    people, found = counts[category], shares.get(category)
    limits = (found.interval_low, found.interval_high) if found else (None, None)
    percents = (None if limit is None else 100 * limit for limit in limits)
    return (_key(category, band), people, share(people, sum(counts.values())), *percents)


def _finding(scale: str, counts: Mapping[str, int], band: Band | None) -> Finding:
    n = sum(counts.values())
    values: dict[str, Cell] = {"scale": scale, "n": n, **counts}
    values |= {f"{name}_percent": share(people, n) for name, people in counts.items()}
    if band is None:
        return Finding("individual_ways", values)
    told: dict[str, Cell] = {"threshold": band.threshold, "reliability": band.reliability}
    told |= {"reliability_name": band.reliability_name, "by_error_percent": 100 * band.by_error}
    return Finding("individual_reliable", values | told)


def _picture(counts: Mapping[str, int], people: Sequence[Person], band: Band | None) -> Specification:
    if not people:
        return _bar(counts, band)
    bins = change_bins(people, band.threshold if band else None)
    low, high = bins[0].low, bins[-1].high
    n = sum(counts.values())
    return Columns(
        axis=Axis(low=low, high=high, title="axis:change", ticks=ticks(low, high), references=(0,), signed=True),
        columns=tuple(_column(each, n, band) for each in bins),
        legend=Legend(tuple(_entry(name, band) for name in CATEGORIES)),
        band=(-band.threshold, band.threshold) if band else None,
    )


def _entry(category: str, band: Band | None) -> Entry:
    tone, hatched = TONES[category]
    return Entry(label=_key(category, band), tone=tone, hatched=hatched)


def _bar(counts: Mapping[str, int], band: Band | None) -> Rows:
    """One bar of all people, from those who lost to those who gained."""
    n, start, segments = sum(counts.values()), 0.0, []
    for category in (DETERIORATED, UNCHANGED, IMPROVED):
        tone, hatched = TONES[category]
        percent = share(counts[category], n) or 0.0
        hover = Text("number:people_percent", (("people", counts[category]), ("value", percent)), 1)
        if counts[category]:
            segments.append(
                Segment(
                    start=start,
                    end=start + percent,
                    tone=tone,
                    name=_key(category, band),
                    label=number(counts[category]),
                    hover=hover,
                    hatched=hatched,
                )
            )
        start += percent
    legend = Legend(tuple(_entry(name, band) for name in CATEGORIES if counts[name]))
    axis = Axis(low=0.0, high=max(100.0, start), title="axis:both", ticks=ticks(0.0, 100.0))
    return Rows(axis=axis, lines=(legend, Row(label="label:everyone", segments=tuple(segments))))


def _column(each: Bin, n: int, band: Band | None) -> Column:
    percent = share(each.people, n) or 0.0
    tone, hatched = TONES[_side(each, band)]
    low, high = (int(end) if end == round(end) else end for end in (each.low, each.high))
    return Column(
        start=each.low,
        end=each.high,
        people=each.people,
        name=Text("number:range", (("low", low), ("high", high)), 1, signed=True),
        label=number(each.people) if each.people else Text(),
        hover=Text("number:people_percent", (("people", each.people), ("value", percent)), 1),
        tone=tone,
        hatched=hatched,
    )


def _side(each: Bin, band: Band | None) -> str:
    """The category of the people in a column: no column reaches over an end of the band."""
    threshold = band.threshold if band else 0.0
    middle = (each.low + each.high) / 2
    return IMPROVED if middle > threshold else DETERIORATED if middle < -threshold else UNCHANGED


def change_bins(people: Sequence[Person], threshold: float | None) -> tuple[Bin, ...]:
    """People by their change in round steps, parted at both ends of the band: a column is inside it or outside.

    >>> people = [(-12.0, "deteriorated"), (0.0, "unchanged"), (10.0, "unchanged"), (12.0, "improved")]
    >>> [(each.low, each.high, each.people) for each in change_bins(people, 10.0) if each.people]
    [(-12.0, -10.0, 1), (0.0, 2.0, 1), (8.0, 10.0, 1), (12.0, 14.0, 1)]
    """
    ends = [] if threshold is None else [-threshold, threshold]
    reach = [change for change, _category in people] + ends
    low, high = min(reach), max(reach)
    step = round_step(max(high - low, 1.0), MOST_BINS)
    steps = range(math.floor(low / step), math.floor(high / step) + 2)
    grid = (round(place * step, EQUAL) for place in steps)
    edges = sorted({*(edge for edge in grid if all(abs(edge - end) >= step / 2 for end in ends)), *ends})
    counts = [0] * (len(edges) - 1)
    for change, category in people:
        counts[_place(edges, change, category, threshold)] += 1
    return tuple(Bin(start, end, found) for (start, end), found in zip(pairwise(edges), counts, strict=True))


def _place(edges: Sequence[float], change: float, category: str, threshold: float | None) -> int:
    """The column of a change; one at the very end of the band counts inside it, as its category says."""
    place = min(max(bisect_right(edges, round(change, EQUAL)) - 1, 0), len(edges) - 2)
    if threshold is None:
        return place
    inside = -threshold <= edges[place] and edges[place + 1] <= threshold
    if inside == (category == UNCHANGED):
        return place
    inwards = -1 if change > 0 else 1
    return place + (inwards if category == UNCHANGED else -inwards)
