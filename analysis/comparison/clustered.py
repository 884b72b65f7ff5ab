"""How much people changed who are alike within households, workers or sessions."""

from __future__ import annotations

import pandas as pd

from analysis.comparison.regression import every_term
from analysis.comparison.robust import BY_CLUSTER, Errors
from analysis.comparison.rows import rows_of
from analysis.missing import column_of
from analysis.results import Estimate, check_level


def clustered_change(
    table: pd.DataFrame, before: str, after: str, errors: Errors, *, level: float = 0.95, unit: str = "points"
) -> Estimate:
    """The mean change, after minus before, with an interval that knows of people who are alike.

    Estimand: ``mean_change``, that of ``paired_change``: a change between the waves, whatever its cause.
    Formula: the constant of (after - before) = constant, by least squares, with errors ``by_cluster``: ``cr2`` with
    Satterthwaite's degrees of freedom, or ``cr1`` with clusters - 1.
    Columns and units: two columns of scores and that of the clusters, one row per person; in the unit of the scores.
    Missing: ``listwise``: both scores and the cluster. One pair, one cluster, all changes equal: no interval.
    Raises: ValueError for an absent column, texts as scores, errors without clusters, a level that is no share.
    Source: Bell and McCaffrey (2002); Pustejovsky and Tipton (2018).
    Checked against R: ``clubSandwich::coef_test(lm(after - before ~ 1), vcov = "CR2", cluster = worker)``.

    >>> from analysis.comparison.robust import by_cluster
    >>> table = pd.DataFrame({"worker": list("aabbcc"), "entry": [20, 30, 40] * 2, "exit": [30, 41, 51, 22, 31, 43]})
    >>> change = clustered_change(table, "entry", "exit", by_cluster("worker"))
    >>> round(change.value, 3), round(change.standard_error, 3), round(change.degrees_of_freedom, 3), change.cautions
    (6.333, 2.455, 2.0, ('small_n', 'few_clusters'))
    """
    if errors.kind not in BY_CLUSTER:
        raise ValueError(f"Errors {errors.kind}: they know no clusters; paired_change has the interval without them.")
    check_level(level)
    change = column_of(table, after) - column_of(table, before)
    rows = rows_of(table, change, None, cluster=errors.cluster)
    return every_term(rows, errors, "mean_change", level=level, unit=unit).estimates[0]
