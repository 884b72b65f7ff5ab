"""Where each key of a file stands, so that a rule that looks at the whole can still point at the place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from survey.instrument.problems import Problem
from survey.instrument.report import START, Place
from survey.instrument.yaml_tree import Items, Map, Scalar, Tree


@dataclass(frozen=True, slots=True)
class Placed:
    """A file and the place of each of its keys, such as ``register.arm`` or ``plan.primary.0``."""

    file: str
    places: Mapping[str, Place]

    def problem(self, key: str, rule: str, what: str, remedy: str, *, warning: bool = False) -> Problem:
        """One problem at a key, or at what holds it where the key itself is absent."""
        place = self.place(key)
        return Problem(self.file, place.line, place.column, rule, what, remedy, "warning" if warning else "error")

    def blank(self) -> Iterator[tuple[str, Problem]]:
        """Every text that is there and empty, in quotes, with its key; without quotes it is told where it is read."""
        for key, place in self.places.items():
            if isinstance(place, Scalar) and not place.plain and not place.text.strip():
                yield key, self.problem(key, "empty-text", "The text is empty.", "Write it, or remove the key.")

    def place(self, key: str) -> Place:
        """Where a key stands, or what holds it."""
        while key and key not in self.places:
            key = key.rpartition(".")[0]
        return self.places.get(key, START)


def places_of(tree: Tree, within: str = "") -> dict[str, Place]:
    """The place of every value of a tree, by its keys and numbers joined with dots; '' is the tree itself."""
    places: dict[str, Place] = {within: tree}
    for key, value in _inside(tree):
        places |= places_of(value, f"{within}.{key}" if within else key)
    return places


def _inside(tree: Tree) -> list[tuple[str, Tree]]:
    if isinstance(tree, Map):
        return [(key, value) for key, (_, value) in tree.entries.items()]
    return [(str(number), item) for number, item in enumerate(tree.items)] if isinstance(tree, Items) else []
