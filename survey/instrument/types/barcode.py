"""The figures or letters of a bar code, typed."""

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

MAXIMUM_LENGTH = 1000


def _clean(question: Question, choices: Sequence[Choice], typed: Sequence[str]) -> Value | None:
    text = " ".join(first_typed(typed).split())
    if len(text) > MAXIMUM_LENGTH:
        raise Mistake("too_long", maximum=MAXIMUM_LENGTH, length=len(text))
    return text or None


def _paper(question: Question) -> str:
    return "copy the figures under the bar code"


TYPE = QuestionType(
    name="barcode",
    dtype="string",
    clean=_clean,
    typed_text=typed_once,
    expression_text=as_text,
    shown=shown_as_text,
    codebook=no_codebook,
    paper=_paper,
    check=nothing_to_check,
)
