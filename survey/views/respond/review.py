"""Everything is read back, and submitted once."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import redirect, request, url_for
from flask_babel import format_date

from survey.store import corrections, documents, submissions
from survey.store.clock import now
from survey.store.submissions import NotSubmittable, Submission
from survey.store.visits import Visit
from survey.views.respond.here import BACK, Answer, address_of, to_resume, to_start
from survey.views.respond.read_back import read_back
from survey.views.respond.receipt import has_scores
from survey.views.respond.visit import (
    begun,
    chosen_language,
    end_correction,
    open_visit_of,
    remember_language,
    show,
    visit_of,
)

LEAVE = "leave"
"""The button that keeps what was sent as it was."""


def review(token: str) -> Answer:
    """Everything answered, read back before it is submitted."""
    visit = open_visit_of(token, now())
    submission = begun(visit)
    if submission is None:
        return to_start(token)
    if documents.next_unsent(submission.document, submission.flow, submission.filling()) is not None:
        return to_resume(token)
    return _review_page(visit, submission)


def _review_page(visit: Visit, submission: Submission, notice: str = "") -> str:
    return show(
        "review",
        visit.study,
        rows=read_back(submission),
        revision=submission.revision,
        submit_key=submissions.new_submit_key(submission.revision),
        notice=notice,
        corrects=submission.state == submissions.CORRECTING,
        can_change=visit.wave.closes_at is None or visit.wave.closes_at > now(),
    )


def submit(token: str) -> Answer:
    """Submit and show the receipt; the same key again shows the same receipt."""
    visit = visit_of(token)
    submission, code = visit.submission, chosen_language(visit.study.languages)
    if submission is not None and submission.state == submissions.CORRECTING:
        return _corrected(token, visit, submission, code)
    if submission is None or submission.state == submissions.STARTED:
        visit = open_visit_of(token, now())  # a receipt is shown again after the wave has closed, too
    key = request.form.get(".key", "")
    if code:
        remember_language(code)
    if submission is None or len(key) < 16:
        return to_start(token)
    if code and submission.state == submissions.STARTED:
        submissions.set_language(submission, code)
        return redirect(url_for("respond.review", token=token), 303)
    if submission.state == submissions.STARTED and request.form.get(".act") == BACK:
        return redirect(_last_page(token, submission), 303)
    try:
        receipt = submissions.submit(submission, key, _seen())
    except NotSubmittable as outcome:
        if outcome.why == "changed":
            return _review_page(visit, submission, notice="changed"), 409
        return (show("first_kept", visit.study), 409) if outcome.why == "other" else to_start(token)
    day = receipt.submitted_at.astimezone(ZoneInfo(visit.study.time_zone)).date()
    return show(
        "receipt",
        visit.study,
        code=receipt.code,
        submitted_on=format_date(day, "long"),
        key=key,
        revision=request.form.get(".revision", ""),
        token=token,
        has_scores=has_scores(visit, submission),
    )


def _corrected(token: str, visit: Visit, submission: Submission, code: str) -> Answer:
    """Send what was corrected, or leave what was sent as it was."""
    act = request.form.get(".act")
    if code:
        remember_language(code)
        submissions.set_language(submission, code)
        return redirect(url_for("respond.review", token=token), 303)
    if act == BACK:
        return redirect(_last_page(token, submission), 303)
    if act == LEAVE:
        corrections.give_up(submission)
        end_correction()
        return redirect(url_for("respond.received", token=token), 303)
    try:
        corrections.send(submission, _seen(), study=visit.study_name, wave=visit.wave.name)
    except NotSubmittable as outcome:
        if outcome.why == "changed":
            return _review_page(visit, submission, notice="changed"), 409
        return to_start(token)
    end_correction()
    return show("corrected", visit.study, token=token)


def _seen() -> int:
    """The revision that was read back."""
    seen = request.form.get(".revision", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else -1


def _last_page(token: str, submission: Submission) -> str:
    last = submission.flow.previous_stop(None, submission.filling())
    return address_of(token, last) if last else url_for("respond.review", token=token)
