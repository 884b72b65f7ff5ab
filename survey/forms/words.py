"""An answer in words, as it is read back to whoever gave it."""

from __future__ import annotations

import datetime

from flask_babel import format_date

from survey.forms.numbers import local_number
from survey.instrument.definition import Question, Value
from survey.instrument.places import Place
from survey.instrument.state import State
from survey.instrument.types import question_type


def in_words(question: Question, place: Place, value: Value, state: State, language: str) -> str:
    """The answer to a question: dates and numbers as one's language writes them, choices by their labels."""
    if question.type == "date":
        return _day(question, datetime.date.fromisoformat(str(value)))
    if question.type == "dateTime":
        day, hour_and_minute = question_type(question.type).shown(value, (), "", "").split()
        return f"{format_date(datetime.date.fromisoformat(day), 'long')} {hour_and_minute}"
    if isinstance(value, int | float):
        return local_number(value)
    choices, fallback = (
        state.model.choices(question) or state.choices(place),
        state.model.questionnaire.default_language,
    )
    return state.label(question_type(question.type).shown(value, choices, language, fallback), place)


def _day(question: Question, day: datetime.date) -> str:
    """A day, or the month or the year where only that was asked."""
    if "year" in question.appearance:
        return str(format_date(day, "y"))
    return str(format_date(day, "MMMM y" if "month-year" in question.appearance else "long"))


def calculated_in_words(text: str) -> str:
    """What a questionnaire works out: a number as one's language writes it, any other text as it is."""
    try:
        return local_number(int(text)) if text.lstrip("-").isdecimal() and text.isascii() else text
    except ValueError:
        return text
