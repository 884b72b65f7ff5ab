"""A share of people, with an interval that stays between 0 and 1."""

from __future__ import annotations

import math

from scipy import stats

from analysis.missing import AVAILABLE
from analysis.results import NO_VALUES, Estimate, check_level

OF_PEOPLE = "share of people"


def wilson_share(
    count: int, n: int, *, estimand: str, missing: int, policy: str = AVAILABLE, level: float = 0.95
) -> Estimate:
    """The share ``count / n`` with Wilson's interval, under the name and policy of the caller.

    Estimand: the share in the population these people stand for, as if drawn at random.
    Formula: (p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n), p = count / n; √(p(1 - p)/n) is its standard error.
    Columns and units: counts of people; a share from 0 to 1. Missing: counted by the caller; nobody: None.
    Raises: ValueError for more counted than there are. Source: Wilson (1927), Journal of the American Statistical
    Association 22. Checked against R: ``prop.test(count, n, correct = FALSE)``.

    >>> share = wilson_share(8, 10, estimand="improved", missing=0)
    >>> share.value, round(share.interval_low, 4), round(share.interval_high, 4)
    (0.8, 0.4902, 0.9433)
    """
    _check(count, n, level)
    value = error = low = high = None
    if n:
        z = float(stats.norm.ppf((1 + level) / 2))
        value = count / n
        error = math.sqrt(value * (1 - value) / n)
        middle, width = value + z**2 / (2 * n), z * math.sqrt(value * (1 - value) / n + z**2 / (4 * n**2))
        low = max(0.0, (middle - width) / (1 + z**2 / n)) if count else 0.0
        high = min(1.0, (middle + width) / (1 + z**2 / n)) if count < n else 1.0
    return Estimate(
        estimand=estimand,
        value=value,
        standard_error=error,
        interval_low=low,
        interval_high=high,
        level=level,
        n=n,
        missing=missing,
        missing_policy=policy,
        method="wilson",
        unit=OF_PEOPLE,
        assumptions=("independent_people",),
        reason="" if n else NO_VALUES,
    )


def exact_share(
    count: int, n: int, *, estimand: str, missing: int, policy: str = AVAILABLE, level: float = 0.95
) -> Estimate:
    """The share ``count / n`` with Clopper and Pearson's interval and the exact p value of a share of one half.

    Estimand: the share in the population these people stand for.
    Formula: the limits are the shares under which so many or more, so many or fewer, have a chance of (1 - level) / 2:
    quantiles of beta(count, n - count + 1) and beta(count + 1, n - count). p: two-sided binomial, share one half.
    Columns and units: counts of people; a share from 0 to 1. Missing: counted by the caller; nobody: None.
    Raises: ValueError for more counted than there are. Source: Clopper and Pearson (1934), Biometrika 26.
    Checked against R: ``binom.test(count, n)``.

    >>> share = exact_share(8, 10, estimand="improved_of_changed", missing=0)
    >>> round(share.interval_low, 4), round(share.interval_high, 4), round(share.p_value, 4)
    (0.4439, 0.9748, 0.1094)
    """
    _check(count, n, level)
    value = low = high = p_value = None
    if n:
        tail = (1 - level) / 2
        value = count / n
        low = float(stats.beta.ppf(tail, count, n - count + 1)) if count else 0.0
        high = float(stats.beta.ppf(1 - tail, count + 1, n - count)) if count < n else 1.0
        p_value = float(stats.binomtest(count, n).pvalue)
    return Estimate(
        estimand=estimand,
        value=value,
        interval_low=low,
        interval_high=high,
        level=level,
        n=n,
        missing=missing,
        missing_policy=policy,
        method="clopper_pearson",
        unit=OF_PEOPLE,
        p_value=p_value,
        assumptions=("independent_people",),
        reason="" if n else NO_VALUES,
    )


def _check(count: int, n: int, level: float) -> None:
    check_level(level)
    if not 0 <= count <= n:
        raise ValueError(f"{count} of {n} people is no share; count people among those there are.")
