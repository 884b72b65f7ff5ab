"""A chart as a picture that stands alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.charts.as_svg import svg
from analysis.charts.chart import Chart
from survey.findings import kept
from survey.findings.dashboard import RESEARCHER, base_of, sight
from survey.findings.figures.flow import NAME as FLOW
from survey.findings.figures.flow import flow
from survey.findings.localised import rendering_of
from survey.findings.telling.sentences import sentence_of
from survey.findings.telling.texts import Texts
from survey.findings.telling.titles import title_of
from survey.findings.telling.tongue import Tongue
from survey.store import studies
from survey.store.studies import StudyRecord

WIDTHS = {"svg": 640, "narrow svg": 340}
"""Pixels of a picture for a page and of one for a telephone."""


def answer(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """The SVG of one chart of a dashboard; '' where it has no picture."""
    record = studies.study_named(words["study"])
    texts = Texts(kept.columns(record), Tongue(words["language"]))
    chart = _chart(record, words)
    drawn = None if chart is None else chart.specification
    if chart is None or drawn is None:
        return {"svg": ""}
    width = WIDTHS[words["form"]]
    key = ("svg", texts.columns.version.token, words["language"], chart.name, width, drawn)

    def make() -> str:
        title, sentence = title_of(chart, texts, record), sentence_of(chart, texts)
        return svg(drawn, rendering_of(texts), title=title, description=sentence, width=width)

    return {"svg": kept.once(record.name, key, make)}


def _chart(record: StudyRecord, words: Mapping[str, Any]) -> Chart | None:
    exact = words["audience"] == RESEARCHER
    if words["chart"] == FLOW:
        return flow(record, exact=exact)
    seen = sight(record, base_of(words["filters"]), exact=exact)
    found = (chart for chart in seen.charts if chart.name == words["chart"] and isinstance(chart, Chart))
    return next(found, None)
