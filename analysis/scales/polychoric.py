"""How far the feelings behind two ordered answers go together: polychoric correlations."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import optimize, stats
from scipy.special import ndtr, owens_t

from analysis.correlation import CORRELATION
from analysis.missing import LISTWISE, complete_pairs
from analysis.precision import Numbers
from analysis.results import ALL_EQUAL, NO_VALUES, ONE_VALUE, SEPARATION, Estimate, check_level

FARTHEST = 4.95
"""Beyond tanh 4.95 = 0.9999 a correlation is no number but an answer that tells the other one without error."""
STEP = 0.2
"""How far the search for the top goes at once, on the scale of atanh ρ."""
FLAT = 1e-6
"""Where the likelihood of a person bends less than this, it has no top but runs out to ±1."""
FLOOR = 1e-15
"""A smaller chance of a cell is the rounding of the computer."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """One item: the category of each person, categories nobody chose left out, and the thresholds between them."""

    category: NDArray[np.int64]
    thresholds: Numbers

    @property
    def pulls(self) -> Numbers:
        """How far each category pulls each threshold: (1 if at or below it, else 0, minus the share) / density."""
        below = np.arange(self.thresholds.size + 1)[:, None] <= np.arange(self.thresholds.size)
        return np.asarray((below - ndtr(self.thresholds)) / stats.norm.pdf(self.thresholds), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class PairFit:
    """The correlation of two items, how many people are in each cell of their table, and how far a cell pulls it.

    The variance of the pulls over people, divided by n, is that of the correlation.
    """

    value: float
    counts: Numbers
    pulls: Numbers

    @property
    def standard_error(self) -> float:
        """The error of both steps together, thresholds and correlation."""
        n = float(self.counts.sum())
        return math.sqrt(float((self.counts * np.square(self.pulls)).sum()) / n / (n - 1))


def polychoric(table: pd.DataFrame, first: str, second: str, *, level: float = 0.95) -> Estimate:
    """The polychoric correlation of two items with ordered answers.

    Estimand: the correlation of two normal feelings that thresholds cut into answers, of the people these stand for.
    Formula: two steps: thresholds are normal quantiles of the cumulative shares; ρ maximises the likelihood of the
    cross-table, cells Φ₂ between thresholds. Standard error: of both steps together (empirical scores, as Muthén);
    interval tanh(atanh ρ ± z se / (1 - ρ²)).
    Columns and units: two columns of numbers, one row per person; only their order counts; -1 to 1. Answers that nobody
    chose are no category; empty cells stay empty, none is filled up with a half.
    Missing: ``listwise``. All give one answer: ``all_equal``. A likelihood that grows to ±1: ``separation``.
    Raises: ValueError for an absent column, texts, infinite numbers, a level that is no share.
    Source: Olsson (1979), Psychometrika 44; Muthén (1984), Psychometrika 49, for the error.
    Checked against R: ``polycor::polychor(x, y)``; error ``lavaan::lavCor(..., output = "fit", se = "robust.sem")``.

    >>> table = pd.DataFrame({"calm": [1, 1, 2, 2, 2, 3, 3, 3], "glad": [1, 2, 1, 2, 3, 2, 3, 3]})
    >>> round(polychoric(table, "calm", "glad").value, 4)
    0.6912
    """
    check_level(level)
    pairs = complete_pairs(table, first, second)
    n = pairs.counts.pairs
    one, other = ordered(pairs.before), ordered(pairs.after)
    fit, reason = fit_pair(one, other)
    error, low, high = (None, None, None) if fit is None else _error_and_limits(fit, level)
    return Estimate(
        estimand="polychoric_correlation",
        value=None if fit is None else fit.value,
        standard_error=error,
        interval_low=low,
        interval_high=high,
        level=level,
        n=n,
        missing=pairs.counts.lost,
        missing_policy=LISTWISE,
        method="two_step_ml",
        unit=CORRELATION,
        assumptions=("independent_people", "normal_feelings"),
        reason=reason,
    )


def _error_and_limits(fit: PairFit, level: float) -> tuple[float, float, float]:
    error, middle = fit.standard_error, math.atanh(fit.value)
    reach = float(stats.norm.ppf((1 + level) / 2)) * error / (1 - fit.value**2)
    return error, math.tanh(middle - reach), math.tanh(middle + reach)


def ordered(answers: Numbers) -> Ordered:
    """The categories and thresholds of answers without gaps.

    >>> ordered(np.array([1.0, 5.0, 5.0, 1.0])).thresholds
    array([0.])
    """
    _values, category, counts = np.unique(answers, return_inverse=True, return_counts=True)
    shares = np.cumsum(counts)[:-1] / max(answers.size, 1)
    return Ordered(category.astype(np.int64), np.asarray(stats.norm.ppf(shares), dtype=np.float64))


def fit_pair(first: Ordered, second: Ordered) -> tuple[PairFit | None, str]:
    """The polychoric correlation of two items of the same people; without one, the reason."""
    n = first.category.size
    if n < 2:
        return None, NO_VALUES if n == 0 else ONE_VALUE
    if not first.thresholds.size or not second.thresholds.size:
        return None, ALL_EQUAL
    rows, columns = first.thresholds.size + 1, second.thresholds.size + 1
    cell = first.category * columns + second.category
    counts = np.bincount(cell, minlength=rows * columns).reshape(rows, columns).astype(np.float64)
    cuts = (first.thresholds, second.thresholds)

    def slope(way: float) -> float:
        chances, by_rho = _cells(*cuts, math.tanh(way))
        return float((counts * by_rho / np.maximum(chances, FLOOR)).sum())

    low = high = math.atanh(0.99 * _pearson(counts))
    while slope(high) > 0:
        low, high = high, high + STEP
        if high > FARTHEST:
            return None, SEPARATION
    while slope(low) <= 0:
        low, high = low - STEP, low
        if low < -FARTHEST:
            return None, SEPARATION
    rho = math.tanh(float(optimize.brentq(slope, low, high, xtol=1e-13, rtol=1e-12)))
    pulls = _pulls(first, second, rho, counts)
    return (None, SEPARATION) if pulls is None else (PairFit(rho, counts, pulls), "")


def _pearson(counts: Numbers) -> float:
    """The correlation of the numbers of the categories: where the search begins."""
    n = counts.sum()
    row, column = np.arange(counts.shape[0], dtype=np.float64), np.arange(counts.shape[1], dtype=np.float64)
    row, column = row - counts.sum(axis=1) @ row / n, column - counts.sum(axis=0) @ column / n
    spread = math.sqrt(float((counts.sum(axis=1) @ row**2) * (counts.sum(axis=0) @ column**2)))
    return float(row @ counts @ column) / spread


def _cells(first: Numbers, second: Numbers, rho: float) -> tuple[Numbers, Numbers]:
    """The chance of every cell of the cross-table, and how it grows with ρ."""
    rows, columns = first.size + 2, second.size + 2
    below, density = np.zeros((rows, columns)), np.zeros((rows, columns))
    below[1:-1, -1], below[-1, 1:-1], below[-1, -1] = ndtr(first), ndtr(second), 1.0
    h, k = first[:, None], second[None, :]
    below[1:-1, 1:-1] = both_below(h, k, rho)
    rest = 1 - rho**2
    density[1:-1, 1:-1] = np.exp(-(h**2 - 2 * rho * h * k + k**2) / (2 * rest)) / (2 * math.pi * math.sqrt(rest))
    return np.diff(np.diff(below, axis=0), axis=1), np.diff(np.diff(density, axis=0), axis=1)


def both_below(h: Numbers, k: Numbers, rho: float) -> Numbers:
    """The chance that two standard normal numbers of correlation ρ are below h and below k, by Owen's T.

    Checked against R: ``pbivnorm::pbivnorm``; at 0 and 0 it is 1/4 + asin ρ / 2π.

    >>> both_below(np.array([0.0]), np.array([0.0]), 0.5)
    array([0.33333333])
    """
    h, k = np.broadcast_arrays(np.asarray(h, dtype=np.float64), np.asarray(k, dtype=np.float64))
    root = math.sqrt(1 - rho**2)
    opposite = (h * k < 0) | ((h * k == 0) & (h + k < 0))
    owens = _owens(h, k, rho, root) + _owens(k, h, rho, root)
    both = (ndtr(h) + ndtr(k)) / 2 - owens - np.where(opposite, 0.5, 0.0)
    zero = (h == 0) & (k == 0)
    return np.asarray(np.where(zero, 0.25 + math.asin(rho) / (2 * math.pi), both), dtype=np.float64)


def _owens(h: Numbers, k: Numbers, rho: float, root: float) -> Numbers:
    ratio = np.divide(k - rho * h, h, out=np.copysign(np.full(h.shape, np.inf), k), where=h != 0)
    return np.asarray(owens_t(h, ratio / root), dtype=np.float64)


def _pulls(first: Ordered, second: Ordered, rho: float, counts: Numbers) -> Numbers | None:
    """How far each cell pulls ρ, its people's pull on the thresholds too; None where the likelihood is flat: no top."""
    chances, by_rho = _cells(first.thresholds, second.thresholds, rho)
    chances = np.maximum(chances, FLOOR)
    score, shares = by_rho / chances, counts / counts.sum()
    weighing = score * shares / chances
    of_rows = first.pulls @ _between(first, second, rho, weighing)
    of_columns = second.pulls @ _between(second, first, rho, weighing.T)
    pulls = score - of_rows[:, None] - of_columns[None, :]
    bend = float((shares * np.square(score)).sum())
    return None if bend < FLAT else np.asarray(pulls / bend, dtype=np.float64)


def _between(one: Ordered, other: Ordered, rho: float, weighing: Numbers) -> Numbers:
    """How the slope in ρ goes together with the slope in each threshold of ``one``, over all cells."""
    cut, edges = one.thresholds[:, None], np.concatenate(([-np.inf], other.thresholds, [np.inf]))[None, :]
    strip = np.diff(ndtr((edges - rho * cut) / math.sqrt(1 - rho**2)), axis=1) * stats.norm.pdf(cut)
    return np.asarray((strip * (weighing[:-1] - weighing[1:])).sum(axis=1), dtype=np.float64)
