"""A place on the earth: latitude and longitude in degrees, with the accuracy in metres where it is known."""

from __future__ import annotations

from collections.abc import Sequence

from survey.instrument.coordinates import short, typed_point
from survey.instrument.definition import Choice, Question, Value
from survey.instrument.question_type import (
    QuestionType,
    as_text,
    first_typed,
    no_codebook,
    nothing_to_check,
    typed_once,
)


def _clean(question: Question, choices: Sequence[Choice], typed: Sequence[str]) -> Value | None:
    text = first_typed(typed)
    return typed_point(text) if text else None


def _shown(value: Value, choices: Sequence[Choice], language: str, fallback: str) -> str:
    return ", ".join(short(as_text(value)).split(" ")[:2])


def _paper(question: Question) -> str:
    return "write the latitude and the longitude in degrees"


TYPE = QuestionType(
    name="geopoint",
    dtype="string",
    parameters=("capture-accuracy", "warning-accuracy", "allow-mock-accuracy"),
    clean=_clean,
    typed_text=typed_once,
    expression_text=as_text,
    shown=_shown,
    codebook=no_codebook,
    paper=_paper,
    on_paper=lambda question: "place",
    check=nothing_to_check,
)
