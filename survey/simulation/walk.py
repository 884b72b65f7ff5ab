"""The way through a questionnaire as the respondents' pages lead it, with replies in the place of a person."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from survey.instrument.acceptance import broken_rule
from survey.instrument.definition import NOT_ANSWERED, REFUSED, Value
from survey.instrument.flow import Flow, Stop
from survey.instrument.given import is_worked_out
from survey.instrument.places import Place
from survey.instrument.state import State
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
    """Send page after page, at most ``pages`` of them; at the end the document is complete, as submitting makes it.

    Nobody adds an instance of a repeat, and the questions of repeats have no replies: they are left blank.
    """
    moment = datetime.datetime.combine(today, datetime.time(), datetime.UTC)
    document, revision, most = Document(), 0, MOST_TIMES * len(flow.pages)
    stop = flow.next_stop(None, documents.state_of(document, flow, moment))
    while stop is not None and revision != pages:
        if revision > most * (1 + len(flow.repeats) * len(document.pages)):
            raise NoWayError(f"No reply was found that gets past the page {stop.key}: its rules contradict each other.")
        revision += 1
        sent = _sent(flow, stop, documents.state_of(document, flow, moment), replies)
        document = documents.with_page(document, sent, flow, revision, moment)
        stop = _next(flow, stop, document, documents.state_of(document, flow, moment))
    if stop is not None:
        return Walked(document, revision, arrived=False)
    return Walked(documents.complete(document, flow, moment), revision, arrived=True)


def _next(flow: Flow, stop: Stop, document: Document, state: State) -> Stop | None:
    """A question that an answer on the same page made relevant is asked before going on."""
    if flow.is_shown(stop, state) and not documents.is_settled(document, flow, stop, state):
        return stop
    return flow.next_stop(stop, state) or documents.next_unsent(document, flow, state)


def _sent(flow: Flow, stop: Stop, state: State, replies: Replies) -> SentPage:
    if stop.page.another is not None:
        count = flow.count(stop.page.name, stop.indices, state)
        return SentPage(stop.key, (stop.key,), {stop.key: count}, {}, {})
    shown = flow.shown(stop, state)
    asked = [place for place in shown if _is_answered(flow, place, state)]
    said = {place.key: value for place in asked if (value := replies.answers.get(place.key)) is not None}
    names = {place.key for place in asked}
    given = {name: value for name, value in state.answers.items() if name not in names} | said
    then = state.with_answers(given, names - said.keys())
    missing = {}
    for place in asked:
        # Whoever is held up by a rule of the page goes on with "I prefer not to say".
        if place.key in replies.refused or _is_held_up(flow, place, said.get(place.key), then):
            missing[place.key] = REFUSED
        elif place.key not in said:
            missing[place.key] = NOT_ANSWERED
    answers = {key: value for key, value in said.items() if key not in missing}
    return SentPage(stop.key, tuple(place.key for place in shown), answers, missing, {})


def _is_answered(flow: Flow, place: Place, state: State) -> bool:
    question = flow.question(place.name)
    return question_type(question.type).is_question and not is_worked_out(question)


def _is_held_up(flow: Flow, place: Place, value: Value | None, state: State) -> bool:
    question = flow.question(place.name)
    if not question.required and not question.constraint:
        return False
    return bool(broken_rule(state, question, place, value))
