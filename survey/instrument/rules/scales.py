"""Scales are made of items that exist and can be counted."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from survey.instrument.definition import Choice, Question, Scale
from survey.instrument.problems import Problem
from survey.instrument.report import meant
from survey.instrument.rules.written import model_of
from survey.instrument.source import Source

_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
_BOUNDED = ("select_one", "range")


def scale_problems(source: Source) -> Iterator[Problem]:
    """The problems of every scale."""
    questions = {question.name: question for question in source.questionnaire.questions()}
    in_repeats = {standing.name for standing in model_of(source).questions() if standing.repeats}
    for scale in source.questionnaire.scales:
        yield from _repeat_problems(source, scale, in_repeats)
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
        items = [questions[name] for name in scale.items if name in questions]
        yield from _range_problems(source, scale, items)
        for list_name in dict.fromkeys(item.list_name for item in items if item.type == "select_one"):
            yield from _code_problems(source, scale, list_name)
        for name in scale.reverse:
            if name not in scale.items:
                told = f"`{name}` is reversed but is not an item of the scale."
                yield source.problem(("scale", scale.name, "reverse"), "unknown-item", told, meant(name, scale.items))


def _figure_problems(source: Source, scale: Scale) -> Iterator[Problem]:
    """What is absent has been told already; this looks at what is there."""
    low, high = scale.score_range
    where = ("scale", scale.name, "score_range")
    if not low < high and where in source.places:
        told = "`score_range` must be two numbers, the lower first."
        yield source.problem(where, "wrong-scale", told, "Write [0, 100].")
    where = ("scale", scale.name, "items")
    if not scale.items and where in source.places:
        yield source.problem(where, "wrong-scale", "The scale has no item.", "List the names of its questions.")
    if scale.items and scale.minimum_answered > len(scale.items):
        told = f"`minimum_answered` must be from 1 to {len(scale.items)}, the number of items."
        remedy = f"Write {max(1, round(len(scale.items) * 0.75))}."
        yield source.problem(("scale", scale.name, "minimum_answered"), "wrong-scale", told, remedy)


def _item_problems(source: Source, scale: Scale, item: Question) -> Iterator[Problem]:
    where = ("scale", scale.name, "items")
    if item.then_test:
        told = f"`{item.name}` looks back on `{item.then_test}`; the scale is made of what is felt now."
        yield source.problem(where, "item-looks-back", told, f"Remove it; it is found through `{item.then_test}`.")
    if item.type not in _BOUNDED:
        told = f"`{item.name}` is of type {item.type}; its answers have no lowest and highest value."
        yield source.problem(where, "item-not-coded", told, "Use a select_one or a range.")


def _repeat_problems(source: Source, scale: Scale, in_repeats: Collection[str]) -> Iterator[Problem]:
    for name in scale.items:
        if name in in_repeats:
            told = f"`{name}` stands in a repeat: it has several answers, and a score takes one."
            where = ("scale", scale.name, "items")
            yield source.problem(where, "item-in-repeat", told, "Ask it outside, or leave it out of the scale.")


def _range_problems(source: Source, scale: Scale, items: Sequence[Question]) -> Iterator[Problem]:
    """Items that go from 1 to 5 and from 0 to 10 do not weigh the same; the first item sets the measure."""
    kinds: dict[tuple[object, ...], Question] = {}
    for item in items:
        kinds.setdefault((item.type, item.list_name, *item.parameters.items()), item)
    ranges = [(item, item_range(item, source.questionnaire.choices.get(item.list_name, ()))) for item in kinds.values()]
    known = [(item, found) for item, found in ranges if found is not None]
    for item, found in known[1:]:
        first, usual = known[0]
        if found != usual:
            told = (
                f"`{item.name}` goes from {found[0]} to {found[1]}, `{first.name}` from {usual[0]} to {usual[1]}: "
                "they do not count alike."
            )
            where = ("scale", scale.name, "items")
            yield source.problem(
                where, "items-differ", told, "Give all items of a scale the same answers.", warning=True
            )
            return


def item_range(item: Question, choices: Sequence[Choice]) -> tuple[Decimal, Decimal] | None:
    """The lowest and the highest number that an item allows; None where its answers are no numbers."""
    codes = [choice.name for choice in choices]
    if item.type == "range":
        codes = [item.parameters.get("start", "1"), item.parameters.get("end", "10")]
    if item.type not in _BOUNDED or not codes or not all(_NUMBER.fullmatch(code) for code in codes):
        return None
    numbers = [Decimal(code) for code in codes]
    return min(numbers), max(numbers)


def _code_problems(source: Source, scale: Scale, list_name: str) -> Iterator[Problem]:
    codes = [choice.name for choice in source.questionnaire.choices.get(list_name, ())]
    wrong = next((code for code in codes if not _NUMBER.fullmatch(code)), None)
    if wrong is not None:
        told = f"The choice `{wrong}` of `{list_name}` is no number, but the list counts in the scale `{scale.name}`."
        remedy = 'Name the choices "1", "2", "3" …, lowest first.'
        yield source.problem(("choice", list_name, wrong), "item-not-coded", told, remedy)
    elif sorted(codes, key=Decimal) != codes:
        told = f"The choices of `{list_name}` count in `{scale.name}` but do not go from lowest to highest."
        yield source.problem(("list", list_name, ""), "choices-not-ascending", told, "Sort them by their names.")
