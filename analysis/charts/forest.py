"""The planned figures of one outcome, each with its interval, unweighted and weighted beneath each other: a forest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.charts.change import LEAST_REACH, interval_text, is_clear
from analysis.charts.chart import Chart, Table, counted, joined, named, nothing_to_show
from analysis.charts.specification import Axis, Entry, Heading, Legend, Point, Row, Rows, Shape, number
from analysis.charts.ticks import ticks
from analysis.results import Cell, Estimate, Finding

COLUMNS = (
    "contrast",
    "subgroup",
    "estimand",
    "method",
    "weights",
    "unit",
    "value",
    "interval_low",
    "interval_high",
    "level",
    "n",
    "missing",
    "figure_p_value",
    "adjusted_p_value",
    "part",
    "planned",
)
NO_WEIGHTS = "none"
LEVEL = "mean"
"""What is estimated where nothing is subtracted."""
SHAPES: dict[bool, Shape] = {True: "diamond", False: "circle"}
"""What the plan prefers is told apart from the other figures by its shape."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestRow:
    """One figure. contrast, subgroup (variable, value): keys; part: the plan's; planned: whether the plan names it.

    preferred: the figure the plan reads first. adjusted_p_value: after the plan's adjustment for many comparisons.
    hidden: the key that says why the figure is not shown, '' when it is.
    """

    contrast: str
    estimate: Estimate
    subgroup: tuple[str, str] | None = None
    preferred: bool = False
    part: str = "primary"
    planned: bool = True
    adjusted_p_value: float | None = None
    hidden: str = ""


def forest_chart(scale: str, rows: Sequence[ForestRow], *, beside: Sequence[ForestRow] = (), name: str = "") -> Chart:
    """A sign with its interval per figure: a diamond for what the plan prefers, filled when its interval excludes 0.

    All rows are in the unit of the first; figures in other units stand ``beside``, in the table alone. name:
    ``forest.SCALE`` when not given. The finding tells the preferred figure; where every row is of a subgroup, how many
    are shown.
    """
    told = [row for row in rows if not row.hidden]
    listed = [*told, *(row for row in beside if not row.hidden)]
    n, missing = _counted(told)
    drawn = any(row.estimate.value is not None for row in told)
    return Chart(
        name=name or named("forest", scale),
        kind="forest",
        specification=_picture(rows) if drawn else None,
        table=Table(COLUMNS, tuple(_table_row(row) for row in listed)),
        finding=_finding(scale, told) if drawn else nothing_to_show(map(_reason, rows)),
        estimates=tuple((_whose(scale, row), row.estimate) for row in listed),
        n=n,
        missing=missing,
        unit=next((row.estimate.unit for row in told), ""),
    )


def _counted(told: Sequence[ForestRow]) -> tuple[int, int]:
    """Those of the figure that the plan reads first; of subgroups, those of the largest."""
    whole = [row.estimate for row in told if row.preferred and not row.subgroup][:1]
    return counted([(each.n, each.missing) for each in whole or [row.estimate for row in told]])


def _reason(row: ForestRow) -> str:
    return row.hidden or (f"reason:{row.estimate.reason}" if row.estimate.value is None else "")


def _whose(scale: str, row: ForestRow) -> dict[str, str]:
    whose = {"scale": scale, "contrast": row.contrast}
    return whose | ({"subgroup": row.subgroup[1]} if row.subgroup else {})


def _table_row(row: ForestRow) -> tuple[Cell, ...]:
    told = row.estimate
    return (
        row.contrast,
        row.subgroup[1] if row.subgroup else None,
        f"estimand:{told.estimand}",
        f"method:{told.method}",
        f"weights:{told.weights}",
        f"unit:{told.unit}",
        *(told.value, told.interval_low, told.interval_high, told.level, told.n, told.missing),
        *(told.p_value, row.adjusted_p_value),
        f"part:{row.part}",
        "planned:yes" if row.planned else "planned:no",
    )


def _finding(scale: str, rows: Sequence[ForestRow]) -> Finding:
    known = [row for row in rows if row.estimate.value is not None]
    if all(row.subgroup for row in known):
        return Finding("forest_subgroups", {"scale": scale, "groups": len({row.subgroup for row in known})})
    whole = [row for row in known if not row.subgroup]
    row = next((row for row in whole if row.preferred), whole[0])
    told = row.estimate
    values: dict[str, Cell] = {"scale": scale, "contrast": row.contrast, "estimand": told.estimand}
    values |= {"value": told.value, "interval_low": told.interval_low, "interval_high": told.interval_high}
    values |= {"level": told.level, "n": told.n, "missing": told.missing, "weights": told.weights}
    return Finding(_way(told), values)


def _way(told: Estimate) -> str:
    """Whether a figure is above 0, below it, or may be either."""
    if told.interval_low is None or told.interval_high is None:
        return "forest_without_interval"
    if not is_clear(told):
        return "forest_unclear"
    return "forest_higher" if (told.value or 0.0) > 0 else "forest_lower"


def _picture(rows: Sequence[ForestRow]) -> Rows:
    shown = [row for row in rows if not row.hidden and row.estimate.value is not None]
    ends = [
        end
        for row in shown
        for end in (row.estimate.value, row.estimate.interval_low, row.estimate.interval_high)
        if end is not None
    ]
    low, high = min(-LEAST_REACH, *ends), max(LEAST_REACH, *ends)
    margin = (high - low) * 0.04
    axis = Axis(
        low=low - margin, high=high + margin, title="axis:points", ticks=ticks(low, high), references=(0,), signed=True
    )
    return Rows(axis=axis, lines=(_legend(shown), *_lines(rows)), sides=("", "side:n"))


def _legend(shown: Sequence[ForestRow]) -> Legend:
    """Only the signs that occur: what the plan prefers by shape, whether 0 is inside by filling."""
    preferred = {row.preferred for row in shown}
    clear = {_is_filled(row.estimate) for row in shown if row.estimate.estimand != LEVEL}
    shape = SHAPES[preferred == {True}]
    by_shape = [
        Entry(label=label, shape=SHAPES[kind], filled=True)
        for kind, label in ((True, "point:preferred"), (False, "point:beside"))
        if kind in preferred
    ]
    by_filling = [
        Entry(label=label, shape=shape, filled=kind)
        for kind, label in ((True, "point:clear"), (False, "point:unclear"))
        if kind in clear
    ]
    return Legend((*(by_shape if len(by_shape) > 1 else ()), *by_filling))


def _lines(rows: Sequence[ForestRow]) -> Iterator[Row | Heading]:
    several = len({row.estimate.estimand for row in rows}) > 1
    alike = Counter((row.contrast, _label(row, several)) for row in rows)
    before = ""
    for row in rows:
        heading = joined([row.contrast, row.subgroup[0]]) if row.subgroup else row.contrast
        if heading != before:
            yield Heading(heading)
        before = heading
        label = _label(row, several)
        method = [f"method:{row.estimate.method}"] if alike[row.contrast, label] > 1 else []
        yield _row(row, joined([label, *method]))


def _is_filled(told: Estimate) -> bool:
    """Whether a sign is filled: 0 is outside the interval, or the figure is a level, which 0 says nothing of."""
    return told.estimand == LEVEL or is_clear(told)


def _label(row: ForestRow, several: bool) -> str:
    weighted = row.estimate.weights != NO_WEIGHTS
    parts = [row.subgroup[1]] if row.subgroup else []
    parts += [f"estimand:{row.estimate.estimand}"] if several or not row.subgroup else []
    return joined([*parts, *([f"weights:{row.estimate.weights}"] if weighted else [])])


def _row(row: ForestRow, label: str) -> Row:
    told, text = row.estimate, interval_text(row.estimate)
    if row.hidden or told.value is None or text is None:
        return Row(label=label, note=_reason(row))
    point = Point(
        value=told.value,
        low=told.interval_low,
        high=told.interval_high,
        shape=SHAPES[row.preferred],
        filled=_is_filled(told),
        name=joined(["point:preferred" if row.preferred else "point:beside", f"method:{told.method}"]),
        label=text,
    )
    return Row(label=label, points=(point,), sides=(text, number(told.n)))
