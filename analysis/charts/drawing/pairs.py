"""A picture of pairs laid out: the first time above, the last below, a line for those who went the same way."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from analysis.charts.drawing import palette
from analysis.charts.drawing.blocks import Place, block
from analysis.charts.drawing.frame import EDGE_OF_PLOT, Frame, frame_of
from analysis.charts.drawing.legend import legend
from analysis.charts.drawing.pieces import Drawing, Line, Piece, Sign, drawing
from analysis.charts.drawing.rows import axis_title, tick_labels
from analysis.charts.rendering import Rendering
from analysis.charts.specification import PairLine, Pairs, Point, Rows

TALL, NARROW_TALL, TO_LABEL = 230.0, 200.0, 12.0
THINNEST, THICKEST = 1.0, 5.0


def pairs_drawing(pairs: Pairs, rendering: Rendering, width: float) -> Drawing:
    """The picture at this width."""
    frame = frame_of(Rows(axis=pairs.axis, lines=()), rendering, width)
    signs, top = legend(pairs.legend, frame, 0.0)
    start = Place(0.0, frame.start, "start")
    above, first = block(_label(pairs, 0, frame), top, start, frame.label_style)
    first += TO_LABEL
    last = first + (NARROW_TALL if frame.narrow else TALL)
    below, foot = block(_label(pairs, 1, frame), last + TO_LABEL, start, frame.label_style)
    axis = pairs.axis
    levels = [Line(start=axis.low, end=axis.high, top=y, foot=y, colour=palette.EDGE) for y in (first, last)]
    ticks = tick_labels(axis, frame, foot + frame.line / 2)
    title, height = axis_title(axis, frame, foot + frame.line)
    pieces = [
        *signs,
        *above,
        *levels,
        *_lines(pairs.lines, (first, last)),
        *_points(pairs.points, (first, last), frame),
    ]
    return drawing(
        [*pieces, *below, *ticks, *title],
        height=height,
        margins=(EDGE_OF_PLOT, EDGE_OF_PLOT),
        reach=(axis.low, axis.high),
    )


def _label(pairs: Pairs, place: int, frame: Frame) -> tuple[str, ...]:
    """The name of a time, with the mean there."""
    name = frame.words(pairs.ends[place], frame.room, frame.letters)
    told = frame.told_lines(pairs.points[place].label, frame.room) if len(pairs.points) == len(pairs.ends) else ()
    return (*name, *told)


def _lines(lines: Sequence[PairLine], levels: tuple[float, float]) -> list[Piece]:
    """One line per way people went, the wider the more of them; one that falls is dashed."""
    return [
        Line(
            start=line.before,
            end=line.after,
            top=levels[0],
            foot=levels[1],
            colour=palette.LINES[line.after < line.before],
            dashed=line.after < line.before,
            width=min(THINNEST + round(log2(line.people)), THICKEST),
        )
        for line in lines
    ]


def _points(points: Sequence[Point], levels: tuple[float, float], frame: Frame) -> list[Piece]:
    """The means at their levels, joined in ink."""
    pieces: list[Piece] = []
    if len(points) == len(levels):
        start, end = points[0].value, points[1].value
        pieces.append(
            Line(start=start, end=end, top=levels[0], foot=levels[1], colour=palette.INK, above=True, width=3.0)
        )
    for point, y in zip(points, levels, strict=False):
        hover = (frame.rendering.isolated(frame.rendering.text(point.name)), frame.told(point.label))
        pieces.append(
            Sign(
                value=point.value,
                low=point.low,
                high=point.high,
                y=y,
                shape=point.shape,
                filled=point.filled,
                name=frame.rendering.text(point.name),
                hover=hover,
            )
        )
    return pieces
