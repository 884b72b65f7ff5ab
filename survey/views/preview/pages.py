"""The preview's own pages: begin, all pages of the questionnaire, its problems, and whether it has changed."""

from __future__ import annotations

import secrets

from flask import g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from survey import i18n
from survey.extensions import keyring
from survey.instrument.definition import text_in
from survey.preview.overview import overview
from survey.store import participants, visits
from survey.store.studies import StudyRecord, WaveRecord
from survey.views.preview.here import LINK, showing, submission_of, visit_here


def begin() -> Response:
    """Go on where this browser was, or begin."""
    visit, token = visit_here(), str(session.get(LINK, ""))
    if visit is not None and visit.submission is not None:
        return redirect(url_for("respond.start", token=token), 303)
    return _begun(g.shown.record, g.shown.record.waves[0])


def begin_again() -> Response:
    """Begin once more with nothing answered, at one of the waves."""
    record: StudyRecord | None = g.shown.record
    if record is None:
        return redirect(url_for("preview.begin"), 303)
    named = request.form.get("wave", "")
    return _begun(record, next((wave for wave in record.waves if wave.name == named), record.waves[0]))


def _begun(record: StudyRecord, wave: WaveRecord) -> Response:
    """A questionnaire alone begins with its first question; a study with its own first page."""
    language = showing().preview.language
    if language in record.study.languages:
        session.setdefault("language", language)
    if g.shown.is_study:
        opened = keyring.open_token(record.name, wave.name, record.open_link_serial)
        return redirect(url_for("respond.open_start", token=opened), 303)
    spoken = i18n.best_language(record.study.languages)
    token = participants.create_open_participant(record, wave, spoken, secrets.token_urlsafe(16))
    visit = visits.visit_by_token(token)
    if visit is not None:
        visits.begin(visit, spoken, mode="preview")
    session[LINK] = token
    return redirect(url_for("respond.resume", token=token), 303)


def overview_page() -> str:
    """All pages, with a way to each, what is hidden now and why, and what is worked out."""
    record: StudyRecord = g.shown.record
    submission = submission_of(visit_here())
    state = submission.filling() if submission is not None else None
    pages = overview(submission.flow, state, submission.language) if submission is not None and state else ()
    code, fallback = i18n.language(), record.study.default_language
    return render_template(
        "preview/overview.html",
        title=text_in(record.study.title, code, fallback),
        waves=[(wave.name, text_in(wave.label, code, fallback)) for wave in record.study.waves],
        pages=pages,
        worked_out=dict(state.calculated()) if state is not None else {},
        token=session.get(LINK, ""),
    )


def problems() -> str:
    """Every problem and warning of the file."""
    return render_template("preview/problems.html", problems=g.shown.problems)


def state() -> dict[str, str]:
    """What a page asks again and again: the version that would be shown now."""
    return {"version": g.shown.version}
