"""By how much more one group changed than another: the difference in differences."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.comparison.ancova import BY_CHANCE, LOST_ALIKE
from analysis.comparison.arms import Arms, Contrasts
from analysis.comparison.regression import compared
from analysis.comparison.robust import HC3, Errors
from analysis.comparison.rows import rows_of
from analysis.comparison.wording import DIFFERENCE_IN_CHANGE
from analysis.missing import column_of
from analysis.precision import difference

PARALLEL_TRENDS = "parallel_trends"
UNTESTED = "parallel_trends_untested"


def difference_in_change(
    table: pd.DataFrame,
    before: str,
    after: str,
    arms: Arms,
    *,
    covariates: Sequence[str] = (),
    errors: Errors = HC3,
    level: float = 0.95,
    unit: str = "points",
) -> Contrasts:
    """Difference in differences of two waves: the change of each group minus that of the reference.

    Estimand: ``difference_in_change``: by how much more the mean of one group changed than that of the other, among
    people alike in the covariates. It speaks of the support only if both groups would have changed alike without
    it (``parallel_trends``), which two waves cannot show: ``parallel_trends_untested`` is among the cautions.
    ``average_effect`` where chance assigned the groups.
    Formula: the coefficient of the group in (after - before) = constant + groups + covariates, by least squares; the
    same as the fixed-effects model of both waves. Interval as in ``adjusted_comparison``.
    Columns and units: those of ``adjusted_comparison``.
    Missing: ``listwise``. Reasons as in ``adjusted_comparison``.
    Raises: ValueError for an absent column, texts as scores, a group that was not named, a level that is no share.
    Source: Angrist and Pischke (2009), Mostly Harmless Econometrics, chapter 5.
    Checked against R: ``lm(after - before ~ arm)`` with ``sandwich::vcovHC(type = "HC3")`` and
    ``clubSandwich::coef_test(vcov = "CR2", test = "Satterthwaite")``.

    >>> table = pd.DataFrame({"arm": ["support"] * 3 + ["advice"] * 3, "entry": [20, 30, 40] * 2,
    ...                       "exit": [30, 41, 51, 22, 31, 43]})
    >>> found = difference_in_change(table, "entry", "exit", Arms("arm", "advice")).estimates[0]
    >>> round(found.value, 3), found.cautions
    (8.667, ('confounding_by_need', 'parallel_trends_untested', 'small_n'))
    """
    change = difference(column_of(table, after), column_of(table, before))
    rows = rows_of(table, change, arms, covariates=covariates, cluster=errors.cluster)
    held = (BY_CHANCE if arms.by_chance else PARALLEL_TRENDS, LOST_ALIKE)
    warned = () if arms.by_chance else (UNTESTED,)
    told = arms.estimand(DIFFERENCE_IN_CHANGE)
    return compared(rows, arms, errors, told, level=level, unit=unit, assumptions=held, cautions=warned)
