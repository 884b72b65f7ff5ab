"""A time of day, kept as ODK does: to the millisecond, with the offset of the study's zone."""

from __future__ import annotations

from collections.abc import Sequence

from survey.instrument.clock_text import hour_and_minute, typed_time
from survey.instrument.definition import Choice, Question, Value
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
    time = typed_time(text)
    if time is None:
        raise Mistake("not_a_time")
    return time


def _shown(value: Value, choices: Sequence[Choice], language: str, fallback: str) -> str:
    return ":".join(hour_and_minute(as_text(value)))


def _paper(question: Question) -> str:
    return "write a time: hour and minute"


TYPE = QuestionType(
    name="time",
    dtype="string",
    clean=_clean,
    typed_text=typed_once,
    expression_text=as_text,
    shown=_shown,
    codebook=no_codebook,
    paper=_paper,
    on_paper=lambda question: "time",
    check=nothing_to_check,
)
