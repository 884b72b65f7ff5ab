"""A whole number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from survey.instrument.definition import Choice, Question, Value
from survey.instrument.numerals import plain_number
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

LARGEST = 2**53 - 1  # beyond it a browser and a spreadsheet no longer keep every figure
_WHOLE = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)")


def _clean(question: Question, choices: Sequence[Choice], typed: Sequence[str]) -> Value | None:
    text = first_typed(typed)
    if not text:
        return None
    number = plain_number(text)
    if not _WHOLE.fullmatch(number):
        raise Mistake("not_whole" if _NUMBER.fullmatch(number) else "not_a_number")
    if len(number) > 20 or abs(int(number)) > LARGEST:
        raise Mistake("out_of_range", minimum=-LARGEST, maximum=LARGEST)
    return int(number)


def _paper(question: Question) -> str:
    return "write a whole number"


TYPE = QuestionType(
    name="integer",
    dtype="Int64",
    clean=_clean,
    typed_text=typed_once,
    expression_text=as_text,
    shown=shown_as_text,
    codebook=no_codebook,
    paper=_paper,
    on_paper=lambda question: "number",
    check=nothing_to_check,
)
