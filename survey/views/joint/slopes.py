"""Two voices of one person: each scale from the first time to the last, with what they said then and now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, abort
from flask_babel import gettext

from survey import i18n
from survey.config import LANGUAGES
from survey.fieldwork.paper.portable import NoPrinterError, as_pdf
from survey.findings import client
from survey.findings.client import FiguresFailed, FiguresStarting
from survey.privacy import interview_pairs, joint_words
from survey.privacy.interview_pairs import Pair
from survey.privacy.joint_words import Passage
from survey.store import audit
from survey.store.studies import StudyRecord
from survey.views.joint import asked, asking

AGAIN_IN = "2"
NO_MARK, NO_QUOTE = "no mark", "no quote"


@dataclass(frozen=True, slots=True)
class Voice:
    """What somebody said of a scale at one time: a passage, or why there are no words."""

    wave: str
    passage: Passage | None
    why_not: str = ""


def listed(study: str) -> str:
    """The people who were interviewed at the first and at the last time, by their interviews."""
    record = asked.record_named(study)
    return asked.page("slopes", record, pairs=interview_pairs.pairs(record), has_waves=len(record.waves) > 1)


def shown(study: str, number: int) -> Response | str:
    """The slopes of one person."""
    record, pair = _pair(study, number)
    try:
        found = client.ask("slopes", wait=asking.AT_ONCE, **_words(record, number, i18n.language()))
    except FiguresStarting:
        told = gettext("The figures are being prepared. The page comes back by itself.")
        return Response(_page(record, pair, [], told), headers={"Refresh": AGAIN_IN}, mimetype="text/html")
    except FiguresFailed:
        return _page(record, pair, [], gettext("Figures cannot be shown now."))
    return _page(record, pair, found["slopes"])


def picture(study: str, number: int, scale: str) -> Response:
    """The picture of one slope."""
    record, _pair_found = _pair(study, number)
    try:
        words = _words(record, number, i18n.language())
        drawn = client.ask("slope picture", wait=asking.PATIENT, scale=scale, form="narrow svg", **words)["svg"]
    except (FiguresStarting, FiguresFailed):
        return _later()
    if not drawn:
        abort(404)
    return Response(drawn, mimetype="image/svg+xml")


def paper(study: str, number: int) -> Response:
    """The same as a PDF in the language of the last interview, which is logged."""
    record, pair = _pair(study, number)
    language = pair.last.language if pair.last.language in LANGUAGES else record.study.default_language
    voices = _voices(record, pair)
    said = {scale: [each.passage.quote if each.passage else None for each in both] for scale, both in voices.items()}
    try:
        told = client.ask("slope paper", wait=asking.PATIENT, said=said, **_words(record, number, language))
        written = as_pdf(told["page"])
    except (FiguresStarting, FiguresFailed):
        return _later()
    except NoPrinterError:
        return Response(gettext("This installation cannot make a PDF: print the page."), 503, mimetype="text/plain")
    told_of = {"first": pair.first.number, "last": pair.last.number}
    audit.record_act(asked.reader(), "slope printed", record.name, told_of)
    response = Response(written, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=f"{record.name}-{number}.pdf")
    return response


def _pair(study: str, number: int) -> tuple[StudyRecord, Pair]:
    record = asked.record_named(study)
    pair = interview_pairs.pair_of(record, number)
    if pair is None:
        abort(404)
    return record, pair


def _words(record: StudyRecord, number: int, language: str) -> dict[str, Any]:
    return {"study": record.name, "number": number, "language": language}


def _later() -> Response:
    told = gettext("Figures cannot be shown now.")
    return Response(told, 503, mimetype="text/plain", headers={"Retry-After": AGAIN_IN})


def _voices(record: StudyRecord, pair: Pair) -> Mapping[str, tuple[Voice, Voice]]:
    """By scale what the person said at both times, as far as the reader sees what was marked: key quotes first."""
    matrix, _book = asked.model(record)
    words = joint_words.words(record, asked.reader(), {})
    found = {}
    for row in matrix.rows:
        passages = words.of({code.id for code in row.codes})
        of_first, of_last = (
            [each for each in passages if each.interview.id == interview.id] for interview in (pair.first, pair.last)
        )
        first, last = record.study.waves[0], record.study.waves[-1]
        found[row.measure.name] = (
            _voice(asked.text(record, first.label), of_first),
            _voice(asked.text(record, last.label), of_last),
        )
    return found


def _voice(wave: str, passages: list[Passage]) -> Voice:
    chosen = next((each for each in passages if each.quote is not None), None)
    return Voice(wave, chosen, "" if chosen else NO_QUOTE if passages else NO_MARK)


def _page(record: StudyRecord, pair: Pair, slopes: list[Mapping[str, Any]], told: str = "") -> str:
    return asked.page("slope", record, pair=pair, slopes=slopes, voices=_voices(record, pair), told=told)
