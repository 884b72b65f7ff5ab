"""One node of a filling: a question, a group or an instance of a repeat, as expressions walk and read it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol

from survey.instrument.definition import Answers
from survey.instrument.expressions.context import Form
from survey.instrument.expressions.values import Node
from survey.instrument.model import Model
from survey.instrument.places import Place
from survey.instrument.standing import Standing
from survey.instrument.steps import Failure, Steps


class Surroundings(Form, Protocol):
    """What a node and its expressions ask of the filling around them."""

    model: Model
    answers: Answers
    kept_texts: Mapping[str, str]
    blanks: Collection[str]
    seed: int
    steps: Steps
    failures: dict[Failure, None]

    def node(self, standing: Standing, indices: tuple[int, ...] = ()) -> FormNode:
        """The node that stands there."""

    def within(self, standing: Standing, indices: tuple[int, ...]) -> Sequence[FormNode]:
        """The nodes of a standing directly in the node of these indices."""

    def read(self, node: FormNode) -> str:
        """What expressions read of a node."""

    def needs(self, node: FormNode) -> Iterator[FormNode]:
        """The nodes that decide on a node, as far as they are not known."""


class FormNode:
    """A node in its place; what is worked out about it is remembered here."""

    __slots__ = ("_text", "filling", "indices", "key", "relevant", "standing", "value", "working")

    def __init__(self, filling: Surroundings, standing: Standing, indices: tuple[int, ...]) -> None:
        """A node about which nothing is known yet."""
        self.filling = filling
        self.standing = standing
        self.indices = indices
        self.key = Place(standing.name, indices).key if indices else standing.name
        self.relevant: bool | None = None
        self.value: str | None = None
        self.working = False
        self._text: str | None = None

    @property
    def name(self) -> str:
        """Its name."""
        return self.standing.name

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.standing.name, self.indices)

    @property
    def text(self) -> str:
        """What expressions read: '' when blank or not relevant."""
        text = self._text
        if text is None:
            text = self._text = self.filling.read(self)
        return text

    @property
    def is_known(self) -> bool:
        """Whether its text has been worked out."""
        return self._text is not None

    @property
    def number(self) -> int:
        """The number of an instance, 1 for a node that there is once."""
        return self.indices[-1] if self.standing.is_repeat and self.indices else 1

    @property
    def parent(self) -> Node | None:
        """The group or instance it stands in."""
        model = self.filling.model
        if self.standing is model.root:
            return self.filling.document
        standing = model.standings[self.standing.parent] if self.standing.above else model.root
        return self.filling.node(standing, self.indices[: len(standing.instance_repeats)])

    @property
    def order(self) -> tuple[int, ...]:
        """Its place in the form: of each node above it and of itself its number in the file and as an instance."""
        standings = self.filling.model.standings
        numbers = iter(self.indices)
        found: list[int] = []
        for standing in (*(standings[name] for name in self.standing.above), self.standing):
            found.append(standing.number)
            if standing.is_repeat:
                found.append(next(numbers, 0))
        return tuple(found)

    def children(self, name: str) -> Sequence[Node]:
        """The nodes of that name directly in it."""
        model = self.filling.model
        if name == "*":
            names = model.children.get(self.standing.name, ())
            return [node for child in names for node in self.filling.within(model.standings[child], self.indices)]
        child = model.standings.get(name)
        if child is None or child.parent != self.standing.name:
            return ()
        return self.filling.within(child, self.indices)


class Document:
    """What the form stands in: where absolute paths begin. Whatever the first step is called, it is the form."""

    __slots__ = ("_root",)
    name = ""
    text = ""
    number = 1
    parent: Node | None = None
    order: tuple[int, ...] = ()

    def __init__(self, root: FormNode) -> None:
        """Hold the form."""
        self._root = root

    def children(self, name: str) -> Sequence[Node]:
        """The form."""
        return (self._root,)
