"""What is known of a questionnaire before anyone answers: where each node stands, in the tree and among repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from survey.instrument.definition import Group, Node, Questionnaire, Repeat
from survey.instrument.places import Place

_STEP = re.compile(r"(?P<name>[^\[\]/]+)(?:\[(?P<number>[1-9][0-9]{0,5})\])?")


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A node and where it stands: the names above it and the repeats among these, both from the outside in."""

    node: Node
    above: tuple[str, ...]
    repeats: tuple[str, ...]
    number: int

    @property
    def name(self) -> str:
        """The node's name."""
        return self.node.name

    @property
    def parent(self) -> str:
        """The name of the group it stands in, '' at the top."""
        return self.above[-1] if self.above else ""

    @property
    def is_repeat(self) -> bool:
        """Whether it is asked in several instances."""
        return isinstance(self.node, Repeat)

    @property
    def instance_repeats(self) -> tuple[str, ...]:
        """The repeats that number its instances: those above it and, for a repeat, itself."""
        return (*self.repeats, self.name) if self.is_repeat else self.repeats


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A questionnaire with its nodes by name, in the order of the file; compared by identity, so as to be a key."""

    questionnaire: Questionnaire
    standings: Mapping[str, Standing]
    children: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> Model:
        """The model of a questionnaire; make it once for each digest."""
        standings: dict[str, Standing] = {}
        for node, above, repeats in _walked(questionnaire.survey, (), ()):
            standings.setdefault(node.name, Standing(node, above, repeats, len(standings)))
        children: dict[str, list[str]] = {"": []}
        for name, standing in standings.items():
            children.setdefault(standing.parent, []).append(name)
        return cls(questionnaire, standings, {name: tuple(names) for name, names in children.items()})

    def path(self, place: Place) -> str:
        """ODK's path of a place without the form's name: ``/household/member[2]/age``."""
        standing = self.standings[place.name]
        numbers = dict(zip(standing.instance_repeats, place.indices, strict=False))
        steps = ((name, numbers.get(name)) for name in (*standing.above, place.name))
        return "".join(f"/{name}" if number is None else f"/{name}[{number}]" for name, number in steps)

    def place(self, path: str) -> Place | None:
        """The place a path names, its first instance where no number is given; None when there is no such node."""
        steps = [_STEP.fullmatch(step) for step in path.removeprefix("/").split("/")]
        named = [(step["name"], step["number"]) for step in steps if step is not None]
        if len(named) < len(steps) or named[-1][0] not in self.standings:
            return None
        standing = self.standings[named[-1][0]]
        if (*standing.above, standing.name) != tuple(name for name, _ in named):
            return None
        numbers = dict(named)
        if any(number is not None and name not in standing.instance_repeats for name, number in named):
            return None
        own = standing.instance_repeats if numbers[standing.name] is not None else standing.repeats
        return Place(standing.name, tuple(int(numbers[name] or 1) for name in own))


def _walked(
    nodes: Sequence[Node], above: tuple[str, ...], repeats: tuple[str, ...]
) -> Iterator[tuple[Node, tuple[str, ...], tuple[str, ...]]]:
    for node in nodes:
        yield node, above, repeats
        if isinstance(node, Group):
            inside = (*repeats, node.name) if isinstance(node, Repeat) else repeats
            yield from _walked(node.children, (*above, node.name), inside)
