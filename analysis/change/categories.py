"""People sorted by their change: improved, unchanged, deteriorated; and the share of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analysis.missing import LISTWISE, Pairs
from analysis.precision import Numbers, in_steps, largest
from analysis.shares import wilson_share
from analysis.tables import EstimateTable

HIGHER, LOWER = "higher", "lower"
IMPROVED, UNCHANGED, DETERIORATED = "improved", "unchanged", "deteriorated"
CATEGORIES = (IMPROVED, UNCHANGED, DETERIORATED)


def check_better(better: str) -> None:
    """Refuse another word than higher and lower."""
    if better not in (HIGHER, LOWER):
        raise ValueError(f"better is {better!r}; it is {HIGHER} when a higher score is better, else {LOWER}.")


def gains(pairs: Pairs, better: str) -> Numbers:
    """The changes, positive when they are for the better. Raises ValueError for another word than higher and lower."""
    check_better(better)
    return pairs.changes if better == HIGHER else -pairs.changes


def sorted_by_change(pairs: Pairs, better: str, threshold: float, *, beyond: bool) -> NDArray[np.str_]:
    """The category of each pair: changes of ``threshold`` and more, or only those ``beyond`` it, are changes.

    Changes that differ from the threshold by the rounding of the computer are equal to it.

    >>> from analysis.missing import PairCounts
    >>> pairs = Pairs(np.array([1.0, 5.0, 9.0]), np.array([6.0, 5.0, 3.0]), PairCounts(3, 0, 0, 0))
    >>> sorted_by_change(pairs, "higher", 5.0, beyond=False).tolist()
    ['improved', 'unchanged', 'deteriorated']
    """
    magnitude = max(largest(pairs.before, pairs.after), threshold)
    found = in_steps(gains(pairs, better), magnitude)
    least = float(in_steps(np.array([threshold]), magnitude)[0])
    up, down = (found > least, found < -least) if beyond else (found >= least, found <= -least)
    return np.where(up, IMPROVED, np.where(down, DETERIORATED, UNCHANGED))


def category_shares(
    pairs: Pairs, counts: Mapping[str, int], *, level: float, prefix: str = "", reason: str = ""
) -> EstimateTable:
    """The share of each category among the pairs with Wilson's interval, or none for a ``reason``.

    >>> from analysis.missing import PairCounts
    >>> pairs = Pairs(np.array([1.0, 5.0]), np.array([6.0, 5.0]), PairCounts(2, 0, 0, 0))
    >>> shares = category_shares(pairs, {"improved": 1, "unchanged": 1, "deteriorated": 0}, level=0.95)
    >>> [(key["category"], share.value) for key, share in zip(shares.keys, shares.estimates)]
    [('improved', 0.5), ('unchanged', 0.5), ('deteriorated', 0.0)]
    """
    n, lost = pairs.counts.pairs, pairs.counts.lost
    shares = []
    for category in CATEGORIES:
        estimand = f"{prefix}{category}"
        if reason:
            nothing = wilson_share(0, 0, estimand=estimand, missing=lost, policy=LISTWISE, level=level)
            shares.append(replace(nothing, n=n, reason=reason))
        else:
            count = counts[category]
            shares.append(wilson_share(count, n, estimand=estimand, missing=lost, policy=LISTWISE, level=level))
    return EstimateTable(estimates=tuple(shares), keys=tuple({"category": category} for category in CATEGORIES))


def counted(categories: NDArray[np.str_]) -> dict[str, int]:
    """How many people are in each category.

    >>> counted(np.array(["improved", "improved", "unchanged"]))
    {'improved': 2, 'unchanged': 1, 'deteriorated': 0}
    """
    return {category: int((categories == category).sum()) for category in CATEGORIES}
