"""Which bases may be shown: together they tell of nobody, neither by themselves nor by their differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.disclosure.changes import EarlierRelease, compared
from analysis.disclosure.closing import closed_bases
from analysis.disclosure.lattice import Base, kinds_of, lattice_of


@dataclass(frozen=True, slots=True)
class Opening:
    """The bases that may be shown, and why each other one is closed.

    people: the exact number of people of each open base.
    dimensions, repeated: as they were given.
    """

    open: frozenset[Base]
    reasons: Mapping[Base, str]
    people: Mapping[Base, int]
    dimensions: tuple[str, ...]
    repeated: tuple[str, ...] = ()


def open_bases(
    people: pd.DataFrame,
    dimensions: Sequence[str],
    *,
    minimum_cell: int,
    most: int = 2,
    repeated: Sequence[str] = (),
    earlier: Sequence[EarlierRelease] = (),
) -> Opening:
    """The bases that may be shown, of everyone and of at most ``most`` dimensions at once.

    Rule: a base is open when it, and what it leaves of every larger open base, is at least ``minimum_cell`` people;
    what all closed values of a dimension hold together is nobody or as many.
    Columns: one per dimension, a text per row, None where unknown (such people make no base and count as closed);
    ``person`` when someone has several rows, one per wave: name that dimension in ``repeated``, where a base may hold
    all of its group; ``people`` when a row, or all rows of a person, stands for so many people.
    Missing: None is a value nobody is shown by. Raises: ValueError for an absent column, for a person with two
    values of a dimension that is not repeated.

    >>> people = pd.DataFrame({"arm": ["a"] * 12 + ["b"] * 20 + ["c"] * 4})
    >>> opening = open_bases(people, ["arm"], minimum_cell=10)
    >>> sorted(opening.open)
    [(), (('arm', 'b'),)]
    >>> opening.reasons
    {(('arm', 'a'),): 'complement', (('arm', 'c'),): 'too_few'}
    """
    kinds = kinds_of(people, dimensions, repeated)
    lattice = lattice_of(kinds, dimensions, most)
    comparisons = [compared(kinds, release, lattice.bases, dimensions) for release in earlier]
    told = closed_bases(lattice, minimum_cell=minimum_cell, repeated=repeated, comparisons=comparisons, beyond={})
    counted = {base: int(size) for base, (size,) in zip(lattice.bases, lattice.sizes, strict=True) if base not in told}
    return Opening(frozenset(counted), told, counted, tuple(dimensions), tuple(repeated))
