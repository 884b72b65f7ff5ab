"""How many steps expressions may take in one filling, and which of them failed."""

from __future__ import annotations

from dataclasses import dataclass

from survey.instrument.expressions.values import Node

EXPRESSION_STEPS = 100_000
"""Nodes tried and walked in one expression: a list of some thousand rows, never a predicate over predicates."""
FILLING_STEPS = 1_000_000


@dataclass(frozen=True, slots=True, order=True)
class Failure:
    """An expression that could not be evaluated: whose, and in which column (``relevant``, ``required``, …)."""

    name: str
    kind: str


class StepsError(RuntimeError):
    """An expression looked at more nodes than it may."""


class CircleError(RuntimeError):
    """An expression waits for itself."""


class Steps:
    """How many steps are left, for the filling and for the expression of the moment, and whose that is."""

    __slots__ = ("depth", "drawn", "floor", "kind", "left", "own", "preparing")

    def __init__(self) -> None:
        """All steps are left, and nothing is evaluated."""
        self.left = FILLING_STEPS
        self.floor = 0
        self.depth = 0
        self.drawn = 0
        self.own: Node | None = None
        self.kind = ""
        self.preparing = False

    def spend(self, steps: int) -> None:
        """Count steps; raises StepsError when none are left."""
        self.left -= steps
        if self.left < self.floor or self.left < 0:
            raise StepsError
