"""A text in one's own words, on one line or several."""

from __future__ import annotations

from collections.abc import Sequence

from survey.instrument.definition import Choice, Question, Value
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

MAXIMUM_LENGTH = 10_000


def _clean(question: Question, choices: Sequence[Choice], typed: Sequence[str]) -> Value | None:
    text = first_typed(typed)
    if len(text) > MAXIMUM_LENGTH:
        raise Mistake("too_long", maximum=MAXIMUM_LENGTH, length=len(text))
    return text or None


def _paper(question: Question) -> str:
    return "write in your own words" if "multiline" in question.appearance else "write on the line"


def _on_paper(question: Question) -> str:
    return "lines" if "multiline" in question.appearance else "line"


TYPE = QuestionType(
    name="text",
    dtype="string",
    appearances=("multiline",),
    clean=_clean,
    typed_text=typed_once,
    expression_text=as_text,
    shown=shown_as_text,
    codebook=no_codebook,
    paper=_paper,
    on_paper=_on_paper,
    check=nothing_to_check,
)
