"""Bins of a histogram and thirds of a score, wide enough that none tells of a few people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.disclosure.options import merged_options
from analysis.missing import numbers
from analysis.precision import Numbers

Band = Literal["low", "middle", "high"]
LEAST_SCORES = 2
"""Different scores in each third: a third of a single score would be that score."""
REACH = 60
"""How many different scores on each side of an even parting are tried."""


@dataclass(frozen=True, slots=True)
class Bins:
    """edges: n + 1 limits of n bins, each from its lower limit up to, without, its upper one; the last holds both."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Thirds:
    """lower: the highest score of the low third; upper: the lowest score of the high third."""

    lower: float
    upper: float

    def band(self, score: float) -> Band:
        """The third in which a score lies: low, middle or high."""
        return "low" if score <= self.lower else "high" if score >= self.upper else "middle"


def binned(values: pd.Series | Sequence[float | None], edges: Sequence[float]) -> tuple[int, ...]:
    """How many values lie in each bin; missing ones in none. Raises ValueError for a value outside the edges.

    >>> binned([0, 4, 5, 10, None], [0, 5, 10])
    (2, 2)
    """
    present = _present(values)
    if len(present) and (present[0] < edges[0] or present[-1] > edges[-1]):
        raise ValueError(f"a value lies outside {edges[0]} to {edges[-1]}; widen the edges.")
    return tuple(int(count) for count in np.histogram(present, edges)[0])


def merged_bins(
    values: pd.Series | Sequence[float | None], edges: Sequence[float], *, minimum_cell: int
) -> Bins | None:
    """The narrowest bins along ``edges`` that each hold at least ``minimum_cell`` values; None when one is left.

    Bins that filters share are made by ``open_tables``, with ``binned`` counts as ordered options.

    >>> merged_bins([1, 2, 6, 7, 8, 9, 11, 18], [0, 5, 10, 15, 20], minimum_cell=2)
    Bins(edges=(0, 5, 10, 20), counts=(2, 4, 2))
    """
    counts = binned(values, edges)
    groups = merged_options(counts, minimum_cell=minimum_cell, ordered=True)
    if groups is None:
        return None
    limits = (edges[0], *(edges[group[-1] + 1] for group in groups))
    return Bins(limits, tuple(sum(counts[at] for at in group) for group in groups))


def tercile_bounds(scores: pd.Series | Sequence[float | None], *, minimum_cell: int) -> Thirds | None:
    """Where the low and the high third of the scores end, parted as evenly as can be, equal scores kept together.

    None unless each third, as it comes out, holds at least ``minimum_cell`` people and two different scores.

    >>> tercile_bounds([10, 20, 20, 30, 40, 40, 50, 60, None], minimum_cell=2)
    Thirds(lower=20.0, upper=50.0)
    >>> tercile_bounds([0, 0, 0, 50, 50, 50, 100, 100, 100], minimum_cell=2)
    """
    distinct, counts = np.unique(_present(scores), return_counts=True)
    below = np.cumsum(counts)
    if len(distinct) < 3 * LEAST_SCORES:
        return None
    first, second = _around(below, 1)[:, None], _around(below, 2)[None, :]
    held = np.stack(np.broadcast_arrays(below[first], below[second] - below[first], below[-1] - below[second]))
    scored = np.stack(np.broadcast_arrays(first + 1, second - first, len(distinct) - 1 - second))
    uneven = np.abs(held - below[-1] / 3).sum(axis=0)
    uneven[(held.min(axis=0) < minimum_cell) | (scored.min(axis=0) < LEAST_SCORES)] = np.inf
    at = np.unravel_index(int(uneven.argmin()), uneven.shape)
    if np.isinf(uneven[at]):
        return None
    return Thirds(float(distinct[first[at[0], 0]]), float(distinct[second[0, at[1]] + 1]))


def _around(below: NDArray[np.int64], part: int) -> NDArray[np.int64]:
    """The places of the different scores around the end of the first or the second third."""
    even = int(np.searchsorted(below, below[-1] * part / 3))
    return np.arange(max(0, even - REACH), min(len(below), even + REACH + 1))


def _present(values: pd.Series | Sequence[float | None]) -> Numbers:
    column = numbers(values if isinstance(values, pd.Series) else pd.Series(list(values), dtype=object))
    present: Numbers = np.sort(column[~np.isnan(column)])
    return present
