"""What all types have in common that nobody sees: values worked out, kept by the server, or never collected."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from survey.instrument.definition import Choice, Question, Value
from survey.instrument.question_type import (
    Finding,
    QuestionType,
    as_text,
    no_advice,
    no_codebook,
    nothing_to_check,
    shown_as_text,
    typed_once,
)


def _clean(question: Question, choices: Sequence[Choice], typed: Sequence[str]) -> Value | None:
    return None


def unseen_type(
    name: str,
    dtype: str = "string",
    *,
    paper: str,
    is_kept: bool = True,
    advice: Callable[[Question], list[Finding]] = no_advice,
    parameters: tuple[str, ...] = (),
) -> QuestionType:
    """A type without a field; ``paper`` tells whoever reads the codebook where its value comes from."""

    def told(question: Question) -> str:
        return paper

    return QuestionType(
        name=name,
        is_question=False,
        is_shown=False,
        is_kept=is_kept,
        dtype=dtype,
        parameters=parameters,
        clean=_clean,
        typed_text=typed_once,
        expression_text=as_text,
        shown=shown_as_text,
        codebook=no_codebook,
        paper=told,
        check=nothing_to_check,
        advice=advice,
    )
