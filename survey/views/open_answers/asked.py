"""What the pages of open answers share: study and source of an address, and what it wants to see of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, request
from flask_login import current_user

from survey import i18n
from survey.instrument.definition import Text, text_in
from survey.privacy import answers_view
from survey.privacy.answers_view import BANDS, MOST_SCALES, Wish
from survey.store import studies, versions
from survey.store.studies import StudyRecord, UnknownStudyError
from survey.store.transcripts import Interview

LONGEST_NUMBER = 9
"""Digits of a number in an address."""


def coder() -> str:
    """The name of who is signed in, under which codings are kept."""
    return str(current_user.account.name)


def record_named(name: str) -> StudyRecord:
    """The study of an address; there is no such page when there is no such study."""
    try:
        return studies.study_named(name)
    except UnknownStudyError:
        abort(404)


def source_of(record: StudyRecord, number: int) -> Interview:
    """The source of an address."""
    return answers_view.source(record, number) or abort(404)


def text(record: StudyRecord, said: Text) -> str:
    """What a study or a questionnaire says, in the language of the page."""
    return text_in(said, i18n.language(), record.study.default_language)


def question_of(record: StudyRecord, source: Interview) -> str:
    """What was asked, as the questionnaire of the wave asks it now; its name where it is not asked any more."""
    digest = answers_view.wave_of(record, source).questionnaire_digest
    asked = {each.name: each.label for each in versions.questionnaire(digest).questions()}
    name = source.question or ""
    return text(record, asked[name]) if name in asked else name


def wave_label(record: StudyRecord, source: Interview) -> str:
    """What the wave of a source is called."""
    labels = {wave.name: text(record, wave.label) for wave in record.study.waves}
    return labels.get(source.wave or "", source.wave or "")


def wish(record: StudyRecord, source: Interview) -> Wish:
    """What the address asks for; no such page where it asks for what there is not."""
    known = [scale.name for scale in answers_view.scales(record, source)]
    chosen = tuple(dict.fromkeys(name for name in request.args.getlist("scale") if name))
    third, sort, code = (request.args.get(name, "") for name in ("third", "sort", "code"))
    scale, _dot, band = third.rpartition(".")
    if len(chosen) > MOST_SCALES or not {*chosen, *filter(None, (scale, sort))} <= set(known):
        abort(404)
    if third and (band not in BANDS or not scale):
        abort(404)
    page = number("page")
    return Wish(chosen, code, (scale, band) if third else None, sort, 1 if page is None else page, number("turn"))


def number(name: str) -> int | None:
    """A number of the address; no such page where it is none."""
    sent = request.args.get(name, "")
    if sent and not (sent.isascii() and sent.isdigit() and len(sent) <= LONGEST_NUMBER):
        abort(404)
    return int(sent) if sent else None


def words_of(wished: Wish) -> Mapping[str, Any]:
    """What is wished for as words of an address, but for the page."""
    third = ".".join(wished.third) if wished.third else None
    return {"scale": wished.scales, "code": wished.code or None, "third": third, "sort": wished.sort or None}
