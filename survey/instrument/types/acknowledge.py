"""A box to tick under something to read or to agree to; ticked it is ``OK``, as in ODK."""

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

TICKED = "OK"


def _clean(question: Question, choices: Sequence[Choice], typed: Sequence[str]) -> Value | None:
    text = first_typed(typed)
    if text not in ("", TICKED):
        raise Mistake("not_in_list")
    return text or None


def _paper(question: Question) -> str:
    return "tick the box"


TYPE = QuestionType(
    name="acknowledge",
    dtype="string",
    clean=_clean,
    typed_text=typed_once,
    expression_text=as_text,
    shown=shown_as_text,
    codebook=no_codebook,
    paper=_paper,
    on_paper=lambda question: "tick",
    check=nothing_to_check,
)
