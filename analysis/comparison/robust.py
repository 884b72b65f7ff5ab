"""Standard errors that hold when spread differs between people (HC3) or people of one cluster are alike (CR1, CR2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.precision import Numbers

CLASSICAL, HC3_KIND, CR1, CR2 = "classical", "hc3", "cr1", "cr2"
KINDS = (CLASSICAL, HC3_KIND, CR1, CR2)
BY_CLUSTER = (CR1, CR2)
NOTHING = 1e-12
"""An eigenvalue of I - H below this is 0: the cluster is fitted without error in that direction."""


@dataclass(frozen=True, slots=True)
class Errors:
    """Which standard errors: ``classical``, ``hc3``, or by ``cluster`` (a column) ``cr1`` or ``cr2``."""

    kind: str = HC3_KIND
    cluster: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"Errors {self.kind}: it is one of {', '.join(KINDS)}.")
        if (self.kind in BY_CLUSTER) != bool(self.cluster):
            told = "name the column of the clusters" if self.kind in BY_CLUSTER else "it knows no cluster"
            raise ValueError(f"Errors {self.kind}: {told}.")


HC3 = Errors()
CLASSICAL_ERRORS = Errors(CLASSICAL)


def by_cluster(column: str, kind: str = CR2) -> Errors:
    """Errors for people who are alike within the groups of a column.

    >>> by_cluster("worker")
    Errors(kind='cr2', cluster='worker')
    """
    return Errors(kind, column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A weighted least squares fit. ``basis``: the columns made orthonormal under the weights, X = basis · triangle."""

    coefficients: Numbers
    residuals: Numbers
    basis: Numbers
    triangle: Numbers
    weights: Numbers
    weighted: bool

    def directions(self, which: list[int]) -> Numbers:
        """The coefficients ``which`` in the basis, one column each: coefficient = direction · (basis' W y)."""
        unit = np.eye(self.triangle.shape[0])[:, which]
        return np.asarray(np.linalg.solve(self.triangle.T, unit))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Variance and degrees of freedom, one of each per coefficient; NaN where they cannot be told."""

    variances: Numbers
    degrees_of_freedom: Numbers


def least_squares(outcome: Numbers, matrix: Numbers, weights: Numbers | None = None) -> Fit:
    """Fit by least squares; the columns of ``matrix`` must be independent, the weights positive.

    >>> fit = least_squares(np.array([1.0, 2.0, 6.0]), np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]))
    >>> fit.coefficients.round(6)
    array([0.5, 2.5])
    """
    root = np.ones(outcome.size) if weights is None else np.sqrt(weights)
    orthonormal, triangle = np.linalg.qr(matrix * root[:, None])
    coefficients = np.linalg.solve(triangle, orthonormal.T @ (root * outcome))
    return Fit(
        coefficients=coefficients,
        residuals=outcome - matrix @ coefficients,
        basis=orthonormal / root[:, None],
        triangle=triangle,
        weights=root**2,
        weighted=weights is not None,
    )


def classical(fit: Fit, which: list[int]) -> Spread:
    """σ² (X'WX)⁻¹ with n - k degrees of freedom: right when people are independent and equally spread."""
    n, k = fit.basis.shape
    sigma2 = float(np.sum(fit.weights * fit.residuals**2) / (n - k))
    return Spread(
        variances=sigma2 * np.sum(fit.directions(which) ** 2, axis=0),
        degrees_of_freedom=np.full(len(which), float(n - k)),
    )


def hc3(fit: Fit, which: list[int]) -> Spread:
    """Σ (pull × residual / (1 - leverage))², n - k degrees of freedom.

    A person fitted without error (leverage 1) tells nothing of the spread: a coefficient that hangs on this person has
    no variance, the others do without.
    Source: MacKinnon and White (1985); Long and Ervin (2000).
    """
    n, k = fit.basis.shape
    directions = fit.directions(which)
    slack = 1 - fit.weights * np.sum(fit.basis**2, axis=1)
    alone = slack < NOTHING * 100
    pull = (fit.weights[:, None] * fit.basis) @ directions
    stretched = np.where(alone, 0.0, fit.residuals / np.where(alone, 1.0, slack))
    variances = np.sum((pull * stretched[:, None]) ** 2, axis=0)
    hangs = np.abs(pull[alone]) > 1e-8 * np.linalg.norm(directions, axis=0)
    return Spread(
        variances=np.where(hangs.any(axis=0), np.nan, variances), degrees_of_freedom=np.full(len(which), float(n - k))
    )


def cr1(fit: Fit, which: list[int], clusters: NDArray[np.int64]) -> Spread:
    """Σ (sum of pull × residual in the cluster)² × m / (m - 1), m - 1 degrees of freedom, m clusters.

    Source: Liang and Zeger (1986), with the factor of clubSandwich; fair from about 40 clusters on.
    """
    count = int(clusters.max()) + 1
    pull = (fit.weights[:, None] * fit.basis) @ fit.directions(which)
    sums = sums_by_cluster(pull * fit.residuals[:, None], clusters, count)
    return Spread(
        variances=np.sum(sums**2, axis=0) * count / (count - 1),
        degrees_of_freedom=np.full(len(which), float(count - 1)),
    )


def cr2(fit: Fit, which: list[int], clusters: NDArray[np.int64]) -> Spread:
    """Bias-reduced errors by cluster with Satterthwaite's degrees of freedom, under a working model of equal spread.

    Formula: Σ (pull' A e)² over clusters, A = [(I - H)(I - H)']⁻¹ᐟ² of the cluster. With Y the basis (and W times the
    basis when there are weights), each such block is I + Y K Y', so that A = I + Y F Y' and all is done on matrices as
    wide as the model, never as long as a cluster. Degrees of freedom: (tr P)² / tr(P P), P_ij = p_i'p_j,
    p_i = (I - H)' A pull of cluster i, which is diagonal plus a matrix as low in rank as the model.
    Source: Bell and McCaffrey (2002); Pustejovsky and Tipton (2018), Journal of Business and Economic Statistics 36.
    """
    count = int(clusters.max()) + 1
    k = fit.basis.shape[1]
    directions = fit.directions(which)
    if fit.weighted:
        rows = np.hstack([fit.basis, fit.weights[:, None] * fit.basis])
        kernel = np.block([[rows[:, k:].T @ rows[:, k:], -np.eye(k)], [-np.eye(k), np.zeros((k, k))]])
        pulls = np.vstack([np.zeros_like(directions), directions])
    else:
        rows, kernel, pulls = fit.basis, -np.eye(k), directions
    grams = grams_by_cluster(rows, clusters, count)
    scores = sums_by_cluster(rows * fit.residuals[:, None], clusters, count)
    adjusted = pulls[None] + _adjustments(grams, kernel) @ (grams @ pulls)
    parts = np.einsum("jkq,jk->jq", adjusted, scores)
    reached = grams @ adjusted
    own = np.einsum("jkq,jkq->jq", adjusted, reached)
    return Spread(variances=np.sum(parts**2, axis=0), degrees_of_freedom=_satterthwaite(own, reached, kernel))


def sums_by_cluster(rows: Numbers, clusters: NDArray[np.int64], count: int) -> Numbers:
    """The sum of each column within each cluster: clusters × columns."""
    columns = [np.bincount(clusters, weights=column, minlength=count) for column in rows.T]
    return np.stack(columns, axis=1).astype(np.float64)


def grams_by_cluster(rows: Numbers, clusters: NDArray[np.int64], count: int) -> Numbers:
    """Y'Y of each cluster: clusters × columns × columns."""
    width = rows.shape[1]
    first, second = np.triu_indices(width)
    upper = sums_by_cluster(rows[:, first] * rows[:, second], clusters, count)
    grams = np.empty((count, width, width))
    grams[:, first, second] = upper
    grams[:, second, first] = upper
    return grams


def _adjustments(grams: Numbers, kernel: Numbers) -> Numbers:
    """F of A = I + Y F Y' = (I + Y K Y')⁻¹ᐟ², where Y'Y are the ``grams`` and K the ``kernel``.

    With S = T K T and T² = Y'Y: F = -K/2 + K T r(S) T K, r(s) = ((1 + s)⁻¹ᐟ² - 1 + s/2) / s², which needs no inverse
    of Y'Y; where 1 + s is 0 its root counts as 0 (Moore and Penrose).
    """
    values, vectors = np.linalg.eigh(grams)
    values = np.where(values < 1e-13, 0.0, values)
    roots = (vectors * np.sqrt(values)[:, None, :]) @ vectors.transpose(0, 2, 1)
    stretches, turns = np.linalg.eigh(roots @ kernel @ roots)
    rest = _rest_of_the_root(stretches)
    turned = kernel @ roots @ turns
    return np.asarray((turned * rest[:, None, :]) @ turned.transpose(0, 2, 1) - kernel / 2)


def _rest_of_the_root(s: Numbers) -> Numbers:
    small = np.abs(s) < 1e-2
    safe = np.where(small, 0.5, s)
    left = 1 + safe
    roots = np.where(left > NOTHING, 1 / np.sqrt(np.where(left > NOTHING, left, 1.0)), 0.0)
    series = 3 / 8 - 5 / 16 * s + 35 / 128 * s**2 - 63 / 256 * s**3 + 231 / 1024 * s**4 - 429 / 2048 * s**5
    return np.asarray(np.where(small, series, (roots - 1 + safe / 2) / safe**2))


def _satterthwaite(own: Numbers, reached: Numbers, kernel: Numbers) -> Numbers:
    """(tr P)² / tr(P P) with P = diag(own) + Z K Z', Z the rows of ``reached``, per coefficient."""
    degrees = []
    for number in range(own.shape[1]):
        diagonal, low = own[:, number], reached[:, :, number]
        of_each = np.einsum("jk,kl,jl->j", low, kernel, low)
        shared = kernel @ (low.T @ low)
        trace = float(np.sum(diagonal + of_each))
        squares = float(np.sum(diagonal**2 + 2 * diagonal * of_each) + np.trace(shared @ shared))
        degrees.append(trace**2 / squares if squares > 0 else np.nan)
    return np.array(degrees, dtype=np.float64)
