"""A specification as a figure that Plotly draws in the browser.

The figure is made of bars, points and numbered circles, which can be pointed at; what is written beside them are
annotations. Neither axis is drawn by Plotly: across it holds values, down it holds pixels, so that rows are as high as
their labels need. The tests hold every figure against Plotly's own checks, which are too slow to run each time.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from analysis.charts.drawing import palette
from analysis.charts.drawing.laid_out import laid_out
from analysis.charts.drawing.lettering import FAMILY
from analysis.charts.drawing.pieces import Bar, Drawing, Lettering, Line, NumberedCircle, Sign, Swatch
from analysis.charts.rendering import Rendering
from analysis.charts.specification import Columns, Shape, Specification

WIDE, NARROW = 600, 300
"""The least width of the plot's card for which each layout is made; the wide one may grow."""
CIRCLE, SIGN, SWATCH, SWATCH_SIGN = 26, 12, 16, 12
SYMBOLS: dict[Shape, str] = {"square": "square", "circle": "circle", "diamond": "diamond", "triangle": "triangle-up"}
PATHS: dict[Shape, str] = {
    "square": "M{0},-6 L{1},-6 L{1},6 L{0},6 Z",
    "diamond": "M{0},0 L{2},-7 L{1},0 L{2},7 Z",
    "triangle": "M{0},-6 L{1},-6 L{2},6 Z",
}
CLEAR = "rgba(0,0,0,0)"
Part = dict[str, Any]


def plotly_figure(specification: Specification, rendering: Rendering) -> Part:
    """Plain JSON: ``data`` and ``layout`` for a card of 600 pixels and more, ``narrow`` with both for less.

    ``colours``: colours of the figure, each with the one that takes its place on dark paper. ``dividers``: where one
    third of the people ends and the next begins, where columns show it.
    """
    narrow = _figure(laid_out(specification, rendering, NARROW), rendering)
    wide = _figure(laid_out(specification, rendering, WIDE), rendering)
    dividers = specification.dividers if isinstance(specification, Columns) else ()
    parts: Part = {"dividers": list(dividers)} if dividers else {}
    return {**wide, "narrow": narrow, "colours": dict(palette.ON_DARK), **parts}


def _figure(drawing: Drawing, rendering: Rendering) -> Part:
    traces = [*_bars(drawing.bars), *_signs(drawing.signs), *_circles(drawing.circles, rendering)]
    return {"data": traces, "layout": _layout(drawing, rendering.mirrored)}


def _bars(bars: Sequence[Bar]) -> list[Part]:
    """One trace per kind of bar."""

    def kind(bar: Bar) -> tuple[str, str, bool, bool]:
        return (bar.tone, "" if bar.upright else bar.name, bar.hatched, bar.upright)

    order = {key: place for place, key in enumerate(dict.fromkeys(kind(bar) for bar in bars))}
    by_kind = sorted(bars, key=lambda bar: order[kind(bar)])
    return [_bar_trace(tuple(alike)) for _kind, alike in groupby(by_kind, key=kind)]


def _bar_trace(bars: tuple[Bar, ...]) -> Part:
    first = bars[0]
    line = palette.outline(first.tone)
    marker: Part = {"color": palette.FILLS[first.tone], "line": {"color": line, "width": 1}}
    if first.hatched:
        marker["pattern"] = {"shape": "/", "fgcolor": line, "fillmode": "overlay", "size": 7, "solidity": 0.2}
    if first.upright:
        places: Part = {
            "orientation": "v",
            "x": [(bar.start + bar.end) / 2 for bar in bars],
            "width": [bar.end - bar.start for bar in bars],
            "base": [bar.foot for bar in bars],
            "y": [bar.top - bar.foot for bar in bars],
        }
    else:
        places = {
            "orientation": "h",
            "x": [bar.end - bar.start for bar in bars],
            "base": [bar.start for bar in bars],
            "y": [(bar.top + bar.foot) / 2 for bar in bars],
            "width": [bar.foot - bar.top for bar in bars],
        }
    return {
        "type": "bar",
        "name": _plain(first.name),
        **places,
        **_inside([bar.label for bar in bars], palette.lettering_on(first.tone)),
        "marker": marker,
        **_hover([bar.hover for bar in bars]),
    }


def _inside(labels: Sequence[str], colour: str) -> Part:
    return {
        "text": [_plain(label) for label in labels],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"color": colour, "size": 13},
    }


def _signs(signs: Sequence[Sign]) -> list[Part]:
    """One trace per shape and filling."""
    kinds = dict.fromkeys((sign.shape, sign.filled, sign.name) for sign in signs)
    return [_sign_trace([sign for sign in signs if (sign.shape, sign.filled, sign.name) == kind]) for kind in kinds]


def _sign_trace(signs: Sequence[Sign]) -> Part:
    first = signs[0]
    trace: Part = {
        "type": "scatter",
        "mode": "markers",
        "name": _plain(first.name),
        "x": [sign.value for sign in signs],
        "y": [sign.y for sign in signs],
        "marker": {
            "symbol": SYMBOLS[first.shape],
            "size": SIGN,
            "color": palette.ACCENT if first.filled else palette.SHEET,
            "opacity": 1,
            "line": {"color": palette.ACCENT, "width": 2},
        },
        "cliponaxis": False,
        **_hover([sign.hover for sign in signs]),
    }
    if any(sign.low is not None for sign in signs):
        trace["error_x"] = {
            "type": "data",
            "symmetric": False,
            "array": [0 if sign.high is None else sign.high - sign.value for sign in signs],
            "arrayminus": [0 if sign.low is None else sign.value - sign.low for sign in signs],
            "color": palette.ACCENT,
            "thickness": 3,
            "width": 0,
        }
    return trace


def _circles(circles: Sequence[NumberedCircle], rendering: Rendering) -> list[Part]:
    """The interviews; ``customdata`` holds their numbers, for the page that opens them."""
    if not circles:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "name": "marks",
            "x": [circle.value for circle in circles],
            "y": [circle.y for circle in circles],
            "text": [rendering.number(circle.interview, 0) for circle in circles],
            "textfont": {"size": 13, "color": palette.INK},
            "customdata": [circle.interview for circle in circles],
            "marker": {"size": CIRCLE, "color": palette.SHEET, "line": {"color": palette.ACCENT, "width": 2}},
            "cliponaxis": False,
            "hoverinfo": "none",
        }
    ]


def _hover(words: Sequence[tuple[str, ...]]) -> Part:
    return {"hoverinfo": "text", "hovertext": ["<br>".join(_plain(line) for line in lines) for lines in words]}


def _layout(drawing: Drawing, mirrored: bool) -> Part:
    across, beside = [drawing.low, drawing.high], (drawing.before, drawing.after)
    left, right = beside[::-1] if mirrored else beside
    return {
        "autosize": True,
        "height": round(drawing.height),
        "margin": {"l": round(left), "r": round(right), "t": 0, "b": 0, "pad": 0},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": FAMILY, "size": 13, "color": palette.INK},
        "barmode": "overlay",
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": palette.SHEET,
            "bordercolor": palette.QUIET,
            "font": {"size": 13, "color": palette.INK},
            "align": "right" if mirrored else "left",
        },
        "xaxis": {"range": across[::-1] if mirrored else across, "visible": False, "fixedrange": True},
        "yaxis": {"range": [round(drawing.height), 0], "visible": False, "fixedrange": True},
        "shapes": [
            *_lines(drawing.lines),
            *(_swatch(swatch, mirrored) for swatch in drawing.swatches),
        ],
        "annotations": [_annotation(lettering, mirrored) for lettering in drawing.letterings],
    }


def _lines(lines: Sequence[Line]) -> list[Part]:
    """All lines of one look as one path."""
    looks = dict.fromkeys(_look(line) for line in lines)
    return [_path([line for line in lines if _look(line) == look]) for look in looks]


def _look(line: Line) -> tuple[str, float, bool, bool]:
    return (line.colour, line.width, line.dashed, line.above)


def _path(lines: Sequence[Line]) -> Part:
    first = lines[0]
    return {
        "type": "path",
        "path": " ".join(f"M{line.start},{line.top:.1f} L{line.end},{line.foot:.1f}" for line in lines),
        "layer": "above" if first.above else "below",
        "line": {"color": first.colour, "width": first.width, "dash": "dot" if first.dashed else "solid"},
    }


def _swatch(swatch: Swatch, mirrored: bool) -> Part:
    if swatch.line:
        return _line_swatch(swatch, mirrored)
    wide = SWATCH if swatch.shape is None else SWATCH_SIGN
    ends = (swatch.shift, swatch.shift + wide)
    start, end = (-ends[1], -ends[0]) if mirrored else ends
    part: Part = {
        "xref": "paper",
        "xsizemode": "pixel",
        "xanchor": 1 if mirrored else 0,
        "ysizemode": "pixel",
        "yanchor": swatch.y,
        "layer": "above",
    }
    if swatch.shape is None:
        line = palette.outline(swatch.tone)
        cut = f"M{start},-6 L{end},-6 L{end},6 L{start},6 Z" + (f" M{start},-6 L{end},6" if swatch.hatched else "")
        return {
            **part,
            "type": "path",
            "path": cut,
            "fillcolor": palette.FILLS[swatch.tone],
            "line": {"color": line, "width": 1},
        }
    filled = palette.ACCENT if swatch.filled else palette.SHEET
    line_of_sign = {"color": palette.ACCENT, "width": 2}
    if swatch.shape == "circle":
        return {
            **part,
            "type": "circle",
            "x0": start,
            "x1": end,
            "y0": -6,
            "y1": 6,
            "fillcolor": filled,
            "line": line_of_sign,
        }
    path = PATHS[swatch.shape].format(start, end, (start + end) / 2)
    return {**part, "type": "path", "path": path, "fillcolor": filled, "line": line_of_sign}


def _line_swatch(swatch: Swatch, mirrored: bool) -> Part:
    ends = (swatch.shift, swatch.shift + SWATCH)
    start, end = (-ends[1], -ends[0]) if mirrored else ends
    return {
        "xref": "paper",
        "xsizemode": "pixel",
        "xanchor": 1 if mirrored else 0,
        "ysizemode": "pixel",
        "yanchor": swatch.y,
        "layer": "above",
        "type": "path",
        "path": f"M{start},0 L{end},0",
        "line": {"color": palette.LINES[swatch.dashed], "width": 2, "dash": "dot" if swatch.dashed else "solid"},
    }


def _annotation(lettering: Lettering, mirrored: bool) -> Part:
    sides = {"start": "right" if mirrored else "left", "middle": "center", "end": "left" if mirrored else "right"}
    at_value = lettering.value is not None
    edge = 1 - lettering.edge if mirrored else lettering.edge
    return {
        "text": _plain(lettering.text),
        "x": lettering.value if at_value else edge,
        "xref": "x" if at_value else "paper",
        "xanchor": sides[lettering.anchor],
        "xshift": round(-lettering.shift if mirrored else lettering.shift, 1),
        "y": round(lettering.y, 1),
        "yanchor": "middle",
        "showarrow": False,
        "font": {
            "color": lettering.colour,
            "size": round(lettering.size, 1),
            **({"weight": 700} if lettering.bold else {}),
        },
    }


def _plain(text: str) -> str:
    """Plotly reads tags in texts; ours have none."""
    return html.escape(text, quote=False)
