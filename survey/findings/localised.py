"""A chart in one language, as plain JSON: title, sentence, table, picture, marks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.charts.as_plotly import plotly_figure
from analysis.charts.chart import Chart, Table
from analysis.charts.rendering import Rendering
from survey.findings.frozen import Shown, Withheld
from survey.findings.telling.methods import method_of
from survey.findings.telling.sentences import sentence_of
from survey.findings.telling.texts import Texts
from survey.findings.telling.titles import scale_in, title_of
from survey.findings.telling.tongue import N_
from survey.findings.telling.why import why_not
from survey.store.studies import StudyRecord

OURS = N_("written for Jalon, not validated")
"""What the scales that come with Jalon say of themselves: told in every language; other sources stay as written."""
SCORED = (
    *("change", "scores", "distribution", "items"),
    *("forest", "subgroups", "paired_change", "individual_change", "felt_change"),
)
"""Charts that show a score or what it is made of: they say where the scale comes from."""


def rendering_of(texts: Texts) -> Rendering:
    """The way a chart is told in the language of ``texts``."""
    direction = "rtl" if texts.tongue.direction == "rtl" else "ltr"
    return Rendering(texts, direction, texts.tongue.number)  # type: ignore[arg-type]  # one of the two


def localised(shown: Shown, texts: Texts, record: StudyRecord, as_of: str | None) -> dict[str, Any]:
    """One chart as a page needs it."""
    kind, scale = shown.name.partition(".")[0], scale_in(shown.name)
    told = {
        "name": shown.name,
        "kind": kind,
        "scale": scale,
        "title": title_of(shown, texts, record),
        "as_of": as_of,
        "source": _source(texts, scale) if kind in SCORED else "",
    }
    return told | (_withheld(shown, texts, record) if isinstance(shown, Withheld) else _shown(shown, texts, record))


def _withheld(shown: Withheld, texts: Texts, record: StudyRecord) -> dict[str, Any]:
    sentence = why_not(texts.tongue, shown.reason, record)
    nothing: Mapping[str, Any] = {"columns": [], "rows": []}
    return {
        "sentence": sentence,
        "finding": {"key": shown.reason, "values": {}},
        "n": None,
        "missing": None,
        "unit": "",
        "method": "",
        "why_not": sentence,
        "table": nothing,
        "estimates": [],
        "plotly": None,
        "marks": [],
    }


def _shown(chart: Chart, texts: Texts, record: StudyRecord) -> dict[str, Any]:
    rendering = rendering_of(texts)
    sentence = sentence_of(chart, texts)
    drawn = chart.specification is not None
    counted = drawn or bool(chart.n or chart.missing)  # of a figure that counts nobody, nothing is known: not 0 and 0
    return {
        "sentence": sentence,
        "finding": {"key": chart.finding.key, "values": dict(chart.finding.values)},
        "n": chart.n if counted else None,
        "missing": chart.missing if counted else None,
        "unit": texts[f"unit:{chart.unit}"] if chart.unit else "",
        "method": method_of(chart, texts.tongue),
        "why_not": "" if drawn else sentence,
        "table": table_in(chart.table, texts),
        "estimates": [{**_whose(keys), **estimate.as_row()} for keys, estimate in chart.estimates],
        "plotly": plotly_figure(chart.specification, rendering) if chart.specification else None,
        "marks": _marks(chart, texts, record),
    }


def _whose(keys: Mapping[str, str]) -> dict[str, str]:
    """The names in keys such as ``scale:wellbeing``."""
    return {name: key.partition(":")[2] for name, key in keys.items()}


def table_in(table: Table, texts: Texts) -> dict[str, Any]:
    """A table as a page needs it: headings and cells in words, numbers exact."""
    rendering = rendering_of(texts)
    numeric = [any(isinstance(row[place], int | float) for row in table.rows) for place in range(len(table.columns))]
    columns = [
        {"name": name, "label": texts[f"column:{name}"], "numeric": is_number}
        for name, is_number in zip(table.columns, numeric, strict=True)
    ]
    rows = [
        [
            rendering.text(cell) if isinstance(cell, str) and cell else cell or None if cell == "" else cell
            for cell in row
        ]
        for row in table.rows
    ]
    return {"columns": columns, "rows": rows}


def _marks(chart: Chart, texts: Texts, record: StudyRecord) -> list[dict[str, Any]]:
    """The interviewed people a chart counts: of what, in which third, or why in none."""
    rendering = rendering_of(texts)
    return [
        {
            "interview": mark.interview,
            "of": mark.of,
            "of_label": rendering.text(mark.of) if mark.of else "",
            "band": mark.band,
            "band_label": texts[f"band:{mark.band}"] if mark.band else "",
            "why_not": why_not(texts.tongue, mark.why_not, record),
        }
        for mark in chart.marks
    ]


def _source(texts: Texts, scale: str | None) -> str:
    """Where a scale comes from; for charts of several scales, where all of them come from."""
    sources = {
        each.name: each.source
        for version in reversed(texts.columns.questionnaires)
        for each in version.questionnaire.scales
    }
    chosen = dict.fromkeys(sources.values() if scale is None else [sources.get(scale, "")])
    return "; ".join(texts.tongue.gettext(source) for source in chosen if source)
