"""How much answers vary between groups, between people and within a person, and what that means for a regression."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import optimize

from analysis.comparison.robust import sums_by_cluster
from analysis.comparison.rows import Codes
from analysis.precision import Numbers
from analysis.results import Cell

NEXT_TO_NOTHING = 1e-6
"""A variance that is a smaller share of all variance is 0: the search has run into the edge."""
FLAT = 1e-6
"""A small step that lowers the criterion by no more than this is flat; by 1 it would be one standard error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variances:
    """How much the outcome varies between groups, between people of one group, and within a person; None: not asked."""

    group: float | None
    person: float
    rest: float

    @property
    def correlation_of_waves(self) -> float:
        """How alike two answers of one person are: the share of all variance that lies between people."""
        return ((self.group or 0.0) + self.person) / self._all

    @property
    def correlation_in_group(self) -> float | None:
        """How alike two people of one group are (intraclass correlation)."""
        return None if self.group is None else self.group / self._all

    @property
    def _all(self) -> float:
        return (self.group or 0.0) + self.person + self.rest

    def as_row(self) -> dict[str, Cell]:
        """Variances and correlations under fixed names."""
        return {
            "variance_group": self.group,
            "variance_person": self.person,
            "variance_rest": self.rest,
            "correlation_of_waves": self.correlation_of_waves,
            "correlation_in_group": self.correlation_in_group,
        }


@dataclass(frozen=True, slots=True)
class Nested:
    """Columns of numbers summed over people with equally many rows: all that a model of nested people needs.

    ``products``: the columns times each other. ``counts``: how many rows a person may have; ``people``: how many
    have so many. ``squares``: by count, the sums of people times each other. ``grouped``: by count and group, the
    sums of the columns and the number of rows; None where there are no groups.
    """

    products: Numbers
    counts: Numbers
    people: Numbers
    squares: Numbers
    grouped: Numbers | None

    def weighed(self, person: float, group: float) -> tuple[Numbers, float]:
        """The columns times V⁻¹ times each other, and log |V|, where V = 1 + person + group, 1 being what is left over.

        V⁻¹ of people nested in groups is 1 less one square per person and one per group (Sherman, Morrison, Woodbury).
        """
        slack = 1 + self.counts * person
        total = self.products - np.tensordot(person / slack, self.squares, axes=1)
        logarithm = float(self.people @ np.log(slack))
        if self.grouped is None:
            return total, logarithm
        pulled = np.tensordot(1 / slack, self.grouped, axes=1)
        wider = 1 + group * pulled[:, -1]
        total = total - (pulled[:, :-1] * (group / wider)[:, None]).T @ pulled[:, :-1]
        return total, logarithm + float(np.sum(np.log(wider)))


def nested(columns: Numbers, person: Codes, group: Codes | None) -> Nested:
    """Columns summed by person; ``person`` is numbered from 0, and nobody is of two groups."""
    rows = np.bincount(person)
    sums = sums_by_cluster(columns, person, rows.size)
    counts, of_person = np.unique(rows, return_inverse=True)
    grouped = None
    if group is not None:
        whose = np.zeros(rows.size, dtype=np.int64)
        whose[person] = group
        width = int(group.max()) + 1
        every = np.hstack([sums, rows[:, None]])
        cells = sums_by_cluster(every, of_person * width + whose, counts.size * width)
        grouped = cells.reshape(counts.size, width, every.shape[1])
    return Nested(
        products=columns.T @ columns,
        counts=counts.astype(np.float64),
        people=np.bincount(of_person).astype(np.float64),
        squares=np.stack([sums[of_person == at].T @ sums[of_person == at] for at in range(counts.size)]),
        grouped=grouped,
    )


def find_variances(outcome: Numbers, matrix: Numbers, person: Codes, group: Codes | None) -> Variances | None:
    """Variances by restricted maximum likelihood; None where the search finds no end.

    Formula: the ratios of the variances to what is left over that minimise (n - k) log s² + log |V| + log |X'V⁻¹X|, s²
    the weighted mean square of the residuals (Patterson and Thompson 1971).

    >>> person, change = np.repeat(np.arange(4), 2), np.tile([0.0, 1.0], 4)
    >>> outcome = np.array([10.0, 14, 20, 23, 30, 36, 41, 44])
    >>> found = find_variances(outcome, np.stack([np.ones(8), change], axis=1), person, None)
    >>> round(found.person, 4), round(found.rest, 4)
    (176.5833, 1.0)
    """
    n, k = matrix.shape
    basis = np.linalg.qr(matrix)[0]
    left = outcome - basis @ (basis.T @ outcome)
    columns = nested(np.hstack([basis, left[:, None] / left.std()]), person, group)

    def mean_square(ratios: Numbers) -> tuple[float, float]:
        total, logarithm = columns.weighed(float(ratios[0]), float(ratios[1]) if group is not None else 0.0)
        inner = total[:k, :k]
        square = float(total[k, k] - total[:k, k] @ np.linalg.solve(inner, total[:k, k])) / (n - k)
        return square, logarithm + float(np.linalg.slogdet(inner)[1])

    def criterion(ratios: Numbers) -> float:
        square, logarithm = mean_square(ratios)
        return float((n - k) * np.log(square) + logarithm)

    ratios = _lowest(criterion, 1 if group is None else 2)
    if ratios is None:
        return None
    rest = mean_square(ratios)[0] * float(left.var())
    every = rest * (1 + float(ratios.sum()))
    told = [0.0 if ratio * rest < NEXT_TO_NOTHING * every else float(ratio) * rest for ratio in ratios]
    return Variances(group=told[1] if group is not None else None, person=told[0], rest=rest)


def _lowest(criterion: Callable[[Numbers], float], width: int) -> Numbers | None:
    """Where a criterion of ratios from 0 on is lowest, from several starts; None where every search ends on a slope."""
    best: tuple[float, Numbers] | None = None
    for start in (0.2, 2.0):
        found = optimize.minimize(
            lambda roots: criterion(roots**2),
            np.full(width, start),
            method="Nelder-Mead",
            options={"xatol": 1e-9, "fatol": 1e-11, "maxiter": 2_000},
        )
        ratios = np.asarray(found.x, dtype=np.float64) ** 2
        ratios = np.where(ratios < NEXT_TO_NOTHING, 0.0, ratios)
        if _is_flat(criterion, ratios) and (best is None or found.fun < best[0]):
            best = (float(found.fun), ratios)
    return None if best is None else best[1]


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
    outcome: Numbers, matrix: Numbers, person: Codes, group: Codes | None, variances: Variances
) -> tuple[Numbers, Numbers]:
    """Coefficients and their covariance (X'V⁻¹X)⁻¹ for given variances, without a matrix as long as the table.

    >>> x, y = np.ones((4, 1)), np.array([1.0, 3.0, 5.0, 7.0])
    >>> found = generalised_least_squares(y, x, np.array([0, 0, 1, 1]), None, Variances(group=None, person=2, rest=2))
    >>> found[0].round(6), found[1].round(6)
    (array([4.]), array([[1.5]]))
    """
    k, rest = matrix.shape[1], variances.rest
    columns = nested(np.hstack([matrix, outcome[:, None]]), person, group)
    total, _logarithm = columns.weighed(variances.person / rest, (variances.group or 0.0) / rest)
    inverse = np.linalg.inv(total[:k, :k])
    return np.asarray(inverse @ total[:k, k]), np.asarray(inverse * rest)
