"""Expressions compiled once to closures and evaluated on plain texts, with ODK's semantics."""

from __future__ import annotations

import datetime
import difflib
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from survey.instrument.expressions.functions import FUNCTIONS, Context, Part, PatternError, compiled_pattern
from survey.instrument.expressions.grammar import ExpressionError, Tree, parse
from survey.instrument.expressions.values import Answer, Result, equal, number_of, truth_of, unequal


class ExpressionFailure(RuntimeError):  # noqa: N818  # ExpressionError is the author's, this the run's
    """An expression failed while being evaluated; the caller lets the respondent go on."""


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression ready to be evaluated: its text, the questions it reads, its tree for the page."""

    text: str
    references: tuple[str, ...]
    tree: Tree
    part: Part = field(compare=False, repr=False)


def compile_expression(text: str) -> Expression:
    """The expression of a text; raises ExpressionError with a message and a position."""
    compiled = _compiled(text)
    if isinstance(compiled, ExpressionError):
        raise ExpressionError(compiled.message, compiled.position)
    return compiled


@lru_cache(maxsize=8192)
def _compiled(text: str) -> Expression | ExpressionError:
    """The expression or why there is none: a refusal is remembered too, since it takes as long to find."""
    try:
        tree = parse(text)
        for name, arguments in calls(tree):
            _check_call(text, name, arguments)
    except ExpressionError as error:
        return error.with_traceback(None)
    references = tuple(dict.fromkeys(branch[1] for branch in branches(tree) if branch[0] == "answer"))
    return Expression(text, references, tree, _closure(tree))


def holds(
    expression: Expression, answers: Mapping[str, str], current: str = "", today: datetime.date | None = None
) -> bool:
    """Whether an expression is true; raises ExpressionFailure when it cannot be told."""
    return truth_of(_evaluated(expression, answers, current, today))


def _evaluated(expression: Expression, answers: Mapping[str, str], current: str, today: datetime.date | None) -> Result:
    try:
        return expression.part(Context(answers, current, today or datetime.date.today()))
    except Exception as error:  # whatever an author wrote, one family reaches the caller and nobody is stopped
        raise ExpressionFailure(expression.text) from error


def branches(tree: Tree) -> Iterator[Tree]:
    """Every branch of a tree, the tree itself first, in the order of the text."""
    waiting = [tree]
    while waiting:
        branch = waiting.pop()
        yield branch
        waiting.extend(reversed(parts_of(branch)))


def parts_of(branch: Tree) -> list[Tree]:
    """The branches directly under one."""
    return [part for part in branch[1:] if isinstance(part, tuple)]


def calls(tree: Tree) -> Iterator[tuple[str, list[Tree]]]:
    """Every function called in a tree with its arguments."""
    for branch in branches(tree):
        if branch[0] == "call":
            yield branch[1], parts_of(branch)


def _check_call(text: str, name: str, arguments: list[Tree]) -> None:
    position = max(text.find(name), 0)
    function = FUNCTIONS.get(name)
    if function is None:
        near = difflib.get_close_matches(name, FUNCTIONS, n=1)
        meant = f"; did you mean `{near[0]}()`?" if near else f"; known functions: {', '.join(sorted(FUNCTIONS))}"
        raise ExpressionError(f"`{name}()` is not a known function{meant}", position)
    if not function.least <= len(arguments) <= function.most:
        raise ExpressionError(f"`{name}()` takes {function.least} arguments, not {len(arguments)}", position)
    if name == "regex" and arguments[1][0] == "string":
        try:
            compiled_pattern(arguments[1][1])
        except PatternError as error:
            told = f"the pattern {arguments[1][1]!r} is not supported: {error}"
            raise ExpressionError(told, position) from None


def _closure(tree: Tree) -> Part:
    kind = tree[0]
    if kind in ("number", "string"):
        constant: Result = tree[1]
        return lambda context: constant
    if kind == "answer":
        name: str = tree[1]
        return lambda context: Answer(context.answers.get(name, ""))
    if kind == "current":
        return lambda context: Answer(context.current)
    parts = tuple(_closure(part) for part in parts_of(tree))
    if kind == "call":
        function = FUNCTIONS[tree[1]].evaluate
        return lambda context: function(context, *parts)
    return _OPERATORS[kind](parts)


def _all(parts: tuple[Part, ...]) -> Part:
    return lambda context: all(truth_of(part(context)) for part in parts)


def _any(parts: tuple[Part, ...]) -> Part:
    return lambda context: any(truth_of(part(context)) for part in parts)


def _sum(parts: tuple[Part, ...]) -> Part:
    def added(context: Context) -> Result:
        total = number_of(parts[0](context))
        for part in parts[1:]:
            total += number_of(part(context))
        return total

    return added


def _negative(parts: tuple[Part, ...]) -> Part:
    return lambda context: -number_of(parts[0](context))


def _compared(compare: Callable[[Result, Result], bool]) -> Callable[[tuple[Part, ...]], Part]:
    return lambda parts: lambda context: compare(parts[0](context), parts[1](context))


def _ordered(compare: Callable[[float, float], bool]) -> Callable[[tuple[Part, ...]], Part]:
    return lambda parts: lambda context: compare(number_of(parts[0](context)), number_of(parts[1](context)))


def _computed(compute: Callable[[float, float], float]) -> Callable[[tuple[Part, ...]], Part]:
    return lambda parts: lambda context: compute(number_of(parts[0](context)), number_of(parts[1](context)))


def _divided(left: float, right: float) -> float:
    if right:
        return left / right
    if left == 0 or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _remainder(left: float, right: float) -> float:
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.fmod(left, right)


_OPERATORS: Mapping[str, Callable[[tuple[Part, ...]], Part]] = {
    "and": _all,
    "or": _any,
    "+": _sum,
    "neg": _negative,
    "=": _compared(equal),
    "!=": _compared(unequal),
    "<": _ordered(lambda left, right: left < right),
    "<=": _ordered(lambda left, right: left <= right),
    ">": _ordered(lambda left, right: left > right),
    ">=": _ordered(lambda left, right: left >= right),
    "*": _computed(lambda left, right: left * right),
    "div": _computed(_divided),
    "mod": _computed(_remainder),
}
