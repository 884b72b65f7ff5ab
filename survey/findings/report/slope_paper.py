"""The paper of one person's two interviews: how they stood and what they said, in their language and direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from analysis.charts.as_svg import svg
from analysis.charts.chart import Chart
from survey.findings.localised import rendering_of
from survey.findings.report.pictures import with_own_names, without_texts
from survey.findings.telling.texts import Texts

TEMPLATES = Path(__file__).parent.parent.parent / "templates" / "report"
WIDTH = 340


@dataclass(frozen=True, slots=True)
class Part:
    """One scale: its sentence, its picture, and what was said at the first time and at the last (None: no words)."""

    title: str
    sentence: str
    chart: Chart | None
    said: tuple[str | None, ...]


def drawn(texts: Texts, waves: tuple[str, str], parts: Sequence[Part]) -> str:
    """The page; the same words give the same page."""
    tongue, study = texts.tongue, texts.columns.record.study
    own = (TEMPLATES / "slope.css").read_text("utf-8")
    return (
        _environment()
        .get_template("slope.html")
        .render(
            language=tongue.language,
            direction=tongue.direction,
            study=texts.text(study.title),
            fictional=study.fictional,
            waves=waves,
            parts=[(part, _picture(part.chart, texts)) for part in parts],
            style=Markup(f"<style>\n{own}</style>"),  # noqa: S704 - our own file
            _=tongue.gettext,
        )
    )


def _picture(chart: Chart | None, texts: Texts) -> Markup:
    """The picture with its texts laid over it, as in reports."""
    if chart is None or chart.specification is None:
        return Markup()
    bare, over = without_texts(
        svg(chart.specification, rendering_of(texts), title=chart.name, description=chart.name, width=WIDTH)
    )
    return Markup(with_own_names(bare, chart.name)) + over  # noqa: S704 - the element tree has escaped every text


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
