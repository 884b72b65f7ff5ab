"""A day, kept as an ISO text; typed by the browser's calendar or by hand as day, month, year."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from survey.instrument.definition import Choice, Question, Value
from survey.instrument.numerals import EARLIEST, LATEST, western
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

_YEAR_FIRST = re.compile(r"([0-9]{4})\s*[-/.]\s*([0-9]{1,2})\s*[-/.]\s*([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*[-/., ]\s*([0-9]{1,2})\s*[-/., ]\s*([0-9]{4})")


def _clean(question: Question, choices: Sequence[Choice], typed: Sequence[str]) -> Value | None:
    text = western(first_typed(typed))
    if not text:
        return None
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    else:
        raise Mistake("not_a_date")
    try:
        date = datetime.date(int(year), int(month), int(day))
    except ValueError:
        raise Mistake("not_a_date") from None
    if not EARLIEST <= date <= LATEST:  # the year of another calendar, or a slip
        raise Mistake("year_too_far", minimum=EARLIEST.year, maximum=LATEST.year)
    return date.isoformat()


def _paper(question: Question) -> str:
    return "write a date: day, month, year"


TYPE = QuestionType(
    name="date",
    dtype="datetime64[ns]",
    clean=_clean,
    typed_text=typed_once,
    expression_text=as_text,
    shown=shown_as_text,
    codebook=no_codebook,
    paper=_paper,
    check=nothing_to_check,
)
