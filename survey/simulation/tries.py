"""Answers worth trying on a question: around every number, day and word that the questionnaire's conditions name."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from random import Random

from survey.instrument.definition import Choice, Node, Question, Repeat, Value
from survey.instrument.expressions.tree import branches
from survey.instrument.model import Model
from survey.instrument.question_type import Mistake
from survey.instrument.standing import expression_or_none
from survey.instrument.types import question_type
from survey.simulation.patterns import matching

MOST = 60
_ROUNDS = 4
_NUMBERS = ("0", "1", "2", "3", "5", "10", "17", "18", "40", "65", "100", "1000", "100000", "-1", "0.5")
_TEXTS = ("a", "two words", "Jo", "12", "12345", "0612345678", "0123456789", "a.name@example.org", "x" * 30)
_TYPED: Mapping[str, tuple[str, ...]] = {
    "time": ("00:00:00.000+00:00", "10:30:00.000+00:00", "23:59:00.000+00:00"),
    "dateTime": ("2000-01-01T00:00:00.000+00:00", "2026-01-15T10:30:00.000+00:00"),
    "geopoint": ("48.85 2.35 0 0", "0 0 0 0", "-33.45 -70.66 0 0"),
    "geotrace": ("48.85 2.35 0 0;48.86 2.36 0 0",),
    "geoshape": ("48.85 2.35 0 0;48.86 2.36 0 0;48.87 2.35 0 0;48.85 2.35 0 0",),
    "acknowledge": ("OK",),
    **dict.fromkeys(("image", "audio", "video", "file"), ("sent-0.jpg",)),
}
_WITH_NUMBERS = ("integer", "decimal", "range")


def constants(model: Model) -> Mapping[str, tuple[str, ...]]:
    """By name, the numbers and words beside which expressions name a question, through calculations too."""
    found: dict[str, dict[str, None]] = {name: {} for name in model.standings}
    for name, standing in model.standings.items():
        for text in _expressions(standing.node):
            expression = expression_or_none(text)
            if expression is None:
                continue
            said = dict.fromkeys(
                f"{part[1]:g}" if part[0] == "number" else str(part[1])
                for part in branches(expression.tree)
                if part[0] in ("number", "string")
            )
            for each in (name, *expression.names):
                found.get(each, {}).update(said)
    for _ in range(_ROUNDS):  # what is said of a calculation is said of what it reads
        for name, standing in model.standings.items():
            if standing.works_out:
                for each in standing.reads:
                    found.get(each, {}).update(found[name])
    return {name: tuple(said) for name, said in found.items()}


def _expressions(node: Node) -> Iterator[str]:
    yield node.relevant
    if isinstance(node, Repeat):
        yield node.repeat_count
    if isinstance(node, Question):
        yield from (node.constraint, node.required, node.calculation, node.choice_filter, node.default, node.read_only)


def tries(
    question: Question, choices: Sequence[Choice], said: Sequence[str], today: datetime.date, luck: Random
) -> list[Value]:
    """Different answers that the type of a question takes, the most telling first."""
    kind = question_type(question.type)
    found: dict[Value, None] = {}
    for typed in _typed(question, [choice.name for choice in choices], said, today, luck):
        with suppress(Mistake):
            value = kind.clean(question, choices, typed)
            if value is not None:
                found.setdefault(value)
        if len(found) == MOST:
            break
    return list(found)


def _typed(
    question: Question, names: list[str], said: Sequence[str], today: datetime.date, luck: Random
) -> Iterator[list[str]]:
    if question_type(question.type).has_choices:
        yield from _chosen(question.type, names, luck)
    elif question.type in _WITH_NUMBERS:
        yield from ([text] for text in _numbers(question, said))
    elif question.type == "date":
        yield from ([text] for text in _days(said, today))
    elif question.type in _TYPED:
        yield from ([text] for text in _TYPED[question.type])
    else:
        yield from ([text] for text in said)
        yield from ([text] for pattern in said for text in matching(pattern))
        yield from ([text] for text in _TEXTS)
        yield from (["1" * length] for length in range(1, 21))


def _chosen(kind: str, names: list[str], luck: Random) -> Iterator[list[str]]:
    if kind == "rank":
        yield names
        yield names[::-1]
        yield luck.sample(names, len(names))
        return
    yield from ([name] for name in names)
    if kind == "select_multiple":
        yield from (luck.sample(names, luck.randint(1, len(names))) for _ in names)
        yield names


def _numbers(question: Question, said: Sequence[str]) -> Iterator[str]:
    numbers = [*said, *question.parameters.values()]
    for text in numbers:
        with suppress(ValueError):
            number = float(text)
            yield from (f"{each:g}" for each in (number, number - 1, number + 1))
    yield from _NUMBERS


def _days(said: Sequence[str], today: datetime.date) -> Iterator[str]:
    around = [today]
    for text in said:
        with suppress(ValueError, OverflowError):
            around.append(datetime.date.fromisoformat(text))
        with suppress(ValueError, OverflowError):
            number = float(text)
            around += [today - datetime.timedelta(number), today - datetime.timedelta(number * 365.25)]
    for day in around:
        yield from (str(day + datetime.timedelta(days)) for days in (0, -1, 1))
    yield from (f"{year}-06-15" for year in range(today.year, today.year - 100, -7))
