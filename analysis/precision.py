"""Tells real differences from the rounding of the computer: 33.3 - 33.3 is 0, whatever way both were computed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

DIGITS = 12
"""Two numbers that agree in this many digits of the largest number they come from are the same number."""


def in_steps(numbers: Numbers, magnitude: float) -> Numbers:
    """Each number as a whole count of the smallest step that is real, for numbers made from ones up to ``magnitude``.

    Formula: round(number / step), step = 10^(floor(log10(magnitude)) - 12). Scores up to 100: steps of 1e-10.

    >>> in_steps(np.array([0.1 + 0.2 - 0.3, 0.25]), 1.0)
    array([0.0e+00, 2.5e+11])
    """
    if magnitude == 0:
        return np.zeros_like(numbers)
    step = 10.0 ** (np.floor(np.log10(magnitude)) - DIGITS)
    # Adding 0 turns -0 into 0, which prints and sorts like any other.
    return np.asarray(np.round(numbers / step) + 0.0, dtype=np.float64)


def largest(*columns: Numbers) -> float:
    """The largest absolute number of all columns; 0 when there is none.

    >>> largest(np.array([1.0, -3.0]), np.array([]))
    3.0
    """
    return max((float(np.abs(column).max()) for column in columns if column.size), default=0.0)


def difference(after: Numbers, before: Numbers) -> Numbers:
    """One column less another; 0 where they are the same number, NaN where either is.

    >>> difference(np.array([0.1 + 0.2, 2.0, np.nan]), np.array([0.3, 1.0, 1.0]))
    array([ 0.,  1., nan])
    """
    found = after - before
    known = ~np.isnan(found)
    steps = in_steps(found[known], largest(after[known], before[known]))
    found[known] = np.where(steps == 0, 0.0, found[known])
    return found


def are_equal(numbers: Numbers, magnitude: float) -> bool:
    """Whether all numbers are the same one.

    >>> are_equal(np.array([0.3, 0.1 + 0.2]), 0.3)
    True
    """
    steps = in_steps(numbers, magnitude)
    return steps.size == 0 or bool(steps.min() == steps.max())
