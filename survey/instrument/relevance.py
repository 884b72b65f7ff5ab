"""The circles of conditions that prevent deciding them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from survey.instrument.definition import Group, Node
from survey.instrument.expressions import ExpressionError, compile_expression


@dataclass(frozen=True, slots=True)
class Condition:
    """A question or group that can be hidden: by its own expression, or with its parent ('' for none)."""

    name: str
    parent: str
    relevant: str


def circle(survey: Sequence[Node]) -> tuple[str, ...]:
    """The names of one circle of conditions, () when there is none."""
    conditions = {condition.name: condition for condition in _conditions(survey, "", hidden=False)}
    try:
        tuple(TopologicalSorter(_needs(conditions)).static_order())
    except CycleError as error:
        found: list[str] = error.args[1]
        return tuple(found)
    return ()


def _conditions(nodes: Sequence[Node], parent: str, *, hidden: bool) -> Iterator[Condition]:
    for node in nodes:
        can_hide = hidden or bool(node.relevant)
        if can_hide:
            yield Condition(node.name, parent if hidden else "", node.relevant)
        if isinstance(node, Group):
            yield from _conditions(node.children, node.name, hidden=can_hide)


def _needs(conditions: Mapping[str, Condition]) -> dict[str, list[str]]:
    return {
        name: [
            needed
            for needed in ((condition.parent,) if condition.parent else ()) + _references(condition.relevant)
            if needed in conditions
        ]
        for name, condition in conditions.items()
    }


def _references(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    try:
        return compile_expression(text).references
    except ExpressionError:
        return ()
