"""A results page in one language, as plain JSON: what a page, a download and a printed sheet are written from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.charts.chart import Chart
from analysis.comparison.wording import may_say_effect
from survey.findings.localised import localised, table_in
from survey.findings.planned.results import Caution, Lock
from survey.findings.results_page.sections import OutcomeSection, Part, ResultsPage, TablePart
from survey.findings.telling.part_names import read_name
from survey.findings.telling.plan_cautions import caution_told
from survey.findings.telling.results_words import claim_of, lock_told, part_told, table_title, title_of_page
from survey.findings.telling.table_sentences import table_told
from survey.findings.telling.texts import Texts

FOREST = "forest."


def told_page(page: ResultsPage, texts: Texts, as_of: str | None) -> dict[str, Any]:
    """Every sentence, chart and table of a page."""
    tongue = texts.tongue
    effect = may_say_effect(page.design, assigned=page.assigned)
    return {
        "title": title_of_page(tongue, effect=effect),
        "says_effect": effect,
        "claim": claim_of(tongue, page.design, page.assigned, has_arms=page.has_arms),
        "plan": lock_told(texts, page.lock),
        "people": page.people,
        "cautions": list(dict.fromkeys(_cautions(page.cautions, texts))),
        "outcomes": [_outcome(each, page.lock, texts, as_of) for each in page.outcomes],
        "who": [_part(each, texts, as_of) for each in page.who],
    }


def _outcome(section: OutcomeSection, lock: Lock | None, texts: Texts, as_of: str | None) -> dict[str, Any]:
    parts = [_part(each, texts, as_of) for each in section.parts]
    lead = next((each["sentence"] for each in parts if each["name"].startswith(FOREST)), "")
    return {
        "name": section.outcome,
        "label": texts[f"scale:{section.outcome}"],
        "part": part_told(texts, section.part, planned=section.planned, lock=lock),
        "sentence": lead,
        "cautions": list(dict.fromkeys(_cautions(section.cautions, texts))),
        "assumptions": [texts[f"assumption:{name}"] for name in section.assumptions],
        "parts": parts,
    }


def _cautions(cautions: tuple[Caution, ...], texts: Texts) -> Iterator[str]:
    yield from (caution_told(texts, each.key, each.values, each.finding) for each in cautions)


def _part(part: Part, texts: Texts, as_of: str | None) -> dict[str, Any]:
    if not isinstance(part, TablePart):
        found = localised(part, texts, texts.columns.record, as_of)
        return found
    nothing: Mapping[str, Any] = {"why_not": "", "method": "", "source": "", "unit": "", "estimates": [], "marks": []}
    return {
        **nothing,
        "name": part.name,
        "kind": read_name(part.name).kind,
        "scale": read_name(part.name).scale or None,
        "title": table_title(texts, part.name),
        "sentence": "" if part.finding is None else table_told(texts, part.finding),
        "finding": None,
        "as_of": None,
        "n": None,
        "missing": None,
        "table": table_in(part.table, texts),
        "plotly": None,
    }


def charts_in(page: ResultsPage) -> Iterator[Chart]:
    """Every chart of a page that is shown."""
    for part in (*(part for each in page.outcomes for part in each.parts), *page.who):
        if isinstance(part, Chart):
            yield part
