"""What changed per scale, with its interval: a forest plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.change.wilcoxon import SignedRank
from analysis.charts.chart import Chart, Estimates, Table, counted, joined, nothing_to_show
from analysis.charts.marks import INTERVIEWED, Mark, thirds
from analysis.charts.specification import Axis, Entry, Legend, Point, Row, Rows, Text
from analysis.charts.ticks import ticks
from analysis.results import Cell, Estimate, Finding

COLUMNS = (
    "scale",
    "change",
    "interval_low",
    "interval_high",
    "n",
    "missing",
    "d_z",
    "d_z_low",
    "d_z_high",
    "hedges_g",
    "hedges_g_low",
    "hedges_g_high",
    "rose",
    "fell",
    "unchanged",
    "p_value",
)
WITHOUT_COMPARISON = {"post_only", "before_after", "none", ""}
LEAST_REACH = 1.0
"""An axis reaches at least one point to both sides of 0: a change of nothing is not made to look large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One scale: its mean change, the same in standard deviations (d_z, Hedges g), the signed-rank test or None.

    hidden: the key that says why its figures are not shown, '' when they are. ways_hidden: how many people rose, fell
    or stayed is not told, because one of these would be too few. marks: interviewed people at the third of this change.
    """

    scale: str
    change: Estimate
    d_z: Estimate
    hedges_g: Estimate
    test: SignedRank | None = None
    hidden: str = ""
    ways_hidden: bool = False
    marks: tuple[Mark, ...] = ()


def change_chart(rows: Sequence[ChangeRow], *, looking_back: bool, design: str, name: str = "change") -> Chart:
    """A square per scale, filled when its interval excludes 0; the finding lists what rose, fell, is unclear.

    looking_back: the change is one that people perceive (then-test items of one wave), not one between two waves.
    design: the study's; the finding's ``comparison`` is 0 where it has no comparison group, so that nothing may be
    called an effect.
    """
    told = [row for row in rows if not row.hidden]
    n, missing = counted([(row.change.n, row.change.missing) for row in told])
    drawn = any(row.change.value is not None for row in told)
    return Chart(
        name=name,
        kind="change",
        specification=_picture(rows) if drawn else None,
        table=Table(COLUMNS, tuple(_table_row(row) for row in told)),
        finding=_finding(told, looking_back, design) if drawn else nothing_to_show(map(_reason, rows)),
        estimates=tuple(pair for row in told for pair in _estimates(row)),
        n=n,
        missing=missing,
        unit=next((row.change.unit for row in told), ""),
        marks=tuple(mark for row in rows for mark in row.marks) if drawn else (),
    )


def is_clear(change: Estimate) -> bool:
    """Whether the interval of a change excludes 0."""
    low, high = change.interval_low, change.interval_high
    return low is not None and high is not None and (low > 0 or high < 0)


def _reason(row: ChangeRow) -> str:
    return row.hidden or (f"reason:{row.change.reason}" if row.change.value is None else "")


def _estimates(row: ChangeRow) -> Estimates:
    tested = (row.test.rank_biserial,) if row.test else ()
    return tuple(({"scale": row.scale}, found) for found in (row.change, row.d_z, row.hedges_g, *tested))


def _table_row(row: ChangeRow) -> tuple[Cell, ...]:
    test = row.test
    ways = (test.positive, test.negative, test.zero) if test and not row.ways_hidden else (None, None, None)
    change = row.change
    return (
        row.scale,
        change.value,
        change.interval_low,
        change.interval_high,
        change.n,
        change.missing,
        *(figure for found in (row.d_z, row.hedges_g) for figure in _with_limits(found)),
        *ways,
        test.p_value if test else None,
    )


def _with_limits(found: Estimate) -> tuple[Cell, ...]:
    return (found.value, found.interval_low, found.interval_high)


def _finding(rows: Sequence[ChangeRow], looking_back: bool, design: str) -> Finding:
    """Keys of scales joined under the way they went; None where none went so."""
    known = [(row.scale, row.change.value or 0.0, is_clear(row.change)) for row in rows if row.change.value is not None]
    ways = {
        "rose": [scale for scale, change, clear in known if clear and change > 0],
        "fell": [scale for scale, change, clear in known if clear and change < 0],
        "unclear": [scale for scale, _change, clear in known if not clear],
        "unknown": [row.scale for row in rows if row.change.value is None],
    }
    values: dict[str, Cell] = {way: joined(scales) if scales else None for way, scales in ways.items()}
    values["comparison"] = int(design not in WITHOUT_COMPARISON)
    return Finding("changes_looking_back" if looking_back else "changes_between_waves", values)


def _picture(rows: Sequence[ChangeRow]) -> Rows:
    ends = [
        figure for row in rows if not row.hidden for figure in _with_limits(row.change) if isinstance(figure, float)
    ]
    low, high = min(-LEAST_REACH, *ends), max(LEAST_REACH, *ends)
    margin = (high - low) * 0.04
    kinds = {is_clear(row.change) for row in rows if not row.hidden and row.change.value is not None}
    entries = (
        Entry(label="point:clear", shape="square", filled=True),
        Entry(label="point:unclear", shape="square", filled=False),
    )
    axis = Axis(
        low=low - margin, high=high + margin, title="axis:change", ticks=ticks(low, high), references=(0,), signed=True
    )
    lines = tuple(_row(row) for row in rows)
    marked = (INTERVIEWED,) if any(line.thirds for line in lines) else ()
    legend = Legend((*(entry for entry in entries if entry.filled in kinds), *marked))
    return Rows(axis=axis, lines=(legend, *lines), sides=("",))


def _row(row: ChangeRow) -> Row:
    change, told = row.change, interval_text(row.change)
    if row.hidden or change.value is None or told is None:
        return Row(label=row.scale, note=_reason(row))
    point = Point(
        value=change.value,
        low=change.interval_low,
        high=change.interval_high,
        shape="square",
        filled=is_clear(change),
        name="point:clear" if is_clear(change) else "point:unclear",
        label=told,
    )
    return Row(label=row.scale, points=(point,), sides=(told,), thirds=thirds(row.marks))


def interval_text(found: Estimate, decimals: int = 1) -> Text | None:
    """A value with its interval; without one the value alone, said to have none; None of no value."""
    if found.value is None:
        return None
    if found.interval_low is None or found.interval_high is None:
        return Text("number:no_interval", (("value", found.value),), decimals)
    limits = (("low", found.interval_low), ("high", found.interval_high))
    return Text("number:interval", (("value", found.value), *limits), decimals)
