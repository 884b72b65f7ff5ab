"""An area: the points around it, the last one the same as the first."""

from __future__ import annotations

from collections.abc import Sequence

from survey.instrument.coordinates import short, typed_points
from survey.instrument.definition import Choice, Question, Value
from survey.instrument.question_type import (
    QuestionType,
    as_text,
    first_typed,
    no_codebook,
    nothing_to_check,
)

LEAST_POINTS = 3


def _clean(question: Question, choices: Sequence[Choice], typed: Sequence[str]) -> Value | None:
    text = first_typed(typed)
    if not text:
        return None
    points = typed_points(text, LEAST_POINTS)
    closed = points if points[0] == points[-1] and len(points) > LEAST_POINTS else (*points, points[0])
    return ";".join(closed)


def _typed(value: Value) -> tuple[str, ...]:
    return ("\n".join(short(point) for point in as_text(value).split(";")),)


def _shown(value: Value, choices: Sequence[Choice], language: str, fallback: str) -> str:
    return _typed(value)[0]


def _paper(question: Question) -> str:
    return "write the points around the area, latitude and longitude"


TYPE = QuestionType(
    name="geoshape",
    dtype="string",
    parameters=("allow-mock-accuracy",),
    clean=_clean,
    typed_text=_typed,
    expression_text=as_text,
    shown=_shown,
    codebook=no_codebook,
    paper=_paper,
    on_paper=lambda question: "points",
    check=nothing_to_check,
)
