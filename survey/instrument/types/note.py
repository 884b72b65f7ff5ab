"""A note: words to read, nothing to answer."""

from __future__ import annotations

from collections.abc import Sequence

from survey.instrument.definition import Choice, Question, Value
from survey.instrument.question_type import (
    QuestionType,
    as_text,
    no_codebook,
    nothing_to_check,
    shown_as_text,
    typed_once,
)


def _clean(question: Question, choices: Sequence[Choice], typed: Sequence[str]) -> Value | None:
    return None


def _paper(question: Question) -> str:
    return "read; nothing to write"


TYPE = QuestionType(
    name="note",
    is_question=False,
    is_kept=False,
    dtype="string",
    clean=_clean,
    typed_text=typed_once,
    expression_text=as_text,
    shown=shown_as_text,
    codebook=no_codebook,
    paper=_paper,
    on_paper=lambda question: "read",
    check=nothing_to_check,
)
