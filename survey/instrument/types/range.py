"""A number on a line from ``start`` to ``end`` by ``step``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, localcontext

from survey.instrument.definition import Choice, Question, Value
from survey.instrument.numerals import plain_number
from survey.instrument.question_type import (
    Finding,
    Mistake,
    QuestionType,
    as_text,
    first_typed,
    plain_text,
    shown_as_text,
    typed_once,
)

DEFAULTS = {"start": "1", "end": "10", "step": "1"}  # XLSForm's own
MAXIMUM_STEPS = 1000
MOST_POINTS = 21
"""A line with more points is answered by writing a number."""
FIGURES = 64
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})")


def _parameter(question: Question, name: str) -> Decimal:
    return Decimal(question.parameters.get(name, DEFAULTS[name]))


def _clean(question: Question, choices: Sequence[Choice], typed: Sequence[str]) -> Value | None:
    text = first_typed(typed)
    if not text:
        return None
    number = plain_number(text)
    if not _NUMBER.fullmatch(number):
        raise Mistake("not_a_number")
    value, start, end, step = Decimal(number), *(_parameter(question, name) for name in DEFAULTS)
    if not start <= value <= end:
        raise Mistake("out_of_range", minimum=plain_text(_plain(start)), maximum=plain_text(_plain(end)))
    if not _on_line(value, start, step):
        raise Mistake("off_step", start=plain_text(_plain(start)), step=plain_text(_plain(step)))
    return _plain(value)


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _on_line(point: Decimal, start: Decimal, step: Decimal) -> bool:
    # Fifteen figures on each side of the point are more than a remainder of 28 figures bears.
    with localcontext(prec=FIGURES):
        return not (point - start) % step


def _codebook(question: Question, choices: Sequence[Choice], language: str, fallback: str) -> list[tuple[str, str]]:
    return [(name, question.parameters.get(name, default)) for name, default in DEFAULTS.items()]


def points(question: Question) -> list[str]:
    """The texts of the points; empty when there are too many to show each."""
    start, end, step = (_parameter(question, name) for name in DEFAULTS)
    count = int((end - start) / step) + 1
    return [f"{(start + step * number).normalize():f}" for number in range(count)] if count <= MOST_POINTS else []


def _paper(question: Question) -> str:
    start, end = (plain_text(_plain(_parameter(question, name))) for name in ("start", "end"))
    return f"mark one point from {start} to {end}"


def _on_paper(question: Question) -> str:
    return "scale" if points(question) else "number"


def _check(question: Question, choices: Sequence[Choice]) -> list[Finding]:
    wrong = [
        ("wrong-parameter", f"`{name}={text}` is not a number.", f"Write a number such as {name}={DEFAULTS[name]}.")
        for name, text in question.parameters.items()
        if name in DEFAULTS and not _NUMBER.fullmatch(text)
    ]
    if wrong:
        return wrong
    start, end, step = (_parameter(question, name) for name in DEFAULTS)
    if step <= 0 or end <= start:
        told = f"start={start} end={end} step={step} is no line to choose a point on."
        return [("wrong-parameter", told, "Give an `end` above `start` and a `step` above 0.")]
    if end - start > step * MAXIMUM_STEPS:
        told = f"The line has more than {MAXIMUM_STEPS} points."
        return [("wrong-parameter", told, "Choose a larger `step`, or ask for a number instead.")]
    if not _on_line(end, start, step):
        told = f"From {start} by steps of {step} one never reaches {end}."
        return [("wrong-parameter", told, "Choose a `step` that divides the distance from `start` to `end`.")]
    if not all(_is_kept(start + number * step) for number in range(int((end - start) / step) + 1)):
        told = f"Points from {start} to {end} by {step} have more figures than a number keeps."
        return [("wrong-parameter", told, "Write at most 15 figures in all.")]
    return []


def _is_kept(point: Decimal) -> bool:
    return Decimal(repr(float(point))) == point


TYPE = QuestionType(
    name="range",
    dtype="Float64",
    parameters=("start", "end", "step"),
    clean=_clean,
    typed_text=typed_once,
    expression_text=as_text,
    shown=shown_as_text,
    codebook=_codebook,
    paper=_paper,
    on_paper=_on_paper,
    check=_check,
)
