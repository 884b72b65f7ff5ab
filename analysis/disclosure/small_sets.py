"""Small sets among the sums and differences of rows: found exactly, by trying all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

_INFEASIBLE = 2
_NODES = 2000
"""Branches searched before giving up: then nothing is proven, and the caller closes more."""
_TRIED = 8000
"""Sets that are listed one by one before the search is left to an integer programme."""
_NEAR_ZERO = 1e-6


@dataclass(frozen=True, slots=True)
class Basis:
    """The same sums and differences from few rows, each with a column where it is 1 and all others are 0.

    begins: that column of each row; the row is 0 before it. nothing: what is left of rows that add nothing.
    """

    begins: tuple[int, ...]
    rows: NDArray[np.float64]
    nothing: NDArray[np.float64]


def basis_of(rows: NDArray[np.float64], width: int | None = None) -> Basis:
    """The reduced echelon form, by the first ``width`` columns.

    >>> basis_of(np.array([[1.0, 1, 1], [1, 0, 0], [0, 1, 1]])).rows.tolist()
    [[1.0, 0.0, 0.0], [0.0, 1.0, 1.0]]
    """
    left = rows.copy()
    free = np.ones(len(left), bool)
    begins: dict[int, int] = {}
    for column in range(left.shape[1] if width is None else width):
        heights = np.abs(left[:, column])
        heights[~free] = -1
        pivot = int(heights.argmax()) if len(heights) else 0
        if not free.any() or heights[pivot] < _NEAR_ZERO:
            continue
        left[pivot] /= left[pivot, column]
        others = np.flatnonzero(left[:, column])
        others = others[others != pivot]
        reduced = left[others] - left[others, column][:, None] * left[pivot]
        reduced[np.abs(reduced) < _NEAR_ZERO] = 0
        left[others] = reduced
        begins[column], free[pivot] = pivot, False
    left += 0.0  # no -0.0
    return Basis(tuple(begins), left[list(begins.values())], left[free])


def small_set(
    basis: Basis, people: NDArray[np.int64], moved: NDArray[np.bool_], minimum_cell: int
) -> NDArray[np.float64] | None:
    """Columns that rows add up to, 1 each (or -1 where ``moved``), with 1 to ``minimum_cell`` - 1 people in all.

    None when there are none; all zeros when the search was given up.

    >>> basis = basis_of(np.array([[1.0, 1, 1, 1], [1, 0, 0, 0]]))
    >>> small_set(basis, np.array([50, 3, 2, 4]), np.zeros(4, bool), 10).tolist()
    [0.0, 1.0, 1.0, 1.0]
    """
    small = people < minimum_cell
    chosen = [at for at, column in enumerate(basis.begins) if small[column]]
    if not chosen:
        return None
    rows = basis.rows[chosen]
    if not moved.any():
        known, found = _listed(rows, people[np.array(basis.begins)[chosen]], people, minimum_cell)
        if known:
            return found
    return _searched(rows, np.array(basis.begins)[chosen], people, moved, minimum_cell)


def _listed(
    rows: NDArray[np.float64], begin: NDArray[np.int64], people: NDArray[np.int64], minimum_cell: int
) -> tuple[bool, NDArray[np.float64] | None]:
    """Whether all sums of rows that may be small could be tried, and the small set found, if any.

    A set takes each row once or not at all, and no more rows than their first columns have people. Where a sum is not
    yet a set of small columns, one of the rows that mend its rarest wrong column has to be taken too.
    """
    order = np.argsort(-begin, kind="stable")
    rows, begin = rows[order], begin[order]
    rarity = np.count_nonzero(rows, axis=0)
    sums, total, free = rows, begin, np.triu(np.ones((len(rows), len(rows)), bool), 1)
    tried = 0
    while len(sums):
        wrong = (np.abs(sums - (sums > 0.5)) > _NEAR_ZERO) | ((people >= minimum_cell) & (np.abs(sums) > _NEAR_ZERO))
        whole = np.logical_not(wrong.any(axis=1))
        fits = whole & (np.rint(sums) @ people < minimum_cell)
        if fits.any():
            return True, np.rint(sums[int(fits.argmax())])
        worst = np.where(wrong, rarity, len(rows) + 1).argmin(axis=1)
        value = sums[np.arange(len(sums)), worst][:, None]
        change = rows[:, worst].T
        mends = np.where(value > 1 - _NEAR_ZERO, change < 0, np.where(value < 0, change > 0, change != 0))
        may = free & (begin <= minimum_cell - 1 - total[:, None]) & (mends | whole[:, None])
        tried += int(may.sum())
        if tried > _TRIED:
            return False, None
        before, row = np.nonzero(may)
        # the rows that come before this one in the same choice are left out for good: each set is met once
        free = free[before] & ~(may[before] & (np.arange(len(rows)) <= row[:, None]))
        total, sums = total[before] + begin[row], sums[before] + rows[row]
    return True, None


def _searched(
    rows: NDArray[np.float64],
    begins: NDArray[np.intp],
    people: NDArray[np.int64],
    moved: NDArray[np.bool_],
    minimum_cell: int,
) -> NDArray[np.float64] | None:
    """The same by an integer programme: each column is in or out, and follows from those where rows begin."""
    small = people < minimum_cell
    follows = np.setdiff1d(np.flatnonzero(rows.any(axis=0)), begins)
    equal = np.zeros((len(follows), len(people)))
    equal[:, begins] = rows[:, follows].T
    equal[np.arange(len(follows)), follows] = -1
    minus = np.flatnonzero(moved & small)
    columns = np.concatenate([np.arange(len(people)), minus])
    signs = np.repeat([1, -1], [len(people), len(minus)])
    once = np.eye(len(people))[minus][:, columns]
    solved = milp(
        np.zeros(len(columns)),
        integrality=np.ones(len(columns)),
        bounds=Bounds(0, (rows.any(axis=0) & small)[columns].astype(float)),
        constraints=[
            LinearConstraint(equal[:, columns] * signs, 0, 0),
            LinearConstraint(people[columns][None, :], 1, minimum_cell - 1),
            *([LinearConstraint(once, 0, 1)] if len(minus) else []),
        ],
        options={"node_limit": _NODES},
    )
    if solved.status == _INFEASIBLE:
        return None
    found = np.zeros(len(people))
    if solved.x is not None:
        np.add.at(found, columns, signs * np.rint(solved.x))
    return found
