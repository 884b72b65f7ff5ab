"""Errors by cluster without matrices as long as a cluster are those of the definition; wrong ones are refused."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.comparison.robust import Errors, Fit, by_cluster, cr2, hc3, least_squares
from analysis.precision import Numbers


def by_definition(fit: Fit, matrix: Numbers, clusters: np.ndarray) -> tuple[Numbers, Numbers]:
    """Bell and McCaffrey's variance and degrees of freedom with n × n matrices, word for word."""
    n, k = matrix.shape
    weights = np.diag(fit.weights)
    bread = np.linalg.inv(matrix.T @ weights @ matrix)
    rest = np.eye(n) - matrix @ bread @ matrix.T @ weights
    parts, projections = [], []
    for cluster in np.unique(clusters):
        at = np.flatnonzero(clusters == cluster)
        block = rest[at] @ rest[at].T
        values, vectors = np.linalg.eigh((block + block.T) / 2)
        inverse = np.where(values > 1e-11, 1 / np.sqrt(np.where(values > 1e-11, values, 1)), 0)
        pull = (vectors * inverse) @ vectors.T @ weights[np.ix_(at, at)] @ matrix[at] @ bread
        parts.append(pull.T @ fit.residuals[at])
        projections.append(rest[at].T @ pull)
    variances = np.sum(np.array(parts) ** 2, axis=0)
    degrees = []
    for column in range(k):
        p = np.array([projection[:, column] for projection in projections])
        products = p @ p.T
        degrees.append(np.trace(products) ** 2 / np.sum(products**2))
    return variances, np.array(degrees)


@given(seed=st.integers(0, 10_000), weighted=st.booleans(), clusters=st.integers(4, 12))
@settings(max_examples=40, deadline=None)
def test_errors_by_cluster_are_those_of_the_definition(seed: int, weighted: bool, clusters: int) -> None:
    rng = np.random.default_rng(seed)
    codes = np.concatenate([np.arange(clusters), rng.integers(0, clusters, 30)])
    n = codes.size
    group = (codes % 2).astype(float)
    matrix = np.stack([np.ones(n), group, rng.normal(50, 10, n)], axis=1)
    weights = rng.uniform(0.3, 4, n) if weighted else None
    fit = least_squares(rng.normal(size=n) + rng.normal(size=clusters)[codes], matrix, weights)
    spread = cr2(fit, [0, 1, 2], codes)
    variances, degrees = by_definition(fit, matrix, codes)
    assert spread.variances == pytest.approx(variances, rel=1e-8)
    assert spread.degrees_of_freedom == pytest.approx(degrees, rel=1e-8)


def test_people_alone_in_their_clusters_have_hc2_errors() -> None:
    # With one person each, I - H of a cluster is 1 - leverage: CR2 is HC2 (MacKinnon and White 1985).
    rng = np.random.default_rng(3)
    matrix = np.stack([np.ones(25), rng.normal(size=25)], axis=1)
    fit = least_squares(rng.normal(size=25), matrix)
    leverage = np.sum(fit.basis**2, axis=1)
    bread = np.linalg.inv(matrix.T @ matrix)
    meat = (matrix * (fit.residuals**2 / (1 - leverage))[:, None]).T @ matrix
    assert cr2(fit, [0, 1], np.arange(25)).variances == pytest.approx(np.diag(bread @ meat @ bread), rel=1e-10)


def test_large_clusters_need_no_large_matrices() -> None:
    rng = np.random.default_rng(1)
    n = 20_000
    codes = np.arange(n) % 8
    fit = least_squares(rng.normal(size=n), np.stack([np.ones(n), codes % 2, rng.normal(size=n)], axis=1))
    tracemalloc.start()
    try:
        cr2(fit, [1], codes)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # One block of a cluster alone would take 2,500 × 2,500 × 8 bytes = 50 MB.
    assert peak < 10_000_000


def test_whoever_is_fitted_without_error_takes_the_interval_only_from_what_hangs_on_them() -> None:
    # The third column is 1 for the last person alone: leverage 1.
    rng = np.random.default_rng(2)
    matrix = np.stack([np.ones(12), rng.normal(size=12), np.eye(12)[11]], axis=1)
    outcome = rng.normal(size=12)
    with_them = hc3(least_squares(outcome, matrix), [1, 2])
    without = hc3(least_squares(outcome[:11], matrix[:11, :2]), [1])
    assert with_them.variances[0] == pytest.approx(without.variances[0], rel=1e-10)
    assert np.isnan(with_them.variances[1])


@pytest.mark.parametrize(
    ("kind", "cluster", "told"),
    [("hc9", "", "one of classical"), ("cr2", "", "name the column"), ("hc3", "worker", "knows no cluster")],
)
def test_errors_that_cannot_be_are_refused(kind: str, cluster: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Errors(kind, cluster)


def test_errors_by_cluster_are_bias_reduced_unless_said_otherwise() -> None:
    assert by_cluster("worker") == Errors("cr2", "worker")
