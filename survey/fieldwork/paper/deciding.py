"""What an expression comes to while only some answers are known: a value, or nothing that can be told yet."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping

from survey.instrument.expressions.grammar import Tree
from survey.instrument.expressions.tree import parts_of
from survey.instrument.expressions.values import Result, equal, ordered, text_of, truth_of, unequal

Known = Callable[[str], str | None]
"""The text of a question where it is known, '' for a blank; None where it is not."""

_ORDERED = {"<": (operator.lt, True), "<=": (operator.le, True), ">": (operator.gt, False), ">=": (operator.ge, False)}


def decided(tree: Tree, known: Known) -> bool | None:
    """Whether a condition holds, None when that hangs on what is not known."""
    kind = tree[0]
    if kind in ("and", "or"):
        found, deciding = [decided(part, known) for part in parts_of(tree)], bool(kind == "or")
        if deciding in found:
            return deciding
        return None if None in found else not deciding
    if tree[:2] in (("call", "not"), ("call", "boolean")) and len(tree) == 3:
        inner = decided(tree[2], known)
        return inner if inner is None or tree[1] == "boolean" else not inner
    if (name := name_of(tree)) is not None:
        # A question is there, answered or not; a word that is no question, such as FALSE, is nothing.
        return False if tree[0] == "path" and known(name) == "" else None
    value = _value(tree, known)
    return None if value is None else truth_of(value)


def name_of(tree: Tree) -> str | None:
    """The name that a reference or a plain path leads to; None for anything else."""
    if tree[0] == "answer" and len(tree) == 2:
        return str(tree[1])
    if tree[0] == "path" and tree[1][0] in ("self", "current", "root") and len(tree) > 2:
        plain = all(step[0] in ("parent", "child") and len(step) <= 2 for step in tree[2:])
        return str(tree[-1][1]) if plain and tree[-1][0] == "child" else None
    return None


def _value(tree: Tree, known: Known) -> Result | None:
    kind = tree[0]
    name = name_of(tree)
    if name is not None:
        return known(name)
    if kind in ("number", "string"):
        constant: Result = tree[1]
        return constant
    if kind == "neg":
        inner = _value(tree[1], known)
        return -inner if isinstance(inner, float) else None
    if kind == "call":
        return _called(tree, known)
    if kind in ("=", "!=", *_ORDERED):
        left, right = _value(tree[1], known), _value(tree[2], known)
        if left is None or right is None:
            return None
        if kind in _ORDERED:
            compare, upwards = _ORDERED[kind]
            return ordered(compare, left, right, upwards=upwards)
        return equal(left, right) if kind == "=" else unequal(left, right)
    return decided(tree, known) if kind in ("and", "or") else None


def _called(tree: Tree, known: Known) -> Result | None:
    function = _CALLS.get(tree[1])
    if function is None:
        return decided(tree, known) if tree[1] in ("not", "boolean") else None
    values = [_value(part, known) for part in parts_of(tree)]
    return None if None in values else function([text_of(value) for value in values if value is not None])


_CALLS: Mapping[str, Callable[[list[str]], Result]] = {
    "true": lambda _: True,
    "false": lambda _: False,
    "selected": lambda texts: texts[1] in texts[0].split(),
    "count-selected": lambda texts: float(len(texts[0].split())),
    "string-length": lambda texts: float(len(texts[0])),
    "string": lambda texts: texts[0],
    "normalize-space": lambda texts: " ".join(texts[0].split()),
    "coalesce": lambda texts: texts[0] or texts[1],
}
