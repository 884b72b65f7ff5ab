"""A number that may have a decimal part, typed with a dot, a comma or the Arabic decimal mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from survey.instrument.casts import decimal_text
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

LARGEST = 10**15
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")


def _clean(question: Question, choices: Sequence[Choice], typed: Sequence[str]) -> Value | None:
    text = first_typed(typed)
    if not text:
        return None
    number = plain_number(text)
    if not _NUMBER.fullmatch(number):
        raise Mistake("not_a_number")
    value = float(number) + 0.0  # adding 0 turns -0.0 into 0.0
    if abs(value) > LARGEST:
        raise Mistake("out_of_range", minimum=-LARGEST, maximum=LARGEST)
    return value


def _expression_text(value: Value) -> str:
    return as_text(value) if isinstance(value, str | tuple) else decimal_text(float(value))


def _paper(question: Question) -> str:
    return "write a number, with decimals if needed"


TYPE = QuestionType(
    name="decimal",
    dtype="Float64",
    clean=_clean,
    typed_text=typed_once,
    expression_text=_expression_text,
    shown=shown_as_text,
    codebook=no_codebook,
    paper=_paper,
    on_paper=lambda question: "number",
    check=nothing_to_check,
)
