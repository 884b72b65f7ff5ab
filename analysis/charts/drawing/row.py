"""One row laid out: its label, what is drawn, its numbers."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.charts.drawing import palette
from analysis.charts.drawing.blocks import Place, Placed, block, centred
from analysis.charts.drawing.frame import Frame
from analysis.charts.drawing.lettering import lines_of
from analysis.charts.drawing.pieces import Bar, Line, Piece, Sign
from analysis.charts.drawing.thirds import thirds_beneath
from analysis.charts.rendering import UNBROKEN
from analysis.charts.specification import Axis, Point, Row, Rows, Segment

BAR, SIGN, BODY, GAP = 26.0, 20.0, 36.0, 10.0
ROOM_FOR_LABEL = 6.0


def row(line: Row, rows: Rows, frame: Frame, top: float) -> Placed:
    """The pieces of a row that begins at ``top``, and where the next one begins."""
    pieces, foot = _narrow(line, rows, frame, top) if frame.narrow else _wide(line, rows, frame, top)
    if not line.thirds:
        return pieces, foot
    marked, foot = thirds_beneath(line.thirds, rows.axis, frame, foot)
    return [*pieces, *marked], foot + GAP


def _wide(line: Row, rows: Rows, frame: Frame, top: float) -> Placed:
    """Label, drawing and numbers beside each other; a note takes the place of both drawing and numbers."""
    label = frame.words(line.label, frame.before - 12, frame.letters)
    note = frame.words(line.note, frame.plot + frame.after, frame.small)
    height = max(BODY, max(len(label), len(note)) * frame.line + GAP)
    middle = top + height / 2
    pieces = centred(label, middle, Place(0.0, -12.0, "end"), frame.label_style)
    if line.note:
        return [*pieces, *centred(note, middle, Place(0.0, 0.0, "start"), frame.quiet_style)], top + height
    for shift, cell in zip(frame.side_ends, line.sides, strict=False):
        if cell:
            pieces += centred((frame.told(cell),), middle, Place(1.0, shift, "end"), frame.number_style)
    ruled = _rules(rows.axis, top, top + height)
    return [*ruled, *pieces, *_drawn(line, rows.axis, frame, middle)], top + height


def _narrow(line: Row, rows: Rows, frame: Frame, top: float) -> Placed:
    """Label, drawing and numbers beneath each other; numbers without a title stand beside the label."""
    told = [cell for title, cell in zip(rows.sides, line.sides, strict=False) if cell and not title]
    beside = " · ".join(frame.told(cell) for cell in told)
    room = frame.room - (frame.width_of(beside) + GAP if beside else 0)
    start, end = Place(0.0, frame.start, "start"), Place(1.0, frame.end, "end")
    pieces, foot = block(frame.words(line.label, room, frame.letters), top, start, frame.label_style)
    pieces += block((beside,), top, end, frame.number_style)[0] if beside else []
    if line.note:
        placed, foot = block(frame.words(line.note, frame.room, frame.small), foot, start, frame.quiet_style)
        pieces += placed
    else:
        tall = BAR if line.segments else SIGN
        pieces += _rules(rows.axis, foot, foot + tall + 4)
        pieces += _drawn(line, rows.axis, frame, foot + 2 + tall / 2)
        foot += tall + 4
    placed, foot = block(_caption(line, rows, frame), foot, start, frame.quiet_style)
    return [*pieces, *placed], foot + GAP


def _caption(line: Row, rows: Rows, frame: Frame) -> tuple[str, ...]:
    """The numbers of a row that have a title, each with it, in as many lines as they need."""
    # A title and its number stay together: the spaces between them do not break.
    told = [
        f"{frame.rendering.text(title)} {frame.rendering.told(cell)}".replace(" ", UNBROKEN)
        for title, cell in zip(rows.sides, line.sides, strict=False)
        if cell and title
    ]
    lines = lines_of(" · ".join(told).replace(" · ", f"{UNBROKEN}· "), frame.small, frame.room) if told else ()
    return tuple(frame.rendering.isolated(words) for words in lines)


def _rules(axis: Axis, top: float, foot: float) -> list[Piece]:
    """A quiet line at each tick, a plain one at each reference, only where something is drawn."""
    quiet = [tick for tick in axis.ticks if tick not in axis.references]
    return [
        *(Line(start=at, end=at, top=top, foot=foot, colour=palette.EDGE, dashed=True) for at in quiet),
        *(Line(start=at, end=at, top=top, foot=foot, colour=palette.INK, above=True) for at in axis.references),
    ]


def _drawn(line: Row, axis: Axis, frame: Frame, middle: float) -> list[Piece]:
    label = frame.rendering.text(line.label)
    pieces: list[Piece] = []
    values = [point.value for point in line.points]
    if line.linked and len(values) > 1:
        start, end = min(values), max(values)
        pieces.append(Line(start=start, end=end, top=middle, foot=middle, colour=palette.QUIET, width=2.0))
    pieces += [_bar(segment, label, axis, frame, middle) for segment in line.segments]
    return [*pieces, *(_sign(point, label, frame, middle) for point in line.points)]


def _bar(segment: Segment, label: str, axis: Axis, frame: Frame, middle: float) -> Bar:
    shown = frame.told(segment.label)
    pixels = (segment.end - segment.start) / (axis.high - axis.low) * frame.plot
    return Bar(
        start=segment.start,
        end=segment.end,
        top=middle - BAR / 2,
        foot=middle + BAR / 2,
        tone=segment.tone,
        hatched=segment.hatched,
        name=frame.rendering.text(segment.name),
        label=shown if pixels >= frame.width_of(shown) + ROOM_FOR_LABEL else "",
        hover=_hover((label, frame.rendering.text(segment.name), frame.rendering.told(segment.hover)), frame),
    )


def _sign(point: Point, label: str, frame: Frame, middle: float) -> Sign:
    name = frame.rendering.text(point.name)
    return Sign(
        value=point.value,
        low=point.low,
        high=point.high,
        y=middle,
        shape=point.shape,
        filled=point.filled,
        name=name,
        hover=_hover((label, name, frame.rendering.told(point.label)), frame),
    )


def _hover(parts: Sequence[str], frame: Frame) -> tuple[str, ...]:
    return tuple(frame.rendering.isolated(part) for part in parts)
