"""The pieces a picture is made of, each at its place.

Across, a place is a value of the axis (``value``), or an edge of the plot (0 its start, 1 its end) and pixels from
there towards the end; down, it is pixels from the top. Both renderers mirror what is across.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.charts.specification import Shape, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A rectangle from one value to another; upright ones grow from their foot.

    label: written on it; hover: what is told where it is pointed at, line by line.
    """

    start: float
    end: float
    top: float
    foot: float
    tone: Tone
    hatched: bool = False
    upright: bool = False
    name: str
    label: str = ""
    hover: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A point of a row, with its interval."""

    value: float
    low: float | None
    high: float | None
    y: float
    shape: Shape
    filled: bool
    name: str
    hover: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberedCircle:
    """A circle that stands for one interview."""

    value: float
    y: float
    interview: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight line between two values and two heights, beneath the bars or above them."""

    start: float
    end: float
    top: float
    foot: float
    colour: str
    dashed: bool = False
    above: bool = False
    width: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """One line of text. It stands at a value, or at an edge and ``shift`` pixels from it; y is its middle."""

    text: str
    y: float
    anchor: Literal["start", "middle", "end"]
    value: float | None = None
    edge: float = 0.0
    shift: float = 0.0
    colour: str
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Swatch:
    """A sign of a legend, ``shift`` pixels from the start of the plot to its own start."""

    shift: float
    y: float
    tone: Tone
    hatched: bool
    shape: Shape | None
    filled: bool
    line: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A whole picture. before, after: pixels beside the plot; low, high: the values at the plot's edges."""

    height: float
    before: float
    after: float
    low: float
    high: float
    bars: tuple[Bar, ...] = ()
    signs: tuple[Sign, ...] = ()
    circles: tuple[NumberedCircle, ...] = ()
    lines: tuple[Line, ...] = ()
    letterings: tuple[Lettering, ...] = ()
    swatches: tuple[Swatch, ...] = ()


Piece = Bar | Sign | NumberedCircle | Line | Lettering | Swatch


def drawing(pieces: list[Piece], *, height: float, margins: tuple[float, float], reach: tuple[float, float]) -> Drawing:
    """The pieces sorted by kind, in the order given."""
    return Drawing(
        height=height,
        before=margins[0],
        after=margins[1],
        low=reach[0],
        high=reach[1],
        bars=tuple(piece for piece in pieces if isinstance(piece, Bar)),
        signs=tuple(piece for piece in pieces if isinstance(piece, Sign)),
        circles=tuple(piece for piece in pieces if isinstance(piece, NumberedCircle)),
        lines=tuple(piece for piece in pieces if isinstance(piece, Line)),
        letterings=tuple(piece for piece in pieces if isinstance(piece, Lettering)),
        swatches=tuple(piece for piece in pieces if isinstance(piece, Swatch)),
    )
