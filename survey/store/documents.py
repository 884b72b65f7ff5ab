"""The document of a submission: answers, missing reasons, and what is kept aside while it is filled in."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from survey.instrument.acceptance import broken_rule
from survey.instrument.definition import NOT_ANSWERED, NOT_ASKED, REFUSED, Question, Value
from survey.instrument.flow import Flow, Page
from survey.instrument.types import question_type


@dataclass(frozen=True, slots=True)
class Document:
    """Everything one person has said at one wave; a name stands in one of the first four maps at most."""

    answers: Mapping[str, Value] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    aside: Mapping[str, Value] = field(default_factory=dict)
    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pages: Mapping[str, int] = field(default_factory=dict)
    refused_aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SentPage:
    """One page as it was sent: which questions it showed, and what was made of each."""

    page: str
    shown: tuple[str, ...]
    answers: Mapping[str, Value]
    missing: Mapping[str, str]
    typed: Mapping[str, tuple[str, ...]]


def read(text: str) -> Document:
    """The document stored as ``text``."""
    stored: dict[str, Any] = json.loads(text)
    return Document(
        answers={name: _value(value) for name, value in stored["answers"].items()},
        missing=stored["missing"],
        aside={name: _value(value) for name, value in stored["aside"].items()},
        typed={name: tuple(texts) for name, texts in stored["typed"].items()},
        pages=stored["pages"],
        refused_aside=tuple(stored.get("refused_aside", ())),
    )


def _value(stored: Any) -> Value:
    return tuple(stored) if isinstance(stored, list) else stored


def write(document: Document) -> str:
    """The document as compact JSON."""
    return compact(
        {
            "answers": document.answers,
            "missing": document.missing,
            "aside": document.aside,
            "typed": document.typed,
            "pages": document.pages,
        }
        | ({"refused_aside": document.refused_aside} if document.refused_aside else {})
    )


def compact(value: object) -> str:
    """JSON without spaces, in the letters people typed."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def with_page(document: Document, sent: SentPage, flow: Flow, revision: int, today: datetime.date) -> Document:
    """The document after ``sent``: what it showed is replaced, then every answer is put where it belongs."""
    shown = set(sent.shown)
    return settled(
        replace(
            document,
            answers=_without(document.answers, shown) | dict(sent.answers),
            missing=_without(document.missing, shown) | dict(sent.missing),
            aside=_without(document.aside, shown),
            typed=_without(document.typed, shown) | dict(sent.typed),
            pages={**document.pages, sent.page: revision},
            refused_aside=tuple(name for name in document.refused_aside if name not in shown),
        ),
        flow,
        today,
    )


def _without(entries: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in entries.items() if name not in names}


def settled(document: Document, flow: Flow, today: datetime.date) -> Document:
    """Answers and refusals of questions no longer asked are put aside, and come back when they are asked again."""
    known = {**document.aside, **document.answers}
    relevant = flow.relevant(known, today)
    missing = dict.fromkeys(document.refused_aside, REFUSED) | dict(document.missing)
    return replace(
        document,
        answers={name: value for name, value in known.items() if name in relevant},
        aside={name: value for name, value in known.items() if name not in relevant},
        missing={name: reason for name, reason in missing.items() if name in relevant},
        refused_aside=tuple(name for name, reason in missing.items() if name not in relevant and reason == REFUSED),
        typed={name: texts for name, texts in document.typed.items() if name in relevant},
    )


def differs(document: Document, sent: SentPage) -> bool:
    """Whether ``sent`` says anything else than the document about the questions it showed."""
    return any(
        document.answers.get(name) != sent.answers.get(name)
        or document.missing.get(name) != sent.missing.get(name)
        or document.typed.get(name) != sent.typed.get(name)
        for name in sent.shown
    )


def is_settled(document: Document, flow: Flow, page: Page, today: datetime.date) -> bool:
    """Whether a page was sent, and each of its questions that is asked has an answer or a reason that may stand."""
    return page.name in document.pages and all(
        _is_done(document, flow, question, today)
        for question in flow.shown(page, flow.relevant(document.answers, today))
        if question_type(question.type).is_question
    )


def _is_done(document: Document, flow: Flow, question: Question, today: datetime.date) -> bool:
    """An answer elsewhere can make this one required, or wrong, after it was given."""
    name = question.name
    if name in document.answers or document.missing.get(name) == NOT_ANSWERED:
        return not broken_rule(flow, question, document.answers.get(name), document.answers, today)
    return name in document.missing


def next_unsent(document: Document, flow: Flow, today: datetime.date) -> Page | None:
    """The first page that is still to be sent, or to be sent again; None when everything has been asked."""
    relevant = flow.relevant(document.answers, today)
    for page in flow.pages:
        if flow.shown(page, relevant) and not is_settled(document, flow, page, today):
            return page
    return None


def complete(document: Document, flow: Flow, today: datetime.date) -> Document:
    """The document at submission: every question has an answer or the reason why it has none."""
    relevant = flow.relevant(document.answers, today)
    missing = {
        question.name: document.missing.get(question.name, NOT_ANSWERED) if question.name in relevant else NOT_ASKED
        for question in flow.questionnaire.questions()
        if question_type(question.type).is_question and question.name not in document.answers
    }
    return replace(document, missing=missing, typed={})
