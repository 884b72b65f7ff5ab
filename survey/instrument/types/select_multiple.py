"""Several choices of a list, kept in the order of the list."""

from __future__ import annotations

from collections.abc import Sequence

from survey.instrument.definition import Choice, Question, Value
from survey.instrument.question_type import (
    Mistake,
    QuestionType,
    as_text,
    choice_codebook,
    nothing_to_check,
    shown_as_label,
)


def _clean(question: Question, choices: Sequence[Choice], typed: Sequence[str]) -> Value | None:
    chosen = {text for text in typed if text}
    names = tuple(choice.name for choice in choices if choice.name in chosen)
    if len(names) < len(chosen):
        raise Mistake("not_in_list")
    return names or None


def _typed(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (as_text(value),)


def _paper(question: Question) -> str:
    return "tick all that apply"


TYPE = QuestionType(
    name="select_multiple",
    has_choices=True,
    dtype="string",
    appearances=("columns", "columns-N", "columns-pack", "list-nolabel", "label"),
    parameters=("randomize", "seed", "value", "label"),
    clean=_clean,
    typed_text=_typed,
    expression_text=as_text,
    shown=shown_as_label,
    codebook=choice_codebook,
    paper=_paper,
    on_paper=lambda question: "several",
    check=nothing_to_check,
)
