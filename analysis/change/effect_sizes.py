"""Change in standard deviations; each function says which standard deviation, since the figures differ widely."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from scipy import optimize, special, stats

from analysis.missing import LISTWISE, Pairs, complete_pairs
from analysis.precision import Numbers, are_equal, largest
from analysis.results import ALL_EQUAL, NO_VALUES, ONE_VALUE, TOO_FEW, Estimate, check_level

OF_CHANGE = "standard deviations of the change"
OF_WAVES = "standard deviations of the two waves"
FAR_AWAY = 10_000
"""Beyond this t the library's noncentral t fails, and only the spread of the standard deviation counts."""


def cohen_d_z(table: pd.DataFrame, before: str, after: str, *, level: float = 0.95) -> Estimate:
    """The mean change in standard deviations of the change itself.

    Estimand: mean change / sd of the change, of the people these pairs stand for. It grows with the correlation of the
    two waves: for planning a study, not for comparing studies.
    Formula: d_z = mean(after - before) / sd(after - before), sd with n - 1. Interval: the noncentralities δ for which
    t = d_z √n is the quantile of the noncentral t(n - 1, δ), divided by √n.
    Columns and units: two columns of scores, one row per person; the result is in standard deviations of the change.
    Missing: ``listwise``. Fewer than two pairs, or all changes equal: None.
    Raises: ValueError for an absent column, texts, infinite numbers, a level that is no share.
    Source: Lakens (2013), Frontiers in Psychology 4:863; Cumming and Finch (2001) for the interval.
    Checked against R: ``effectsize::cohens_d(after, before, paired = TRUE)``; limits by ``uniroot`` on ``pt``, which is
    closer than effectsize's search; R's ``pt`` itself is exact up to a noncentrality of 37.6 only.

    >>> found = cohen_d_z(pd.DataFrame({"entry": [10, 20, 30, 40], "exit": [15, 22, 41, 43]}), "entry", "exit")
    >>> round(found.value, 4), round(found.interval_low, 4), round(found.interval_high, 4)
    (1.3024, -0.1326, 2.6531)
    """
    return _standardised(complete_pairs(table, before, after), "cohen_d_z", by_waves=False, level=level)


def cohen_d_av(table: pd.DataFrame, before: str, after: str, *, level: float = 0.95) -> Estimate:
    """The mean change in standard deviations of people, averaged over both waves.

    Estimand: mean change / √((variance before + variance after) / 2), of the people these pairs stand for. For
    comparing with other studies; it does not depend on the correlation of the waves.
    Formula: as said, variances with n - 1. Interval: that of d_z times sd of the change / standardiser, treating this
    ratio as known. Lakens (2013) averages the two sd instead of their squares: nearly the same figure.
    Columns and units: two columns of scores, one row per person; the result is in standard deviations of the waves.
    Missing: ``listwise``. Fewer than two pairs or no spread in either wave: None; all changes equal: no interval.
    Raises: ValueError for an absent column, texts, infinite numbers, a level that is no share.
    Source: Cumming (2012), Understanding the New Statistics, chapter 11; Algina and Keselman (2003) for the interval.
    Checked against R: ``mean(after - before) / sqrt((var(before) + var(after)) / 2)``; limits by ``uniroot`` on ``pt``.

    >>> found = cohen_d_av(pd.DataFrame({"entry": [10, 20, 30, 40], "exit": [15, 22, 41, 43]}), "entry", "exit")
    >>> round(found.value, 4), round(found.standardiser, 4)
    (0.3915, 13.4086)
    """
    return _standardised(complete_pairs(table, before, after), "cohen_d_av", by_waves=True, level=level)


def hedges_g_z(table: pd.DataFrame, before: str, after: str, *, level: float = 0.95) -> Estimate:
    """d_z without its small-sample bias.

    Estimand: that of ``cohen_d_z``, which few pairs overstate.
    Formula: g_z = J d_z, J = Γ(m/2) / (√(m/2) Γ((m - 1)/2)), m = n - 1: the exact factor; the limits times J too.
    Columns and units: two columns of scores, one row per person; the result is in standard deviations of the change.
    Missing: ``listwise``. Fewer than three pairs, or all changes equal: None.
    Raises: ValueError for an absent column, texts, infinite numbers, a level that is no share.
    Source: Hedges (1981), Journal of Educational Statistics 6.
    Checked against R: ``effectsize::hedges_g(after, before, paired = TRUE)``; limits by ``uniroot`` on ``pt``.

    >>> found = hedges_g_z(pd.DataFrame({"entry": [10, 20, 30, 40], "exit": [15, 22, 41, 43]}), "entry", "exit")
    >>> round(found.value, 4), round(found.interval_low, 4), round(found.interval_high, 4)
    (0.9424, -0.0959, 1.9198)
    """
    return _corrected(complete_pairs(table, before, after), "hedges_g_z", by_waves=False, level=level)


def hedges_g_av(table: pd.DataFrame, before: str, after: str, *, level: float = 0.95) -> Estimate:
    """d_av without its small-sample bias.

    Estimand: that of ``cohen_d_av``, which few pairs overstate.
    Formula: g_av = J d_av with the factor of ``hedges_g_z`` (m = n - 1); the limits times J too.
    Columns and units: two columns of scores, one row per person; the result is in standard deviations of the waves.
    Missing: ``listwise``. Fewer than three pairs or no spread in either wave: None; all changes equal: no interval.
    Raises: ValueError for an absent column, texts, infinite numbers, a level that is no share.
    Source: Hedges (1981); Cumming (2012), chapter 11.
    Checked against R: ``J * mean(after - before) / sqrt((var(before) + var(after)) / 2)``.

    >>> found = hedges_g_av(pd.DataFrame({"entry": [10, 20, 30, 40], "exit": [15, 22, 41, 43]}), "entry", "exit")
    >>> round(found.value, 4)
    0.2833
    """
    return _corrected(complete_pairs(table, before, after), "hedges_g_av", by_waves=True, level=level)


def exact_correction(degrees: int) -> float:
    """Hedges' factor J = Γ(m/2) / (√(m/2) Γ((m - 1)/2)), for m of 2 or more. Raises ValueError for fewer.

    >>> round(exact_correction(9), 6)
    0.913875
    """
    if degrees < 2:
        raise ValueError(f"There is no correction for {degrees} degrees of freedom; it needs 2.")
    return float(exact_corrections(np.array([degrees], dtype=np.float64))[0])


def exact_corrections(degrees: Numbers) -> Numbers:
    """Hedges' factor for each of several m, NaN for those below 2.

    >>> exact_corrections(np.array([1.0, 9.0])).round(6)
    array([     nan, 0.913875])
    """
    usable = np.where(degrees < 2, np.nan, degrees)
    logarithms = special.gammaln(usable / 2) - special.gammaln((usable - 1) / 2) - np.log(usable / 2) / 2
    return np.asarray(np.exp(logarithms), dtype=np.float64)


def noncentral_t_limits(t: float, degrees: int, level: float) -> tuple[float, float]:
    """The noncentralities that put an observed t at the upper and lower tail: an interval of the noncentrality.

    Beyond a t of 10,000 the mean's own error no longer counts: limits t √(χ² quantile / m), right to about six digits.
    Source: Cumming and Finch (2001), Educational and Psychological Measurement 61.
    Checked against R: ``uniroot(function(d) pt(2, 9, d) - 0.975, c(-10, 10), tol = 1e-13)``.

    >>> low, high = noncentral_t_limits(2, 9, 0.95)
    >>> round(low, 6), round(high, 6)
    (-0.205855, 4.11621)
    """
    if t < 0:
        low, high = noncentral_t_limits(-t, degrees, level)
        return -high, -low
    tail = (1 - level) / 2
    if t > FAR_AWAY:
        low, high = stats.chi2.ppf((tail, 1 - tail), degrees)
        return t * math.sqrt(low / degrees), t * math.sqrt(high / degrees)
    return _noncentrality(t, degrees, 1 - tail), _noncentrality(t, degrees, tail)


def _noncentrality(t: float, degrees: int, share: float) -> float:
    """The δ at which ``share`` of the noncentral t(degrees, δ) lies below ``t``; the share falls as δ grows."""

    def excess(noncentrality: float) -> float:
        below = float(stats.nct.cdf(t, degrees, noncentrality))
        if math.isnan(below):  # scipy 1.17 answers NaN where almost all or nothing lies below, its `sf` answers there
            below = 1 - float(stats.nct.sf(t, degrees, noncentrality))
        return below - share

    low, high, reach = -10.0, t + 10.0, 10.0
    while excess(low) < 0:
        low, reach = low - reach, reach * 2
    while excess(high) > 0:
        high, reach = high + reach, reach * 2
    return float(optimize.brentq(excess, low, high, xtol=1e-12, rtol=1e-13))


def _standardised(pairs: Pairs, estimand: str, *, by_waves: bool, level: float, correct: bool = False) -> Estimate:
    check_level(level)
    n = pairs.counts.pairs
    spread = _sd(pairs.changes, largest(pairs.before, pairs.after))
    divisor = _sd_of_waves(pairs) if by_waves else spread
    reason = {0: NO_VALUES, 1: ONE_VALUE}.get(n, "")
    if not reason and correct and n < 3:
        reason = TOO_FEW
    value = low = high = None
    if not reason and divisor:
        factor = exact_correction(n - 1) if correct else 1.0
        value = factor * float(pairs.changes.mean()) / divisor
        if spread:
            observed = float(pairs.changes.mean()) / spread * math.sqrt(n)
            limits = noncentral_t_limits(observed, n - 1, level)
            low, high = (factor * limit / math.sqrt(n) * spread / divisor for limit in limits)
    return Estimate(
        estimand=estimand,
        value=value,
        interval_low=low,
        interval_high=high,
        level=level,
        n=n,
        missing=pairs.counts.lost,
        missing_policy=LISTWISE,
        method="noncentral_t",
        unit=OF_WAVES if by_waves else OF_CHANGE,
        standardiser=divisor if value is not None else None,
        reason=reason or ("" if spread and divisor else ALL_EQUAL),
    )


def _corrected(pairs: Pairs, estimand: str, *, by_waves: bool, level: float) -> Estimate:
    return _standardised(pairs, estimand, by_waves=by_waves, level=level, correct=True)


def _sd(values: Numbers, magnitude: float) -> float:
    """The standard deviation; 0 when the values are all equal or fewer than two."""
    if values.size < 2 or are_equal(values, magnitude):
        return 0.0
    return float(values.std(ddof=1))


def _sd_of_waves(pairs: Pairs) -> float:
    magnitude = largest(pairs.before, pairs.after)
    return math.sqrt((_sd(pairs.before, magnitude) ** 2 + _sd(pairs.after, magnitude) ** 2) / 2)
