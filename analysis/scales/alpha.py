"""How well the items of a scale hang together: Cronbach's alpha with Feldt's interval."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

from analysis.missing import LISTWISE, PAIRWISE
from analysis.precision import Numbers, are_equal, largest
from analysis.results import ALL_EQUAL, CONTRADICTION, NO_VALUES, ONE_VALUE, Estimate, check_level
from analysis.scales.items import items_pointing_up, without_blanks

RELIABILITY = "reliability"
ASSUMPTIONS = ("independent_people", "one_dimension", "equal_loadings", "normal_answers")


def cronbach_alpha(
    table: pd.DataFrame,
    items: Sequence[str],
    *,
    reverse: Sequence[str] = (),
    missing: str = LISTWISE,
    level: float = 0.95,
) -> Estimate:
    """Cronbach's alpha of a scale, with Feldt's interval.

    Estimand: the reliability of the sum score when all items measure one thing equally well, else a lower bound of it.
    Formula: α = k / (k - 1) × (1 - Σ variances / Σ all covariances). Limits: 1 - (1 - α) F, F the quantiles of
    F(n - 1, (n - 1)(k - 1)) at (1 ± level) / 2.
    Columns and units: one column of numbers per item, one row per person; reversed items are turned around.
    Missing: ``listwise``, or ``pairwise``: each covariance by who answered both items, n that of the rarest pair, so
    the interval is rather too wide; R's ``psych::alpha`` works pairwise unless told otherwise.
    Raises: ValueError for fewer than two items, an absent column, texts, another policy, a level that is no share.
    Source: Cronbach (1951), Psychometrika 16; Feldt, Woodruff and Salih (1987), Applied Psychological Measurement 11.
    Checked against R: ``psych::alpha(items, use = "complete.obs")``, ``use = "pairwise"``; ``psych::alpha.ci``.

    >>> table = pd.DataFrame({"calm": [1, 2, 3, 4, 5], "glad": [2, 2, 4, 4, 5], "sad": [5, 3, 3, 1, 2]})
    >>> found = cronbach_alpha(table, ["calm", "glad", "sad"], reverse=["sad"])
    >>> round(found.value, 3), round(found.interval_low, 3), round(found.interval_high, 3), found.n
    (0.936, 0.679, 0.993, 5)
    """
    check_level(level)
    return _estimate(items_pointing_up(table, items, reverse), missing, level)


def _estimate(answers: Numbers, missing: str, level: float) -> Estimate:
    covariances, n = _by_policy(answers, missing)
    value, reason = _alpha(covariances, n, largest(answers[~np.isnan(answers)]))
    low, high = (None, None) if value is None else _feldt(value, n, answers.shape[1], level)
    return Estimate(
        estimand="cronbach_alpha",
        value=value,
        interval_low=low,
        interval_high=high,
        level=level,
        n=n,
        missing=len(answers) - n,
        missing_policy=missing,
        method="feldt",
        unit=RELIABILITY,
        assumptions=ASSUMPTIONS,
        reason=reason,
    )


def _feldt(value: float, n: int, k: int, level: float) -> tuple[float, float]:
    tails = np.array([(1 + level) / 2, (1 - level) / 2])
    low, high = 1 - (1 - value) * stats.f.ppf(tails, n - 1, (n - 1) * (k - 1))
    return float(low), float(high)


def _by_policy(answers: Numbers, missing: str) -> tuple[Numbers, int]:
    """The covariances of the items, and how many people they stand on; pairwise, those of the rarest pair."""
    if missing == LISTWISE:
        complete = without_blanks(answers)
        return _covariances(complete), len(complete)
    if missing != PAIRWISE:
        raise ValueError(f"missing is {missing!r}; it is {LISTWISE} or {PAIRWISE}.")
    known = (~np.isnan(answers)).astype(np.float64)
    centre = np.nansum(answers, axis=0) / np.maximum(known.sum(axis=0), 1)
    filled = np.where(known > 0, answers - centre, 0.0)
    both = known.T @ known
    sums = filled.T @ known  # of the first item, over the people who answered the second one too
    products = filled.T @ filled - sums * sums.T / np.maximum(both, 1)
    return _without_rounding(products / np.maximum(both - 1, 1), answers), int(both.min())


def _covariances(complete: Numbers) -> Numbers:
    if len(complete) < 2:
        return np.zeros((complete.shape[1],) * 2)
    return _without_rounding(np.cov(complete, rowvar=False), complete)


def _without_rounding(covariances: Numbers, answers: Numbers) -> Numbers:
    """The covariances, exactly 0 for an item that everyone answers alike."""
    found = np.array(covariances, dtype=np.float64)
    for item, column in enumerate(answers.T):
        known = column[~np.isnan(column)]
        if are_equal(known, largest(known)):
            found[item, :] = found[:, item] = 0.0
    return found


def _alpha(covariances: Numbers, n: int, magnitude: float) -> tuple[float | None, str]:
    if n < 2:
        return None, NO_VALUES if n == 0 else ONE_VALUE
    k, total = len(covariances), float(covariances.sum())
    if abs(total) <= (k * magnitude * 1e-8) ** 2:
        return None, ALL_EQUAL
    if total < 0:
        return None, CONTRADICTION
    return k / (k - 1) * (1 - float(np.trace(covariances)) / total), ""
