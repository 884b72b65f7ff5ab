"""What is run before the workers are forked."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext
from sqlalchemy import func, select

from survey import extensions
from survey.config import LANGUAGES
from survey.rehearsal import rehearse
from survey.store.tables.studies import StudyRow
from survey.store.tables.submissions import SubmissionRow


def test_a_rehearsal_keeps_nothing(app: Flask) -> None:
    rehearse(app)
    with extensions.answers.reading() as session:
        assert session.scalar(select(func.count()).select_from(SubmissionRow)) == 0
        assert session.scalar(select(func.count()).select_from(StudyRow)) == 0


def test_a_rehearsal_leaves_every_language_as_it_was(app: Flask) -> None:
    rehearse(app)
    told = {}
    for language in LANGUAGES:
        with app.test_request_context(headers={"Accept-Language": language}):
            told[language] = gettext("Continue")
    assert len(set(told.values())) == len(LANGUAGES)
