"""A picture of columns laid out: counts above them, values beneath, and the thirds under these."""

from __future__ import annotations

from analysis.charts.drawing import palette
from analysis.charts.drawing.frame import EDGE_OF_PLOT, Frame, frame_of
from analysis.charts.drawing.legend import legend
from analysis.charts.drawing.pieces import Bar, Drawing, Lettering, Line, Piece, drawing
from analysis.charts.drawing.rows import axis_title, tick_labels
from analysis.charts.drawing.thirds import thirds_beneath
from analysis.charts.rendering import Rendering
from analysis.charts.specification import Column, Columns, Rows

TALL, NARROW_TALL, ROOM_ABOVE = 170.0, 130.0, 22.0
ROOM_FOR_LABEL = 4.0
Reach = tuple[float, float]
"""Where the room of the columns begins and where they stand, in pixels from the top."""


def columns_drawing(columns: Columns, rendering: Rendering, width: float) -> Drawing:
    """The picture at this width."""
    frame = frame_of(Rows(axis=columns.axis, lines=()), rendering, width)
    signs, top = legend(columns.legend, frame, 0.0) if columns.legend else ([], 0.0)
    base = top + ROOM_ABOVE + (NARROW_TALL if frame.narrow else TALL)
    pieces = [*signs, *_columns(columns, frame, (top, base)), *_dividers(columns, (top, base))]
    axis = columns.axis
    pieces.append(Line(start=axis.low, end=axis.high, top=base, foot=base, colour=palette.INK, above=True, width=1.5))
    pieces += tick_labels(axis, frame, base + 4 + frame.line / 2)
    title, height = axis_title(axis, frame, base + 4 + frame.line)
    thirds, height = thirds_beneath(columns.thirds, axis, frame, height + 8) if columns.thirds else ([], height)
    reach = (axis.low, axis.high)
    return drawing([*pieces, *title, *thirds], height=height, margins=(EDGE_OF_PLOT, EDGE_OF_PLOT), reach=reach)


def _columns(columns: Columns, frame: Frame, reach: Reach) -> list[Piece]:
    axis = columns.axis
    pieces: list[Piece] = []
    for column in columns.columns:
        top = _top(columns, column, reach)
        name, people = frame.told(column.name), frame.told(column.label)
        pieces.append(
            Bar(
                start=column.start,
                end=column.end,
                top=top,
                foot=reach[1],
                tone=column.tone,
                hatched=column.hatched,
                upright=True,
                name=name,
                hover=(name, frame.told(column.hover)),
            )
        )
        if (
            people
            and (column.end - column.start) / (axis.high - axis.low) * frame.plot
            >= frame.width_of(people) + ROOM_FOR_LABEL
        ):
            middle = (column.start + column.end) / 2
            pieces.append(_number(people, middle, top - frame.line / 2, frame))
    return pieces


def _top(columns: Columns, column: Column, reach: Reach) -> float:
    """Merged columns are wider than others: the area counts people, so the height is people per unit of the axis."""
    densest = max(each.people / (each.end - each.start) for each in columns.columns)
    top, base = reach
    return base - (base - top - ROOM_ABOVE) * column.people / (column.end - column.start) / densest


def _number(text: str, value: float, y: float, frame: Frame) -> Lettering:
    return Lettering(text=text, y=y, anchor="middle", value=value, colour=palette.INK, size=frame.small)


def _dividers(columns: Columns, reach: Reach) -> list[Piece]:
    """Where one third ends and the next begins, both ends of a band, and the references of the axis."""
    ends = [
        (at, top)
        for at in columns.dividers
        for top in [_top(columns, column, reach) for column in columns.columns if column.start <= at < column.end]
    ]
    ends += [(at, reach[0] + ROOM_ABOVE / 2) for at in columns.band or ()]
    foot, ink = reach[1], palette.INK
    return [
        *(
            Line(start=at, end=at, top=top, foot=foot, colour=ink, dashed=True, above=True, width=1.5)
            for at, top in ends
        ),
        *(
            Line(start=at, end=at, top=reach[0] + ROOM_ABOVE, foot=foot, colour=ink, above=True)
            for at in columns.axis.references
        ),
    ]
