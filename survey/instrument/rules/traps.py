"""Expressions that can be read and are seldom meant: a name without its sign, an order of words, a wrong default."""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.instrument.definition import Question
from survey.instrument.expressions.grammar import Tree
from survey.instrument.expressions.tree import branches, parts_of
from survey.instrument.model import Model
from survey.instrument.problems import Problem
from survey.instrument.question_type import Mistake
from survey.instrument.report import meant
from survey.instrument.rules.written import model_of, readable
from survey.instrument.source import Source, Where
from survey.instrument.standing import Standing, is_dynamic
from survey.instrument.types import question_type

_ORDERS = ("<", "<=", ">", ">=")
_NUMBER_OR_DAY = re.compile(r"\s*(?:-?[0-9]*\.?[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T.*)?|[0-9]{1,2}:[0-9]{2}.*)?\s*")
_AS_STORED = {"date": "2026-01-31", "time": "08:30", "dateTime": "2026-01-31T08:30"}
_NUMBERS = {"integer": "Write a whole number, such as 3.", "decimal": "Write a number, such as 2.5."}
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}:[0-9]{2}")
_TRUTHS = {"true": "true()", "false": "false()"}
_TYPED_ALIKE = ("text", "integer", "decimal", "select_one", "date", "time", "dateTime")


def trap_problems(source: Source) -> Iterator[Problem]:
    """One warning for each."""
    model = model_of(source)
    for standing in model.standings.values():
        for column, expression in readable(standing):
            where = ("row", standing.name, column)
            if isinstance(standing.node, Question) and column != "choice_filter":
                yield from _bare_names(source, model, where, expression.tree)
            yield from _orders(source, where, expression.tree)
        if isinstance(standing.node, Question):
            yield from _defaults(source, standing.node)
            yield from _required(source, standing)


def bare_names(tree: Tree) -> Iterator[str]:
    """The names that begin a path from a question itself: it holds no other, so that they lead nowhere."""
    if tree[0] == "path" and tree[1] == ("self",) and len(tree) > 2 and tree[2][0] == "child":
        yield tree[2][1]
    elif tree[0] not in ("path", "answer"):  # in a predicate a name is a child of what is filtered
        for part in parts_of(tree):
            yield from bare_names(part)


def _bare_names(source: Source, model: Model, where: Where, tree: Tree) -> Iterator[Problem]:
    for name in dict.fromkeys(bare_names(tree)):
        told = f"`{name}` without ${{}} is looked for inside this question, where nothing is; it is always blank."
        if name.lower() in _TRUTHS:
            remedy = f"Write `{_TRUTHS[name.lower()]}`, or `'{name}'` for the word."
        elif name in model.standings:
            remedy = f"Write `${{{name}}}`."
        else:
            near = meant(name, sorted(model.standings), f"Write `'{name}'` for the word, `${{name}}` for an answer.")
            remedy = near.replace("`", "`${", 1).replace("`?", "}`?") if near.startswith("Did") else near
        yield source.problem(where, "bare-name", told, remedy, warning=True)


def _orders(source: Source, where: Where, tree: Tree) -> Iterator[Problem]:
    """Words have no order in ODK: whatever the answer, the comparison is false."""
    for branch in branches(tree):
        for part in parts_of(branch) if branch[0] in _ORDERS else ():
            if part[0] == "string" and not _NUMBER_OR_DAY.fullmatch(part[1]):
                told = f"`{branch[0]} '{part[1][:40]}'` is always false: words have no order."
                remedy = "Compare with a number or a day, or write `=`."
                yield source.problem(where, "order-of-words", told, remedy, warning=True)


def _defaults(source: Source, question: Question) -> Iterator[Problem]:
    """A default that could not be typed: people would begin with an answer that is refused."""
    if not question.default or question.type not in _TYPED_ALIKE or question.file or is_dynamic(question):
        return
    choices = source.questionnaire.choices.get(question.list_name, ())
    if question.list_name and not choices:
        return
    try:
        question_type(question.type).clean(question, choices, [question.default])
        wrong = question.type in _AS_STORED and not _ISO.match(question.default)
    except Mistake:
        wrong = True
    if wrong:
        told = f"The default `{question.default[:40]}` is no answer that the type {question.type} takes."
        remedy = _NUMBERS.get(question.type, "Write a shorter one.")
        if question.list_name:
            remedy = meant(question.default, [choice.name for choice in choices])
        elif question.type in _AS_STORED:
            remedy = f"Write it as `{_AS_STORED[question.type]}`."
        where = ("row", question.name, "default")
        yield source.problem(where, "wrong-default", told, remedy, warning=True)


def _required(source: Source, standing: Standing) -> Iterator[Problem]:
    node = standing.node
    if not isinstance(node, Question) or node.default or node.calculation or not question_type(node.type).is_question:
        return
    if node.required == "true()" and node.read_only == "true()":
        told = f"`{node.name}` is required, but nobody can answer it: it is read-only and has no value."
        remedy = "Remove `required`, or give it a `default` or a `calculation`."
        yield source.problem(("row", node.name, "required"), "required-read-only", told, remedy, warning=True)
