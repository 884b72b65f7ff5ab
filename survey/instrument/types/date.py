"""A day, kept as an ISO text; typed by the browser's calendar or by hand as day, month, year."""

from __future__ import annotations

from collections.abc import Sequence

from survey.instrument.clock_text import typed_day
from survey.instrument.definition import Choice, Question, Value
from survey.instrument.numerals import EARLIEST, LATEST
from survey.instrument.question_type import (
    Mistake,
    QuestionType,
    as_text,
    first_typed,
    no_codebook,
    nothing_to_check,
    shown_as_text,
    typed_once,
)


def _clean(question: Question, choices: Sequence[Choice], typed: Sequence[str]) -> Value | None:
    text = first_typed(typed)
    if not text:
        return None
    day = typed_day(text)
    if day is None:
        raise Mistake("not_a_date")
    if not EARLIEST.isoformat() <= day <= LATEST.isoformat():  # the year of another calendar, or a slip
        raise Mistake("year_too_far", minimum=EARLIEST.year, maximum=LATEST.year)
    return day


def _paper(question: Question) -> str:
    if "year" in question.appearance:
        return "write a year"
    return "write a month and a year" if "month-year" in question.appearance else "write a date: day, month, year"


def _on_paper(question: Question) -> str:
    return "year" if "year" in question.appearance else "month" if "month-year" in question.appearance else "day"


TYPE = QuestionType(
    name="date",
    dtype="datetime64[ns]",
    appearances=("month-year", "year"),
    clean=_clean,
    typed_text=typed_once,
    expression_text=as_text,
    shown=shown_as_text,
    codebook=no_codebook,
    paper=_paper,
    on_paper=_on_paper,
    check=nothing_to_check,
)
