"""What the pages of coding share: the study and the reading that are asked for, and who asks."""

from __future__ import annotations

from flask import abort, request, url_for
from flask_login import current_user

from survey import i18n
from survey.instrument.definition import text_in
from survey.privacy import coding_pane
from survey.privacy.coding_pane import Reading
from survey.store import studies
from survey.store.layers import FIRST, Layer
from survey.store.studies import StudyRecord, UnknownStudyError

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


def title_of(record: StudyRecord) -> str:
    """The study's title in the language of the page."""
    return text_in(record.study.title, i18n.language(), record.study.default_language)


def reading_of(record: StudyRecord, number: int) -> Reading:
    """The reading that the address or the form names; no such page where this coder may not read it."""
    name = request.values.get("layer", "") or FIRST
    found = coding_pane.reading(record, number, Layer(coder(), name))
    return found or abort(404)


def page_address(record: StudyRecord, read: Reading, turn: int | None = None) -> str:
    """The page of a reading, at one of its turns."""
    anchor = None if turn is None else f"turn-{turn}"
    number, layer = read.interview.number, read.name or None
    page = coding_pane.page_of(read.interview, turn) if read.interview.is_answers and turn is not None else None
    return url_for("coding.shown", study=record.name, number=number, layer=layer, page=page, _anchor=anchor)


def page_number() -> int:
    """Which page of answers is asked for; no such page where it is no number."""
    sent = request.args.get("page", "1")
    if not (sent.isascii() and sent.isdigit() and len(sent) <= LONGEST_NUMBER):
        abort(404)
    return int(sent)


def wants_turns() -> bool:
    """Whether the script of the page asks, which takes the turns that changed and no page."""
    return request.form.get("part") == "turns"
