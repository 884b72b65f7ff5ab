"""Then-test items look back on an item asked before, in a block of their own that a wave can leave out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from survey.instrument.definition import Group, Node, Question
from survey.instrument.expressions import ExpressionError, compile_expression
from survey.instrument.problems import Problem
from survey.instrument.report import meant
from survey.instrument.source import Source


def then_test_problems(source: Source) -> Iterator[Problem]:
    """The problems of every item that looks back."""
    questions = tuple(source.questionnaire.questions())
    order = {question.name: number for number, question in enumerate(questions)}
    inside = frozenset(_inside(source.questionnaire.survey, False))
    for question in questions:
        if question.then_test:
            yield from _item_problems(source, question, questions, order)
            if question.name not in inside:
                yield source.problem(
                    ("row", question.name, "then_test"),
                    "then-test-outside-group",
                    f"`{question.name}` looks back but stands outside a then-test group.",
                    "Put it into a begin_group with `then_test: true`.",
                )
    yield from _order_problems(source, questions, order)
    yield from _reference_problems(source, inside)


def _item_problems(
    source: Source, item: Question, questions: tuple[Question, ...], order: Mapping[str, int]
) -> Iterator[Problem]:
    where = ("row", item.name, "then_test")
    if item.then_test not in order:
        known = [question.name for question in questions if not question.then_test]
        told = f"`{item.then_test}` names no question."
        yield source.problem(where, "then-test-unknown", told, meant(item.then_test, known))
        return
    now = questions[order[item.then_test]]
    if order[now.name] >= order[item.name]:
        told = f"`{item.name}` looks back on `{now.name}`, which comes later."
        yield source.problem(where, "then-test-order", told, "Ask how it is now before how it was then.")
    if now.then_test:
        told = f"`{now.name}` looks back itself."
        yield source.problem(where, "then-test-unknown", told, "Name the item that asks about now.")
    if (now.type, now.list_name, now.parameters) != (item.type, item.list_name, item.parameters):
        told = f"`{item.name}` and `{now.name}` do not have the same type and list."
        remedy = f"Write `type: {now.type} {now.list_name}".strip() + "`."
        yield source.problem(("row", item.name, "type"), "then-test-type", told, remedy)


def _order_problems(source: Source, questions: tuple[Question, ...], order: Mapping[str, int]) -> Iterator[Problem]:
    for scale in source.questionnaire.scales:
        now = [order[name] for name in scale.items if name in order and not questions[order[name]].then_test]
        last = max(now, default=-1)
        for question in questions[: last + 1]:
            if question.then_test in scale.items and order[question.then_test] < order[question.name]:
                told = f"`{question.name}` stands before `{questions[last].name}`, a now item of `{scale.name}`."
                remedy = "Move the block after all now items of the scale."
                yield source.problem(("row", question.name, "then_test"), "then-test-order", told, remedy)


def _inside(nodes: tuple[Node, ...], inside: bool) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Group):
            yield from _inside(node.children, inside or node.then_test)
        elif inside:
            yield node.name


def _outside(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Question) or not node.then_test:
            yield node
        if isinstance(node, Group) and not node.then_test:
            yield from _outside(node.children)


def _reference_problems(source: Source, inside: frozenset[str]) -> Iterator[Problem]:
    for node in _outside(source.questionnaire.survey):
        texts = {"relevant": node.relevant}
        if isinstance(node, Question):
            texts |= {"required": node.required, "constraint": node.constraint}
        for column, text in texts.items():
            for name in sorted(inside.intersection(_references(text))):
                told = f"`${{{name}}}` is not asked in waves without then-test."
                remedy = "Put this row into the then-test group too, or name another question."
                yield source.problem(("row", node.name, column), "then-test-reference", told, remedy)


def _references(text: str) -> tuple[str, ...]:
    try:
        return compile_expression(text).references if text else ()
    except ExpressionError:
        return ()
