"""The figures of a joint display: of each scale its means and its change, of each single question its answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.charts.chart import Chart
from analysis.results import Estimate
from survey.findings import by_thirds, dashboard, kept, standing
from survey.findings.dashboard import Sight
from survey.findings.figures.change import NAME as CHANGE
from survey.findings.figures.questions import NAME as QUESTIONS
from survey.findings.figures.scores import NAME as SCORES
from survey.findings.frozen import Withheld
from survey.findings.localised import localised
from survey.findings.telling.methods import method_of
from survey.findings.telling.texts import Texts
from survey.findings.telling.tongue import Tongue
from survey.findings.telling.why import why_not
from survey.store import studies
from survey.store.studies import StudyRecord

MEANS = ("mean", "mean_change")
DECIMALS = 1
"""Of a mean as it is shown, and as an inference remembers it."""


def answer(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """The figures that ``words`` ask for (study, language, filters), with the interviews of each third of everyone."""
    record = studies.study_named(words["study"])
    base, tongue = dashboard.base_of(words["filters"]), Tongue(words["language"])
    columns = kept.columns(record)
    seen = dashboard.sight(record, base, exact=True)
    texts = Texts(columns, tongue)

    def make() -> dict[str, Any]:
        return {"scales": _scales(record, seen, texts), "questions": _questions(record, seen, texts)}

    key = ("joint", columns.version.foundation, seen.key, tongue)
    told = kept.once(record.name, key, make) if not seen.why_not else {"scales": [], "questions": []}
    return {
        **told,
        "people": seen.people,
        "as_of": None if seen.as_of is None else seen.as_of.isoformat(),
        "data_version": columns.version.token,
        "why_not": why_not(tongue, seen.why_not, record),
        "thirds": by_thirds.answer(words)["thirds"],
    }


def _scales(record: StudyRecord, seen: Sight, texts: Texts) -> list[dict[str, Any]]:
    """Every scale by name with its figures, and the sentence of its distribution."""
    names = [chart.name.partition(".")[2] for chart in seen.charts if chart.name.startswith("distribution.")]
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for chart in seen.charts:
        if isinstance(chart, Chart) and chart.name in (SCORES, CHANGE):
            for keys, estimate in chart.estimates:
                if estimate.estimand in MEANS and "arm" not in keys:
                    scale, wave = (keys.get(name, "").partition(":")[2] for name in ("scale", "wave"))
                    found.setdefault(scale, []).append(_figure(record, texts, chart.name, wave, estimate))
    return [{"name": name, "figures": figures, **_told(record, seen, texts, name)} for name, figures in found.items()]


def _figure(record: StudyRecord, texts: Texts, chart: str, wave: str, estimate: Estimate) -> dict[str, Any]:
    several = len(record.waves) > 1
    of = CHANGE if chart == CHANGE else "score"
    rounded = {
        name: None if number is None else round(number, DECIMALS) + 0.0
        for name, number in (
            ("value", estimate.value),
            ("low", estimate.interval_low),
            ("high", estimate.interval_high),
        )
    }
    return {
        "of": of,
        "wave": wave,
        "label": standing.label(texts, of, wave, several=several),
        **rounded,
        "n": estimate.n,
        "missing": estimate.missing,
        "level": estimate.level,
        "chart": chart,
    }


def _told(record: StudyRecord, seen: Sight, texts: Texts, scale: str) -> dict[str, Any]:
    """The dashboard's own sentence about a scale, its method, and why there is none."""
    name = f"distribution.{scale}"
    shown = next((each for each in seen.charts if each.name == name), None)
    if shown is None:
        return {"chart": "", "title": "", "sentence": "", "methods": [], "why_not": ""}
    told = localised(shown, texts, record, None)
    means = [each for each in seen.charts if isinstance(each, Chart) and each.name in (SCORES, CHANGE)]
    return {
        "chart": name if isinstance(shown, Chart) and shown.specification is not None else "",
        **{part: told[part] for part in ("title", "sentence", "why_not")},
        "methods": list(dict.fromkeys(method_of(each, texts.tongue) for each in means)),
    }


def _questions(record: StudyRecord, seen: Sight, texts: Texts) -> list[dict[str, Any]]:
    """Every single choice outside the scales by its label, with the rows of its table."""
    shown = next((each for each in seen.charts if each.name == QUESTIONS), None)
    if shown is None or isinstance(shown, Withheld):
        return []
    names = {texts[key]: key.partition(":")[2].partition("@")[0] for key in _keys(shown)}
    told = localised(shown, texts, record, None)["table"]
    rows: dict[str, list[Sequence[Any]]] = {}
    for row in told["rows"]:
        rows.setdefault(str(row[0]), []).append(row[1:])
    labels = [column["label"] for column in told["columns"][1:]]
    return [{"name": names.get(label, ""), "columns": labels, "rows": lines} for label, lines in rows.items()]


def _keys(chart: Chart) -> Iterator[str]:
    yield from dict.fromkeys(str(row[0]) for row in chart.table.rows)
