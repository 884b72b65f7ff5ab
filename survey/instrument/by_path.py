"""Answers and decisions by path, ``/household/member[2]/age``: how a filling is told to and by other programs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from survey.instrument.definition import Question, Value, text_in
from survey.instrument.model import Model
from survey.instrument.places import Place
from survey.instrument.standing import Standing
from survey.instrument.state import State
from survey.instrument.worked_out import MARK

LISTS = ("select_multiple", "rank")
"""Types whose text is several names with spaces between them."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about one question: ``valid`` is its constraint, ``choices`` the names offered, None without."""

    path: str
    label: str
    relevant: bool
    required: bool
    valid: bool
    value: str
    choices: tuple[str, ...] | None


def answers_by_path(model: Model, texts: Mapping[str, str]) -> tuple[dict[str, Value], tuple[str, ...]]:
    """The answers of texts by path as ODK stores them, and the paths that lead nowhere.

    A repeat is answered by its number of instances; where none is given, by the highest that a path names.
    """
    answers: dict[str, Value] = {}
    counts: dict[str, int] = {}
    unknown = []
    for path, text in texts.items():
        place = model.place(path)
        if place is None or not _is_answered(model.standings[place.name], place, text):
            unknown.append(path)
            continue
        _count(model, place, counts)
        if text:
            answers[place.key] = _value(model.standings[place.name], text)
    return {**counts, **answers}, tuple(unknown)


def _is_answered(standing: Standing, place: Place, text: str) -> bool:
    """Whether a text can stand there: a group holds none, a repeat a number, one of its instances none."""
    if not standing.is_repeat:
        return isinstance(standing.node, Question)
    return len(place.indices) == len(standing.repeats) and text.isdecimal()


def _value(standing: Standing, text: str) -> Value:
    if standing.is_repeat:
        return int(text)
    return tuple(text.split()) if isinstance(standing.node, Question) and standing.node.type in LISTS else text


def _count(model: Model, place: Place, counts: dict[str, int]) -> None:
    """See that each repeat above a place has at least the instance the place stands in."""
    for depth, name in enumerate(model.standings[place.name].repeats):
        key = Place(name, place.indices[:depth]).key
        counts[key] = max(counts.get(key, 0), place.indices[depth])


def state_by_path(
    model: Model, answers: Mapping[str, Value], *, moment: datetime.datetime, language: str = ""
) -> State:
    """The state of a form that was opened without any answer, as ODK does, and then given all of these.

    What is worked out once was so before anyone answered; what is answered and set off by a trigger was answered last.
    """
    kept = State(model, {}, moment=moment, language=language).to_keep()
    marks = State(model, answers, moment=moment, language=language, kept=kept).to_keep()
    said_last = {mark: text for mark, text in marks.items() if mark.partition(MARK)[0] in answers and MARK in mark}
    return State(model, answers, moment=moment, language=language, kept={**kept, **said_last})


def decisions(state: State, language: str) -> Iterator[Decision]:
    """What is decided about every question and note, in the order of the file, each instance for itself."""
    model = state.model
    for standing in model.questions():
        for place in state.places(standing.name):
            yield _decision(state, standing, place, language)


def _decision(state: State, standing: Standing, place: Place, language: str) -> Decision:
    model, question = state.model, standing.node
    if not isinstance(question, Question):
        raise KeyError(standing.name)
    relevant = state.is_relevant(place)
    value = state.text(place)
    given = state.answers.get(place.key, value or None)
    offered = bool(question.list_name or question.file)
    label = text_in(question.label, language, model.questionnaire.default_language)
    return Decision(
        path=model.path(place),
        label=state.label(label, place),
        relevant=relevant,
        required=state.is_required(place),
        valid=not relevant or not value or state.constraint_holds(place, given),
        value=value,
        choices=tuple(choice.name for choice in state.choices(place)) if offered else None,
    )
