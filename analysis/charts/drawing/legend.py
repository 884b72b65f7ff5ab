"""A legend laid out: signs with their words, as many on a line as fit."""

from __future__ import annotations

from analysis.charts.drawing.blocks import Place, Placed, Style, block
from analysis.charts.drawing.frame import Frame
from analysis.charts.drawing.pieces import Piece, Swatch
from analysis.charts.specification import Heading, Legend

SWATCH, TO_WORDS, TO_NEXT, BENEATH = 16.0, 6.0, 18.0, 6.0
BOLD = 0.8
"""The share of the room that a line in bold letters may take by the measure of plain ones."""


def legend(line: Legend, frame: Frame, top: float) -> Placed:
    """The pieces of a legend that begins at ``top``, and where the next line begins."""
    pieces: list[Piece] = []
    across, foot = 0.0, top
    for entry in line.entries:
        words = frame.words(entry.label, frame.room - SWATCH - TO_WORDS, frame.small)
        wide = SWATCH + TO_WORDS + max(frame.width_of(part) for part in words)
        if across and across + wide > frame.room:
            across, top = 0.0, foot
        start = across + frame.start
        pieces.append(
            Swatch(
                shift=start,
                y=top + frame.line / 2,
                tone=entry.tone,
                hatched=entry.hatched,
                shape=entry.shape,
                filled=entry.filled,
                line=entry.line,
                dashed=entry.dashed,
            )
        )
        placed, end = block(words, top, Place(0.0, start + SWATCH + TO_WORDS, "start"), frame.quiet_style)
        pieces += placed
        across, foot = across + wide + TO_NEXT, max(foot, end)
    return pieces, foot + BENEATH


def heading(line: Heading, frame: Frame, top: float) -> Placed:
    """A heading that begins at ``top``, and where the next line begins."""
    words = frame.words(line.label, frame.room * BOLD, frame.letters)
    style = Style(size=frame.letters, line=frame.line, bold=True)
    pieces, foot = block(words, top + BENEATH, Place(0.0, frame.start, "start"), style)
    return pieces, foot + BENEATH / 2
