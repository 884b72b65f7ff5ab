"""Evaluating one expression of a node: within its steps, by one clock, and never stopping anyone."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from typing import TypeVar

from survey.instrument.expressions import Expression, compile_expression
from survey.instrument.expressions.context import Context
from survey.instrument.expressions.dates import ZONE
from survey.instrument.expressions.values import Result
from survey.instrument.form_node import FormNode, Surroundings
from survey.instrument.steps import EXPRESSION_STEPS, Failure

_log = logging.getLogger(__name__)
_Found = TypeVar("_Found")

DEEPEST = 12
"""How many expressions may wait for each other before what they read is worked out first, one after the other."""


def evaluated(filling: Surroundings, node: FormNode, kind: str, text: str) -> Result | None:
    """The value of an expression of a node, None when it fails."""
    return run(filling, node, kind, text, _value)


def _value(expression: Expression, context: Context) -> Result:
    return expression.part(context)


def run(
    filling: Surroundings, node: FormNode, kind: str, text: str, action: Callable[[Expression, Context], _Found]
) -> _Found | None:
    """What an expression of a node is used for, None when it fails; what it needs from deep down is readied first."""
    steps = filling.steps
    before, floor, own, last, drawn = steps.left, steps.floor, steps.own, steps.kind, steps.drawn
    steps.floor, steps.own, steps.kind, steps.drawn = before - EXPRESSION_STEPS, node, kind, 0
    steps.depth += 1
    zone = ZONE.set(filling.moment.tzinfo or datetime.UTC) if steps.depth == 1 else None
    try:
        if steps.depth > DEEPEST and not steps.preparing:
            _prepare(filling, node)
        return action(compile_expression(text), Context(filling, node, node))
    except Exception:  # whatever an author wrote, nobody is stopped: design decision 1
        failed(filling, node, kind)
        return None
    finally:
        if zone is not None:
            ZONE.reset(zone)
        steps.depth -= 1
        steps.floor, steps.own, steps.kind, steps.drawn = floor - before + steps.left, own, last, drawn


def failed(filling: Surroundings, node: FormNode, kind: str) -> None:
    """Remember that an expression failed."""
    failure = Failure(node.standing.name, kind)
    if failure not in filling.failures:
        filling.failures[failure] = None
        _log.warning("expression failed: %s %s", failure.name, kind)  # never the values: they are answers


def _prepare(filling: Surroundings, node: FormNode) -> None:
    """Work out what a node reads, and what that reads, from the far end on, without one waiting inside another."""
    filling.steps.preparing = True
    waiting, seen = [node], set[FormNode]()
    try:
        while waiting:
            current = waiting[-1]
            if current in seen:
                waiting.pop()
                if current is not node:
                    _ = current.text
                continue
            seen.add(current)
            waiting.extend(need for need in filling.needs(current) if need not in seen)
    finally:
        filling.steps.preparing = False
