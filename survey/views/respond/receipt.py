"""After submission: the link says that it was received, and asks for the code before anything else."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from survey.extensions import limiter
from survey.instrument.numerals import plain_code
from survey.keys import ALPHABET, CODE_LENGTH, digest_of
from survey.store import submissions
from survey.store.submissions import Submission
from survey.store.visits import Visit
from survey.views.respond.read_back import read_back
from survey.views.respond.visit import chosen_language, plain_token, remember_language, show, visit_of

Answer = str | Response | tuple[str, int]


def _submitted(token: str) -> tuple[Visit, Submission | None]:
    visit = visit_of(token)
    submission = visit.submission
    return visit, submission if submission and submission.state == submissions.SUBMITTED else None


def received(token: str) -> Answer:
    """Your answers were received. Nothing of them is shown without the code."""
    visit, submission = _submitted(token)
    if submission is None:
        return redirect(url_for("respond.start", token=token), 303)
    return show("received", visit.study, error="", typed="")


@limiter.limit("20 per hour", key_func=lambda: digest_of(plain_token(request.path.split("/")[2])))
def open_received(token: str) -> Answer:
    """With the right code: everything that was answered, to read and keep."""
    visit, submission = _submitted(token)
    if submission is None:
        return redirect(url_for("respond.start", token=token), 303)
    code, typed = chosen_language(visit.study.languages), request.form.get("code", "")
    if code:
        remember_language(code)
    if submissions.receipt_matches(submission, plain_code(typed, ALPHABET, CODE_LENGTH)):
        return show("answers", visit.study, rows=read_back(submission), code=typed)
    if code:
        return show("received", visit.study, error="", typed=typed)
    error = gettext("This is not the code of your receipt. It has 10 letters and numbers.")
    return show("received", visit.study, error=error, typed=typed), 422
