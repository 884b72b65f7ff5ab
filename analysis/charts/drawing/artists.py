"""The pieces of a picture as matplotlib's artists, each at its pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from analysis.charts.drawing import palette
from analysis.charts.drawing.pieces import Bar, Drawing, Lettering, Line, NumberedCircle, Sign, Swatch
from analysis.charts.specification import Shape

MARKERS: dict[Shape, str] = {"square": "s", "circle": "o", "diamond": "D", "triangle": "^"}
SIGN, CIRCLE, SWATCH, SWATCH_TALL = 10.0, 24.0, 16.0, 12.0
INSIDE_LETTERS = 13.0


@dataclass(frozen=True, slots=True)
class Canvas:
    """A drawing on so many pixels, mirrored for languages that run from right to left."""

    drawing: Drawing
    width: float
    mirrored: bool

    @property
    def plot(self) -> float:
        """The width of the plot."""
        return self.width - self.drawing.before - self.drawing.after

    def across(self, value: float) -> float:
        """Where a value stands, in pixels from the left."""
        reach = self.drawing.high - self.drawing.low
        return self._turned(self.drawing.before + (value - self.drawing.low) / reach * self.plot)

    def from_edge(self, edge: float, shift: float) -> float:
        """Where an edge of the plot and some pixels lead, in pixels from the left."""
        return self._turned(self.drawing.before + edge * self.plot + shift)

    def _turned(self, pixels: float) -> float:
        return self.width - pixels if self.mirrored else pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One line of text at its pixels: x is its left, middle or right, y its middle."""

    text: str
    x: float
    y: float
    side: str
    colour: str
    size: float
    bold: bool = False


def artists(canvas: Canvas) -> Iterator[Artist]:
    """Everything but the texts, what lies lowest first."""
    drawing = canvas.drawing
    yield from (_line(line, canvas) for line in drawing.lines if not line.above)
    yield from (_bar(bar, canvas) for bar in drawing.bars)
    yield from (_line(line, canvas) for line in drawing.lines if line.above)
    for sign in drawing.signs:
        yield from _sign(sign, canvas)
    yield from (_circle(circle, canvas) for circle in drawing.circles)
    yield from (_swatch(swatch, canvas) for swatch in drawing.swatches)


def texts(canvas: Canvas, numbers: tuple[str, ...]) -> Iterator[Written]:
    """Every line of text. numbers: those of the circles, written out."""
    yield from (_lettering(lettering, canvas) for lettering in canvas.drawing.letterings)
    for bar in canvas.drawing.bars:
        if bar.label:
            x, y = canvas.across((bar.start + bar.end) / 2), (bar.top + bar.foot) / 2
            colour = palette.lettering_on(bar.tone)
            yield Written(text=bar.label, x=x, y=y, side="center", colour=colour, size=INSIDE_LETTERS)
    for circle, shown in zip(canvas.drawing.circles, numbers, strict=True):
        x = canvas.across(circle.value)
        yield Written(text=shown, x=x, y=circle.y, side="center", colour=palette.INK, size=INSIDE_LETTERS)


def _lettering(lettering: Lettering, canvas: Canvas) -> Written:
    start, end = ("right", "left") if canvas.mirrored else ("left", "right")
    at_edge = canvas.from_edge(lettering.edge, lettering.shift)
    return Written(
        text=lettering.text,
        x=at_edge if lettering.value is None else canvas.across(lettering.value),
        y=lettering.y,
        side={"start": start, "middle": "center", "end": end}[lettering.anchor],
        colour=lettering.colour,
        size=lettering.size,
        bold=lettering.bold,
    )


def _line(line: Line, canvas: Canvas) -> Artist:
    ends = [canvas.across(line.start), canvas.across(line.end)]
    drawn = Line2D(ends, [line.top, line.foot], color=line.colour, linewidth=line.width)
    if line.dashed:
        drawn.set_linestyle((0, (2, 3)))
    return drawn


def _bar(bar: Bar, canvas: Canvas) -> Artist:
    left, right = sorted((canvas.across(bar.start), canvas.across(bar.end)))
    return Rectangle(
        (left, bar.top),
        right - left,
        bar.foot - bar.top,
        facecolor=palette.FILLS[bar.tone],
        edgecolor=palette.outline(bar.tone),
        linewidth=1,
        hatch="///" if bar.hatched else None,
    )


def _sign(sign: Sign, canvas: Canvas) -> Iterator[Artist]:
    if sign.low is not None and sign.high is not None:
        ends = [canvas.across(sign.low), canvas.across(sign.high)]
        yield Line2D(ends, [sign.y, sign.y], color=palette.ACCENT, linewidth=3)
    yield _marker(canvas.across(sign.value), sign.y, sign.shape, sign.filled, SIGN)


def _circle(circle: NumberedCircle, canvas: Canvas) -> Artist:
    return _marker(canvas.across(circle.value), circle.y, "circle", False, CIRCLE)


def _swatch(swatch: Swatch, canvas: Canvas) -> Artist:
    if swatch.line:
        ends = [canvas.from_edge(0.0, swatch.shift), canvas.from_edge(0.0, swatch.shift + SWATCH)]
        drawn = Line2D(ends, [swatch.y, swatch.y], color=palette.LINES[swatch.dashed], linewidth=2)
        if swatch.dashed:
            drawn.set_linestyle((0, (2, 3)))
        return drawn
    if swatch.shape is not None:
        x = canvas.from_edge(0.0, swatch.shift + SWATCH / 2)
        return _marker(x, swatch.y, swatch.shape, swatch.filled, SIGN)
    ends = sorted((canvas.from_edge(0.0, swatch.shift), canvas.from_edge(0.0, swatch.shift + SWATCH)))
    return Rectangle(
        (ends[0], swatch.y - SWATCH_TALL / 2),
        SWATCH,
        SWATCH_TALL,
        facecolor=palette.FILLS[swatch.tone],
        edgecolor=palette.outline(swatch.tone),
        linewidth=1,
        hatch="///" if swatch.hatched else None,
    )


def _marker(x: float, y: float, shape: Shape, filled: bool, size: float) -> Artist:
    return Line2D(
        [x],
        [y],
        linestyle="none",
        marker=MARKERS[shape],
        markersize=size,
        markerfacecolor=palette.ACCENT if filled else palette.SHEET,
        markeredgecolor=palette.ACCENT,
        markeredgewidth=2,
    )
