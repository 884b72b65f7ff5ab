"""One person from the first time to the last, scale by scale at thirds of everyone: told, drawn, on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.charts.as_svg import svg
from analysis.charts.chart import Chart
from analysis.charts.slope import slope_chart
from survey.findings import kept
from survey.findings.current import current
from survey.findings.interviewed import standings
from survey.findings.localised import rendering_of, table_in
from survey.findings.pictures import WIDTHS
from survey.findings.report import slope_paper
from survey.findings.telling.sentences import sentence_of
from survey.findings.telling.texts import Texts
from survey.findings.telling.tongue import Tongue
from survey.findings.telling.why import why_not
from survey.privacy.interview_pairs import Pair, pair_of
from survey.store import studies
from survey.store.studies import StudyRecord
from survey.store.transcripts import LinkedInterview


@dataclass(frozen=True, slots=True)
class Slope:
    """The chart of one scale, or the key of why there is none."""

    scale: str
    chart: Chart | None
    why_not: str


def answer(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """The slopes of a pair of interviews, told; none where its consents do not allow it."""
    record, texts, found = _asked(words)
    return {"slopes": [_told(each, texts, record) for each in found]}


def picture(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """The SVG of one slope; '' where it has no picture."""
    _record, texts, found = _asked(words)
    drawn = next((each.chart for each in found if each.scale == words["scale"]), None)
    if drawn is None or drawn.specification is None:
        return {"svg": ""}
    title, sentence = texts[f"scale:{words['scale']}"], sentence_of(drawn, texts)
    width = WIDTHS[words["form"]]
    return {"svg": svg(drawn.specification, rendering_of(texts), title=title, description=sentence, width=width)}


def paper(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """The page for paper, complete in itself. ``said``: by scale what the person said at each time, or None."""
    record, texts, found = _asked(words)
    parts = [
        slope_paper.Part(
            title=texts[f"scale:{each.scale}"],
            sentence=sentence_of(each.chart, texts) if each.chart else why_not(texts.tongue, each.why_not, record),
            chart=each.chart,
            said=tuple(words["said"].get(each.scale, (None, None))),
        )
        for each in found
    ]
    waves = (texts[f"wave:{record.waves[0].name}"], texts[f"wave:{record.waves[-1].name}"])
    return {"page": slope_paper.drawn(texts, waves, parts)}


def _asked(words: Mapping[str, Any]) -> tuple[StudyRecord, Texts, tuple[Slope, ...]]:
    record = studies.study_named(words["study"])
    texts = Texts(kept.columns(record), Tongue(words["language"]))
    pair = pair_of(record, words["number"])
    return record, texts, () if pair is None else _slopes(record, pair)


def _slopes(record: StudyRecord, pair: Pair) -> tuple[Slope, ...]:
    found = current(record)
    first, last = record.waves[0].name, record.waves[-1].name
    # The consent of both says link; where the person stands is asked once.
    link = LinkedInterview(pair.first.number, pair.first.participant or 0, None)
    marks = {
        (each.scale, each.wave): each.mark
        for each in standings(found.material, found.protection, link)
        if each.of == "score"
    }
    slopes = []
    for asked in found.material.scales:
        before, after = (marks[asked.name, wave] for wave in (first, last))
        if before.band and after.band:
            ends = (f"wave:{first}", f"wave:{last}")
            chart = slope_chart(f"scale:{asked.name}", ends=ends, bands=(before.band, after.band))
            slopes.append(Slope(asked.name, chart, ""))
        else:
            slopes.append(Slope(asked.name, None, before.why_not or after.why_not))
    return tuple(slopes)


def _told(slope: Slope, texts: Texts, record: StudyRecord) -> dict[str, Any]:
    told = {"scale": slope.scale, "label": texts[f"scale:{slope.scale}"]}
    if slope.chart is None:
        return {**told, "sentence": "", "table": None, "why_not": why_not(texts.tongue, slope.why_not, record)}
    table = table_in(slope.chart.table, texts)
    return {**told, "sentence": sentence_of(slope.chart, texts), "table": table, "why_not": ""}
