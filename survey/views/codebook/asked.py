"""What the pages about codes share: the study and the interview that are asked for, who asks, and what a study says."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template
from flask_login import current_user

from survey import i18n
from survey.instrument.definition import Text, text_in
from survey.privacy import interview_view
from survey.store import studies, transcripts
from survey.store.studies import StudyRecord, UnknownStudyError
from survey.store.transcripts import Interview


def record_named(name: str) -> StudyRecord:
    """The study of an address; there is no such page when there is no such study."""
    try:
        return studies.study_named(name)
    except UnknownStudyError:
        abort(404)


def interview_of(record: StudyRecord, number: int) -> Interview:
    """The interview of an address; there is no such page where there is none, or where one may not read it."""
    found = transcripts.interview(record.id, number)
    if found is None or not interview_view.may_read(current_user.account.role, found):
        abort(404)
    return found


def coder() -> str:
    """Who is signed in."""
    return str(current_user.account.name)


def text(record: StudyRecord, said: Text) -> str:
    """What a study says, in the language of the page."""
    return text_in(said, i18n.language(), record.study.default_language)


def page(name: str, record: StudyRecord, **shown: Any) -> str:
    """A page about codes."""
    title = text(record, record.study.title)
    return render_template(f"staff/codebook/{name}.html", record=record, study_title=title, **shown)
