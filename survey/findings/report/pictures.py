"""Pictures that stand in the text of a page: several in one page, each with names of its own.

WeasyPrint sets the letters of a picture one by one, so that Arabic falls apart: on paper, texts are laid over it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

from markupsafe import Markup

from analysis.charts.as_svg import NAMESPACE, svg
from analysis.charts.chart import Chart
from survey.findings.localised import rendering_of
from survey.findings.telling.sentences import sentence_of
from survey.findings.telling.texts import Texts
from survey.findings.telling.titles import title_of

WIDTH = 640
DECLARATION = re.compile(r"\A<\?xml[^>]*>\s*")
NAME = re.compile(r'\bid="([^"]+)"')
REFERENCE = re.compile(r'(url\(#|href="#)')
TEXT = f"{{{NAMESPACE}}}text"
BASELINE = 0.888
"""From the top of a line of Noto Sans to its baseline, in heights of its letters, where the line is as high as they."""
SHIFTED: Mapping[str, str] = {"start": "0", "middle": "-50%", "end": "-100%"}
"""Where a text begins, by what its place is: its beginning, its middle or its end."""
LAID_OVER = Markup(
    '<span style="left:{x}px;top:{top:.2f}px;font-size:{size}px;font-weight:{weight};color:{colour};'
    'transform:translateX({shift})">{text}</span>'
)


def picture_of(chart: Chart, texts: Texts, *, on_paper: bool = False) -> Markup:
    """The SVG of a chart, on paper with its texts laid over it; '' where there is nothing to draw."""
    if chart.specification is None:
        return Markup()
    title, sentence = title_of(chart, texts, texts.columns.record), sentence_of(chart, texts)
    drawn = svg(chart.specification, rendering_of(texts), title=title, description=sentence, width=WIDTH)
    over = Markup()
    if on_paper:
        drawn, over = without_texts(drawn)
    return Markup(with_own_names(drawn, chart.name)) + over  # noqa: S704 - the element tree has escaped every text


def without_texts(drawn: str) -> tuple[str, Markup]:
    """An SVG without its texts, and these as lines that stand where they stood."""
    root = ElementTree.fromstring(drawn)  # noqa: S314 - our own picture
    over = Markup()
    for parent in list(root.iter()):
        for element in [each for each in parent if each.tag == TEXT]:
            over += _laid_over(element)
            parent.remove(element)
    return ElementTree.tostring(root, encoding="unicode"), over


def _laid_over(element: ElementTree.Element) -> Markup:
    size = float(element.get("font-size", "14").removesuffix("px"))
    return LAID_OVER.format(
        x=float(element.get("x", "0")),
        top=float(element.get("y", "0")) - BASELINE * size,
        size=size,
        weight=element.get("font-weight", "normal"),
        colour=element.get("fill", "#000"),
        shift=SHIFTED[element.get("text-anchor", "start")],
        text=element.text or "",
    )


def with_own_names(drawn: str, name: str) -> str:
    """An SVG whose names no other picture of a page has.

    >>> with_own_names('<svg><g id="a"/><use href="#a"/><g clip-path="url(#a)"/></svg>', "forest.x")
    '<svg><g id="forest.x-a"/><use href="#forest.x-a"/><g clip-path="url(#forest.x-a)"/></svg>'
    """
    own = re.sub(r"[^\w.-]", "_", name)
    inside = DECLARATION.sub("", drawn).strip()
    return REFERENCE.sub(rf"\g<1>{own}-", NAME.sub(rf'id="{own}-\1"', inside))
