"""A picture of rows laid out: labels before the bars on a wide card, above them on a narrow one."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.charts.drawing import palette
from analysis.charts.drawing.blocks import Place, Placed, block
from analysis.charts.drawing.frame import WIDEST_SIDE_TITLE, Frame, frame_of
from analysis.charts.drawing.legend import heading, legend
from analysis.charts.drawing.pieces import Drawing, Lettering, Piece, drawing
from analysis.charts.drawing.row import row
from analysis.charts.rendering import Rendering
from analysis.charts.specification import Axis, Heading, Legend, Row, Rows, Text, number


def rows_drawing(rows: Rows, rendering: Rendering, width: float) -> Drawing:
    """The picture at this width."""
    frame = frame_of(rows, rendering, width)
    opening = rows.lines[:1] if isinstance(rows.lines[0], Legend) else ()
    signs, top = _lines(opening, rows, frame, 0.0)
    heads, top = _header(rows, frame, top)
    body, foot = _lines(rows.lines[len(opening) :], rows, frame, top)
    title, height = axis_title(rows.axis, frame, foot)
    pieces = [*signs, *heads, *body, *title]
    margins, reach = (frame.before, frame.after), (rows.axis.low, rows.axis.high)
    return drawing(pieces, height=height, margins=margins, reach=reach)


def axis_title(axis: Axis, frame: Frame, top: float) -> Placed:
    """What the values of an axis are, beneath it."""
    words = frame.words(axis.title, frame.room, frame.small)
    beside = (frame.after - frame.before) / 2
    # A title wider than the plot is centred on the picture, any other on the plot.
    shift = beside if max((frame.width_of(line) for line in words), default=0.0) > frame.plot else 0.0
    return block(words, top + 4 if words else top, Place(0.5, shift, "middle"), frame.quiet_style)


def tick_labels(axis: Axis, frame: Frame, y: float) -> list[Piece]:
    """The values written at an axis, all with the decimals that the finest of them needs, or their names."""
    decimals = next(count for count in range(10) if all(tick == round(tick, count) for tick in axis.ticks))
    return [
        Lettering(
            text=frame.told(Text(axis.names[place]) if axis.names else number(tick, decimals, signed=axis.signed)),
            y=y,
            anchor="middle",
            value=tick,
            colour=palette.QUIET,
            size=frame.small,
        )
        for place, tick in enumerate(axis.ticks)
    ]


def _lines(lines: Sequence[Row | Heading | Legend], rows: Rows, frame: Frame, top: float) -> Placed:
    pieces: list[Piece] = []
    for line in lines:
        if isinstance(line, Row):
            placed, top = row(line, rows, frame, top)
        elif isinstance(line, Legend):
            placed, top = legend(line, frame, top)
        else:
            placed, top = heading(line, frame, top)
        pieces += placed
    return pieces, top


def _header(rows: Rows, frame: Frame, top: float) -> Placed:
    """What is written above the rows: the ticks, and the titles of the columns of numbers."""
    titles = [frame.words(title, WIDEST_SIDE_TITLE, frame.small) for title in rows.sides[: len(frame.sides)]]
    deepest = max([len(words) for words in titles] + [1 if rows.axis.ticks else 0])
    if not deepest:
        return [], top
    foot = top + deepest * frame.line
    pieces = tick_labels(rows.axis, frame, foot - frame.line / 2)
    for shift, words in zip(frame.side_ends, titles, strict=True):
        pieces += block(words, foot - len(words) * frame.line, Place(1.0, shift, "end"), frame.quiet_style)[0]
    return pieces, foot + 4
