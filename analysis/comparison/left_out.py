"""Figures once more without each cluster, all of them at once, and the interval that their spread gives."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from analysis.comparison.rows import Codes
from analysis.precision import Numbers, are_equal, in_steps, largest
from analysis.results import ALL_EQUAL, ONE_CLUSTER, ONE_DIRECTION, TOO_FEW, Estimate

METHOD = "cluster_jackknife"
PLAIN, FISHER, LOGIT = "plain", "fisher", "logit"


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a figure is about as likely to lie above its true value as below it, and 0 means no change.

    ends: figures of which this scale knows nothing.
    """

    there: Callable[[Numbers], Numbers]
    back: Callable[[float], float]
    ends: tuple[float, ...] = ()


SCALES: Mapping[str, Scale] = {
    PLAIN: Scale(np.asarray, float),
    FISHER: Scale(np.arctanh, math.tanh, (-1.0, 1.0)),
    LOGIT: Scale(special.logit, special.expit, (0.0, 1.0)),
}
"""``fisher``: atanh, for figures between -1 and 1. ``logit``: for shares; its 0 is one half."""


def of_clusters(values: Numbers, clusters: Codes, together: np.ufunc = np.add) -> Numbers:
    """What the rows of each cluster make together; clusters are numbered from 0 without gaps, best in their order.

    >>> of_clusters(np.array([[1.0, 2.0], [1.0, 5.0], [1.0, 3.0]]), np.array([0, 1, 0]))
    array([[2., 5.],
           [1., 5.]])
    """
    if (clusters[1:] < clusters[:-1]).any():
        order = np.argsort(clusters, kind="stable")
        values, clusters = values[order], clusters[order]
    first = np.flatnonzero(np.diff(clusters, prepend=-1))
    return np.asarray(together.reduceat(values, first, axis=0), dtype=np.float64)


def with_and_without(values: Numbers, together: np.ufunc = np.add) -> Numbers:
    """What all clusters make together, then what they make without each of them: one row more than clusters.

    Formula: what stands before a cluster and what stands behind it, joined; nothing is taken away again, so that no
    digit is lost where one cluster outweighs all others. ``together``: ``np.add``, ``np.minimum`` or ``np.maximum``.

    >>> with_and_without(np.array([1.0, 2.0, 4.0])), with_and_without(np.array([1.0, 2.0, 4.0]), np.maximum)
    (array([7., 6., 5., 3.]), array([4., 4., 4., 2.]))
    """
    nothing = {"add": 0.0, "minimum": np.inf, "maximum": -np.inf}[together.__name__]
    edge = np.full((1, *values.shape[1:]), nothing)
    before = np.concatenate([edge, together.accumulate(values, axis=0)])
    behind = np.concatenate([together.accumulate(values[::-1], axis=0)[::-1], edge])
    return np.concatenate([before[-1:], together(before[:-1], behind[1:])])


def differing(
    columns: Numbers, clusters: Codes, magnitude: float, among: NDArray[np.bool_] | bool = True
) -> NDArray[np.bool_]:
    """Whether the numbers of each column differ at all ``among`` some, with all clusters and without each of them.

    >>> differing(np.array([[5.0], [5.0], [7.0]]), np.array([0, 1, 2]), 7.0).ravel()
    array([ True,  True,  True, False])
    """
    steps = in_steps(columns, magnitude)
    lowest, highest = (
        with_and_without(of_clusters(np.where(among, steps, nothing), clusters, together), together)
        for together, nothing in ((np.minimum, np.inf), (np.maximum, -np.inf))
    )
    return np.asarray(highest > lowest)


def degrees_of_freedom(people: Numbers) -> float:
    """Satterthwaite's degrees of freedom of a jackknife over clusters of these sizes.

    ``people``: one row per cluster, one column per group whose means are compared, or one alone.
    Formula: V = (G - 1)/G Σ(mean without one - their mean)² is a quadratic form in the means without each cluster; of
    people with equal spread these have the covariances Ω = (N - n_g - n_h) / ((N - n_g)(N - n_h)), 1/(N - n_g) on the
    diagonal, and V has (tr MΩ)² / tr (MΩ)² degrees, M = I - 1/G. As many people in each: G - 1.
    Source: Satterthwaite (1946), Biometrics Bulletin 2, as Bell and McCaffrey (2002) use it.
    Checked against R: ``sum(diag(M %*% O))^2 / sum(diag(M %*% O %*% M %*% O))``.

    >>> round(degrees_of_freedom(np.full((9, 1), 5.0)), 6), round(degrees_of_freedom(np.array([[3.0], [6], [27]])), 6)
    (8.0, 1.108643)
    """
    count = len(people)
    shares = 1 / (people.sum(axis=0) - people)
    spread = (shares**2 * people).sum(axis=1)
    apart = (shares - shares.mean(axis=0)) * np.sqrt(people.sum(axis=0))
    crossed = apart.T @ apart
    once = (1 - 1 / count) * spread.sum() - np.trace(crossed)
    twice = (1 - 2 / count) * (spread**2).sum() + (spread.sum() / count) ** 2
    twice += (crossed**2).sum() - 2 * ((apart * spread[:, None]) * apart).sum()
    return float(once**2 / twice)


def jackknifed(frame: Estimate, values: Numbers, people: Numbers, *, scale: str = PLAIN) -> Estimate:
    """A figure with the interval of its jackknife over clusters.

    ``frame``: the figure, or why there is none. ``values``: with all clusters, then without each, NaN where it cannot
    be told. ``people``: how many each cluster has, by group.
    Formula: on the scale, error² = (G - 1)/G Σ(value without one - their mean)²; interval and p by t with
    ``degrees_of_freedom``; the error is told on the plain scale alone.
    """
    made = replace(frame, standard_error=None, interval_low=None, interval_high=None, p_value=None)
    if made.value is None:
        return made
    count, kind = len(people), SCALES[scale]
    without = values[1:]
    reason = ONE_CLUSTER if ((people > 0).sum(axis=0) < 2).any() else ""
    reason = reason or (TOO_FEW if np.isnan(without).any() else "")
    reason = reason or (ONE_DIRECTION if np.isin(values, kind.ends).any() else "")
    if not reason:
        told = kind.there(values)
        reason = ALL_EQUAL if are_equal(told[1:], largest(told)) else ""
    if reason:
        return replace(made, degrees_of_freedom=None, reason=reason)
    error = math.sqrt((count - 1) / count * float(((told[1:] - told[1:].mean()) ** 2).sum()))
    degrees = degrees_of_freedom(people)
    reach = float(stats.t.ppf((1 + frame.level) / 2, degrees)) * error
    return replace(
        made,
        standard_error=error if scale == PLAIN else None,
        interval_low=float(kind.back(told[0] - reach)),
        interval_high=float(kind.back(told[0] + reach)),
        degrees_of_freedom=degrees,
        p_value=float(2 * stats.t.sf(abs(told[0]) / error, degrees)),
        reason="",
    )
