"""The interviewed people laid out: numbered circles in three blocks, each with the name of its third."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.charts.drawing import palette
from analysis.charts.drawing.blocks import Place, Placed, block
from analysis.charts.drawing.frame import Frame
from analysis.charts.drawing.pieces import Line, NumberedCircle, Piece
from analysis.charts.specification import Axis, Third

ACROSS, DOWN = 31.0, 28.0
"""From circle to circle; a card may be a little narrower than its layout."""


def thirds_beneath(thirds: Sequence[Third], axis: Axis, frame: Frame, top: float) -> Placed:
    """Three equal blocks, whatever the thirds reach over: a circle does not tell where in its third somebody stands."""
    wide = (axis.high - axis.low) / len(thirds)
    on_a_line = max(1, int(frame.plot / len(thirds) // ACROSS))
    deepest = max(-(-len(third.marks) // on_a_line) for third in thirds)
    under = top + deepest * DOWN + 4
    pieces: list[Piece] = []
    foot = under
    for place, third in enumerate(thirds):
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
    told = frame.told_lines(third.bounds, frame.plot / 3 - 4) if third.bounds else ()
    bounds, foot = block(told, foot, at, frame.quiet_style)
    return [*label, *bounds], foot


def _circles(marks: Sequence[int], ends: tuple[float, float], on_a_line: int, top: float) -> list[Piece]:
    pieces: list[Piece] = []
    for first in range(0, len(marks), on_a_line):
        line = marks[first : first + on_a_line]
        y = top + (first // on_a_line + 0.5) * DOWN
        step = (ends[1] - ends[0]) / len(line)
        pieces += [NumberedCircle(ends[0] + (place + 0.5) * step, y, mark) for place, mark in enumerate(line)]
    return pieces
