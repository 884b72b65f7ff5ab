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
from survey.instrument.steady import Reached
from survey.instrument.types import question_type
from survey.instrument.worked_out import moment_stored


@dataclass(frozen=True, slots=True)
class Document:
    """Everything one person has said at one wave; a key stands in one of the first four maps at most.

    Keys are those of places: ``age``, and ``age[2]`` in a repeat. ``kept`` is what the questionnaire works out once
    and reads again, ``calculated`` all it works out now, ``instances`` how many instances of each repeat are asked;
    ``seed`` makes what is drawn at random the same on every page; ``decided`` is what was found of the steady nodes.
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
    decided: str = ""


@dataclass(frozen=True, slots=True)
class SentPage:
    """One page as it was sent: which questions it showed, and what was made of each, by the keys of their places."""

    page: str
    shown: tuple[str, ...]
    answers: Mapping[str, Value]
    missing: Mapping[str, str]
    typed: Mapping[str, tuple[str, ...]]


_LATER = ("kept", "calculated", "instances", "seed", "decided")
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


def state_of(
    document: Document, flow: Flow, moment: datetime.datetime, language: str = "", *, anew: int | None = 0
) -> State:
    """What the answers of a document decide at a moment; ``anew`` are the steady nodes to decide anew, None is all."""
    decided = None if anew is None else flow.model.steady.read(document.decided)
    return State(
        flow.model,
        document.answers,
        moment=moment,
        language=language,
        kept=document.kept,
        blanks=blanks(document.missing, document.typed),
        seed=document.seed,
        decided=decided and decided._replace(anew=anew or 0),
    )


def blanks(missing: Mapping[str, str], typed: Collection[str]) -> frozenset[str]:
    """The keys of what was asked and has no answer: no default comes back there."""
    return frozenset(key for key, reason in missing.items() if reason != NOT_ASKED).union(typed)


def begun(flow: Flow, moment: datetime.datetime, seed: int = 0) -> Document:
    """The document of somebody who has said nothing yet; which questions are asked at first is known already."""
    first = Document(seed=seed)
    state = state_of(first, flow, moment)
    calculated, decided = dict(_calculated(flow, state, {}, None)), flow.model.steady.written(state.hidden)
    kept = state.to_keep()
    return first if state.failures() else replace(first, kept=kept, calculated=calculated, decided=decided)


def with_page(document: Document, sent: SentPage, flow: Flow, revision: int, moment: datetime.datetime) -> Document:
    """The document after ``sent``: what it showed is replaced, then every answer is put where it belongs."""
    shown = set(sent.shown)
    changed = [key for key in sent.shown if _changes(document, sent, key)]
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
        flow.model.steady.reached(changed),
    )


def _changes(document: Document, sent: SentPage, key: str) -> bool:
    """Whether an answer is another one than what was said before, here or aside; 1 is not 1.0 to an expression."""
    before, after = document.answers.get(key, document.aside.get(key)), sent.answers.get(key)
    return before != after or type(before) is not type(after)


def _without(entries: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in entries.items() if name not in names}


def settled(document: Document, flow: Flow, moment: datetime.datetime, reached: Reached | None = None) -> Document:
    """Answers and refusals of questions no longer asked are put aside, and come back when they are asked again.

    An answer that is no longer offered is put aside, too; its question is then asked once more. ``reached`` is what may
    be otherwise than the document has it, None where that is not known.
    """
    known = {**document.aside, **document.answers}
    if flow.model.steady.read(document.decided) is None:
        reached = None
    state = state_of(replace(document, answers=known), flow, moment, anew=reached and reached.nodes)
    missing = dict.fromkeys(document.refused_aside, REFUSED) | dict(document.missing)
    asked = _asked({*known, *missing, *document.typed}, flow, state)
    set_off = _set_off(flow, state)
    emptied = {key for key, value in set_off.items() if value is None}
    answers = {key: value for key, value in known.items() if key in asked and key not in emptied}
    answers |= {key: value for key, value in set_off.items() if value is not None}
    for key, kept in _offered_anew(answers, flow, state).items():
        if kept is None:
            del answers[key]
        else:
            answers[key] = kept
    return replace(
        document,
        answers=answers,
        aside={key: value for key, value in known.items() if key not in answers and key not in emptied},
        missing={key: reason for key, reason in missing.items() if key in asked and key not in answers},
        refused_aside=tuple(key for key, reason in missing.items() if key not in asked and reason == REFUSED),
        typed={key: texts for key, texts in document.typed.items() if key in asked},
        kept=state.to_keep(),
        calculated=dict(_calculated(flow, state, document.calculated, reached)),
        instances=dict(_instances(flow, state)),
        decided="" if state.failures() else flow.model.steady.written(state.hidden),
    )


def _asked(keys: set[str], flow: Flow, state: State) -> set[str]:
    """Those of these keys that are asked; only the conditions of answers need no look at each."""
    steady = flow.model.steady
    certain, kept = keys & flow.certain, keys & steady.numbers.keys()
    others = {key for key in keys - certain - kept if _is_asked(key, flow, state)}
    return (certain | kept | others).difference(steady.named(state.hidden))


def _is_asked(key: str, flow: Flow, state: State) -> bool:
    place = Place(key) if key in flow.model.standings else Place.of(key)
    return place is not None and flow.is_asked(place, state)


def _set_off(flow: Flow, state: State) -> dict[str, Value | None]:
    """The answers that another answer has just set, because it is their trigger; None where it has emptied one."""
    found: dict[str, Value | None] = {}
    for question in flow.set_off:
        for place in (each for each in state.places(question.name) if flow.is_asked(each, state)):
            value = value_of_text(question, place, state)
            if value != state.answers.get(place.key) and (value is not None or not question.calculation):
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


def _calculated(
    flow: Flow, state: State, before: Mapping[str, str], reached: Reached | None
) -> Iterator[tuple[str, str]]:
    """What nobody answers: what a question begins with is left to its page."""
    steady = flow.model.steady.calculations - reached.calculations if reached else frozenset[str]()
    for question in flow.worked_out:
        if question.name in steady:
            if question.name in before:
                yield question.name, before[question.name]
            continue
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
    whole = replace(settled(document, flow, moment), decided="")
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
