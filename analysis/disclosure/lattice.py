"""The groups that filters and splits make, and which kinds of people stand in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Base = tuple[tuple[str, str], ...]
"""Who a figure is about: (dimension, value) pairs, sorted; () is everyone."""
Place = tuple[str | None, ...]
"""One value per dimension, None where it is unknown."""

PERSON, PEOPLE = "person", "people"


@dataclass(frozen=True, slots=True)
class Kinds:
    """People who stand at the same places, counted together.

    places: for each kind, the places its people stand at: one, or one per wave.
    people: for each kind, how many they are.
    """

    places: tuple[tuple[Place, ...], ...]
    people: NDArray[np.int64]


@dataclass(frozen=True)
class Lattice:
    """Bases over kinds of people, who are counted in one or several cells.

    members: one row per base, one column per kind: whether these people stand in the base.
    counts: one row per kind, one column per cell: how many people. A base alone has one cell, a table of answers one
        per group of options.
    """

    bases: tuple[Base, ...]
    members: NDArray[np.bool_]
    counts: NDArray[np.int64]

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        """How many people each base (row) has in each cell (column)."""
        sizes: NDArray[np.int64] = self.members.astype(np.int64) @ self.counts
        return sizes

    @cached_property
    def inside(self) -> NDArray[np.bool_]:
        """Whether all people of a base (row) stand in another one (column)."""
        populated = self.members[:, self.counts.sum(axis=1) > 0].astype(np.int64)
        shared = populated @ populated.T
        inside: NDArray[np.bool_] = shared == populated.sum(axis=1)[:, None]
        return inside

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Everyone first, then one dimension, then two; among these the larger ones first."""
        totals = self.sizes.sum(axis=1).tolist()
        numbers = range(len(self.bases))
        return tuple(sorted(numbers, key=lambda at: (len(self.bases[at]), -totals[at], self.bases[at])))

    def smallest(self, base: int) -> tuple[int, Base]:
        """The key by which the smallest of several bases is found."""
        return int(self.sizes[base].sum()), self.bases[base]

    @cached_property
    def _families(self) -> dict[tuple[int, str], list[int]]:
        number = {base: at for at, base in enumerate(self.bases)}
        families: dict[tuple[int, str], list[int]] = {}
        for at, base in enumerate(self.bases):
            for pair in base:
                parent = number.get(tuple(other for other in base if other != pair))
                if parent is not None:
                    families.setdefault((parent, pair[0]), []).append(at)
        return dict(sorted(families.items()))

    @cached_property
    def parents(self) -> NDArray[np.intp]:
        """For each family the base that a dimension parts; its children fix the dimension too, one per value."""
        return np.array([parent for parent, _dimension in self._families], np.intp)

    @cached_property
    def parted(self) -> NDArray[np.str_]:
        """For each family its dimension."""
        return np.array([dimension for _parent, dimension in self._families], np.str_)

    @cached_property
    def children(self) -> NDArray[np.bool_]:
        """For each family (row) whether a base (column) is a child."""
        children = np.zeros((len(self._families), len(self.bases)), bool)
        for row, numbers in enumerate(self._families.values()):
            children[row, numbers] = True
        return children


def kinds_of(people: pd.DataFrame, dimensions: Sequence[str], repeated: Sequence[str] = ()) -> Kinds:
    """Count people by the places they stand at.

    Columns: the dimensions; ``person``, when someone has several rows; ``people``, when a row (or all rows of one
    ``person``) stands for that many people. A value that is None or NaN is unknown. Raises ValueError for an absent
    column, and for a person with two values of a dimension that is not ``repeated``.

    >>> people = pd.DataFrame({"arm": ["a", "a", None]})
    >>> kinds_of(people, ["arm"])
    Kinds(places=((('a',),), ((None,),)), people=array([2, 1]))
    """
    absent = [name for name in dimensions if name not in people.columns]
    if absent:
        raise ValueError(f"the table has no column {', '.join(absent)}; give one per dimension.")
    numbers, places = _numbered_places(people, dimensions)
    weights = people[PEOPLE].to_numpy(np.int64) if PEOPLE in people.columns else np.ones(len(people), np.int64)
    if PERSON not in people.columns or people[PERSON].is_unique:
        counts = np.bincount(numbers, weights, len(places)).astype(np.int64)
        filled = np.flatnonzero(counts)
        return Kinds(tuple((places[at],) for at in filled), counts[filled])
    rows = pd.DataFrame({PERSON: people[PERSON].to_numpy(), "place": numbers, PEOPLE: weights})
    return _by_signature(rows, places, [at for at, name in enumerate(dimensions) if name not in repeated])


def _numbered_places(people: pd.DataFrame, dimensions: Sequence[str]) -> tuple[NDArray[np.intp], list[Place]]:
    """For each row the number of its place, and the places in their order."""
    numbers: NDArray[np.intp] = np.zeros(len(people), np.intp)
    values: list[list[str | None]] = []
    for name in dimensions:
        codes, found = pd.factorize(people[name], sort=True)
        numbers = numbers * (len(found) + 1) + np.where(codes < 0, len(found), codes)
        values.append([*map(str, found), None])
    if not values:
        return numbers, [()]
    present, numbers = np.unique(numbers, return_inverse=True)
    parts = np.unravel_index(present, [len(part) for part in values])
    return numbers, [tuple(part[at] for part, at in zip(values, row, strict=True)) for row in zip(*parts, strict=True)]


def _by_signature(rows: pd.DataFrame, places: list[Place], once: list[int]) -> Kinds:
    """Kinds of people who have several rows; dimensions ``once`` have one value per person."""
    rows = rows.drop_duplicates([PERSON, "place"]).sort_values([PERSON, "place"])
    turn = rows.groupby(PERSON).cumcount()
    wide = rows.assign(turn=turn).pivot(index=PERSON, columns="turn", values="place").fillna(-1).astype(int)
    weights = rows.groupby(PERSON)[PEOPLE].first()
    counted = weights.groupby([wide[column] for column in wide]).sum()
    keys = [key if isinstance(key, tuple) else (key,) for key in counted.index]
    signatures = tuple(tuple(places[at] for at in key if at >= 0) for key in keys)
    for signature in signatures:
        if any(len({place[at] for place in signature}) > 1 for at in once):
            raise ValueError("a person has two values of one dimension; name it in `repeated`, or give one value.")
    return Kinds(signatures, counted.to_numpy(np.int64))


def lattice_of(kinds: Kinds, dimensions: Sequence[str], most: int) -> Lattice:
    """Everyone, every value of a dimension, every pair of values; unknown values make no base."""
    values = [
        sorted({place[at] for places in kinds.places for place in places} - {None}, key=str)
        for at in range(len(dimensions))
    ]
    bases = [
        tuple(sorted((dimensions[at], str(value)) for at, value in zip(chosen, picked, strict=True)))
        for size in range(most + 1)
        for chosen in combinations(range(len(dimensions)), size)
        for picked in product(*(values[at] for at in chosen))
    ]
    return Lattice(tuple(bases), members_of(bases, kinds.places, dimensions), kinds.people[:, None])


def members_of(
    bases: Sequence[Base], kinds: Sequence[tuple[Place, ...]], dimensions: Sequence[str]
) -> NDArray[np.bool_]:
    """For each base and each kind: whether one of its places lies in the base."""
    flat = [place for places in kinds for place in places]
    owner = np.repeat(np.arange(len(kinds)), [len(places) for places in kinds])
    columns = {name: np.array([place[at] for place in flat], dtype=object) for at, name in enumerate(dimensions)}
    holds = {pair: columns[pair[0]] == pair[1] for base in bases for pair in base}
    members = np.zeros((len(bases), len(kinds)), bool)
    for at, base in enumerate(bases):
        inside = np.ones(len(flat), bool)
        for pair in base:
            inside &= holds[pair]
        members[at, owner[inside]] = True
    return members
