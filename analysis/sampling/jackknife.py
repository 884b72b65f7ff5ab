"""Standard errors a second way: everything once more without each cluster, the weights included."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from analysis.precision import Numbers
from analysis.results import NO_VALUES, ONE_CLUSTER
from analysis.sampling.design import Drawn
from analysis.sampling.recipe import Recipe, solve

JK1 = "jackknife_1"
JKN = "jackknife_n"


def jackknife_covariances(values: Callable[[Numbers], Numbers], drawn: Drawn) -> tuple[Numbers, str]:
    """The covariances of a figure, and why there are none.

    Formula: without one cluster of stratum h, the starting weights of its other clusters × n/(n - 1), and the weights
    met again with the margins; Σ over clusters of (1 - n/N) (n - 1)/n (figure - mean of figures)², one stratum (JK1) or
    several (JKn). Strata with one cluster are left out. A category that one cluster alone has, or a figure that cannot
    be told without one of them: no covariances.
    Source: Wolter (2007), Introduction to Variance Estimation, chapter 4.
    Checked against R: ``survey::as.svrepdesign(type = "JK1", "JKn")``, then ``rake`` or ``calibrate`` of it.
    """
    counts = drawn.clusters_per_stratum()
    found, scales = [], []
    for cluster in range(int(drawn.clusters.max()) + 1):
        of_cluster = drawn.clusters == cluster
        stratum = int(drawn.strata[of_cluster][0])
        if counts[stratum] == 1:
            continue
        share = counts[stratum] / (counts[stratum] - 1)
        base = drawn.base * np.where(drawn.strata == stratum, np.where(of_cluster, 0.0, share), 1.0)
        weights, reason = (base, "") if drawn.recipe is None else _again(drawn.recipe, base)
        told = np.empty(0) if reason else values(weights)
        if not told.size or not np.isfinite(told).all():
            return np.empty((0, 0)), reason or ONE_CLUSTER
        found.append(told)
        scales.append(drawn.kept[stratum] / share)
    apart = np.array(found) - np.mean(found, axis=0)
    return np.asarray(apart.T @ (apart * np.array(scales)[:, None])), ""


def _again(recipe: Recipe, base: Numbers) -> tuple[Numbers, str]:
    """The weights met again; a category that nobody else has stands in one cluster."""
    found = solve(recipe, base)
    return found.weights, ONE_CLUSTER if found.reason == NO_VALUES else found.reason
