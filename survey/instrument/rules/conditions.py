"""Expressions can be read, name what exists, form no circle and mean what they seem to."""

from __future__ import annotations

from collections.abc import Iterator

from survey.instrument.definition import Group, Node
from survey.instrument.expressions import Expression, ExpressionError, compile_expression
from survey.instrument.expressions.grammar import Tree
from survey.instrument.expressions.tree import branches, calls, parts_of, reads_itself
from survey.instrument.problems import Problem
from survey.instrument.relevance import circle
from survey.instrument.report import meant
from survey.instrument.source import Source, Where


def condition_problems(source: Source) -> Iterator[Problem]:
    """The problems of every relevant, required and constraint."""
    names = {node.name for node in _nodes(source.questionnaire.survey)}
    for node in _nodes(source.questionnaire.survey):
        for column, text in _expressions(node):
            where = ("row", node.name, column)
            try:
                expression = compile_expression(text)
            except ExpressionError as error:
                told = f"`{column}` cannot be read: {error.message} (character {error.position + 1})."
                yield source.problem(where, "wrong-expression", told, "See the section on expressions of the guide.")
                continue
            yield from _reference_problems(source, where, expression, names)
            yield from _meaning_problems(source, where, expression)
            yield from _choice_problems(source, where, expression)
    found = circle(source.questionnaire.survey)
    if found:
        told = f"These depend on each other: {' → '.join(found)}."
        yield source.problem(("row", found[0], "relevant"), "circular-reference", told, "Break the circle.")


def _nodes(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if isinstance(node, Group):
            yield from _nodes(node.children)


def _expressions(node: Node) -> list[tuple[str, str]]:
    found = [("relevant", node.relevant)]
    if not isinstance(node, Group):
        found += [("required", node.required), ("constraint", node.constraint)]
    return [(column, text) for column, text in found if text]


def _reference_problems(source: Source, where: Where, expression: Expression, names: set[str]) -> Iterator[Problem]:
    for name in expression.references:
        if name in names:
            continue
        told = f"`${{{name}}}` names no question of this file."
        yield source.problem(where, "unknown-reference", told, meant(name, sorted(names)))


def _meaning_problems(source: Source, where: Where, expression: Expression) -> Iterator[Problem]:
    if where[2] != "constraint" and reads_itself(expression.tree):
        told = f"`.` in `{where[2]}` has no value to stand for."
        yield source.problem(where, "dot-outside-constraint", told, "Write `${name}`.")
    for branch in _conditions(expression.tree):
        if branch[0] in ("answer", "self"):
            shown = f"${{{branch[1]}}}" if branch[0] == "answer" else "."
            told = f"`{shown}` alone is always true, even when blank."
            yield source.problem(where, "lone-reference", told, f"Write `{shown} != ''`.", warning=True)
    for name, arguments in calls(expression.tree):
        if name == "regex" and arguments[1][0] == "string" and not _anchored(arguments[1][1]):
            told = f"The pattern {arguments[1][1]!r} may match any part of the text."
            remedy = "Begin it with ^ and end it with $, so that every program reads it alike."
            yield source.problem(where, "open-pattern", told, remedy, warning=True)


def _choice_problems(source: Source, where: Where, expression: Expression) -> Iterator[Problem]:
    """A choice that no list has is never chosen, and nothing would tell but a question that nobody sees."""
    lists = {question.name: question.list_name for question in source.questionnaire.questions() if question.list_name}
    for name, choice in _compared(expression.tree, where[1]):
        known = [each.name for each in source.questionnaire.choices.get(lists.get(name, ""), ())]
        if known and choice and choice not in known:
            told = f"`{choice}` is no choice of the list `{lists[name]}`, so `{name}` is never that."
            yield source.problem(where, "unknown-choice", told, meant(choice, known), warning=True)


def _compared(tree: Tree, asked: str) -> Iterator[tuple[str, str]]:
    """Each question that is held against a text, with that text; ``.`` is the question ``asked``."""
    for branch in branches(tree):
        if branch[0] in ("=", "!=") or branch[:2] == ("call", "selected"):
            parts = parts_of(branch)
            for answer, text in (parts, parts[::-1]):
                if answer[0] in ("answer", "self") and text[0] == "string":
                    yield asked if answer[0] == "self" else answer[1], text[1]


def _anchored(pattern: str) -> bool:
    return pattern.startswith("^") and pattern.endswith("$")


def _conditions(tree: Tree) -> Iterator[Tree]:
    """The branches whose truth is asked for."""
    waiting = [tree]
    while waiting:
        branch = waiting.pop()
        if branch[0] in ("and", "or"):
            waiting.extend(parts_of(branch))
        elif branch[0] == "call" and branch[1] in ("not", "if"):
            waiting.append(parts_of(branch)[0])
        else:
            yield branch
