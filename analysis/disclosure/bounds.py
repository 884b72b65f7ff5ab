"""How narrowly a reader could bound a hidden count, who knows that no count is below 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_array, hstack

from analysis.disclosure.lattice import Base, Lattice

Numbers = NDArray[np.float64]
_NEAR_ZERO = 1e-6
_DIMENSIONS = 2
_FAR = 10.0
"""No kind of people is so many times everybody there is: what nothing bounds still has an end."""


def narrowing_bases(
    lattice: Lattice, opened: Sequence[int], hidden: Mapping[Base, NDArray[np.bool_]], minimum_cell: int
) -> NDArray[np.intp] | None:
    """The open bases that bound a hidden count too narrowly; None when none is.

    Hidden counts are the cells of closed bases (with their members) that hold fewer than ``minimum_cell``: each must be
    possible from 0 up to ``minimum_cell``, or to all who answered in that base. Where there are several cells, how
    many answered in each base of the lattice is known too. That nobody at all stands in a base is no secret.
    Two dimensions are looked at together, with all bases that these tell apart: regions beside sites and arms.

    >>> from analysis.disclosure.lattice import kinds_of, lattice_of
    >>> import pandas as pd
    >>> people = pd.DataFrame({"arm": ["a", "a", "b", "b"], "site": ["n", "s", "n", "s"], "people": [8, 20, 4, 2]})
    >>> found = lattice_of(kinds_of(people, ["arm", "site"]), ["arm", "site"], 2)
    >>> hidden = dict(zip(found.bases[5:], found.members[5:], strict=True))
    >>> narrowing = narrowing_bases(found, range(5), hidden, 10)
    >>> [found.bases[at] for at in narrowing]
    [(('arm', 'b'),), (('site', 'n'),)]
    """
    names = {base: frozenset(name for name, _value in base) for base in (*lattice.bases, *hidden)}
    every = {*names.values()}
    for together in sorted(
        {one | other for one in every for other in every if len(one | other) <= _DIMENSIONS}, key=sorted
    ):
        closed = [members for base, members in hidden.items() if names[base] <= together]
        if not closed:
            continue
        known = [lattice.members[at] for at, base in enumerate(lattice.bases) if names[base] <= together]
        _first, first, group = np.unique(np.array([*closed, *known]), axis=1, return_index=True, return_inverse=True)
        told = [at for at in opened if (lattice.members[at] == lattice.members[at][first][group.ravel()]).all()]
        counts = (np.arange(len(first))[:, None] == group.ravel()).astype(np.int64) @ lattice.counts
        bases = [lattice.bases[at] for at in told]
        smaller = Lattice(tuple(bases), lattice.members[told][:, first], counts)
        used = _narrowing(smaller, np.array(closed)[:, first], minimum_cell)
        if used is not None:
            return np.array(told, np.intp)[used]
    return None


def _narrowing(lattice: Lattice, closed: NDArray[np.bool_], minimum_cell: int) -> NDArray[np.intp] | None:
    """The same where all bases of the lattice are open."""
    (kinds, cells), sizes = lattice.counts.shape, closed.astype(np.int64) @ lattice.counts
    few = (sizes < minimum_cell) & (sizes.sum(axis=1) > 0)[:, None]
    few &= ~_free_by_exchange(lattice, closed, minimum_cell)
    rows, columns = np.nonzero(few)
    if not len(rows) or not lattice.bases:
        return None
    members = lattice.members.astype(np.float64)
    wanted = np.zeros((len(rows), cells, kinds))
    wanted[np.arange(len(rows)), columns] = closed[rows]
    answered = sizes[rows].sum(axis=1) if cells > 1 else np.full(len(rows), minimum_cell)
    number = np.tile(np.vstack([members, closed]), cells)
    programme = _Programme(
        shown=np.vstack([np.kron(np.eye(cells), members), *([number] if cells > 1 else [])]),
        wanted=wanted.reshape(len(rows), -1),
        people=lattice.counts.T.ravel(),
        most=np.minimum(minimum_cell, answered).astype(np.float64),
    )
    used = programme.narrowing(len(members) * cells)
    return None if used is None else np.unique(used % len(members))


def _free_by_exchange(lattice: Lattice, closed: NDArray[np.bool_], minimum_cell: int) -> NDArray[np.bool_]:
    """Which cells of closed bases (rows) may be anything from 0 on, because people may have answered each other's way.

    People whom open tables do not tell apart exchange their answers: no table and no number of answers changes.
    """
    free = np.zeros((len(closed), lattice.counts.shape[1]), bool)
    if free.shape[1] < 2 or not len(lattice.counts):
        return free
    _first, place = np.unique(lattice.members, axis=1, return_inverse=True)
    alike = (np.arange(place.max() + 1)[:, None] == place.ravel()).astype(np.int64)
    every = alike @ lattice.counts
    for at, members in enumerate(closed):
        inside = alike @ (lattice.counts * members[:, None])
        beside = every - inside
        may_leave = (beside.sum(axis=1, keepdims=True) - beside >= inside).all(axis=0)
        may_come = np.minimum(inside.sum(axis=1, keepdims=True) - inside, beside).sum(axis=0)
        now = inside.sum(axis=0)
        free[at] = may_leave & (now + may_come >= min(minimum_cell, now.sum()))
    return free


@dataclass(frozen=True, slots=True)
class _Programme:
    """Counts that are shown and counts that are wanted (rows) over kinds of people, and ``most`` of each wanted one."""

    shown: Numbers
    wanted: Numbers
    people: NDArray[np.int64]
    most: Numbers

    def narrowing(self, closable: int) -> NDArray[np.intp] | None:
        """Which of the first ``closable`` shown counts keep a wanted one from being 0, or from being its ``most``.

        All wanted counts are first pushed to the end together; those that did not come there are asked apart.
        """
        rows, told = csr_array(self.shown), self.shown @ self.people
        now = self.wanted @ self.people
        least = np.minimum(now, self._together(1.0, rows, told))
        greatest = np.maximum(now, self._together(-1.0, rows, told))
        asked = [(1.0, at) for at in np.flatnonzero(least > _NEAR_ZERO)]
        asked += [(-1.0, at) for at in np.flatnonzero(greatest < self.most - _NEAR_ZERO)]
        for (sign, at), (reached, prices) in zip(asked, self._apart(asked, rows, told), strict=True):
            used = np.flatnonzero(np.abs(prices[:closable]) > _NEAR_ZERO)
            if used.size and (reached > _NEAR_ZERO if sign > 0 else reached < self.most[at] - _NEAR_ZERO):
                return used
        return None

    def _apart(
        self, asked: Sequence[tuple[float, np.intp]], rows: csr_array, told: Numbers
    ) -> list[tuple[float, Numbers]]:
        """The least (1) or largest (-1) value of each wanted count, with the price of what is shown.

        They are one programme of independent blocks: solving it once is far quicker than solving each.
        """
        if not asked:
            return []
        found = linprog(
            np.concatenate([sign * self.wanted[at] for sign, at in asked]),
            A_eq=block_diag([rows] * len(asked), format="csr"),
            b_eq=np.tile(told, len(asked)),
            bounds=(0, _FAR * (1 + float(self.people.sum()))),
            method="highs",
        )
        if found.x is None:
            return [(0.0 if sign > 0 else np.inf, np.zeros(len(told))) for sign, _at in asked]
        ends, prices = found.x.reshape(len(asked), -1), found.eqlin.marginals.reshape(len(asked), -1)
        return [
            (float(self.wanted[at] @ end), price) for (_sign, at), end, price in zip(asked, ends, prices, strict=True)
        ]

    def _together(self, sign: float, rows: csr_array, told: Numbers) -> Numbers:
        """The wanted counts where as many as can be are 0, or as large as asked, at once."""
        if sign > 0:
            found = linprog(self.wanted.sum(axis=0), A_eq=rows, b_eq=told, method="highs")
        else:
            # a share of each wanted count, up to its most, is made as large as can be
            count, kinds = self.wanted.shape
            shares = csr_array(np.hstack([-self.wanted, np.eye(count)]))
            found = linprog(
                np.concatenate([np.zeros(kinds), -np.ones(count)]),
                A_ub=shares,
                b_ub=np.zeros(count),
                A_eq=hstack([rows, csr_array((rows.shape[0], count))]),
                b_eq=told,
                bounds=[*[(0, None)] * kinds, *((0, most) for most in self.most)],
                method="highs",
            )
        together: Numbers = self.wanted @ (self.people if found.x is None else found.x[: len(self.people)])
        return together
