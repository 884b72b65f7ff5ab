"""A person's own files, while their questionnaire is being filled in."""

from __future__ import annotations

from flask import Response

from survey.attachments.kinds import media_type
from survey.store import attachments
from survey.store.attachments import Attachment
from survey.store.clock import now
from survey.views.respond.visit import UnknownLink, begun, open_visit_of


def sent_file(token: str, name: str) -> Response:
    """The file itself, to be kept or looked at."""
    file = _own(token, name)
    response = Response(attachments.content(file), content_type=media_type(file.name))
    response.headers.set("Content-Disposition", "attachment", filename=file.name)
    response.content_length = file.size
    return response


def thumbnail(token: str, name: str) -> Response:
    """A small picture of it."""
    small = attachments.thumbnail(_own(token, name))
    if small is None:
        raise UnknownLink
    response = Response(small, content_type=media_type("thumbnail.jpg"))
    response.headers.set("Content-Disposition", "attachment", filename="thumbnail.jpg")
    return response


def _own(token: str, name: str) -> Attachment:
    """The file, when it was sent in this questionnaire and that was not submitted yet; raises ``UnknownLink``."""
    visit = open_visit_of(token, now())
    submission = begun(visit)
    file = attachments.of_submission(submission.id, [name]).get(name) if submission is not None else None
    if file is None or (file.study, file.wave) != (visit.study_name, visit.wave.name):
        raise UnknownLink
    return file
