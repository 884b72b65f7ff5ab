"""The fields of a page before anything is sent: with what was answered, and with what a question begins with."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from survey.forms.answer_field import REFUSED_CHOICE, AnswerField, Shown
from survey.forms.fields import field_class
from survey.forms.words import calculated_in_words, in_words
from survey.instrument.definition import REFUSED, Answers, Question, Value
from survey.instrument.flow import Flow
from survey.instrument.given import begins_itself, value_of_text
from survey.instrument.isolation import own_words
from survey.instrument.places import Place
from survey.instrument.state import State
from survey.instrument.types import question_type


class Said(Protocol):
    """What is stored of a filling: answers, reasons, drafts, and what is no longer asked or offered."""

    @property
    def answers(self) -> Answers:
        """The answers."""

    @property
    def missing(self) -> Mapping[str, str]:
        """Why there is none."""

    @property
    def typed(self) -> Mapping[str, tuple[str, ...]]:
        """What could not be taken."""

    @property
    def aside(self) -> Answers:
        """What is kept aside."""

    @property
    def refused_aside(self) -> Collection[str]:
        """The keys of the refusals that are kept aside."""


def shown_fields(flow: Flow, places: tuple[Place, ...], said: Said, state: State, language: str) -> list[Shown | None]:
    """What is stored for the questions at ``places``, as their fields show it; None for a note."""
    return [_shown_field(flow.question(place.name), place, said, state, language) for place in places]


def _shown_field(question: Question, place: Place, said: Said, state: State, language: str) -> Shown | None:
    field = field_class(question.type)
    if field is None:
        return None
    key = place.key
    if is_read_only(question, place, state):
        return read_only(field, question, place, state, language)
    if key in said.typed:
        draft = said.typed[key]
        typed = tuple(text for text in draft if text != REFUSED_CHOICE)
        return Shown(field, question, typed, REFUSED_CHOICE in draft, key=key)
    value = said.answers.get(key)
    if value is None and begins_itself(question):
        value = value_of_text(question, place, state)
    if value is not None:
        return Shown(field, question, _parted(field, question, value), False, key=key)
    was = said.aside.get(key)
    told = "" if was is None else own_words(in_words(question, place, was, state, language), language)
    return Shown(field, question, (), said.missing.get(key) == REFUSED, key=key, was=told)


def later_fields(flow: Flow, places: tuple[Place, ...], said: Said, state: State, language: str) -> list[Shown | None]:
    """The fields of what is not asked now, with what they would hold if it were; None for a note."""
    return [_later_field(flow.question(place.name), place, said, state, language) for place in places]


def _later_field(question: Question, place: Place, said: Said, state: State, language: str) -> Shown | None:
    field = field_class(question.type)
    if field is None or is_read_only(question, place, state):
        return _shown_field(question, place, said, state, language)
    value = said.answers.get(place.key, said.aside.get(place.key))
    refused = value is None and place.key in said.refused_aside
    if value is None and not refused and begins_itself(question):
        value = value_of_text(question, place, state, state.held(place))
    return Shown(field, question, () if value is None else _parted(field, question, value), refused, key=place.key)


def _parted(field: type[AnswerField], question: Question, value: Value) -> tuple[str, ...]:
    return field.parted(question_type(question.type), value)


def is_read_only(question: Question, place: Place, state: State) -> bool:
    """Whether a question is only shown."""
    return bool(question.read_only or question.calculation) and state.is_read_only(place)


def read_only(field: type[AnswerField], question: Question, place: Place, state: State, language: str) -> Shown:
    """A question that is only shown, with what it holds in words."""
    value = state.answers.get(place.key)
    if value is None:
        value = value_of_text(question, place, state)
    words = (
        calculated_in_words(state.text(place)) if value is None else in_words(question, place, value, state, language)
    )
    return Shown(field, question, (), False, key=place.key, words=words)
