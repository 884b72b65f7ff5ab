"""How strongly two categories go together: chi-square and Cramer's V, with its bias and without."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import optimize, stats

from analysis.precision import Numbers
from analysis.results import NO_VALUES, ONE_GROUP, Cell, Estimate, check_level

SPARSE = 5
"""Below this expected count the chi-square distribution is only roughly that of the statistic (Cochran 1954)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChiSquare:
    """A test, and how strong the association is whatever the number of people.

    test: ``independence`` of two groups, or ``goodness_of_fit`` to known shares. statistic, degrees_of_freedom,
    p_value: None without a test. sparse: how many cells expect fewer than 5 people.
    cramers_v: as observed, too large when people are few. cramers_v_corrected: without this bias; both have the
    interval of the same quantity.
    """

    test: str
    statistic: float | None
    degrees_of_freedom: int | None
    p_value: float | None
    sparse: int
    cramers_v: Estimate
    cramers_v_corrected: Estimate

    def as_row(self) -> dict[str, Cell]:
        """The test, V both ways and the interval, under fixed names."""
        names = ("test", "statistic", "degrees_of_freedom", "p_value", "sparse")
        row: dict[str, Cell] = {name: getattr(self, name) for name in names}
        row |= {"cramers_v": self.cramers_v.value, "cramers_v_corrected": self.cramers_v_corrected.value}
        return row | {
            "interval_low": self.cramers_v.interval_low,
            "interval_high": self.cramers_v.interval_high,
            "level": self.cramers_v.level,
            "reason": self.cramers_v.reason,
        }


def independence(counts: Numbers, *, missing: int, level: float = 0.95) -> ChiSquare:
    """Pearson's test that rows and columns of a table of counts are independent, and Cramer's V.

    Estimand: V = √(φ² / (min(rows, columns) - 1)), φ² the population's mean square contingency; 0 to 1.
    Formula: X² = Σ (count - expected)² / expected without continuity correction; V = √(X² / (n (k - 1))). Corrected:
    φ² less (r - 1)(c - 1)/(n - 1), at least 0, and r - (r - 1)²/(n - 1) for r, so for c. Interval: the noncentralities
    that put X² at the tails of the noncentral chi-square, divided by n (k - 1), rooted; at most 1.
    Rows and columns that are empty count nowhere. Source: Cramer (1946); Bergsma (2013), Journal of the Korean
    Statistical Society 42; Smithson (2003) for the interval. Checked against R: ``chisq.test(correct = FALSE)``,
    ``effectsize::cramers_v``; limits by ``uniroot`` on ``pchisq``. effectsize takes the bias off the limits of the
    corrected V too; they are limits of the population's V already and have none.

    >>> found = independence(np.array([[30.0, 10], [20, 40]]), missing=0)
    >>> round(found.statistic, 4), round(found.cramers_v.value, 4), round(found.cramers_v_corrected.value, 4)
    (16.6667, 0.4082, 0.3977)
    """
    held = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    n = float(held.sum())
    if 0 in held.shape or 1 in held.shape:
        return _without("independence", NO_VALUES if not n else ONE_GROUP, (int(n), missing), level)
    expected = np.outer(held.sum(axis=1), held.sum(axis=0)) / n
    rows, columns = held.shape
    freedom = (rows - 1) * (columns - 1)
    phi = max(0.0, float(((held - expected) ** 2 / expected).sum()) / n - freedom / (n - 1))
    least = min(size - (size - 1) ** 2 / (n - 1) for size in held.shape)
    return _told(
        ("independence", freedom, min(held.shape) - 1),
        (held, expected),
        min(1.0, math.sqrt(phi / (least - 1))) if least > 1 else 0.0,
        missing,
        level,
    )


def goodness_of_fit(counts: Numbers, shares: Numbers, *, missing: int, level: float = 0.95) -> ChiSquare:
    """Pearson's test that counts come from known shares, and V for one row.

    Estimand: V = √(Σ (p - q)²/q / (k - 1)), p the shares people were drawn from, q the known ones; 0 when equal. It
    may pass 1 when a rare category is overfull.
    Formula: X² = Σ (count - n q)² / (n q); V = √(X² / (n (k - 1))). Corrected: X²/n less (k - 1)/n, the mean of X²/n
    when p = q, at least 0. Interval as for ``independence``, without an upper bound. Shares of 0 count nowhere when
    nobody has them. Source: Cohen (1988), chapter 7, w = V √(k - 1); Smithson (2003) for the interval.
    Checked against R: ``chisq.test(counts, p = shares)``; limits by ``uniroot`` on ``pchisq``.

    >>> found = goodness_of_fit(np.array([30.0, 50, 20]), np.array([0.25, 0.5, 0.25]), missing=0)
    >>> found.statistic, round(found.cramers_v.value, 4), found.cramers_v_corrected.value
    (2.0, 0.1, 0.0)
    """
    held = shares > 0
    if counts[~held].any():
        raise ValueError("Some people are in a category whose known share is 0; give it the share it has.")
    n, categories = float(counts.sum()), int(held.sum())
    if not n or categories < 2:
        return _without("goodness_of_fit", NO_VALUES if not n else ONE_GROUP, (int(n), missing), level)
    expected = n * shares[held] / shares[held].sum()
    observed = counts[held]
    unbiased = float(((observed - expected) ** 2 / expected).sum()) / n - (categories - 1) / n
    corrected = math.sqrt(max(0.0, unbiased) / (categories - 1))
    return _told(("goodness_of_fit", categories - 1, categories - 1), (observed, expected), corrected, missing, level)


def noncentral_chi_square_limits(statistic: float, degrees: int, level: float) -> tuple[float, float]:
    """The noncentralities that put an observed chi-square at the upper and lower tail; 0 when none does.

    Checked against R: ``uniroot(function(d) pchisq(20, 4, d) - 0.975, c(0, 100), tol = 1e-13)``.

    >>> low, high = noncentral_chi_square_limits(20, 4, 0.95)
    >>> round(low, 4), round(high, 4)
    (4.0805, 37.7639)
    """
    tail = (1 - level) / 2
    return _noncentrality(statistic, degrees, 1 - tail), _noncentrality(statistic, degrees, tail)


def _noncentrality(statistic: float, degrees: int, share: float) -> float:
    if float(stats.chi2.cdf(statistic, degrees)) <= share:
        return 0.0
    high = statistic + 10.0
    while float(stats.ncx2.cdf(statistic, degrees, high)) > share:
        high *= 2

    def excess(noncentrality: float) -> float:
        return float(stats.ncx2.cdf(statistic, degrees, noncentrality)) - share

    return float(optimize.brentq(excess, 1e-12, high, xtol=1e-12, rtol=1e-13))


def _told(
    named: tuple[str, int, int], counts: tuple[Numbers, Numbers], corrected: float, missing: int, level: float
) -> ChiSquare:
    check_level(level)
    test, freedom, divisor = named
    observed, expected = counts
    n = float(observed.sum())
    statistic = float(((observed - expected) ** 2 / expected).sum())
    limits = [math.sqrt(limit / (n * divisor)) for limit in noncentral_chi_square_limits(statistic, freedom, level)]
    most = math.inf if test == "goodness_of_fit" else 1.0
    p_value = float(stats.chi2.sf(statistic, freedom))
    told = [
        _estimate(name, min(value, most), (min(limits[0], most), min(limits[1], most)), (int(n), missing), level)
        for name, value in (("cramers_v", math.sqrt(statistic / (n * divisor))), ("cramers_v_corrected", corrected))
    ]
    return ChiSquare(
        test=test,
        statistic=statistic,
        degrees_of_freedom=freedom,
        p_value=p_value,
        sparse=int((expected < SPARSE).sum()),
        cramers_v=told[0],
        cramers_v_corrected=told[1],
    )


def _without(test: str, reason: str, counts: tuple[int, int], level: float) -> ChiSquare:
    check_level(level)
    first, second = (
        _estimate(name, None, (None, None), counts, level, reason=reason)
        for name in ("cramers_v", "cramers_v_corrected")
    )
    return ChiSquare(
        test=test,
        statistic=None,
        degrees_of_freedom=None,
        p_value=None,
        sparse=0,
        cramers_v=first,
        cramers_v_corrected=second,
    )


def _estimate(
    estimand: str,
    value: float | None,
    limits: tuple[float | None, float | None],
    counts: tuple[int, int],
    level: float,
    *,
    reason: str = "",
) -> Estimate:
    return Estimate(
        estimand=estimand,
        value=value,
        interval_low=limits[0],
        interval_high=limits[1],
        level=level,
        n=counts[0],
        missing=counts[1],
        missing_policy="available",
        method="noncentral_chi_square",
        unit="association",
        assumptions=("independent_people", "expected_counts_of_5"),
        reason=reason,
    )
