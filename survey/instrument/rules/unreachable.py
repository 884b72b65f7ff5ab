"""Every question can be reached: no condition is always false or at odds with itself or those above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from survey.instrument.expressions.grammar import Tree
from survey.instrument.expressions.tree import parts_of
from survey.instrument.model import Model
from survey.instrument.problems import Problem
from survey.instrument.rules.written import conjuncts, model_of
from survey.instrument.source import Source
from survey.instrument.standing import Standing, expression_or_none

_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
_COMPARED = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
Bound = tuple[str, float | str]
"""How an answer is compared, and with what: ``(">=", 18.0)``."""


def unreachable_problems(source: Source) -> Iterator[Problem]:
    """The rows that nobody will see, each told once, at the topmost one."""
    model = model_of(source)
    hidden: set[str] = set()
    for standing in model.standings.values():
        if standing.parent in hidden:
            hidden.add(standing.name)
            continue
        why = _why_never(model, standing) if standing.node.relevant else ""
        if why:
            hidden.add(standing.name)
            remedy = "Mend the condition, or remove the row."
            told = f"`{standing.name}` is never shown: {why}."
            yield source.problem(("row", standing.name, "relevant"), "unreachable", told, remedy, warning=True)


def _why_never(model: Model, standing: Standing) -> str:
    own = _conditions(standing)
    if any(constant(each) is False for each in own):
        return "its condition is always false"
    above = [each for name in standing.above for each in _conditions(model.standings[name])]
    bounds: dict[str, list[Bound]] = {}
    for condition in (*above, *own):
        name, bound = _bound(condition)
        if bound and name in model.standings and _is_one_answer(model.standings[name], standing):
            bounds.setdefault(name, []).append(bound)
    wrong = next((name for name, found in bounds.items() if _at_odds(found)), None)
    return f"what is asked of `${{{wrong}}}`, here and in the groups around, cannot all be true" if wrong else ""


def _conditions(standing: Standing) -> list[Tree]:
    expression = expression_or_none(standing.node.relevant)
    return [] if expression is None else list(conjuncts(expression.tree))


def _is_one_answer(read: Standing, reader: Standing) -> bool:
    """Outside its repeats a reference means all instances, of which one may be this and another that."""
    return not read.is_repeat and reader.repeats[: len(read.repeats)] == read.repeats


def constant(tree: Tree) -> bool | None:
    """What a condition without any answer gives; None where that cannot be told at a glance."""
    kind = tree[0]
    if tree in (("call", "true"), ("call", "false")):
        return bool(tree[1] == "true")
    if kind in ("number", "string"):
        return bool(tree[1])
    parts = parts_of(tree)
    if kind in _COMPARED and len(parts) == 2 and parts[0][0] == parts[1][0] and parts[0][0] in ("number", "string"):
        is_order_of_texts = parts[0][0] == "string" and kind not in ("=", "!=")
        return None if is_order_of_texts else bool(_COMPARED[kind](parts[0][1], parts[1][1]))
    if tree[:2] == ("call", "not"):
        inner = constant(parts[0])
        return None if inner is None else not inner
    if kind in ("and", "or"):
        decided = [constant(part) for part in parts]
        ending = kind == "or"
        return ending if ending in decided else None if None in decided else not ending
    return None


def _bound(tree: Tree) -> tuple[str, Bound | None]:
    if tree[0] in _TURNED:
        left, right = tree[1], tree[2]
        if left[0] == "answer" and len(left) == 2 and right[0] in ("number", "string"):
            return left[1], (tree[0], right[1])
        if right[0] == "answer" and len(right) == 2 and left[0] in ("number", "string"):
            return right[1], (_TURNED[tree[0]], left[1])
    return "", None


def _at_odds(bounds: Sequence[Bound]) -> bool:
    """Whether no answer can satisfy all bounds; texts are held against texts and numbers against numbers."""
    for kind, value in bounds:
        others = [bound for bound in bounds if type(bound[1]) is type(value)]
        if kind == "=" and not all(_COMPARED[sign](value, other) for sign, other in others if _fits(sign, value)):
            return True
        if kind in (">", ">=") and any(_is_under(sign, other, kind, value) for sign, other in others):
            return True
    return False


def _is_under(sign: str, highest: float | str, kind: str, lowest: float | str) -> bool:
    """Whether an upper end lies under a lower one, or on it where one of them is left out."""
    if sign not in ("<", "<=") or isinstance(highest, str) or isinstance(lowest, str):
        return False
    return highest < lowest or (highest == lowest and (sign, kind) != ("<=", ">="))


def _fits(sign: str, value: float | str) -> bool:
    return sign in ("=", "!=") or not isinstance(value, str)
