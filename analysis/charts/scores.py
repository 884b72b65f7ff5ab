"""Scale scores by wave and arm: means with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.charts.change import interval_text
from analysis.charts.chart import Chart, Table, counted, joined, nothing_to_show
from analysis.charts.marks import INTERVIEWED, Mark, thirds
from analysis.charts.specification import Axis, Heading, Legend, Point, Row, Rows, Shape, number
from analysis.charts.ticks import ticks
from analysis.results import Cell, Finding
from analysis.scales.describe import Description

COLUMNS = (
    "scale",
    "wave",
    "arm",
    "mean",
    "interval_low",
    "interval_high",
    "sd",
    "median",
    "lower_quartile",
    "upper_quartile",
    "n",
    "missing",
)
SIGNS: tuple[tuple[Shape, bool], ...] = (
    ("circle", True),
    ("diamond", False),
    ("square", True),
    ("triangle", False),
    ("circle", False),
    ("diamond", True),
    ("square", False),
    ("triangle", True),
)
"""Arms differ by shape and by filling; from the ninth on, signs come back and the labels alone tell."""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """The scores of one scale in one wave; arm: '' for everyone together. hidden: the key that says why not shown.

    marks: interviewed people at the third of this score.
    """

    scale: str
    wave: str
    arm: str
    description: Description | None
    hidden: str = ""
    marks: tuple[Mark, ...] = ()


def scores_chart(
    rows: Sequence[ScoreRow], *, score_range: tuple[float, float] = (0.0, 100.0), name: str = "scores"
) -> Chart:
    """A point with its interval per row, arms told apart by shape and fill; the finding names the ends."""
    told = [(row, row.description) for row in rows if row.description and not row.hidden]
    n, missing = counted([(description.n, description.missing) for _row, description in told])
    drawn = any(description.mean.value is not None for _row, description in told)
    return Chart(
        name=name,
        kind="scores",
        specification=_picture(rows, score_range) if drawn else None,
        table=Table(COLUMNS, tuple(_table_row(row, description) for row, description in told)),
        finding=_finding(told) if drawn else nothing_to_show(row.hidden for row in rows),
        estimates=tuple((_whose(row), description.mean) for row, description in told),
        n=n,
        missing=missing,
        unit=next((description.mean.unit for _row, description in told), ""),
        marks=tuple(mark for row in rows for mark in row.marks) if drawn else (),
    )


def _whose(row: ScoreRow) -> dict[str, str]:
    parts = {"scale": row.scale, "wave": row.wave, "arm": row.arm}
    return {name: key for name, key in parts.items() if key}


def _table_row(row: ScoreRow, told: Description) -> tuple[Cell, ...]:
    mean = told.mean
    figures = (mean.value, mean.interval_low, mean.interval_high)
    spread = (told.sd, told.median, told.lower_quartile, told.upper_quartile)
    return (row.scale, row.wave or None, row.arm or None, *figures, *spread, told.n, told.missing)


def _finding(told: Sequence[tuple[ScoreRow, Description]]) -> Finding:
    """The scales with the highest and the lowest mean, in the wave and arm of which most people are known."""
    fullest, _description = max(told, key=lambda pair: pair[1].n)
    group = [
        (description.mean.value, row.scale, description.n)
        for row, description in told
        if (row.wave, row.arm) == (fullest.wave, fullest.arm) and description.mean.value is not None
    ]
    highest, lowest = max(group, key=lambda figures: figures[0]), min(group, key=lambda figures: figures[0])
    values: dict[str, Cell] = {"wave": fullest.wave or None, "arm": fullest.arm or None}
    values |= {"highest": highest[1], "highest_mean": highest[0], "n": highest[2]}
    if len(group) == 1:
        return Finding("scores_one", values)
    return Finding("scores_ends", values | {"lowest": lowest[1], "lowest_mean": lowest[0], "lowest_n": lowest[2]})


def _picture(rows: Sequence[ScoreRow], score_range: tuple[float, float]) -> Rows:
    low, high = score_range
    # Everyone together comes first, so that no arm has their sign.
    arms = tuple(sorted(dict.fromkeys(row.arm for row in rows), key=bool))
    several = len({(row.wave, row.arm) for row in rows}) > 1
    waves = len({row.wave for row in rows}) > 1
    lines: list[Row | Heading | Legend] = []
    for scale in dict.fromkeys(row.scale for row in rows):
        of_scale = [row for row in rows if row.scale == scale]
        lines += [Heading(scale)] if several else []
        lines += [_row(row, _label(row, waves, several), _sign(row.arm, arms)) for row in of_scale]
    if any(isinstance(line, Row) and line.thirds for line in lines):
        lines.insert(0, Legend((INTERVIEWED,)))
    axis = Axis(low=low, high=high, title="axis:score", ticks=ticks(low, high), references=(low,))
    return Rows(axis=axis, lines=tuple(lines), sides=("", "side:n"))


def _label(row: ScoreRow, waves: bool, several: bool) -> str:
    """What tells a row from its neighbours: its wave, its arm, both; its scale where there is nothing else."""
    parts = [row.wave] if waves else []
    parts += [row.arm] if row.arm else []
    if not several:
        return row.scale
    return joined(parts) if parts else "label:everyone"


def _sign(arm: str, arms: tuple[str, ...]) -> tuple[Shape, bool]:
    return SIGNS[arms.index(arm) % len(SIGNS)]


def _row(row: ScoreRow, label: str, sign: tuple[Shape, bool]) -> Row:
    mean = row.description.mean if row.description else None
    text = interval_text(mean) if mean else None
    if row.hidden or mean is None or mean.value is None or text is None:
        return Row(label=label, note=row.hidden or (f"reason:{mean.reason}" if mean else "note:no_answers"))
    shape, filled = sign
    point = Point(
        value=mean.value,
        low=mean.interval_low,
        high=mean.interval_high,
        shape=shape,
        filled=filled,
        name=row.arm or row.scale,
        label=text,
    )
    return Row(label=label, points=(point,), sides=(text, number(mean.n)), thirds=thirds(row.marks))
