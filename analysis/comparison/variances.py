"""How much answers vary between groups, between people and within a person, and what that means for a regression."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import optimize

from analysis.comparison.ties import Ties, sums_of
from analysis.precision import Numbers
from analysis.results import Cell

NEXT_TO_NOTHING = 1e-6
"""A variance that is a smaller share of all variance is 0: the search has run into the edge."""
ALL_BUT_NOTHING = 1e8
"""A variance so many times what is left over leaves nothing to judge by but the rounding of the computer."""
STARTS = (0.7, 0.1, 3.0)
"""Standard deviations over that of what is left over, from which to search."""
FLAT = 1e-6
"""A small step that lowers the criterion by no more than this is flat; by 1 it would be one standard error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variances:
    """How much the outcome varies between people and within them (``rest``); None: not asked.

    ``group``: between groups of people at all waves; ``group_change``: of groups from one wave to another.
    """

    group: float | None = None
    group_change: float | None = None
    person: float
    rest: float

    @property
    def correlation_of_waves(self) -> float:
        """How alike two answers of one person are: the share of all variance that stays over the waves."""
        return ((self.group or 0.0) + self.person) / self._all

    @property
    def correlation_in_group(self) -> float | None:
        """How alike two people of one group are at one wave (intraclass correlation)."""
        return None if self.group is None else (self.group + (self.group_change or 0.0)) / self._all

    @property
    def _all(self) -> float:
        return (self.group or 0.0) + (self.group_change or 0.0) + self.person + self.rest

    @property
    def ratios(self) -> Numbers:
        """Person, group and change of the group, to what is left over."""
        asked = [held for held in (self.person, self.group, self.group_change) if held is not None]
        return np.array(asked, dtype=np.float64) / self.rest

    def as_row(self) -> dict[str, Cell]:
        """Variances and correlations under fixed names."""
        return {
            "variance_group": self.group,
            "variance_group_change": self.group_change,
            "variance_person": self.person,
            "variance_rest": self.rest,
            "correlation_of_waves": self.correlation_of_waves,
            "correlation_in_group": self.correlation_in_group,
        }


def find_variances(outcome: Numbers, matrix: Numbers, ties: Ties) -> Variances | None:
    """Variances by restricted maximum likelihood; None where the search finds no end.

    Formula: the ratios of the variances to what is left over that minimise (n - k) log s² + log |V| + log |X'V⁻¹X|, s²
    the weighted mean square of the residuals (Patterson and Thompson 1971).

    >>> person, change = np.repeat(np.arange(4), 2), np.tile([0.0, 1.0], 4)
    >>> outcome = np.array([10.0, 14, 20, 23, 30, 36, 41, 44])
    >>> found = find_variances(outcome, np.stack([np.ones(8), change], axis=1), Ties(person))
    >>> round(found.person, 4), round(found.rest, 4)
    (176.5833, 1.0)
    """
    n, k = matrix.shape
    basis = np.linalg.qr(matrix)[0]
    left = outcome - basis @ (basis.T @ outcome)
    sums = sums_of(np.hstack([basis, left[:, None] / left.std()]), ties)

    def mean_square(ratios: Numbers) -> tuple[float, float]:
        total, logarithm = sums.weighed(ratios)
        inner = total[:k, :k]
        square = float(total[k, k] - total[:k, k] @ np.linalg.solve(inner, total[:k, k])) / (n - k)
        return square, logarithm + float(np.linalg.slogdet(inner)[1])

    def criterion(ratios: Numbers) -> float:
        square, logarithm = mean_square(ratios)
        if square <= 0:  # nothing but the rounding of the computer is left over
            return float("inf")
        return float((n - k) * np.log(square) + logarithm)

    ratios = _lowest(criterion, ties.kinds)
    if ratios is None or ratios.max() > ALL_BUT_NOTHING:
        return None
    rest = mean_square(ratios)[0] * float(left.var())
    every = rest * (1 + float(ratios.sum()))
    told = [0.0 if ratio * rest < NEXT_TO_NOTHING * every else float(ratio) * rest for ratio in ratios]
    group, group_change = (*told[1:], None, None)[:2]
    return Variances(person=told[0], group=group, group_change=group_change, rest=rest)


def _lowest(criterion: Callable[[Numbers], float], width: int) -> Numbers | None:
    """Where a criterion of ratios from 0 on is lowest; None where searches from several starts all end on a slope."""
    for start in STARTS:
        found = optimize.minimize(
            lambda roots: criterion(roots**2),
            np.full(width, start),
            method="Nelder-Mead",
            options={"xatol": 1e-6, "fatol": 1e-10, "maxiter": 1_000},
        )
        ratios = np.asarray(found.x, dtype=np.float64) ** 2
        ratios = np.where(ratios < NEXT_TO_NOTHING, 0.0, ratios)
        if _is_flat(criterion, ratios):
            return ratios
    return None


def _is_flat(criterion: Callable[[Numbers], float], ratios: Numbers) -> bool:
    """Whether no ratio can change to a lower criterion: no slope, and at 0 none downwards."""
    for at, ratio in enumerate(ratios):
        step = np.zeros(ratios.size)
        step[at] = 1e-4 * max(float(ratio), 1e-2)
        up = criterion(ratios + step) - criterion(ratios)
        down = 0.0 if ratio == 0 else criterion(ratios - step) - criterion(ratios)
        if min(up, down) < -FLAT:
            return False
    return True


def generalised_least_squares(
    outcome: Numbers, matrix: Numbers, ties: Ties, variances: Variances
) -> tuple[Numbers, Numbers]:
    """Coefficients and their covariance (X'V⁻¹X)⁻¹ for given variances, without a matrix as long as the table.

    >>> x, y = np.ones((4, 1)), np.array([1.0, 3.0, 5.0, 7.0])
    >>> found = generalised_least_squares(y, x, Ties(np.array([0, 0, 1, 1])), Variances(person=2, rest=2))
    >>> found[0].round(6), found[1].round(6)
    (array([4.]), array([[1.5]]))
    """
    k = matrix.shape[1]
    basis, triangle = np.linalg.qr(matrix)
    total, _logarithm = sums_of(np.hstack([basis, outcome[:, None]]), ties).weighed(variances.ratios)
    back = np.linalg.inv(triangle)
    inverse = back @ np.linalg.inv(total[:k, :k]) @ back.T
    return np.asarray(inverse @ triangle.T @ total[:k, k]), np.asarray(inverse * variances.rest)
