"""One choice of a list."""

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
    typed_once,
)

SCALES = {"likert", "smileys", "smileys-falling"}
"""The appearances of a scale, each with a picture of its own."""


def _clean(question: Question, choices: Sequence[Choice], typed: Sequence[str]) -> Value | None:
    chosen = list(dict.fromkeys(text for text in typed if text))
    if not chosen:
        return None
    if len(chosen) > 1:
        raise Mistake("more_than_one")
    if chosen[0] not in {choice.name for choice in choices}:
        raise Mistake("not_in_list")
    return chosen[0]


def _paper(question: Question) -> str:
    return "tick one box of the row" if SCALES & set(question.appearance) else "tick one box"


TYPE = QuestionType(
    name="select_one",
    has_choices=True,
    dtype="string",
    appearances=(
        *("likert", "smileys", "smileys-falling", "minimal", "quick"),
        *("columns", "columns-N", "columns-pack", "list-nolabel", "label"),
    ),
    parameters=("randomize", "seed", "value", "label"),
    clean=_clean,
    typed_text=typed_once,
    expression_text=as_text,
    shown=shown_as_label,
    codebook=choice_codebook,
    paper=_paper,
    on_paper=lambda question: "one",
    check=nothing_to_check,
)
