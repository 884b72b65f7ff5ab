"""How likely each person was to be in the supported group, the weights that follow, and errors that know of both."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from analysis.comparison.robust import Fit, Spread, sums_by_cluster
from analysis.comparison.rows import Codes, Rows
from analysis.precision import Numbers
from analysis.results import ONE_GROUP, SEPARATION
from analysis.sampling.logistic import fit_logistic

EVERYONE, SUPPORTED = "everyone", "supported"
TARGETS = (EVERYONE, SUPPORTED)
ARM = 1
"""The column of the group, of which there are two; all others say what is known of people."""
NEVER = 1e-12
"""Whoever could be in one group alone has nobody to be compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Propensity:
    """Weights of people, and how they move with the coefficients of the logistic model they come from.

    ``columns``: of the logistic model. ``slopes``: by how much a weight grows with x'γ; 0 where it was cut.
    ``cut``: how many were. ``reason``: why there are no weights.
    """

    supported: Numbers
    columns: Numbers
    probabilities: Numbers = field(default_factory=lambda: np.zeros(0))
    covariances: Numbers = field(default_factory=lambda: np.zeros(0))
    weights: Numbers = field(default_factory=lambda: np.zeros(0))
    slopes: Numbers = field(default_factory=lambda: np.zeros(0))
    cut: int = 0
    reason: str = ""


def propensity_of(rows: Rows, target: str, trim: float) -> Propensity:
    """The probability of being supported, by logistic regression on all columns but that of the group; its weights.

    Formula: everyone: 1 / p for the supported, 1 / (1 - p) for the others; supported: 1, and p / (1 - p). Weights above
    the quantile ``trim`` of those of their group are cut to it.
    """
    if rows.arm is None or rows.reason:
        return Propensity(supported=np.zeros(0), columns=np.zeros((0, 0)), reason=rows.reason or ONE_GROUP)
    columns, supported = np.delete(rows.matrix, ARM, axis=1), (rows.arm == 1).astype(np.float64)
    fitted = fit_logistic(columns, supported)
    p = fitted.probabilities
    reason = fitted.reason or (SEPARATION if min(p.min(), 1 - p.max()) < NEVER else "")
    if reason:
        return Propensity(supported=supported, columns=columns, reason=reason)
    odds = p / (1 - p)
    if target == EVERYONE:
        weights = np.where(supported == 1, 1 / p, 1 / (1 - p))
        slopes = np.where(supported == 1, -1 / odds, odds)
    else:
        weights, slopes = np.where(supported == 1, 1.0, odds), np.where(supported == 1, 0.0, odds)
    highest = np.where(supported == 1, *(np.quantile(weights[supported == group], trim) for group in (1, 0)))
    cut = weights > highest
    return Propensity(
        supported=supported,
        columns=columns,
        probabilities=p,
        covariances=fitted.covariances,
        weights=np.minimum(weights, highest),
        slopes=np.where(cut, 0.0, slopes),
        cut=int(cut.sum()),
    )


def stacked(fit: Fit, which: list[int], propensity: Propensity, clusters: Codes | None) -> Spread:
    """Errors of a weighted regression that know that the weights were estimated from the same people.

    Formula: both sets of equations are solved at once, so each person's pull on a coefficient is w x e + D I⁻¹ s, with
    s = z (group - p) the pull on the logistic model, I its information, D = Σ x e (slope of w) z'. The variance is the
    sum of squared pulls: of people with e / (1 - leverage) in the first part, as HC3 has it, n - k degrees of freedom;
    by cluster m / (m - 1) times, m - 1 degrees of freedom.
    Source: Lunceford and Davidian (2004), Statistics in Medicine 23; Stefanski and Boos (2002).
    """
    n, k = fit.basis.shape
    reach = fit.basis @ fit.directions(which)
    moved = reach.T @ (propensity.columns * (propensity.slopes * fit.residuals)[:, None])
    scores = propensity.columns * (propensity.supported - propensity.probabilities)[:, None]
    by_weights = scores @ propensity.covariances @ moved.T
    if clusters is None:
        slack = 1 - fit.weights * np.sum(fit.basis**2, axis=1)
        alone = slack < NEVER
        stretched = np.where(alone, 0.0, fit.residuals / np.where(alone, 1.0, slack))
        pulls = reach * (fit.weights * stretched)[:, None] + by_weights
        return Spread(variances=np.sum(pulls**2, axis=0), degrees_of_freedom=np.full(len(which), float(n - k)))
    count = int(clusters.max()) + 1
    sums = sums_by_cluster(reach * (fit.weights * fit.residuals)[:, None] + by_weights, clusters, count)
    return Spread(
        variances=np.sum(sums**2, axis=0) * count / (count - 1),
        degrees_of_freedom=np.full(len(which), float(count - 1)),
    )
