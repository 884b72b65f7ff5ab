"""The code of the receipt: asked for again by each page that shows or changes what was submitted.

It travels in the body of a form, from page to page: never in an address, a log or a cookie, and with the page it is
gone. Wrong codes are counted by link, for all these pages together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from flask import redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from survey.extensions import limiter
from survey.instrument.numerals import plain_code
from survey.keys import ALPHABET, CODE_LENGTH, digest_of
from survey.store import corrections, submissions
from survey.store.submissions import Submission
from survey.store.visits import Visit
from survey.views.respond.visit import chosen_language, plain_token, remember_language, show, visit_of

Answer = str | Response | tuple[str, int]
WRONG_CODES = "20 per hour"
WRONG = 422


@dataclass(frozen=True, slots=True)
class Proven:
    """Somebody with the link and the right code; ``typed`` is the code as it goes on to the next page."""

    token: str
    visit: Visit
    submission: Submission
    typed: str


def submitted(token: str) -> tuple[Visit, Submission | None]:
    """The visit of a link, with what was submitted by it."""
    visit = visit_of(token)
    submission = visit.submission
    return visit, submission if submission and submission.state == submissions.SUBMITTED else None


def is_code_of(submission: Submission, typed: str) -> bool:
    """Whether this is the code of a receipt, in any numerals, with or without spaces."""
    return submissions.receipt_matches(submission, plain_code(typed, ALPHABET, CODE_LENGTH))


def asked(visit: Visit, submission: Submission, *, typed: str = "", error: str = "") -> str:
    """The page that asks for the code; it tells when a change was begun and is not sent."""
    return show("received", visit.study, error=error, typed=typed, unsent=corrections.is_begun(submission))


def with_code(page: Callable[[Proven], Answer]) -> Callable[[str], Answer]:
    """A page for who has the code of the receipt; others are asked for it."""

    @limiter.shared_limit(
        WRONG_CODES,
        scope="receipt code",
        key_func=lambda: digest_of(plain_token(request.path.split("/")[2])),
        deduct_when=lambda response: response.status_code == WRONG,
    )
    @wraps(page)
    def guarded(token: str) -> Answer:
        visit, submission = submitted(token)
        if submission is None:
            return redirect(url_for("respond.start", token=token), 303)
        code, typed = chosen_language(visit.study.languages), request.form.get("code", "")
        if code:
            remember_language(code)
        if is_code_of(submission, typed):
            return page(Proven(token, visit, submission, typed))
        if code:
            return asked(visit, submission, typed=typed)
        error = gettext("This is not the code of your receipt. It has 10 letters and numbers.")
        return asked(visit, submission, typed=typed, error=error), WRONG

    return guarded
