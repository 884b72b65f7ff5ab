"""A day with a time, kept as ODK does: an ISO text with the offset that the study's zone has on that day."""

from __future__ import annotations

from collections.abc import Sequence

from survey.instrument.clock_text import hour_and_minute, typed_moment
from survey.instrument.definition import Choice, Question, Value
from survey.instrument.numerals import EARLIEST, LATEST
from survey.instrument.question_type import (
    Mistake,
    QuestionType,
    as_text,
    first_typed,
    no_codebook,
    nothing_to_check,
    typed_once,
)


def _clean(question: Question, choices: Sequence[Choice], typed: Sequence[str]) -> Value | None:
    text = first_typed(typed)
    if not text:
        return None
    moment = typed_moment(text)
    if moment is None:
        raise Mistake("not_a_moment")
    if not EARLIEST.isoformat() <= moment[:10] <= LATEST.isoformat():  # the year of another calendar, or a slip
        raise Mistake("year_too_far", minimum=EARLIEST.year, maximum=LATEST.year)
    return moment


def _shown(value: Value, choices: Sequence[Choice], language: str, fallback: str) -> str:
    text = as_text(value)
    return f"{text.partition('T')[0]} {':'.join(hour_and_minute(text))}"


def _paper(question: Question) -> str:
    return "write a date and a time: day, month, year, hour, minute"


TYPE = QuestionType(
    name="dateTime",
    dtype="datetime64[ns, UTC]",
    clean=_clean,
    typed_text=typed_once,
    expression_text=as_text,
    shown=_shown,
    codebook=no_codebook,
    paper=_paper,
    on_paper=lambda question: "moment",
    check=nothing_to_check,
)
