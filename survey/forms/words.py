"""An answer in words, as it is read back to whoever gave it."""

from __future__ import annotations

import datetime

from flask_babel import format_date, gettext

from survey.forms.numbers import local_number
from survey.instrument.definition import Question, Value
from survey.instrument.isolation import isolated
from survey.instrument.places import Place
from survey.instrument.plain_words import in_plain_words
from survey.instrument.state import State
from survey.instrument.types import question_type


def in_words(question: Question, place: Place, value: Value, state: State, language: str) -> str:
    """The answer to a question: dates and numbers as one's language writes them, choices by their labels."""
    if question_type(question.type).takes_file:
        return sent_file_in_words(question.type)
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
    shown = question_type(question.type).shown(value, choices, language, fallback)
    return state.label(isolated(in_plain_words(shown), language) if choices else shown, place)


def sent_file_in_words(kind: str, size: int | None = None) -> str:
    """What was sent, never what it is called: a picture, a recording … with its size where it is known."""
    words = {"image": gettext("A picture"), "audio": gettext("A recording"), "video": gettext("A video")}
    told = words.get(kind) or gettext("A document")
    if size is None:
        return told
    kilobytes = max(round(size / 1000), 1)
    if kilobytes < 1000:
        return gettext("%(file)s, %(number)s kB", file=told, number=local_number(kilobytes))
    return gettext("%(file)s, %(number)s MB", file=told, number=local_number(round(kilobytes / 1000, 1)))


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
