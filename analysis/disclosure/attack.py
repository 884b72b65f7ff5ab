"""What a reader could compute: whether adding and subtracting open bases leaves a few people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.small_sets import Basis, basis_of, small_set

_NEAR_ZERO = 1e-6


@dataclass(frozen=True, slots=True)
class Attack:
    """A few people that open bases give away.

    used: the bases that are added or subtracted; all of them when the search was given up.
    needed: those of them that no others can stand in for.
    """

    used: NDArray[np.bool_]
    needed: NDArray[np.bool_]


@dataclass(frozen=True)
class Sums:
    """Everything that open bases add up to, over kinds of people that no base tells apart.

    rows: one row per base, one column per kind. counts: one row per kind, one column per cell.
    moved: the kinds that came, went or moved between two releases.
    """

    rows: NDArray[np.float64]
    counts: NDArray[np.int64]
    moved: NDArray[np.bool_]

    @cached_property
    def _basis(self) -> Basis:
        return basis_of(self.rows)

    def attack(self, cell: int, minimum_cell: int) -> Attack | None:
        """Sums and differences of bases that leave 1 to ``minimum_cell`` - 1 people of a cell; None without any.

        The search is exact: over all sets of kinds, whether the set is a linear combination of the bases. Of people
        who moved, some may be added and others subtracted.

        >>> everyone_and_two_arms = np.array([[1, 1, 1], [1, 0, 0], [0, 1, 0]], bool)
        >>> sums_of(everyone_and_two_arms, np.array([[30], [40], [4]])).attack(0, 10).used.tolist()
        [True, True, True]
        >>> sums_of(everyone_and_two_arms, np.array([[30], [40], [14]])).attack(0, 10) is None
        True
        """
        people = self.counts[:, cell]
        filled = people > 0
        if not (people[filled] < minimum_cell).any():
            return None
        rows = self.rows[:, filled]
        basis = self._basis if filled.all() else basis_of(rows)
        found = small_set(basis, people[filled], self.moved[filled], minimum_cell)
        return None if found is None else _attack_by(rows, found)


def sums_of(members: NDArray[np.bool_], counts: NDArray[np.int64], moved: NDArray[np.bool_] | None = None) -> Sums:
    """Kinds (columns) that the bases (rows) do not tell apart are one; large kinds come first."""
    mark = np.zeros(len(counts), bool) if moved is None else moved
    filled = counts.sum(axis=1) > 0
    marked = np.vstack([members, mark])[:, filled]
    _first, first, kind = np.unique(np.packbits(marked, axis=0), axis=1, return_index=True, return_inverse=True)
    together = np.zeros((len(first), counts.shape[1]), np.int64)
    np.add.at(together, kind.ravel(), counts[filled])
    order = np.argsort(-together.sum(axis=1), kind="stable")
    distinct = marked[:, first[order]]
    return Sums(distinct[:-1].astype(float), together[order], distinct[-1])


def _attack_by(rows: NDArray[np.float64], found: NDArray[np.float64]) -> Attack:
    """Which bases (rows) tell of a set of kinds; all of them when the set is not known."""
    count, width = rows.shape
    if not found.any():
        return Attack(np.ones(count, bool), np.zeros(count, bool))
    basis = basis_of(np.hstack([rows, np.eye(count)]), width)
    weights = found[list(basis.begins)] @ basis.rows[:, width:]
    used = np.abs(weights) > _NEAR_ZERO
    stands_in = (np.abs(basis.nothing[:, width:]) > _NEAR_ZERO).any(axis=0)
    return Attack(used, used & ~stands_in)
