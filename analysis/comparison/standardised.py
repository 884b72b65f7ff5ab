"""The difference between two groups in standard deviations of people."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from analysis.change.effect_sizes import exact_correction, noncentral_t_limits
from analysis.comparison.arms import Arms, Contrasts, small
from analysis.comparison.rows import groups
from analysis.comparison.wording import STANDARDISED_DIFFERENCE
from analysis.missing import LISTWISE, column_of
from analysis.precision import Numbers, are_equal, largest
from analysis.results import ALL_EQUAL, ONE_GROUP, TOO_FEW, Estimate, check_level

POOLED = "standard deviations of people, pooled over both groups"
COHEN, HEDGES = "cohen_d", "hedges_g"


def standardised_comparison(
    table: pd.DataFrame, outcome: str, arms: Arms, *, figure: str = HEDGES, level: float = 0.95
) -> Contrasts:
    """Each group against the reference, in pooled standard deviations: Hedges' g, or Cohen's d.

    Estimand: ``standardised_difference``: the difference of the means of two groups over the standard deviation within
    them; ``standardised_effect`` where chance assigned the groups. Groups formed by need differ beforehand.
    Formula: d = (mean - mean of the reference) / s, s² = ((n₁ - 1) s₁² + (n₂ - 1) s₂²) / m, m = n₁ + n₂ - 2; g = J d
    with the exact J = Γ(m/2) / (√(m/2) Γ((m - 1)/2)). Interval: noncentral t(m), t = d / √(1/n₁ + 1/n₂); g's times J.
    Columns and units: one column of scores and the groups, one row per person; ``figure`` is hedges_g or cohen_d.
    Missing: ``listwise``: score and group. Nobody in one group: ``one_group``; fewer than three people in both, or two
    for Cohen's d: ``too_few``; no spread within the groups: ``all_equal``.
    Raises: ValueError for an absent column, texts as scores, a group that was not named, another figure or level.
    Source: Hedges (1981), Journal of Educational Statistics 6; Cumming and Finch (2001) for the interval.
    Checked against R: ``effectsize::cohens_d(x, y)``, ``effectsize::hedges_g(x, y)``; limits by ``uniroot`` on ``pt``.

    >>> table = pd.DataFrame({"arm": ["support"] * 4 + ["advice"] * 4, "exit": [34, 41, 52, 60, 25, 33, 45, 52]})
    >>> found = standardised_comparison(table, "exit", Arms("arm", "advice")).estimates[0]
    >>> round(found.value, 3), round(found.interval_low, 3), round(found.interval_high, 3)
    (0.589, -0.68, 1.814)
    """
    check_level(level)
    if figure not in (COHEN, HEDGES):
        raise ValueError(f"figure is {figure!r}; it is {HEDGES} or {COHEN}.")
    scores, (names, codes) = column_of(table, outcome), groups(table, arms)
    known = ~np.isnan(scores) & (codes >= 0)
    of_groups = {name: scores[known & (codes == place)] for place, name in enumerate(names)}
    reference = of_groups[arms.reference]
    others = names[1:]
    return Contrasts(
        names=tuple(arms.contrast(name) for name in others),
        estimates=tuple(
            _compared(of_groups[name], reference, arms, int((~known).sum()), figure=figure, level=level)
            for name in others
        ),
        people={name: int(values.size) for name, values in of_groups.items()},
    )


def _compared(first: Numbers, second: Numbers, arms: Arms, lost: int, *, figure: str, level: float) -> Estimate:
    n, degrees = int(first.size + second.size), int(first.size + second.size) - 2
    within = np.concatenate([values - values.mean() if values.size else values for values in (first, second)])
    reason = ""
    if not first.size or not second.size:
        reason = ONE_GROUP
    elif degrees < (2 if figure == HEDGES else 1):
        reason = TOO_FEW
    elif are_equal(np.append(within, 0.0), largest(first, second)):
        reason = ALL_EQUAL
    value = low = high = spread = None
    if not reason:
        spread = math.sqrt(float(within @ within) / degrees)
        width = math.sqrt(1 / first.size + 1 / second.size)
        factor = exact_correction(degrees) if figure == HEDGES else 1.0
        d = float(first.mean() - second.mean()) / spread
        value = factor * d
        low, high = (factor * limit * width for limit in noncentral_t_limits(d / width, degrees, level))
    return Estimate(
        estimand=arms.estimand(STANDARDISED_DIFFERENCE),
        value=value,
        interval_low=low,
        interval_high=high,
        level=level,
        n=n,
        missing=lost,
        missing_policy=LISTWISE,
        method=f"{figure}_noncentral_t",
        unit=POOLED,
        standardiser=spread,
        degrees_of_freedom=None if value is None else degrees,
        assumptions=("independent_people", "equal_spread", "normal_scores"),
        cautions=(*arms.cautions, *small(n)),
        reason=reason,
    )
