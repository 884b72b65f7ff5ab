"""Every question can be reached: no condition is always false or at odds with itself or those above it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from survey.instrument.definition import Question
from survey.instrument.expressions.grammar import Tree
from survey.instrument.expressions.tree import parts_of
from survey.instrument.model import Model
from survey.instrument.problems import Problem
from survey.instrument.rules.written import conjuncts, model_of
from survey.instrument.source import Source
from survey.instrument.standing import Standing, expression_or_none

ONE_CHOICE = ("select_one", "acknowledge")
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
Kept = dict[Bound | tuple[str, type], float | str]
"""The narrowest bound of each sign and type that an answer must keep, and each value that it must not be."""


def unreachable_problems(source: Source) -> Iterator[Problem]:
    """The rows that nobody will see, each told once, at the topmost one."""
    model = model_of(source)
    hidden: set[str] = set()
    kept: dict[str, dict[str, Kept]] = {"": {}}
    single = _single(model)
    for standing in model.standings.values():
        kept[standing.name] = kept[standing.parent]
        if standing.parent in hidden:
            hidden.add(standing.name)
            continue
        conditions = _conditions(standing)
        why = "its condition is always false" if any(constant(each) is False for each in conditions) else ""
        if conditions and not why:
            kept[standing.name], wrong = _narrowed(model, standing, conditions, single, above=kept[standing.parent])
            why = wrong and f"what is asked of `${{{wrong}}}`, here and in the groups around, cannot all be true"
            unseen = next((name for each in conditions if (name := _needs(each, single)) in hidden), "")
            why = why or (f"it needs an answer to `${{{unseen}}}`, which is never shown" if unseen else "")
        if why:
            hidden.add(standing.name)
            remedy = "Mend the condition, or remove the row."
            told = f"`{standing.name}` is never shown: {why}."
            yield source.problem(("row", standing.name, "relevant"), "unreachable", told, remedy, warning=True)
    yield from _impossible(source, model)


def _impossible(source: Source, model: Model) -> Iterator[Problem]:
    """The constraints that no answer keeps."""
    for standing in model.standings.values():
        node = standing.node
        expression = expression_or_none(node.constraint) if isinstance(node, Question) else None
        kept: Kept = {}
        for condition in conjuncts(expression.tree) if expression else ():
            name, bound = _bound(condition, ())
            if constant(condition) is False or (name == "." and bound is not None and _clashes(kept, bound)):
                told = f"No answer to `{standing.name}` can keep this constraint."
                where = ("row", standing.name, "constraint")
                yield source.problem(where, "impossible-constraint", told, "Mend it: is `or` meant?", warning=True)
                break
            kept = _with(kept, bound) if name == "." and bound is not None else kept


def _single(model: Model) -> set[str]:
    return {each.name for each in model.questions() if isinstance(each.node, Question) and each.node.type in ONE_CHOICE}


def _needs(tree: Tree, single: Collection[str]) -> str:
    """The answer without which a condition is false; '' where it may be true of a blank."""
    name, bound = _bound(tree, single)
    return name if bound is not None and bound[0] != "!=" and bound[1] != "" else ""


def _narrowed(
    model: Model, standing: Standing, conditions: Sequence[Tree], single: Collection[str], *, above: dict[str, Kept]
) -> tuple[dict[str, Kept], str]:
    """What answers must keep here, above included, and the name of one that cannot ('' for none)."""
    found = dict(above)
    for condition in conditions:
        name, bound = _bound(condition, single)
        if bound is None or name not in model.standings or not _is_one_answer(model.standings[name], standing):
            continue
        if _clashes(found.get(name, {}), bound):
            return found, name
        found[name] = _with(found.get(name, {}), bound)
    return found, ""


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


def _bound(tree: Tree, single: Collection[str]) -> tuple[str, Bound | None]:
    """The answer that a condition is about, and its bound; of those ``single`` one choice alone is selected."""
    if tree[0] in _TURNED:
        left, right = tree[1], tree[2]
        if "string" in (left[0], right[0]) and tree[0] not in ("=", "!="):
            return "", None  # an order of texts is one of numbers, if they are
        if right[0] in ("number", "string") and (left == ("self",) or (left[0] == "answer" and len(left) == 2)):
            return left[-1] if left[0] == "answer" else ".", (tree[0], right[1])
        if left[0] in ("number", "string") and (right == ("self",) or (right[0] == "answer" and len(right) == 2)):
            return right[-1] if right[0] == "answer" else ".", (_TURNED[tree[0]], left[1])
    if tree[:2] == ("call", "selected"):
        asked, choice = parts_of(tree)
        if asked[0] == "answer" and len(asked) == 2 and asked[1] in single and choice[0] == "string":
            return asked[1], ("=", choice[1])
    return "", None


def _clashes(kept: Kept, bound: Bound) -> bool:
    """Whether no answer keeps both; texts are held against texts and numbers against numbers."""
    sign, value = bound
    equal = kept.get(("=", type(value)))
    if sign == "=":
        others = [(each, kept[each, type(value)]) for each in _COMPARED if (each, type(value)) in kept]
        return ("!=", value) in kept or not all(_COMPARED[each](value, other) for each, other in others)
    if equal is not None and not _COMPARED[sign](equal, value):
        return True
    opposite = (">", ">=") if sign in ("<", "<=") else ("<", "<=") if sign in (">", ">=") else ()
    return any(_is_under(bound, (each, kept[each, float])) for each in opposite if (each, float) in kept)


def _is_under(one: Bound, other: Bound) -> bool:
    """Whether an upper end lies under a lower one, or on it where one of them is left out."""
    (high_sign, highest), (low_sign, lowest) = (one, other) if one[0] in ("<", "<=") else (other, one)
    if isinstance(highest, str) or isinstance(lowest, str):
        return False
    return highest < lowest or (highest == lowest and (high_sign, low_sign) != ("<=", ">="))


def _with(kept: Kept, bound: Bound) -> Kept:
    sign, value = bound
    if sign == "!=":
        return {**kept, bound: value}
    before = kept.get((sign, type(value)), value)
    if not isinstance(before, str) and not isinstance(value, str):
        value = min(before, value) if sign in ("<", "<=") else max(before, value)
    return {**kept, (sign, type(value)): value}
