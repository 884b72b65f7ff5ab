"""Whether the mean of a scale, beside the answers to its items, narrows how many gave an answer that is not told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.options import Groups
from analysis.precision import Numbers

_NEAR_ZERO = 1e-9


def narrows(
    counts: Sequence[NDArray[np.int64]], values: Sequence[Numbers], groups: Sequence[Groups], *, minimum_cell: int
) -> bool:
    """Whether some option that is told together with others cannot be 0, or ``minimum_cell``, given the mean.

    The mean tells the sum of all answers to all items. Each such option must be possible from 0 up to ``minimum_cell``,
    or to all answers that are told with it, without another sum: also one of many answers, who are few in some part of
    the people, unless nothing of the item is told.
    counts, values: per item, how many gave each answer and what it counts. groups: per item, which answers are told
    together; an item that is not told at all has one group.

    >>> answers, counted = np.array([4, 8, 40]), np.array([0, 0.5, 1])
    >>> together = ((0, 1), (2,))
    >>> narrows([answers], [counted], [together], minimum_cell=10)
    True
    >>> narrows([answers] * 4, [counted] * 4, [together] * 4, minimum_cell=10)
    False
    """
    least = [_ends(count, value, group) for count, value, group in zip(counts, values, groups, strict=True)]
    low, high = (sum(ends[side] for ends in least) for side in (0, 1))
    total = sum(float(count @ value) for count, value in zip(counts, values, strict=True))
    for count, value, partition in zip(counts, values, groups, strict=True):
        for group in (group for group in partition if len(group) > 1 and count[list(group)].any()):
            people, worth = int(count[list(group)].sum()), value[list(group)]
            below, above = low - people * worth.min(), high - people * worth.max()
            for at, option in enumerate(group):
                if len(group) == len(count) and count[option] >= minimum_cell:
                    continue
                others = np.delete(worth, at)
                most = min(minimum_cell, people)
                reach = (
                    (below + people * others.min(), above + people * others.max()),
                    (
                        below + most * worth[at] + (people - most) * worth.min(),
                        above + most * worth[at] + (people - most) * worth.max(),
                    ),
                )
                if any(not first - _NEAR_ZERO <= total <= last + _NEAR_ZERO for first, last in reach):
                    return True
    return False


def _ends(count: NDArray[np.int64], value: Numbers, groups: Groups) -> tuple[float, float]:
    """The smallest and the largest sum of one item's answers, when only its groups are known."""
    sums = [(count[list(group)].sum(), value[list(group)]) for group in groups]
    return sum(n * worth.min() for n, worth in sums), sum(n * worth.max() for n, worth in sums)
