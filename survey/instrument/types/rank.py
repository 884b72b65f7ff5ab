"""All choices of a list, put in an order: each has a place of its own."""

from __future__ import annotations

from collections.abc import Sequence

from survey.instrument.definition import Choice, Question, Value
from survey.instrument.numerals import western
from survey.instrument.question_type import (
    Mistake,
    QuestionType,
    as_text,
    choice_codebook,
    nothing_to_check,
    shown_as_label,
)


def _clean(question: Question, choices: Sequence[Choice], typed: Sequence[str]) -> Value | None:
    """``CHOICE PLACE`` for each choice, or the choices alone in their order."""
    given = [text for text in typed if text.strip()]
    if not given:
        return None
    names = {choice.name for choice in choices}
    if names.issuperset(given):
        placed = list(zip(given, range(1, len(given) + 1), strict=True))
    else:
        placed = [_placed(text, names) for text in given]
    if len({place for _, place in placed}) < len(placed):
        raise Mistake("same_place")
    if {name for name, _ in placed} != names or len(placed) > len(names):
        raise Mistake("place_missing")
    return tuple(name for name, _ in sorted(placed, key=lambda pair: pair[1]))


def _placed(text: str, names: set[str]) -> tuple[str, int]:
    name, _, written = text.rpartition(" ")
    place = western(written)
    if name not in names or not (place.isascii() and place.isdigit() and len(place) < 5):
        raise Mistake("not_in_list")
    if not 1 <= int(place) <= len(names):
        raise Mistake("not_in_list")
    return name, int(place)


def _typed(value: Value) -> tuple[str, ...]:
    names = value if isinstance(value, tuple) else (as_text(value),)
    return tuple(f"{name} {place}" for place, name in enumerate(names, start=1))


def _paper(question: Question) -> str:
    return "write a number beside each: 1 for the first, 2 for the next"


TYPE = QuestionType(
    name="rank",
    has_choices=True,
    dtype="string",
    parameters=("randomize", "seed"),
    clean=_clean,
    typed_text=_typed,
    expression_text=as_text,
    shown=shown_as_label,
    codebook=choice_codebook,
    paper=_paper,
    on_paper=lambda question: "order",
    check=nothing_to_check,
)
