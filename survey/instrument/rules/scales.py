"""Scales are made of items that exist and can be counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from survey.instrument.definition import Choice, Question, Scale
from survey.instrument.problems import Problem
from survey.instrument.report import meant
from survey.instrument.source import Source

_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
_BOUNDED = ("select_one", "range")


def scale_problems(source: Source) -> Iterator[Problem]:
    """The problems of every scale."""
    questions = {question.name: question for question in source.questionnaire.questions()}
    for scale in source.questionnaire.scales:
        yield from _figure_problems(source, scale)
        if scale.name in questions:
            told = f"`{scale.name}` names a question too."
            yield source.problem(("scale", scale.name, "name"), "duplicate-name", told, "Give the scale another name.")
        for name in scale.items:
            where = ("scale", scale.name, "items")
            if name not in questions:
                told = f"`{name}` names no question."
                yield source.problem(where, "unknown-item", told, meant(name, sorted(questions)))
            else:
                yield from _item_problems(source, scale, questions[name])
        for name in scale.reverse:
            if name not in scale.items:
                told = f"`{name}` is reversed but is not an item of the scale."
                yield source.problem(("scale", scale.name, "reverse"), "unknown-item", told, meant(name, scale.items))


def _figure_problems(source: Source, scale: Scale) -> Iterator[Problem]:
    low, high = scale.score_range
    if not low < high:
        yield source.problem(
            ("scale", scale.name, "score_range"),
            "wrong-scale",
            "`score_range` must be two numbers, the lower first.",
            "Write [0, 100].",
        )
    if not scale.items:
        yield source.problem(
            ("scale", scale.name, "items"), "wrong-scale", "The scale has no item.", "List the names of its questions."
        )
    elif not 1 <= scale.minimum_answered <= len(scale.items):
        told = f"`minimum_answered` must be from 1 to {len(scale.items)}, the number of items."
        remedy = f"Write {max(1, round(len(scale.items) * 0.75))}."
        yield source.problem(("scale", scale.name, "minimum_answered"), "wrong-scale", told, remedy)
    if not scale.source:
        remedy = "Name the publication, or write: written for …, not validated."
        yield source.problem(("scale", scale.name, "source"), "wrong-scale", "The scale has no source.", remedy)


def _item_problems(source: Source, scale: Scale, item: Question) -> Iterator[Problem]:
    where = ("scale", scale.name, "items")
    if item.then_test:
        told = f"`{item.name}` looks back on `{item.then_test}`; the scale is made of what is felt now."
        yield source.problem(where, "item-looks-back", told, f"Remove it; it is found through `{item.then_test}`.")
    if item.type not in _BOUNDED:
        told = f"`{item.name}` is of type {item.type}; its answers have no lowest and highest value."
        yield source.problem(where, "item-not-coded", told, "Use a select_one or a range.")
    elif item.type == "select_one":
        yield from _code_problems(source, item, source.questionnaire.choices.get(item.list_name, ()))


def _code_problems(source: Source, item: Question, choices: tuple[Choice, ...]) -> Iterator[Problem]:
    codes = [choice.name for choice in choices]
    wrong = next((code for code in codes if not _NUMBER.fullmatch(code)), None)
    if wrong is not None:
        told = f"`{item.name}` counts in a scale, but the choice `{wrong}` of `{item.list_name}` is no number."
        remedy = 'Name the choices "1", "2", "3" …, lowest first.'
        yield source.problem(("choice", item.list_name, wrong), "item-not-coded", told, remedy)
    elif sorted(codes, key=Decimal) != codes:
        told = f"The choices of `{item.list_name}` count in a scale but do not go from lowest to highest."
        yield source.problem(("list", item.list_name, ""), "choices-not-ascending", told, "Sort them by their names.")
