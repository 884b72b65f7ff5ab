"""What an expression is evaluated on: the form around it, the node it belongs to, the node it looks at."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from survey.instrument.expressions.values import Node, NodeSet, Result


class Form(Protocol):
    """A filling as expressions see it: nothing else can be reached from one."""

    @property
    def moment(self) -> datetime.datetime:
        """The one clock."""

    @property
    def language(self) -> str:
        """The language that labels and months are given in."""

    @property
    def document(self) -> Node:
        """What the form itself stands in: where absolute paths begin."""

    def named(self, name: str, own: Node | None) -> NodeSet:
        """The nodes that ``${name}`` means in an expression of ``own``."""

    def instance(self, name: str) -> Node | None:
        """The root of a list of choices or of a file's rows."""

    def kept(self, own: Node | None) -> str:
        """The text that a node holds already, before it is calculated anew."""

    def random(self, own: Node | None) -> float:
        """A number from 0 up to 1, drawn for this node in this filling."""

    def choice_label(self, question: str, name: str, own: Node | None) -> str:
        """The label of a choice that a question offers, '' when it offers none of that name."""

    def spend(self, steps: int) -> None:
        """Count steps; raises when the expression or the page has had too many."""


class Context:
    """One evaluation: its form, the expression's own node, the node of the moment, its position among how many."""

    __slots__ = ("form", "here", "own", "position", "size")

    def __init__(self, form: Form, own: Node | None, here: Node | None, position: int = 1, size: int = 1) -> None:
        """Keep what is given."""
        self.form = form
        self.own = own
        self.here = here
        self.position = position
        self.size = size


Part = Callable[[Context], Result]


@dataclass(frozen=True, slots=True)
class Function:
    """One function: how many arguments it takes and what it returns for unevaluated ones."""

    name: str
    least: int
    most: int
    evaluate: Callable[..., Result]


MANY = 1000
"""As many arguments as one likes."""
