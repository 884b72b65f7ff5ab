"""Before the first question of a personal link: language, information notice, consent."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from survey import i18n
from survey.instrument.study import minutes_of
from survey.store import documents, submissions, visits
from survey.store.clock import now
from survey.store.submissions import NotSubmittable
from survey.views.respond.visit import (
    begun,
    chosen_language,
    notice_shown,
    open_visit_of,
    remember_language,
    show,
    show_notice,
    visit_of,
)

Answer = str | Response


def to(endpoint: str, token: str, **values: Any) -> Response:
    """Go to another page of the same link, by GET."""
    return redirect(url_for(f"respond.{endpoint}", token=token, **values), 303)


def start(token: str) -> Answer:
    """The first page: go on where one stopped, or choose a language."""
    visit = visit_of(token)
    if visit.submission is not None and visit.submission.state == submissions.SUBMITTED:
        return to("received", token)
    visit = open_visit_of(token, now())
    if begun(visit) is not None:
        return to("resume", token)
    if visit.declined_at is not None:
        return to("declined", token)
    return show("start", visit.study, minutes=minutes_of(visit.study, visit.wave.name))


def choose_language(token: str) -> Answer:
    """The language was chosen: from here on the link counts as opened."""
    visit = open_visit_of(token, now())
    code = chosen_language(visit.study.languages)
    if not code:
        return to("start", token)
    remember_language(code)
    if visit.submission is None and visit.declined_at is None:
        visits.mark_opened(visit)
    return to("notice", token)


def notice(token: str) -> Answer:
    """Who asks, why, what is kept and how long; then yes or no."""
    visit = open_visit_of(token, now())
    if visit.submission is not None:
        return to("start", token)
    return show_notice(visit.study, visit.wave, of_register=visit.of_register)


def decide(token: str) -> Answer:
    """Yes begins a submission; no is noted, so that nobody is reminded."""
    visit = open_visit_of(token, now())
    act = request.form.get(".act", "")
    code = chosen_language(visit.study.languages)
    if code:
        remember_language(code)
        return to("notice", token)
    if visit.submission is not None:
        return to("start", token)
    if act == "accept":
        language = i18n.language()
        shown = notice_shown(visit.study, language, of_register=visit.of_register)
        if request.form.get(".notice", shown.digest) != shown.digest:  # it was changed since it was read
            return to("notice", token)
        try:
            visits.begin(visit, language, shown)
        except NotSubmittable:
            return to("start", token)
        return to("resume", token)
    if act == "decline":
        try:
            visits.decline(visit)
        except NotSubmittable:  # the other window began in the meantime
            return to("start", token)
        return to("declined", token)
    return to("notice", token)


def declined(token: str) -> Answer:
    """Thank you all the same; one may still change one's mind."""
    visit = open_visit_of(token, now())
    if visit.submission is not None or visit.declined_at is None:
        return to("start", token)
    return show("declined", visit.study, personal=True)


def change_mind(token: str) -> Answer:
    """From the page of thanks: another language, or the notice again."""
    visit = open_visit_of(token, now())
    code = chosen_language(visit.study.languages)
    if code:
        remember_language(code)
        return to("declined", token)
    return to("notice", token)


def resume(token: str) -> Answer:
    """Go to the first page that is still to be answered, or read everything back."""
    submission = begun(open_visit_of(token, now()))
    if submission is None:
        return to("start", token)
    stop = documents.next_unsent(submission.document, submission.flow, submission.filling())
    return to("review", token) if stop is None else to("page", token, name=stop.address)
