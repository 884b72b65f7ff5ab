"""Those supported at once against those who still wait, at the end of waiting."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.comparison.ancova import adjusted_comparison
from analysis.comparison.arms import Arms, Contrasts
from analysis.comparison.robust import HC3, Errors
from analysis.comparison.wording import WAITING_LIST


def waiting_list_comparison(
    table: pd.DataFrame,
    before: str,
    end_of_waiting: str,
    arm: str,
    *,
    waiting: str,
    assigned: str = "",
    covariates: Sequence[str] = (),
    errors: Errors = HC3,
    level: float = 0.95,
    unit: str = "points",
) -> Contrasts:
    """Analysis of covariance at the end of waiting, when the others have not been supported yet.

    Estimand: by how much the mean at the end of waiting differs between those supported at once and those who waited,
    with the same score at entry: ``average_effect`` where lots were drawn (``assigned="random"``), otherwise
    ``adjusted_difference``. Later waves compare nobody with nobody: then all are supported.
    Formula: that of ``adjusted_comparison``, the reference being those who wait.
    Columns and units: scores at entry and at the end of waiting, the column of the groups, one row per person.
    Missing: ``listwise``. Reasons as in ``adjusted_comparison``.
    Raises: ValueError for an absent column, texts as scores, a level that is no share.
    Source: Cunningham, Kypri and McCambridge (2013), BMC Medical Research Methodology 13: those who wait may do worse
    than they would without a list.
    Checked against R: ``lm(end_of_waiting ~ arm + before)`` with ``sandwich::vcovHC(type = "HC3")``.

    >>> table = pd.DataFrame({"arm": ["now"] * 4 + ["later"] * 4, "entry": [20, 30, 40, 50] * 2,
    ...                       "month_3": [34, 41, 52, 60, 25, 33, 45, 52]})
    >>> found = waiting_list_comparison(table, "entry", "month_3", "arm", waiting="later", assigned="random")
    >>> found.names, found.estimates[0].estimand, round(found.estimates[0].value, 3)
    (('now - later',), 'average_effect', 8.0)
    """
    arms = Arms(arm, waiting, design=WAITING_LIST, assigned=assigned)
    return adjusted_comparison(
        table, before, end_of_waiting, arms, covariates=covariates, errors=errors, level=level, unit=unit
    )
