"""The questions: one page shown, one page sent, everything read back, submitted once."""

from __future__ import annotations

import datetime
import secrets
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from flask import redirect, request, url_for
from flask_babel import format_date
from werkzeug.wrappers import Response

from survey import i18n
from survey.forms.answer_field import Shown
from survey.forms.asked import page_texts
from survey.forms.page import PageForm, form_class, shown_fields
from survey.instrument.definition import Question, text_in
from survey.instrument.flow import Page
from survey.store import documents, submissions
from survey.store.clock import now
from survey.store.documents import SentPage
from survey.store.submissions import Conflict, NotSubmittable, Submission
from survey.store.visits import Visit
from survey.views.respond.read_back import read_back
from survey.views.respond.visit import (
    begun,
    chosen_language,
    open_visit_of,
    remember_language,
    sent_a_cookie,
    show,
    visit_of,
)

Answer = str | Response | tuple[str, int]
CONTINUE, BACK = "continue", "back"


def page(token: str, name: str) -> Answer:
    """One page of questions, with what was answered before."""
    visit = open_visit_of(token, now())
    submission = begun(visit)
    found = submission.flow.page(name) if submission else None
    if submission is None or found is None:
        return redirect(url_for("respond.start", token=token), 303)
    questions = submission.flow.shown(found, _relevant(submission))
    if not questions:
        return redirect(url_for("respond.resume", token=token), 303)
    document = submission.document
    fields = shown_fields(questions, document.answers, document.missing, document.typed)
    return _shown(visit, submission, found, questions, fields)


def send(token: str, name: str) -> Answer:
    """Save the page as it was sent, then go where the button leads."""
    visit = open_visit_of(token, now())
    submission = begun(visit)
    found = submission.flow.page(name) if submission else None
    if submission is None or found is None:
        return redirect(url_for("respond.start", token=token), 303)
    act, code = request.form.get(".act", ""), chosen_language(visit.study.languages)
    if code:
        remember_language(code)
    language = code or submission.language
    form, questions = _sent(submission, found, language, _moment(visit))
    sent = _as_sent(submission, found, form, questions, finished=act == CONTINUE)
    try:
        saved = submissions.save_page(submission, sent, language, form.seen_revision)
    except NotSubmittable:  # another window submitted in the meantime
        return redirect(url_for("respond.start", token=token), 303)
    if isinstance(saved, Conflict):
        return _conflict(visit, saved.submission, found, questions, form)
    if act == BACK:
        before = saved.flow.previous_page(saved.document.answers, found.name)
        return redirect(url_for("respond.page", token=token, name=(before or found).name), 303)
    if act != CONTINUE:
        return redirect(url_for("respond.page", token=token, name=found.name, **_change()), 303)
    if any(field.errors for field in form.fields_of(questions)):
        return _shown(visit, saved, found, questions, form.shown_of(questions)), 422
    return redirect(_next(token, saved, found), 303)


def _moment(visit: Visit) -> datetime.datetime:
    return now().astimezone(ZoneInfo(visit.study.time_zone))


def _sent(
    submission: Submission, page: Page, language: str, moment: datetime.datetime
) -> tuple[PageForm, tuple[Question, ...]]:
    form = form_class(submission.flow, page)(formdata=request.form, meta={"moment": moment})
    names = form.shown_names(page)
    questions = tuple(question for question in page.questions if question.name in names)
    stored = submission.document.answers
    form.check(submission.flow, questions, stored, language=language, today=submission.today)
    return form, questions


def _relevant(submission: Submission) -> frozenset[str]:
    return submission.flow.relevant(submission.document.answers, submission.today)


def _as_sent(
    submission: Submission, page: Page, form: PageForm, questions: tuple[Question, ...], *, finished: bool
) -> SentPage:
    return SentPage(
        page=page.name,
        shown=tuple(question.name for question in questions),
        answers=form.values(questions),
        missing=form.missing(questions, finished, submission.document.missing),
        typed=form.drafts(questions),
    )


def _change() -> dict[str, Any]:
    return {"change": "1"} if request.values.get("change") == "1" else {}


def _next(token: str, submission: Submission, page: Page) -> str:
    document, flow, today = submission.document, submission.flow, submission.today
    if flow.shown(page, _relevant(submission)) and not documents.is_settled(document, flow, page, today):
        return url_for("respond.page", token=token, name=page.name, **_change())
    after = None if _change() else flow.next_page(document.answers, page.name)
    after = after or documents.next_unsent(document, flow, today)
    return url_for("respond.page", token=token, name=after.name) if after else url_for("respond.review", token=token)


def _shown(
    visit: Visit,
    submission: Submission,
    page: Page,
    questions: tuple[Question, ...],
    fields: list[Shown | None],
    **context: object,
) -> str:
    code, flow = i18n.language(), submission.flow
    texts = page_texts(flow, page, code)
    return show(
        "page",
        visit.study,
        mistaken=[(texts.asked[field.name], field) for field in fields if field and field.errors],
        heading=texts.heading or text_in(flow.questionnaire.form_title, code, flow.questionnaire.default_language),
        alone=len(questions) == 1,
        hint=texts.hint,
        rows=[(texts.asked[question.name], field) for question, field in zip(questions, fields, strict=True)],
        shown=" ".join(question.name for question in questions),
        revision=submission.revision,
        position=flow.position(page, _relevant(submission)),
        first=page.number == 0,
        **context,
    )


def _conflict(
    visit: Visit, submission: Submission, page: Page, questions: tuple[Question, ...], form: PageForm
) -> Answer:
    stored = {row.question.name: row for row in read_back(submission, (page,))}
    told = {question.name: stored[question.name].shown for question in questions if question.name in stored}
    fields = form.shown_of(questions)
    return _shown(visit, submission, page, questions, fields, stored=told, notice="conflict"), 409


def page_again(token: str, name: str) -> Answer:
    """The page with everything typed kept, when the browser sent no valid token: press Continue once more."""
    visit = open_visit_of(token, now())
    submission = begun(visit)
    found = submission.flow.page(name) if submission else None
    if submission is None or found is None:
        return redirect(url_for("respond.start", token=token), 303)
    form, questions = _sent(submission, found, submission.language, _moment(visit))
    notice = "again" if sent_a_cookie() else "cookies"
    seen = replace(submission, revision=form.seen_revision)
    return _shown(visit, seen, found, questions, form.shown_of(questions), notice=notice), 400


def review(token: str) -> Answer:
    """Everything answered, read back before it is submitted."""
    visit = open_visit_of(token, now())
    submission = begun(visit)
    if submission is None:
        return redirect(url_for("respond.start", token=token), 303)
    if documents.next_unsent(submission.document, submission.flow, submission.today) is not None:
        return redirect(url_for("respond.resume", token=token), 303)
    return _review_page(visit, submission)


def _review_page(visit: Visit, submission: Submission, notice: str = "") -> str:
    return show(
        "review",
        visit.study,
        rows=read_back(submission, submission.flow.pages),
        revision=submission.revision,
        submit_key=secrets.token_urlsafe(24),
        notice=notice,
    )


def submit(token: str) -> Answer:
    """Submit and show the receipt; the same key again shows the same receipt."""
    visit = visit_of(token)
    submission, code = visit.submission, chosen_language(visit.study.languages)
    if submission is None or submission.state == submissions.STARTED:
        visit = open_visit_of(token, now())  # a receipt is shown again after the wave has closed, too
    key, seen = request.form.get(".key", ""), request.form.get(".revision", "")
    if code:
        remember_language(code)
    if submission is None or len(key) < 16:
        return redirect(url_for("respond.start", token=token), 303)
    if code and submission.state == submissions.STARTED:
        submissions.set_language(submission, code)
        return redirect(url_for("respond.review", token=token), 303)
    if submission.state == submissions.STARTED and request.form.get(".act") == BACK:
        return redirect(_last_page(token, submission), 303)
    try:
        receipt = submissions.submit(submission, key, int(seen) if seen.isdecimal() and len(seen) < 10 else -1)
    except NotSubmittable as outcome:
        if outcome.why == "changed":
            return _review_page(visit, submission, notice="changed"), 409
        return redirect(url_for("respond.start", token=token), 303)
    day = receipt.submitted_at.astimezone(ZoneInfo(visit.study.time_zone)).date()
    return show(
        "receipt", visit.study, code=receipt.code, submitted_on=format_date(day, "long"), key=key, revision=seen
    )


def _last_page(token: str, submission: Submission) -> str:
    flow, relevant = submission.flow, _relevant(submission)
    for page in reversed(flow.pages):
        if flow.shown(page, relevant):
            return url_for("respond.page", token=token, name=page.name)
    return url_for("respond.review", token=token)
