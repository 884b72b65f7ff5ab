"""How far two columns go together."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from scipy import stats

from analysis.missing import LISTWISE, complete_pairs
from analysis.precision import Numbers, are_equal, largest
from analysis.results import ALL_EQUAL, NO_VALUES, ONE_VALUE, TOO_FEW, Estimate, check_level

CORRELATION = "correlation"


def correlation(table: pd.DataFrame, first: str, second: str, *, level: float = 0.95) -> Estimate:
    """Pearson's correlation of two columns with Fisher's interval.

    Estimand: the correlation in the population these people stand for.
    Formula: r = Σ(x - x̄)(y - ȳ) / √(Σ(x - x̄)² Σ(y - ȳ)²); interval tanh(atanh r ± z / √(n - 3)); p by
    t = r √((n - 2) / (1 - r²)) with n - 2 degrees of freedom.
    Columns and units: two columns of numbers, one row per person; -1 to 1.
    Missing: ``listwise``. One column without spread: None; fewer than four people: no interval.
    Raises: ValueError for an absent column, texts, infinite numbers, a level that is no share.
    Source: Fisher (1921), Metron 1.
    Checked against R: ``cor.test(x, y)``.

    >>> found = correlation(pd.DataFrame({"entry": [1, 2, 3, 4, 5], "exit": [2, 1, 4, 3, 5]}), "entry", "exit")
    >>> round(found.value, 2), round(found.interval_low, 4), round(found.p_value, 4)
    (0.8, -0.2796, 0.1041)
    """
    pairs = complete_pairs(table, first, second)
    return correlation_of(pairs.before, pairs.after, missing=pairs.counts.lost, level=level)


def correlation_of(
    first: Numbers,
    second: Numbers,
    *,
    missing: int,
    estimand: str = CORRELATION,
    level: float = 0.95,
    magnitude: float = 0.0,
) -> Estimate:
    """The correlation of numbers without gaps, under the name of the caller; formula and check: ``correlation``.

    ``magnitude``: the largest number they were made from, when they are differences of others.

    >>> correlation_of(np.array([1.0, 2.0, 3.0]), np.array([2.0, 2.0, 2.0]), missing=0).reason
    'all_equal'
    """
    check_level(level)
    n = int(first.size)
    reason = {0: NO_VALUES, 1: ONE_VALUE}.get(n, "")
    if not reason and any(are_equal(side, max(magnitude, largest(side))) for side in (first, second)):
        reason = ALL_EQUAL
    value = None if reason else _value(first - first.mean(), second - second.mean())
    low, high = _limits(value, n, level)
    p_value = _p_value(value, n)
    return Estimate(
        estimand=estimand,
        value=value,
        interval_low=low,
        interval_high=high,
        level=level,
        n=n,
        missing=missing,
        missing_policy=LISTWISE,
        method="fisher_z",
        unit=CORRELATION,
        degrees_of_freedom=None if p_value is None else n - 2,
        p_value=p_value,
        assumptions=("independent_people", "linear"),
        reason=reason or (TOO_FEW if low is None else ""),
    )


def _value(x: Numbers, y: Numbers) -> float:
    return float(np.clip(x @ y / math.sqrt((x @ x) * (y @ y)), -1, 1))


def _is_perfect(value: float) -> bool:
    return 1 - abs(value) < 1e-14


def _p_value(value: float | None, n: int) -> float | None:
    if value is None or n < 3:
        return None
    t = math.inf if _is_perfect(value) else abs(value) * math.sqrt((n - 2) / (1 - value**2))
    return float(2 * stats.t.sf(t, n - 2))


def _limits(value: float | None, n: int, level: float) -> tuple[float, float] | tuple[None, None]:
    if value is None or n < 4:
        return None, None
    if _is_perfect(value):
        return value, value
    reach = float(stats.norm.ppf((1 + level) / 2)) / math.sqrt(n - 3)
    return math.tanh(math.atanh(value) - reach), math.tanh(math.atanh(value) + reach)
