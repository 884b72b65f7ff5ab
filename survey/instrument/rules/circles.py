"""No condition, calculation, filter or number of instances hangs on itself, directly or through others."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from survey.instrument.definition import Question
from survey.instrument.expressions.grammar import Tree
from survey.instrument.expressions.tree import parts_of
from survey.instrument.model import Model
from survey.instrument.problems import Problem
from survey.instrument.rules.written import model_of, readable, steps_named
from survey.instrument.source import Source
from survey.instrument.standing import Standing

_DECIDING = ("relevant", "calculation", "choice_filter", "repeat_count")


def circle_problems(source: Source) -> Iterator[Problem]:
    """The first circle of a file."""
    model = model_of(source)
    found = circle(model)
    if found:
        read = _read(model.standings[found[0]])
        column = next((column for column, names in read.items() if found[-2] in names), "relevant")
        told = f"These depend on each other: {' → '.join(found)}."
        yield source.problem(("row", found[0], column), "circular-reference", told, "Break the circle.")


def circle(model: Model) -> tuple[str, ...]:
    """The names of one circle, the first again at its end; () when there is none."""
    needs: dict[str, list[str]] = {}
    for name, standing in model.standings.items():
        parent = model.standings.get(standing.parent)
        needs[name] = [parent.name] if parent is not None and not parent.is_always_relevant else []
        needs[name] += [each for names in _read(standing).values() for each in names if each in model.standings]
    try:
        tuple(TopologicalSorter(needs).static_order())
    except CycleError as error:
        found: list[str] = error.args[1]
        return tuple(found)
    return ()


def _read(standing: Standing) -> dict[str, list[str]]:
    """The names that decide on a node, by column; a value that only a trigger renews may read itself."""
    node = standing.node
    triggered = isinstance(node, Question) and bool(node.trigger)
    return {
        column: list(dict.fromkeys(_needed(expression.tree, of_items=column == "choice_filter")))
        for column, expression in readable(standing)
        if column in _DECIDING and not (column == "calculation" and triggered)
    }


def _needed(tree: Tree, *, of_items: bool) -> Iterator[str]:
    """The names read as a whole; what is read of one instance, such as the one before, makes no circle."""
    if tree[0] == "answer":
        if len(tree) == 2:
            yield tree[1]
    elif tree[0] == "path":
        if not any(parts_of(step) for step in tree[2:] if step[0] in ("child", "filter")):
            yield from list(steps_named(tree, of_items=of_items))[-1:]
    elif tree[:2] != ("call", "indexed-repeat"):
        for part in parts_of(tree):
            yield from _needed(part, of_items=of_items)
