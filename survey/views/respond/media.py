"""Pictures and recordings of the questionnaire that a link leads to, and of no other."""

from __future__ import annotations

from io import BytesIO

from flask import Response, send_file

from survey.instrument.definition import Questionnaire
from survey.instrument.media_kinds import media_type
from survey.instrument.study import Study
from survey.security import YEAR
from survey.store import published_files, versions
from survey.views.respond.opening import opened
from survey.views.respond.visit import UnknownLink, visit_of


def media(token: str, name: str) -> Response:
    """A file that the person's own version of the questionnaire, or its study, shows or plays."""
    visit = visit_of(token)
    submission = visit.submission
    asked = submission.flow.questionnaire if submission else versions.questionnaire(visit.wave.questionnaire_digest)
    return _file(name, visit.study, asked)


def open_media(token: str, name: str) -> Response:
    """The same before anybody has a link of their own."""
    record, wave = opened(token)
    return _file(name, record.study, versions.questionnaire(wave.questionnaire_digest))


def _file(name: str, study: Study, asked: Questionnaire) -> Response:
    content = published_files.content(name) if published_files.is_named(name, study, asked) else None
    if content is None:
        raise UnknownLink
    # Telephones ask for a recording in parts, which `conditional` answers.
    return send_file(BytesIO(content), media_type(name), conditional=True, etag=name, max_age=YEAR)
