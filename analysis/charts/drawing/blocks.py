"""Lines of text beneath each other, at an edge of the plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.charts.drawing import palette
from analysis.charts.drawing.pieces import Lettering, Piece

Placed = tuple[list[Piece], float]
"""Pieces, and where they end in pixels from the top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a block of text is written."""

    size: float
    line: float
    colour: str = palette.INK
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands across: at an edge of the plot and so many pixels from it."""

    edge: float
    shift: float
    anchor: Literal["start", "middle", "end"]


def block(lines: Sequence[str], top: float, place: Place, style: Style) -> Placed:
    """The lines, the first one beneath ``top``."""
    pieces: list[Piece] = [
        Lettering(
            text=line,
            y=top + (number + 0.5) * style.line,
            anchor=place.anchor,
            edge=place.edge,
            shift=place.shift,
            colour=style.colour,
            size=style.size,
            bold=style.bold,
        )
        for number, line in enumerate(lines)
    ]
    return pieces, top + len(lines) * style.line


def centred(lines: Sequence[str], middle: float, place: Place, style: Style) -> list[Piece]:
    """The lines around a height."""
    pieces, _foot = block(lines, middle - len(lines) * style.line / 2, place, style)
    return pieces
