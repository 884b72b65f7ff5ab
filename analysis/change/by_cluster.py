"""Figures of change once more for people who are alike within households, workers or sessions."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import special, stats

from analysis.comparison.arms import small
from analysis.missing import column_of
from analysis.results import ONE_CLUSTER, ONE_DIRECTION, Estimate, check_level
from analysis.sampling.covariates import categories_of

PLAIN, FISHER, LOGIT = "plain", "fisher", "logit"
"""The scale on which a figure is about as likely to lie above its true value as below it."""
METHOD = "cluster_jackknife"
Figure = Callable[[pd.DataFrame, str, str], Estimate]
_THERE: dict[str, Callable[[float], float]] = {PLAIN: float, FISHER: math.atanh, LOGIT: special.logit}
_BACK: dict[str, Callable[[float], float]] = {PLAIN: float, FISHER: math.tanh, LOGIT: special.expit}


def jackknifed_by_cluster(
    table: pd.DataFrame,
    before: str,
    after: str,
    cluster: str,
    figure: Figure,
    *,
    scale: str = PLAIN,
    level: float = 0.95,
) -> Estimate:
    """A figure of the change between two waves, with an interval that knows of people who are alike.

    Estimand: that of ``figure``, a function of this package such as ``hedges_g_z``, called with table, before, after.
    Formula: the figure of everyone with a cluster, and once more without each of the G clusters; on the ``scale``
    (``plain``; ``fisher``, atanh, for what lies between -1 and 1; ``logit`` for shares) the squared standard error is
    (G - 1)/G Σ(figure without one - their mean)², the interval t(G - 1), brought back from the scale. The standard
    error is told on the plain scale only.
    Columns and units: two columns of scores and one of clusters, one row per person; in the unit of the figure.
    Missing: ``listwise``: both scores and the cluster. One cluster, a figure that is absent, or absent without one
    of the clusters, or at the end of its scale: no interval.
    Raises: ValueError for an absent column, texts as scores, a scale without this name, a level that is no share.
    Source: Wolter (2007), Introduction to Variance Estimation, chapter 4; Tukey's jackknife over whole clusters.
    Checked against R: a loop over the clusters around ``effectsize`` and base functions.

    >>> from analysis.change.effect_sizes import cohen_d_z
    >>> table = pd.DataFrame({"worker": list("aabbcc"), "entry": [20, 30, 40] * 2, "exit": [30, 41, 51, 22, 31, 43]})
    >>> found = jackknifed_by_cluster(table, "entry", "exit", "worker", cohen_d_z)
    >>> round(found.value, 3), round(found.standard_error, 3), found.degrees_of_freedom, found.method
    (1.406, 1.107, 2.0, 'cluster_jackknife')
    """
    check_level(level)
    if scale not in _THERE:
        raise ValueError(f"There is no scale {scale}; there are {', '.join(_THERE)}.")
    named = categories_of(table, cluster)
    held = table[named.notna().to_numpy()]
    whole = figure(held, before, after)
    both = ~np.isnan(column_of(held, before)) & ~np.isnan(column_of(held, after))
    groups, of = np.unique(named[named.notna()].to_numpy(dtype=str), return_inverse=True)
    counted = np.unique(of[both])
    lost = figure(table, before, after)
    found = replace(
        whole,
        method=METHOD,
        missing=lost.n + lost.missing - whole.n,
        assumptions=("independent_clusters",),
        cautions=small(whole.n, len(counted)),
        standard_error=None,
        interval_low=None,
        interval_high=None,
        degrees_of_freedom=None,
        p_value=None,
    )
    if whole.value is None:
        return found
    if len(counted) < 2:
        return replace(found, reason=ONE_CLUSTER)
    without = [figure(held[of != place], before, after) for place in counted]
    return _with_interval(found, without, scale, level)


def _with_interval(found: Estimate, without: list[Estimate], scale: str, level: float) -> Estimate:
    there, back = _THERE[scale], _BACK[scale]
    values = [found.value, *(each.value for each in without)]
    ends = {PLAIN: (), FISHER: (-1.0, 1.0), LOGIT: (0.0, 1.0)}[scale]
    absent = next((each.reason for each in without if each.value is None), "")
    if absent or any(value in ends for value in values):
        return replace(found, reason=absent or ONE_DIRECTION)
    told = np.array([there(float(value)) for value in values if value is not None])
    count = len(without)
    error = math.sqrt((count - 1) / count * float(((told[1:] - told[1:].mean()) ** 2).sum()))
    reach = float(stats.t.ppf((1 + level) / 2, count - 1)) * error
    return replace(
        found,
        level=level,
        standard_error=error if scale == PLAIN else None,
        interval_low=float(back(told[0] - reach)),
        interval_high=float(back(told[0] + reach)),
        degrees_of_freedom=float(count - 1),
        reason="",
    )
