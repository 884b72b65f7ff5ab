"""A question to try out how one answers, before the first scale; what is answered there is kept nowhere."""

from __future__ import annotations

from functools import lru_cache

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response

from survey.instrument.flow import Flow
from survey.instrument.types.select_one import SCALES
from survey.store import submissions
from survey.views.respond.here import BACK, CONTINUE, Answer, Here, before, here, to_stop
from survey.views.respond.visit import chosen_language, remember_language, show

PRACTISED = "practised"
"""Of the session: the submission in which this browser has been on the page."""
NAME = "practice"


@lru_cache(maxsize=256)
def scale_pages(flow: Flow) -> frozenset[str]:
    """The names of the pages on which something is rated."""
    items = {item for scale in flow.questionnaire.scales for item in scale.items}
    return frozenset(
        page.name
        for page in flow.pages
        if any(each.name in items or SCALES & set(each.appearance) for each in page.questions)
    )


def is_due(where: Here) -> bool:
    """Whether this is the first page of a scale, and nobody has practised or answered one here."""
    pages = scale_pages(where.flow)
    return (
        where.visit.study.practice
        and where.stop.page.name in pages
        and session.get(PRACTISED) != where.submission.id
        and not any(key.partition("[")[0] in pages for key in where.submission.document.pages)
    )


def to_practice(where: Here) -> Response:
    """Go there, and later to the page that was asked for."""
    return redirect(url_for("respond.practice", token=where.token, to=where.stop.address), 303)


def practice(token: str) -> Answer:
    """The page: how one presses an answer, then the button that leads on."""
    found = here(token, request.values.get("to", ""))
    return found if isinstance(found, Response) else _page(found)


def practised(token: str) -> Answer:
    """Go on once an answer was pressed, or without one when it was skipped; nothing of it is looked at again."""
    found = here(token, request.values.get("to", ""))
    if isinstance(found, Response):
        return found
    code, act = chosen_language(found.visit.study.languages), request.form.get(".act", "")
    if code:
        remember_language(code)
        submissions.set_language(found.submission, code)
        return to_practice(found)
    if act == BACK:
        stop = before(found.submission, found.stop)
        return to_practice(found) if stop == found.stop else to_stop(token, stop)
    if act == CONTINUE and not request.form.get(NAME):
        return _page(found, is_waiting=True), 422
    session[PRACTISED] = found.submission.id
    return to_stop(token, found.stop)


def _page(where: Here, *, is_waiting: bool = False) -> str:
    first = where.flow.previous_stop(where.stop, where.state) is None
    return show("practice", where.visit.study, is_waiting=is_waiting, first=first, address=where.stop.address)
