"""Expressions compiled once to closures, evaluated on the nodes of a form with ODK's semantics."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from survey.instrument.expressions import walking
from survey.instrument.expressions.context import Context, Part
from survey.instrument.expressions.functions import FUNCTIONS
from survey.instrument.expressions.grammar import Tree, parse
from survey.instrument.expressions.patterns import PatternError, compiled_pattern
from survey.instrument.expressions.refusals import ExpressionError
from survey.instrument.expressions.tree import branches, calls, names_read, parts_of
from survey.instrument.expressions.values import Node, NodeSet, Result, equal, number_of, ordered, truth_of, unequal


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression ready to be evaluated: its text, what it refers to and may read, its tree for the page."""

    text: str
    references: tuple[str, ...]
    names: tuple[str, ...]
    tree: Tree
    part: Part = field(compare=False, repr=False)
    keeps: Callable[[Context, Sequence[Node]], Sequence[Node]] = field(compare=False, repr=False)


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
    names = tuple(dict.fromkeys(names_read(tree)))
    return Expression(text, references, names, tree, _closure(tree), walking.predicate(tree, _closure))


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
    if kind == "self":
        return lambda context: NodeSet(() if context.here is None else (context.here,))
    if kind in _WALKS:
        return _WALKS[kind](tree, _closure)
    if tree[:2] == ("call", "indexed-repeat"):
        parts = tuple(_everywhere(part, number) for number, part in enumerate(parts_of(tree)))
    else:
        parts = tuple(_closure(part) for part in parts_of(tree))
    if kind == "call":
        function = FUNCTIONS[tree[1]].evaluate
        if len(parts) == 1:
            only = parts[0]
            return lambda context: function(context, only)
        return lambda context: function(context, *parts)
    return _OPERATORS[kind](parts)


def _everywhere(tree: Tree, number: int) -> Part:
    """An argument of ``indexed-repeat()``: its target and its repeats are seen from the form, in all instances."""
    if tree[0] == "answer" and (number == 0 or number % 2):
        name = tree[1]
        return lambda context: context.form.named(name, None)
    return _closure(tree)


_WALKS: Mapping[str, Callable[[Tree, walking.Compile], Part]] = {
    "answer": walking.answer,
    "path": walking.path,
    "|": walking.union,
}


def _all(parts: tuple[Part, ...]) -> Part:
    def decided(context: Context) -> bool:
        for part in parts:  # noqa: SIM110  # `all` of a generator takes twice the time of a loop
            if not truth_of(part(context)):
                return False
        return True

    return decided


def _any(parts: tuple[Part, ...]) -> Part:
    def decided(context: Context) -> bool:
        for part in parts:  # noqa: SIM110  # as above
            if truth_of(part(context)):
                return True
        return False

    return decided


def _sum(parts: tuple[Part, ...]) -> Part:
    def added(context: Context) -> Result:
        total = number_of(parts[0](context)) + 0.0
        for part in parts[1:]:
            total += number_of(part(context))
        return total

    return added


def _negative(parts: tuple[Part, ...]) -> Part:
    return lambda context: -number_of(parts[0](context))


def _compared(compare: Callable[[Result, Result], bool]) -> Callable[[tuple[Part, ...]], Part]:
    def between(parts: tuple[Part, ...]) -> Part:
        left, right = parts
        return lambda context: compare(left(context), right(context))

    return between


def _ordered(compare: Callable[[float, float], bool], *, upwards: bool) -> Callable[[tuple[Part, ...]], Part]:
    def between(parts: tuple[Part, ...]) -> Part:
        left, right = parts
        return lambda context: ordered(compare, left(context), right(context), upwards=upwards)

    return between


def _computed(compute: Callable[[float, float], float]) -> Callable[[tuple[Part, ...]], Part]:
    def between(parts: tuple[Part, ...]) -> Part:
        left, right = parts
        return lambda context: compute(number_of(left(context)), number_of(right(context)))

    return between


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
    "<": _ordered(lambda left, right: left < right, upwards=True),
    "<=": _ordered(lambda left, right: left <= right, upwards=True),
    ">": _ordered(lambda left, right: left > right, upwards=False),
    ">=": _ordered(lambda left, right: left >= right, upwards=False),
    "*": _computed(lambda left, right: left * right),
    "div": _computed(_divided),
    "mod": _computed(_remainder),
}
