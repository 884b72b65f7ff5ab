"""Expressions can be read, name what exists, mean what they seem to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from survey.instrument.expressions import Expression, ExpressionError, compile_expression
from survey.instrument.expressions.grammar import Tree
from survey.instrument.expressions.tree import branches, calls, parts_of, reads_itself
from survey.instrument.problems import Problem
from survey.instrument.report import meant
from survey.instrument.rules.written import expressions_of, model_of
from survey.instrument.source import Source, Where

_WITHOUT_VALUE = ("relevant", "required", "read_only")
_TRUTHS = ("relevant", "required", "read_only", "constraint", "choice_filter")
_SETS = re.compile(r"\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]")
_BRACKETS = re.compile(r"\([^()]*\)")
_NESTED = re.compile(r"[+*}]\??\)(?:[+*]|\{[0-9]+,[0-9]*\})")
_ALTERNATIVES = re.compile(r"\|")


def condition_problems(source: Source) -> Iterator[Problem]:
    """The problems of every expression of a file."""
    model = model_of(source)
    known = _choice_names(source)
    for standing in model.standings.values():
        for column, text in expressions_of(standing):
            where = ("row", standing.name, column)
            try:
                expression = compile_expression(text)
            except ExpressionError as error:
                told = f"`{column}` cannot be read: {error.message} (character {error.position + 1})."
                yield source.problem(where, "wrong-expression", told, "See the section on expressions of the guide.")
                continue
            yield from _reference_problems(source, where, expression, model.standings)
            yield from _meaning_problems(source, where, expression)
            yield from _pattern_problems(source, where, expression)
            yield from _choice_problems(source, where, expression, known)


def _reference_problems(
    source: Source, where: Where, expression: Expression, names: Collection[str]
) -> Iterator[Problem]:
    for name in expression.references:
        if name in names:
            continue
        told = f"`${{{name}}}` names no question of this file."
        yield source.problem(where, "unknown-reference", told, meant(name, sorted(names)))


def _meaning_problems(source: Source, where: Where, expression: Expression) -> Iterator[Problem]:
    if where[2] in _WITHOUT_VALUE and reads_itself(expression.tree):
        told = f"`.` in `{where[2]}` has no value to stand for."
        yield source.problem(where, "dot-outside-constraint", told, "Write `${name}`.")
    for branch in _conditions(expression.tree, where[2]):
        if branch[0] in ("answer", "self"):
            shown = f"${{{branch[1]}}}" if branch[0] == "answer" else "."
            told = f"`{shown}` alone is always true, even when blank."
            yield source.problem(where, "lone-reference", told, f"Write `{shown} != ''`.", warning=True)


def _pattern_problems(source: Source, where: Where, expression: Expression) -> Iterator[Problem]:
    for name, arguments in calls(expression.tree):
        if name != "regex":
            continue
        if arguments[1][0] == "string" and _NESTED.search(_SETS.sub("x", arguments[1][1])):
            told = f"The pattern {arguments[1][1]!r} repeats what is repeated; in other programs it may take for ever."
            yield source.problem(where, "unsafe-pattern", told, "Repeat it once: `a+`, not `(a+)+`.", warning=True)
        elif arguments[1][0] != "string":
            told = "The pattern of `regex()` is made of answers: whoever answers may write one that matches anything."
            yield source.problem(where, "unsafe-pattern", told, "Write the pattern itself, in quotes.", warning=True)
        elif not _anchored(arguments[1][1]):
            told = f"The pattern {arguments[1][1]!r} may match any part of the text."
            remedy = "Begin it with ^ and end it with $, so that every program reads it alike."
            yield source.problem(where, "open-pattern", told, remedy, warning=True)


def _choice_names(source: Source) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The list of each question that has one, with the names of its choices."""
    names = {name: tuple(each.name for each in listed) for name, listed in source.questionnaire.choices.items()}
    questions = source.questionnaire.questions()
    return {each.name: (each.list_name, names[each.list_name]) for each in questions if each.list_name in names}


def _choice_problems(
    source: Source, where: Where, expression: Expression, known: Mapping[str, tuple[str, tuple[str, ...]]]
) -> Iterator[Problem]:
    """A choice that no list has is never chosen, and nothing would tell but a question that nobody sees."""
    for name, choice in _compared(expression.tree, where[1]):
        list_name, names = known.get(name, ("", ()))
        if names and choice and choice not in names:
            told = f"`{choice}` is no choice of the list `{list_name}`, so `{name}` is never that."
            yield source.problem(where, "unknown-choice", told, meant(choice, names), warning=True)


def _compared(tree: Tree, asked: str) -> Iterator[tuple[str, str]]:
    """Each question that is held against a text, with that text; ``.`` is the question ``asked``."""
    for branch in branches(tree):
        if branch[0] in ("=", "!=") or branch[:2] == ("call", "selected"):
            parts = parts_of(branch)
            for answer, text in (parts, parts[::-1]):
                if answer[0] in ("answer", "self") and text[0] == "string":
                    yield asked if answer[0] == "self" else answer[1], text[1]


def _anchored(pattern: str) -> bool:
    """Whether a pattern is about the whole text; in ``^a|b$`` each end belongs to one of the two alone."""
    return pattern.startswith("^") and pattern.endswith("$") and not _ALTERNATIVES.search(_bare(pattern))


def _bare(pattern: str) -> str:
    """A pattern without escaped letters, sets and brackets."""
    bare = _SETS.sub("", pattern)
    while True:
        shorter = _BRACKETS.sub("", bare)
        if shorter == bare:
            return bare
        bare = shorter


def _conditions(tree: Tree, column: str) -> Iterator[Tree]:
    """The branches whose truth is asked for."""
    waiting = [(tree, column in _TRUTHS)]
    while waiting:
        branch, asked = waiting.pop()
        parts = parts_of(branch)
        if branch[0] in ("and", "or") or branch[:2] == ("call", "not"):
            waiting.extend((part, True) for part in parts)
        elif branch[:2] == ("call", "if"):
            waiting.append((parts[0], True))
            waiting.extend((part, asked) for part in parts[1:])
        elif asked:
            yield branch
        else:
            waiting.extend((part, False) for part in parts)
