"""Bins of a histogram and thirds of a score, wide enough that none tells of a few people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.disclosure.options import merged_options
from analysis.missing import numbers
from analysis.precision import Numbers

LOW, MIDDLE, HIGH = "low", "middle", "high"


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

    def band(self, score: float) -> str:
        """The third in which a score lies: low, middle or high."""
        return LOW if score <= self.lower else HIGH if score >= self.upper else MIDDLE


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
    """Where the low and the high third of the scores end, equal scores kept together; None unless each third, as it
    comes out, holds at least ``minimum_cell`` people.

    >>> tercile_bounds([10, 20, 20, 30, 30, 40, 50, 50, None], minimum_cell=2)
    Thirds(lower=20.0, upper=40.0)
    """
    distinct, counts = np.unique(_present(scores), return_counts=True)
    below = np.cumsum(counts)
    best: tuple[float, Thirds] | None = None
    for first, second in product(_nearest(below, 1), _nearest(below, 2)):
        if not first < second < len(distinct) - 1:
            continue
        held = np.diff([0, below[first], below[second], below[-1]])
        uneven = float(np.abs(held - below[-1] / 3).sum())
        if held.min() >= minimum_cell and (best is None or uneven < best[0]):
            best = uneven, Thirds(float(distinct[first]), float(distinct[second + 1]))
    return best[1] if best else None


def _nearest(below: NDArray[np.int64], part: int) -> tuple[int, ...]:
    """The two distinct scores around the end of the first or second third."""
    after = int(np.searchsorted(below, below[-1] * part / 3)) if len(below) else 0
    return (after - 1, after) if after else (after,)


def _present(values: pd.Series | Sequence[float | None]) -> Numbers:
    column = numbers(values if isinstance(values, pd.Series) else pd.Series(list(values), dtype=object))
    present: Numbers = np.sort(column[~np.isnan(column)])
    return present
