"""A specification as a picture that stands alone: print, download, pages without JavaScript.

matplotlib draws it; its styles become plain attributes and its texts stay texts, so that the picture shows under a
policy that forbids styles, and whatever shows it shapes the letters.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

import matplotlib as mpl
from matplotlib.figure import Figure

from analysis.charts.drawing import palette
from analysis.charts.drawing.artists import Canvas, Written, artists, texts
from analysis.charts.drawing.laid_out import laid_out
from analysis.charts.drawing.lettering import FAMILY
from analysis.charts.rendering import Rendering
from analysis.charts.specification import Specification

POINTS_PER_INCH = 72
"""The unit of matplotlib's SVG: one point becomes one pixel."""
SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "jalon",
    "hatch.linewidth": 0.8,
    "path.simplify": False,
}
ONE_AT_A_TIME = threading.Lock()
"""matplotlib's settings are those of the whole process: a picture that is done takes them from one that is not."""
BASELINE = 0.35
"""From the middle of a line to its baseline, in heights of the letters."""
NAMESPACE = "http://www.w3.org/2000/svg"
DROPPED = {f"{{{NAMESPACE}}}metadata", f"{{{NAMESPACE}}}style"}


def svg(specification: Specification, rendering: Rendering, *, title: str, description: str, width: int = 640) -> str:
    """The picture as SVG text. width: in pixels; 640 suits a page, 340 a telephone. The same input, the same text."""
    drawing = laid_out(specification, rendering, width)
    canvas = Canvas(drawing, width, rendering.mirrored)
    numbers = tuple(rendering.number(circle.interview, 0) for circle in drawing.circles)
    written = tuple(texts(canvas, numbers))
    root = ElementTree.fromstring(_drawn(canvas, written))  # noqa: S314 -- matplotlib's own text, no stranger's
    _plain_attributes(root)
    _with_texts(root, written)
    return _told(root, title, description, (width, round(drawing.height)))


def _drawn(canvas: Canvas, written: Sequence[Written]) -> str:
    """matplotlib's SVG; each text holds the place of one of ours, which its fonts might not have letters for."""
    size = (canvas.width / POINTS_PER_INCH, canvas.drawing.height / POINTS_PER_INCH)
    with ONE_AT_A_TIME, mpl.rc_context(SETTINGS):
        figure = Figure(figsize=size, facecolor=palette.SHEET)
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, canvas.width), ylim=(canvas.drawing.height, 0))
        axes.set_axis_off()
        for depth, artist in enumerate(artists(canvas), start=1):
            artist.set_zorder(depth)
            axes.add_artist(artist)
            artist.set_clip_on(False)
        for number, line in enumerate(written):
            y = line.y + BASELINE * line.size
            axes.text(line.x, y, f"text {number}", ha=line.side, color=line.colour, size=line.size, zorder=10_000)
        sheet = io.StringIO()
        figure.savefig(sheet, format="svg", metadata={"Date": None})
    return sheet.getvalue()


def _plain_attributes(root: ElementTree.Element) -> None:
    """Styles as attributes, since a strict policy drops them; no remarks about the program."""
    for element in list(root.iter()):
        for part in [part for part in element if part.tag in DROPPED]:
            element.remove(part)
        for rule in filter(None, (rule.strip() for rule in element.attrib.pop("style", "").split(";"))):
            name, _colon, value = rule.partition(":")
            element.set(name.strip(), value.strip())


def _with_texts(root: ElementTree.Element, written: Sequence[Written]) -> None:
    for element in root.iter(f"{{{NAMESPACE}}}text"):
        line = written[int((element.text or "").removeprefix("text "))]
        element.text = line.text
        element.set("font-family", FAMILY)
        element.attrib.pop("transform", None)
        if line.bold:
            element.set("font-weight", "bold")


def _told(root: ElementTree.Element, title: str, description: str, size: tuple[int, int]) -> str:
    """The whole picture with its name and what it says, for whoever does not see it."""
    root.attrib.update({"role": "img", "width": str(size[0]), "height": str(size[1]), "stroke-linejoin": "round"})
    for number, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ElementTree.Element(f"{{{NAMESPACE}}}{tag}")
        element.text = text
        root.insert(number, element)
    ElementTree.register_namespace("", NAMESPACE)
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"
