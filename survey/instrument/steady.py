"""What answers alone decide, neither the clock nor chance nor repeats: it is kept from page to page, and followed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from survey.instrument.definition import Question
from survey.instrument.expressions.grammar import Tree
from survey.instrument.expressions.tree import branches
from survey.instrument.standing import Standing, expression_or_none

_OPERATIONS = frozenset(
    ("number", "string", "and", "or", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "neg")
)
_CALLS = frozenset(
    (
        *("not", "true", "false", "boolean", "if", "coalesce", "selected", "count-selected", "selected-at"),
        *("number", "int", "round", "min", "max", "abs", "pow", "string", "string-length", "concat", "contains"),
        *("starts-with", "ends-with", "substr", "regex"),
    )
)
"""Functions whose value follows from their arguments."""
FINGERPRINT_LETTERS = 12


class Decided(NamedTuple):
    """Which steady nodes are not asked, as bits by their numbers; ``anew`` are those of which that is not known."""

    hidden: int
    anew: int = 0


class Reached(NamedTuple):
    """What may change with an answer: bits of steady nodes, and names of steady calculations."""

    nodes: int
    calculations: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Steady:
    """The nodes outside repeats that only answers can hide, in the order of the file, and the calculations of answers.

    ``numbers`` gives each node its bit. ``fingerprint`` is another one when other nodes are steady: what was kept under
    it is then of no use. ``readers`` names for each name what reads it, or stands in it.
    """

    names: tuple[str, ...]
    numbers: Mapping[str, int]
    calculations: frozenset[str]
    fingerprint: str
    readers: Mapping[str, tuple[str, ...]]
    _reached: dict[str, Reached] = field(default_factory=dict)

    @classmethod
    def of(cls, standings: Mapping[str, Standing]) -> Steady:
        """Those of a questionnaire."""
        found = _Finding(standings)
        names = tuple(
            name for name, each in standings.items() if not each.is_always_relevant and found.is_asked_steadily(name)
        )
        calculations = frozenset(name for name in standings if calculations_of(standings[name]) and found.is_read(name))
        readers: dict[str, list[str]] = {}
        for name in dict.fromkeys((*names, *calculations)):
            standing = standings[name]
            for read in (*standing.reads, *standing.above[-1:]):
                readers.setdefault(read, []).append(name)
        fingerprint = hashlib.sha256(" ".join((*names, "", *sorted(calculations))).encode()).hexdigest()[
            :FINGERPRINT_LETTERS
        ]
        numbers = {name: number for number, name in enumerate(names)}
        read_by = {read: tuple(those) for read, those in readers.items()}
        return cls(names, numbers, calculations, fingerprint[:FINGERPRINT_LETTERS], read_by)

    @property
    def every(self) -> int:
        """The bits of all of them."""
        return (1 << len(self.names)) - 1

    def bits(self, names: Iterable[str]) -> int:
        """The bits of those of these names that are steady."""
        found = 0
        for name in names:
            number = self.numbers.get(name)
            if number is not None:
                found |= 1 << number
        return found

    def named(self, bits: int) -> Iterator[str]:
        """The names of some bits."""
        while bits:
            lowest = bits & -bits
            yield self.names[lowest.bit_length() - 1]
            bits ^= lowest

    def reached(self, changed: Collection[str]) -> Reached:
        """What may be otherwise when these answers have changed."""
        nodes, calculations = 0, frozenset[str]()
        for name in changed:
            if name in self.readers:
                found = self._reached.get(name)
                if found is None:
                    found = self._reached[name] = self._followed(name)
                nodes |= found.nodes
                calculations |= found.calculations
        return Reached(nodes, calculations)

    def _followed(self, name: str) -> Reached:
        found, waiting = dict[str, None](), list(self.readers[name])
        while waiting:
            reader = waiting.pop()
            if reader not in found:
                found[reader] = None
                waiting.extend(self.readers.get(reader, ()))
        return Reached(self.bits(found), self.calculations.intersection(found))

    def written(self, hidden: int) -> str:
        """What a document keeps of it."""
        return f"{self.fingerprint} {hidden:x}"

    def read(self, kept: str) -> Decided | None:
        """What a document has kept; None when it has nothing that fits this questionnaire."""
        fingerprint, _, hidden = kept.partition(" ")
        return Decided(int(hidden, 16)) if fingerprint == self.fingerprint and hidden else None


def calculations_of(standing: Standing) -> tuple[str, ...]:
    """What a node always holds the value of; () for a node that holds anything else."""
    node = standing.node
    if not isinstance(node, Question) or not node.calculation or standing.lasts:
        return ()
    return () if node.trigger or node.default or node.choice_filter else (node.calculation,)


class _Finding:
    """Which nodes are steady, each looked at once."""

    def __init__(self, standings: Mapping[str, Standing]) -> None:
        self._standings = standings
        self._asked: dict[str, bool] = {}
        self._read: dict[str, bool] = {}

    def is_asked_steadily(self, name: str) -> bool:
        """Whether answers alone decide if it is asked."""
        return self._known(self._asked, name, self._is_asked)

    def is_read(self, name: str) -> bool:
        """Whether answers alone decide what others read of it."""
        return self._known(self._read, name, self._is_text)

    def _known(self, known: dict[str, bool], name: str, decide: Callable[[Standing], bool]) -> bool:
        if name not in known:
            known[name] = False  # who waits for itself is not steady
            standing = self._standings.get(name)
            known[name] = standing is None or decide(standing)  # what is not there is always blank
        return known[name]

    def _is_asked(self, standing: Standing) -> bool:
        if standing.is_always_relevant:
            return True
        above = all(self.is_asked_steadily(name) for name in standing.above[-1:])
        return above and not standing.instance_repeats and self._follows(standing.node.relevant)

    def _is_text(self, standing: Standing) -> bool:
        if standing.instance_repeats or not self.is_asked_steadily(standing.name):
            return False
        if standing.is_plain:
            return True
        return any(map(self._follows, calculations_of(standing)))

    def _follows(self, text: str) -> bool:
        """Whether an expression says the same wherever and whenever the same was answered."""
        expression = expression_or_none(text)
        if expression is None:
            return not text
        return all(map(_is_plain, branches(expression.tree))) and all(map(self.is_read, expression.names))


def _is_plain(branch: Tree) -> bool:
    kind = branch[0]
    return kind in _OPERATIONS or (kind == "answer" and len(branch) == 2) or (kind == "call" and branch[1] in _CALLS)
