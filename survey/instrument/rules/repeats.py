"""The number of instances of a repeat is a whole number that was answered before and stays within reason."""

from __future__ import annotations

from collections.abc import Iterator

from survey.instrument.definition import Question, Repeat
from survey.instrument.model import Model
from survey.instrument.problems import Problem
from survey.instrument.rules.written import model_of
from survey.instrument.source import Source
from survey.instrument.standing import Standing, expression_or_none

MOST_INSTANCES = 100
_NO_NUMBERS = (
    *("text", "select_multiple", "rank", "date", "time", "dateTime", "geopoint", "barcode", "acknowledge"),
    *("image", "audio", "video", "file"),
)


def repeat_problems(source: Source) -> Iterator[Problem]:
    """What goes wrong with ``repeat_count``."""
    model = model_of(source)
    for standing in model.standings.values():
        node = standing.node
        expression = expression_or_none(node.repeat_count) if isinstance(node, Repeat) else None
        if expression is None:
            continue
        where = ("row", standing.name, "repeat_count")
        if expression.tree[0] in ("number", "string"):
            for told, remedy in _constant(expression.tree[1]):
                yield source.problem(where, "wrong-count", told, remedy, warning=True)
        elif expression.tree[0] == "answer" and len(expression.tree) == 2:
            for told, remedy in _answered(model, standing, expression.tree[1]):
                yield source.problem(where, "wrong-count", told, remedy, warning=True)


def _constant(value: float | str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) or value < 1 or value != int(value):
        shown = value if isinstance(value, str) else f"{value:g}"
        yield f"`repeat_count` is {shown}, no number of instances.", "Write a whole number from 1, without quotes."
    elif value > MOST_INSTANCES:
        told = f"`repeat_count` asks {int(value)} times."
        yield told, f"Nobody answers more than {MOST_INSTANCES} times the same questions."


def _answered(model: Model, repeat: Standing, name: str) -> Iterator[tuple[str, str]]:
    standing = model.standings.get(name)
    question = standing.node if standing is not None else None
    if standing is None or not isinstance(question, Question):
        return
    if repeat.name in standing.above:
        yield f"`${{{name}}}` stands inside the repeat that it counts.", "Ask it before the repeat."
    elif standing.repeats != repeat.repeats[: len(standing.repeats)]:
        told = f"`${{{name}}}` stands in another repeat and has one value for each of its instances."
        yield told, f"Write `sum(${{{name}}})` or `count(${{{name}}})`."
    elif question.type in _NO_NUMBERS:
        remedy = (
            f"Write `count-selected(${{{name}}})`."
            if question.type in ("select_multiple", "rank")
            else ("Count by a question of type integer.")
        )
        yield f"`${{{name}}}` is of type {question.type}, no number.", remedy
    elif question.type == "decimal":
        yield f"`${{{name}}}` may be a fraction.", "Ask for an integer."
