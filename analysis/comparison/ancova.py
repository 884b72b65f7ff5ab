"""The difference between groups at exit among people who were alike at entry."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.comparison.arms import Arms, Contrasts
from analysis.comparison.regression import compared
from analysis.comparison.robust import HC3, Errors
from analysis.comparison.rows import rows_of
from analysis.comparison.wording import ADJUSTED_DIFFERENCE
from analysis.missing import column_of

LINEAR = "linear_in_entry"
BY_CHANCE = "assigned_by_chance"
NO_HIDDEN_NEED = "no_unmeasured_confounding"
LOST_ALIKE = "lost_at_random"


def adjusted_comparison(
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
    """Analysis of covariance: each group against the reference, at the same score at entry.

    Estimand: ``adjusted_difference``: by how much the mean at exit differs between people of both groups who had
    the same score at entry and the same covariates. ``average_effect`` where chance assigned the groups.
    Formula: the coefficient of the group in after = constant + groups + before + covariates, by least squares.
    Interval: b ± t × standard error; degrees of freedom: ``hc3`` n - k, ``cr1`` clusters - 1, ``cr2`` Satterthwaite's.
    Columns and units: two columns of scores, the groups, covariates of numbers or categories, one row per person; the
    difference is in the unit of the scores. ``errors = by_cluster("worker")`` for people who are alike by worker.
    Missing: ``listwise``: both scores, group, covariates and cluster. One group without anyone, a group that follows
    from the covariates, everyone in one cluster, a group of one cluster or one person, no spread: a reason.
    Raises: ValueError for an absent column, texts as scores, a group that was not named, a level that is no share.
    Source: Vickers and Altman (2001), BMJ 323; Senn (2006), Statistics in Medicine 25.
    Checked against R: ``lm(after ~ arm + before)`` with ``sandwich::vcovHC(type = "HC3")``,
    ``clubSandwich::coef_test(vcov = "CR2", test = "Satterthwaite")`` and ``vcov = "CR1", test = "naive-t"``.

    >>> table = pd.DataFrame({"arm": ["support"] * 4 + ["advice"] * 4, "entry": [20, 30, 40, 50] * 2,
    ...                       "exit": [34, 41, 52, 60, 25, 33, 45, 52]})
    >>> found = adjusted_comparison(table, "entry", "exit", Arms("arm", "advice"))
    >>> found.names, found.estimates[0].estimand, round(found.estimates[0].value, 3)
    (('support - advice',), 'adjusted_difference', 8.0)
    """
    rows = rows_of(table, column_of(table, after), arms, covariates=(before, *covariates), cluster=errors.cluster)
    basis = BY_CHANCE if arms.by_chance else NO_HIDDEN_NEED
    held = (basis, LINEAR, LOST_ALIKE)
    return compared(rows, arms, errors, arms.estimand(ADJUSTED_DIFFERENCE), level=level, unit=unit, assumptions=held)
