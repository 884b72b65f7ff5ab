"""Alpha of the feelings behind ordered answers, from our own polychoric correlations."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import stats

from analysis.missing import LISTWISE
from analysis.precision import Numbers
from analysis.results import CONTRADICTION, NO_VALUES, ONE_VALUE, TOO_FEW, Estimate, check_level
from analysis.scales.alpha import RELIABILITY
from analysis.scales.items import items_pointing_up, without_blanks
from analysis.scales.polychoric import fit_pair, ordered

FEWEST = 10
"""Thresholds and correlations of fewer people are no estimates."""


def polychoric_matrix(table: pd.DataFrame, items: Sequence[str], *, reverse: Sequence[str] = ()) -> pd.DataFrame:
    """The polychoric correlations of all pairs of items.

    Estimand, Formula: those of ``polychoric``, pair by pair. Columns and units: one column of numbers per item, one row
    per person; the table has a row and a column per item. Missing: ``listwise`` over all items; a correlation that
    cannot be told is None. Raises: ValueError for fewer than two items, an absent column, texts.
    Source: as for one pair. Checked against R: ``lavaan::lavCor(items, ordered = names(items))``.

    >>> table = pd.DataFrame({"calm": [1, 1, 2, 2, 3, 3], "glad": [1, 2, 1, 3, 2, 3]})
    >>> round(polychoric_matrix(table, ["calm", "glad"]).loc["calm", "glad"], 4)
    0.5614
    """
    columns = [ordered(column) for column in without_blanks(items_pointing_up(table, items, reverse)).T]
    matrix = pd.DataFrame(np.eye(len(items)), index=list(items), columns=list(items), dtype=object)
    for (first, one), (second, other) in combinations(zip(items, columns, strict=True), 2):
        fit, _reason = fit_pair(one, other)
        matrix.loc[first, second] = matrix.loc[second, first] = None if fit is None else fit.value
    return matrix


def ordinal_alpha(
    table: pd.DataFrame, items: Sequence[str], *, reverse: Sequence[str] = (), level: float = 0.95
) -> Estimate:
    """Alpha of the normal feelings behind the answers, in place of the answers themselves.

    Estimand: what ``cronbach_alpha`` would be if the feelings could be read without thresholds, each in standard
    deviations: not the reliability of the score that is reported, but what the few answers of a question cost.
    Formula: α = k / (k - 1) × (1 - k / Σ of all polychoric correlations, the diagonal among them). Standard error:
    delta method over each person's pulls on every correlation, thresholds among them; interval of ln(1 - α).
    Columns and units: one column of numbers per item, one row per person; reversed items are turned around.
    Missing: ``listwise``. An item with one answer only: ``all_equal``; two items that tell each other without error:
    ``separation``; a sum that is not positive: ``contradiction``; fewer than ten people: ``too_few``.
    Raises: ValueError for fewer than two items, an absent column, texts, a level that is no share.
    Source: Zumbo, Gadermann and Zeisser (2007), Journal of Modern Applied Statistical Methods 6; Muthén (1984).
    Checked against R: the formula with ``lavaan::lavCor(items, ordered = names(items), output = "fit")``.

    >>> rng = np.random.default_rng(1)
    >>> answers = np.digitize(rng.standard_normal((120, 1)) + rng.standard_normal((120, 3)), [-1, 0, 1.5])
    >>> found = ordinal_alpha(pd.DataFrame(answers, columns=list("abc")), list("abc"))
    >>> round(found.value, 3), round(found.interval_low, 3), round(found.interval_high, 3)
    (0.649, 0.503, 0.752)
    """
    check_level(level)
    return _estimate(items_pointing_up(table, items, reverse), level)


def _estimate(answers: Numbers, level: float) -> Estimate:
    complete = without_blanks(answers)
    n, k = complete.shape
    total, pulls, reason = _sum_of_correlations(complete)
    alpha = error = low = high = None
    if total is not None:
        alpha = k / (k - 1) * (1 - k / total)
        error = k / (k - 1) * k / total**2 * math.sqrt(float(np.square(pulls).mean()) / (n - 1))
        low, high = _limits(alpha, error, level)
    return Estimate(
        estimand="ordinal_alpha",
        value=alpha,
        standard_error=error,
        interval_low=low,
        interval_high=high,
        level=level,
        n=n,
        missing=len(answers) - n,
        missing_policy=LISTWISE,
        method="polychoric_two_step",
        unit=RELIABILITY,
        assumptions=("independent_people", "one_dimension", "equal_loadings", "normal_feelings"),
        reason=reason,
    )


def _limits(alpha: float, error: float, level: float) -> tuple[float, float]:
    reach = math.exp(float(stats.norm.ppf((1 + level) / 2)) * error / (1 - alpha))
    return 1 - (1 - alpha) * reach, 1 - (1 - alpha) / reach


def _sum_of_correlations(complete: Numbers) -> tuple[float | None, Numbers, str]:
    """The sum over the whole matrix, how far each person pulls it; without a sum, the reason."""
    n, k = complete.shape
    pulls = np.zeros(n)
    if n < FEWEST:
        return None, pulls, {0: NO_VALUES, 1: ONE_VALUE}.get(n, TOO_FEW)
    columns = [ordered(column) for column in complete.T]
    total = float(k)
    for one, other in combinations(columns, 2):
        fit, reason = fit_pair(one, other)
        if fit is None:
            return None, pulls, reason
        total += 2 * fit.value
        pulls += 2 * fit.pulls[one.category, other.category]
    return (total, pulls, "") if total > 0 else (None, pulls, CONTRADICTION)
