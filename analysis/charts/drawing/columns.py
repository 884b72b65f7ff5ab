"""A picture of columns laid out: counts above them, values beneath, and the thirds with their numbered circles."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.charts.drawing import palette
from analysis.charts.drawing.blocks import Place, Placed, block
from analysis.charts.drawing.frame import EDGE_OF_PLOT, Frame, frame_of
from analysis.charts.drawing.pieces import Bar, Drawing, Lettering, Line, NumberedCircle, Piece, drawing
from analysis.charts.drawing.rows import axis_title, tick_labels
from analysis.charts.rendering import Rendering
from analysis.charts.specification import Column, Columns, Rows, Third

TALL, NARROW_TALL, ROOM_ABOVE = 170.0, 130.0, 22.0
CIRCLE, FROM_CIRCLE_TO_CIRCLE = 26.0, 32.0
ROOM_FOR_LABEL = 4.0


def columns_drawing(columns: Columns, rendering: Rendering, width: float) -> Drawing:
    """The picture at this width."""
    frame = frame_of(Rows(axis=columns.axis, lines=()), rendering, width)
    base = ROOM_ABOVE + (NARROW_TALL if frame.narrow else TALL)
    pieces = [*_columns(columns, frame, base), *_dividers(columns, base)]
    axis = columns.axis
    pieces.append(Line(start=axis.low, end=axis.high, top=base, foot=base, colour=palette.INK, above=True, width=1.5))
    pieces += tick_labels(axis, frame, base + 4 + frame.line / 2)
    title, height = axis_title(axis, frame, base + 4 + frame.line)
    thirds, height = _thirds(columns, frame, height + 8) if columns.thirds else ([], height)
    reach = (axis.low, axis.high)
    return drawing([*pieces, *title, *thirds], height=height, margins=(EDGE_OF_PLOT, EDGE_OF_PLOT), reach=reach)


def _columns(columns: Columns, frame: Frame, base: float) -> list[Piece]:
    axis = columns.axis
    pieces: list[Piece] = []
    for column in columns.columns:
        top = _top(columns, column, base)
        name, people = frame.told(column.name), frame.told(column.label)
        pieces.append(
            Bar(
                start=column.start,
                end=column.end,
                top=top,
                foot=base,
                tone="crowd",
                upright=True,
                name=name,
                hover=(name, frame.told(column.hover)),
            )
        )
        if (column.end - column.start) / (axis.high - axis.low) * frame.plot >= frame.width_of(people) + ROOM_FOR_LABEL:
            middle = (column.start + column.end) / 2
            pieces.append(_number(people, middle, top - frame.line / 2, frame))
    return pieces


def _top(columns: Columns, column: Column, base: float) -> float:
    """Merged columns are wider than others: the area counts people, so the height is people per unit of the axis."""
    densest = max(each.people / (each.end - each.start) for each in columns.columns)
    return base - (base - ROOM_ABOVE) * column.people / (column.end - column.start) / densest


def _number(text: str, value: float, y: float, frame: Frame) -> Lettering:
    return Lettering(text=text, y=y, anchor="middle", value=value, colour=palette.INK, size=frame.small)


def _dividers(columns: Columns, base: float) -> list[Piece]:
    """Where one third ends and the next begins."""
    return [
        Line(start=at, end=at, top=top, foot=base, colour=palette.INK, dashed=True, above=True, width=1.5)
        for at in columns.dividers
        for top in [_top(columns, column, base) for column in columns.columns if column.start <= at < column.end]
    ]


def _thirds(columns: Columns, frame: Frame, top: float) -> Placed:
    """Three equal blocks: the circles of a third tell nothing of where in it a person stands."""
    axis = columns.axis
    wide = (axis.high - axis.low) / len(columns.thirds)
    on_a_line = max(1, int(frame.plot / len(columns.thirds) // FROM_CIRCLE_TO_CIRCLE))
    deepest = max(-(-len(third.marks) // on_a_line) for third in columns.thirds)
    under = top + deepest * FROM_CIRCLE_TO_CIRCLE + 4
    pieces: list[Piece] = []
    foot = under
    for place, third in enumerate(columns.thirds):
        start = axis.low + place * wide
        gap = wide * 0.03
        pieces += _circles(third.marks, (start + gap, start + wide - gap), on_a_line, top)
        pieces.append(
            Line(start=start + gap, end=start + wide - gap, top=under, foot=under, colour=palette.QUIET, width=1.5)
        )
        placed, end = _labels(third, place, frame, under + 4)
        pieces += placed
        foot = max(foot, end)
    return pieces, foot


def _labels(third: Third, place: int, frame: Frame, top: float) -> Placed:
    at = Place((place + 0.5) / 3, 0.0, "middle")
    label, foot = block(frame.words(third.label, frame.plot / 3 - 4, frame.small), top, at, frame.number_style)
    bounds, foot = block(frame.told_lines(third.bounds, frame.plot / 3 - 4), foot, at, frame.quiet_style)
    return [*label, *bounds], foot


def _circles(marks: Sequence[int], ends: tuple[float, float], on_a_line: int, top: float) -> list[Piece]:
    pieces: list[Piece] = []
    for first in range(0, len(marks), on_a_line):
        line = marks[first : first + on_a_line]
        y = top + (first // on_a_line + 0.5) * FROM_CIRCLE_TO_CIRCLE
        step = (ends[1] - ends[0]) / len(line)
        pieces += [NumberedCircle(ends[0] + (place + 0.5) * step, y, mark) for place, mark in enumerate(line)]
    return pieces
