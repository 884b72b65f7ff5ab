"""The way through a questionnaire as the respondents' pages lead it, with replies in the place of a person."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from survey.instrument.acceptance import broken_rule
from survey.instrument.definition import NOT_ANSWERED, REFUSED, Answers, Question
from survey.instrument.flow import Flow, Page
from survey.instrument.types import question_type
from survey.simulation.replies import Replies
from survey.store import documents
from survey.store.documents import Document, SentPage

MOST_TIMES = 3
"""How often a page may be sent on average before it is given up."""


class NoWayError(RuntimeError):
    """The rules of a questionnaire let nobody through; the message says where."""


@dataclass(frozen=True, slots=True)
class Walked:
    """How far somebody came: the document after the last page sent, and the number of pages sent."""

    document: Document
    revision: int
    arrived: bool


def walk(flow: Flow, replies: Replies, today: datetime.date, pages: int | None = None) -> Walked:
    """Send page after page, at most ``pages`` of them; at the end the document is complete, as submitting makes it."""
    document, revision = Document(), 0
    page = flow.next_page(document.answers, None)
    while page is not None and revision != pages:
        if revision > MOST_TIMES * len(flow.pages):
            raise NoWayError(
                f"No reply was found that gets past the page {page.name}: its rules contradict each other."
            )
        revision += 1
        document = documents.with_page(document, _sent(flow, page, document, replies, today), flow, revision, today)
        page = _next(flow, page, document, today)
    if page is not None:
        return Walked(document, revision, arrived=False)
    return Walked(documents.complete(document, flow, today), revision, arrived=True)


def _next(flow: Flow, page: Page, document: Document, today: datetime.date) -> Page | None:
    """A question that an answer on the same page made relevant is asked before going on."""
    relevant = flow.relevant(document.answers, today)
    if flow.shown(page, relevant) and not documents.is_settled(document, flow, page, today):
        return page
    return flow.next_page(document.answers, page.name) or documents.next_unsent(document, flow, today)


def _sent(flow: Flow, page: Page, document: Document, replies: Replies, today: datetime.date) -> SentPage:
    shown = flow.shown(page, flow.relevant(document.answers, today))
    asked = [question for question in shown if question_type(question.type).is_question]
    names = {question.name for question in asked}
    said = {name: value for name, value in replies.answers.items() if name in names}
    given = {name: value for name, value in document.answers.items() if name not in names} | said
    missing = {}
    for question in asked:
        name = question.name
        # Whoever is held up by a rule of the page goes on with "I prefer not to say".
        if name in replies.refused or _is_held_up(flow, question, given, today):
            missing[name] = REFUSED
        elif name not in said:
            missing[name] = NOT_ANSWERED
    answers = {name: value for name, value in said.items() if name not in missing}
    return SentPage(page.name, tuple(question.name for question in shown), answers, missing, {})


def _is_held_up(flow: Flow, question: Question, given: Answers, today: datetime.date) -> bool:
    if not question.required and not question.constraint:
        return False
    return bool(broken_rule(flow, question, given.get(question.name), given, today))
