"""The document of a submission: answers, missing reasons, and what is kept aside while it is filled in."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from survey.instrument.acceptance import broken_rule
from survey.instrument.definition import NOT_ANSWERED, NOT_ASKED, REFUSED, Question, Value
from survey.instrument.flow import Flow, Stop
from survey.instrument.given import is_worked_out, still_offered, value_of_text
from survey.instrument.places import Place
from survey.instrument.state import State
from survey.instrument.types import question_type
from survey.instrument.worked_out import moment_stored


@dataclass(frozen=True, slots=True)
class Document:
    """Everything one person has said at one wave; a key stands in one of the first four maps at most.

    Keys are those of places: ``age``, and ``age[2]`` in a repeat. ``kept`` is what the questionnaire works out once
    and reads again, ``calculated`` all it works out now, ``instances`` how many instances of each repeat are asked;
    ``seed`` makes what is drawn at random the same on every page.
    """

    answers: Mapping[str, Value] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    aside: Mapping[str, Value] = field(default_factory=dict)
    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pages: Mapping[str, int] = field(default_factory=dict)
    refused_aside: tuple[str, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)
    calculated: Mapping[str, str] = field(default_factory=dict)
    instances: Mapping[str, int] = field(default_factory=dict)
    seed: int = 0


@dataclass(frozen=True, slots=True)
class SentPage:
    """One page as it was sent: which questions it showed, and what was made of each, by the keys of their places."""

    page: str
    shown: tuple[str, ...]
    answers: Mapping[str, Value]
    missing: Mapping[str, str]
    typed: Mapping[str, tuple[str, ...]]


_LATER = ("kept", "calculated", "instances", "seed")
"""What a document lacks when there is nothing of it."""


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
        **{name: stored[name] for name in _LATER if name in stored},
    )


def _value(stored: Any) -> Value:
    return tuple(stored) if isinstance(stored, list) else stored


def write(document: Document) -> str:
    """The document as compact JSON."""
    stored = {name: getattr(document, name) for name in ("answers", "missing", "aside", "typed", "pages")}
    later = ("refused_aside", *_LATER)
    return compact(stored | {name: value for name in later if (value := getattr(document, name))})


def compact(value: object) -> str:
    """JSON without spaces, in the letters people typed."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def state_of(document: Document, flow: Flow, moment: datetime.datetime, language: str = "") -> State:
    """What the answers of a document decide at a moment."""
    return State(
        flow.model,
        document.answers,
        moment=moment,
        language=language,
        kept=document.kept,
        blanks=blanks(document.missing, document.typed),
        seed=document.seed,
    )


def blanks(missing: Mapping[str, str], typed: Collection[str]) -> frozenset[str]:
    """The keys of what was asked and has no answer: no default comes back there."""
    return frozenset(key for key, reason in missing.items() if reason != NOT_ASKED).union(typed)


def with_page(document: Document, sent: SentPage, flow: Flow, revision: int, moment: datetime.datetime) -> Document:
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
        moment,
    )


def _without(entries: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in entries.items() if name not in names}


def settled(document: Document, flow: Flow, moment: datetime.datetime) -> Document:
    """Answers and refusals of questions no longer asked are put aside, and come back when they are asked again.

    An answer that is no longer offered is put aside, too; its question is then asked once more.
    """
    known = {**document.aside, **document.answers}
    state = state_of(replace(document, answers=known), flow, moment)
    missing = dict.fromkeys(document.refused_aside, REFUSED) | dict(document.missing)
    asked = {key for key in (*known, *missing, *document.typed) if _is_asked(key, flow, state)}
    answers = {key: value for key, value in known.items() if key in asked} | _set_off(flow, state)
    for key, kept in _offered_anew(answers, flow, state).items():
        if kept is None:
            del answers[key]
        else:
            answers[key] = kept
    return replace(
        document,
        answers=answers,
        aside={key: value for key, value in known.items() if key not in answers},
        missing={key: reason for key, reason in missing.items() if key in asked and key not in answers},
        refused_aside=tuple(key for key, reason in missing.items() if key not in asked and reason == REFUSED),
        typed={key: texts for key, texts in document.typed.items() if key in asked},
        kept=state.to_keep() if flow.model.lasting else {},
        calculated=dict(_calculated(flow, state)),
        instances=dict(_instances(flow, state)),
    )


def _is_asked(key: str, flow: Flow, state: State) -> bool:
    place = Place(key) if key in flow.model.standings else Place.of(key)
    return place is not None and flow.is_asked(place, state)


def _set_off(flow: Flow, state: State) -> dict[str, Value]:
    """The answers that another answer has just set, because it is their trigger."""
    found = {}
    for question in flow.set_off:
        for place in state.places(question.name):
            given = state.answers.get(place.key)
            value = value_of_text(question, place, state) if flow.is_asked(place, state) else None
            if value is not None and value != given:
                found[place.key] = value
    return found


def _offered_anew(answers: Mapping[str, Value], flow: Flow, state: State) -> dict[str, Value | None]:
    """The answers of which something is no longer offered, with what is left of them."""
    changed: dict[str, Value | None] = {}
    for key, value in answers.items() if flow.anew else ():
        place = Place.of(key)
        if place is not None and place.name in flow.anew:
            left = still_offered(flow.question(place.name), place, value, state)
            if left != value:
                changed[key] = left
    return changed


def _calculated(flow: Flow, state: State) -> Iterator[tuple[str, str]]:
    """What nobody answers: what a question begins with is left to its page."""
    for question in flow.worked_out:
        for place in flow.places(question.name, state):
            text = state.text(place)
            if text:
                yield place.key, text


def _instances(flow: Flow, state: State) -> Iterator[tuple[str, int]]:
    for name in flow.repeats:
        for place in flow.places(name, state):
            count = flow.count(name, place.indices, state)
            if count:
                yield place.key, count


def differs(document: Document, sent: SentPage) -> bool:
    """Whether ``sent`` says anything else than the document about the questions it showed."""
    return any(
        document.answers.get(name) != sent.answers.get(name)
        or document.missing.get(name) != sent.missing.get(name)
        or document.typed.get(name) != sent.typed.get(name)
        for name in sent.shown
    )


def is_settled(document: Document, flow: Flow, stop: Stop, state: State) -> bool:
    """Whether a page was sent, and each of its questions that is asked has an answer or a reason that may stand."""
    return stop.key in document.pages and all(
        _is_done(document, flow.question(place.name), place, state) for place in flow.shown(stop, state)
    )


def _is_done(document: Document, question: Question, place: Place, state: State) -> bool:
    """An answer elsewhere can make this one required, or wrong, after it was given."""
    key = place.key
    if not question_type(question.type).is_question or is_worked_out(question):
        return True
    if key in document.answers or document.missing.get(key) == NOT_ANSWERED:
        return not broken_rule(state, question, place, document.answers.get(key))
    return key in document.missing


def next_unsent(document: Document, flow: Flow, state: State) -> Stop | None:
    """The first page that is still to be sent, or to be sent again; None when everything has been asked."""
    return next(
        (
            stop
            for stop in flow.stops(state)
            if not is_settled(document, flow, stop, state) and flow.is_shown(stop, state)
        ),
        None,
    )


def complete(document: Document, flow: Flow, moment: datetime.datetime) -> Document:
    """The document at submission: every question has an answer or the reason why it has none."""
    whole = settled(document, flow, moment)
    state = state_of(whole, flow, moment)
    ends = [place for question in flow.ends for place in flow.places(question.name, state)]
    calculated = {place.key: moment_stored(moment) for place in ends if flow.is_asked(place, state)}
    whole = replace(whole, calculated={**whole.calculated, **calculated})
    missing = {}
    for question in flow.questionnaire.questions():
        if not question_type(question.type).is_question:
            continue
        for place in flow.places(question.name, state):
            key = place.key
            if key not in whole.answers and key not in whole.calculated:
                asked = flow.is_asked(place, state)
                missing[key] = whole.missing.get(key, NOT_ANSWERED) if asked else NOT_ASKED
    return replace(whole, missing=missing, typed={})
