"""The results page of a study in one language: live for researchers, as last released for everyone else."""

from __future__ import annotations

import base64
import dataclasses
import datetime
import gzip
import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from analysis.charts.as_svg import svg
from survey.findings import kept
from survey.findings.current import current
from survey.findings.dashboard import RESEARCHER
from survey.findings.figures.flow import day_of, flow
from survey.findings.localised import localised, rendering_of
from survey.findings.passing import QUICKLY
from survey.findings.pictures import WIDTHS
from survey.findings.planned.current import results_now
from survey.findings.planned.locked import lock_now
from survey.findings.populations import EVERYONE
from survey.findings.releasing import written
from survey.findings.results_page.building import page_of_results
from survey.findings.results_page.keeping import page_of
from survey.findings.results_page.released import RESULTS
from survey.findings.results_page.sections import ResultsPage
from survey.findings.results_page.told import charts_in, told_page
from survey.findings.results_page.who import variables_of, who_answered
from survey.findings.telling.sentences import sentence_of
from survey.findings.telling.texts import Texts
from survey.findings.telling.titles import title_of
from survey.findings.telling.tongue import Tongue
from survey.findings.telling.why import why_not
from survey.store import figure_releases, studies
from survey.store.studies import StudyRecord

EMPTY: Mapping[str, Any] = {
    **dict.fromkeys(("title", "claim", "plan"), ""),
    **{name: [] for name in ("outcomes", "who", "cautions")},
    "says_effect": False,
    "people": None,
}
"""What a page without results holds."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A page that somebody may see, of which day; ``key``: the same for the same page; ``why_not``: why there is none.

    ``token``: the data version, '' for everyone but researchers.
    """

    key: Hashable
    page: ResultsPage | None
    as_of: datetime.date | None
    token: str = ""
    why_not: str = ""


def answer(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """The page that ``words`` ask for: study, audience, language; without its pictures."""
    found = _told(words)
    parts = [part for each in found["outcomes"] for part in each["parts"]] + found["who"]
    for part in parts:
        part["plotly"] = None if part["plotly"] is None else {}
    return found


def figures(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """The whole page as JSON, compressed, as text; ``charts`` are those that are drawn."""
    found = _told(words)
    parts = [part for each in found["outcomes"] for part in each["parts"]] + found["who"]
    told = found | {"charts": [part for part in parts if part["plotly"] is not None]}
    text = json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return {"gzip": base64.b64encode(gzip.compress(text.encode(), QUICKLY, mtime=0)).decode()}


def picture(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """The SVG of one chart of the page; '' where it has no picture."""
    record = studies.study_named(words["study"])
    exact = words["audience"] == RESEARCHER
    seen, texts = _seen(record, exact=exact), Texts(kept.columns(record), Tongue(words["language"]))
    charts = (*(charts_in(seen.page) if seen.page else ()), flow(record, exact=exact))
    chart = next((each for each in charts if each.name == words["chart"]), None)
    drawn = None if chart is None else chart.specification
    if chart is None or drawn is None:
        return {"svg": ""}
    width = WIDTHS[words["form"]]

    def make() -> str:
        title, sentence = title_of(chart, texts, record), sentence_of(chart, texts)
        return svg(drawn, rendering_of(texts), title=title, description=sentence, width=width)

    key = ("results svg", texts.columns.version.token, words["language"], chart.name, width, drawn)
    return {"svg": kept.once(record.name, key, make)}


def _told(words: Mapping[str, Any]) -> dict[str, Any]:
    record = studies.study_named(words["study"])
    tongue, columns = Tongue(words["language"]), kept.columns(record)
    exact = words["audience"] == RESEARCHER
    seen, texts = _seen(record, exact=exact), Texts(columns, tongue)
    as_of = None if seen.as_of is None else seen.as_of.isoformat()

    def make() -> str:
        told = told_page(seen.page, texts, as_of) if seen.page else EMPTY
        return json.dumps(told, allow_nan=False)

    told = json.loads(kept.once(record.name, ("results told", columns.version.foundation, seen.key, tongue), make))
    day, flowing = day_of(record, exact=exact), dataclasses.replace(flow(record, exact=exact), marks=())
    told["who"].append(localised(flowing, texts, record, None if day is None else day.isoformat()))
    return {
        **told,
        "study": record.name,
        "language": words["language"],
        "audience": words["audience"],
        "fictional": record.study.fictional,
        "as_of": as_of,
        "data_version": seen.token,
        "why_not": why_not(tongue, seen.why_not, record),
    }


def _seen(record: StudyRecord, *, exact: bool) -> Seen:
    return _live(record) if exact else _released(record)


def _live(record: StudyRecord) -> Seen:
    found = current(record)
    version = found.material.columns.version
    zone = ZoneInfo(record.study.time_zone)
    as_of = version.as_of and version.as_of.astimezone(zone).date()
    if not version.submitted or not found.material.scales:
        return Seen((version.token, "nobody"), None, as_of, version.token, "nobody")
    results = results_now(record, lock=lock_now(record))
    key = ("results page", version.token, results.lock)

    def make() -> ResultsPage:
        return page_of_results(results, who_answered(found.material, found.protection), variables_of(record))

    return Seen(key, kept.once(record.name, key, make), as_of, version.token)


def _released(record: StudyRecord) -> Seen:
    latest = figure_releases.latest(record.id)
    if latest is None or latest.minimum_cell < record.study.minimum_cell:
        return Seen("not released", None, None, why_not="not_released")
    day = latest.counted_before.astimezone(ZoneInfo(record.study.time_zone)).date() - datetime.timedelta(days=1)
    text = figure_releases.charts(latest.id, written(EVERYONE))
    held = {} if text is None else json.loads(text)
    if RESULTS not in held:
        return Seen((latest.id, "no results"), None, day, why_not="too_few" if text is None else "not_released")
    return Seen((latest.id, RESULTS), page_of(held[RESULTS]), day)
