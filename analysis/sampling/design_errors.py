"""Standard errors by linearisation: what each cluster adds to a figure, within its stratum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analysis.precision import Numbers
from analysis.results import ONE_CLUSTER, ONE_VALUE
from analysis.sampling.covariates import Mask
from analysis.sampling.design import AVERAGE, GRAND_MEAN, JACKKNIFE, REFUSED, Design, Drawn
from analysis.sampling.jackknife import jackknife_covariances


@dataclass(frozen=True, slots=True)
class Figure:
    """Some numbers that weights make of the rows of a design.

    known: the rows that count. values: the numbers, from weights; empty when they cannot be told. influences: per row
    and number, how the number moves per weight of this row.
    """

    known: Mask
    values: Callable[[Numbers], Numbers]
    influences: Callable[[Numbers], Numbers]


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The numbers of a figure, their covariances and degrees of freedom; ``reason`` says why there are no errors."""

    values: Numbers
    covariances: Numbers
    degrees: int
    reason: str = ""


def uncertain(figure: Figure, drawn: Drawn, design: Design) -> Uncertain:
    """A figure with its covariances, the way the design asks for.

    Formula: linearised, the covariance of the sums, per cluster, of w (u - x'b): u the influence, b of the regression
    of u on the margins x with starting weights, without margins u alone; within strata, × n/(n - 1) × (1 - n/N).
    Degrees of freedom: clusters less strata, of rows that count.
    """
    values, degrees = figure.values(drawn.weights), drawn.degrees(figure.known)
    if design.cluster is None and figure.known.sum() == 1:
        return Uncertain(values, np.empty((0, 0)), degrees, ONE_VALUE)
    if degrees < 1 or (design.lonely == REFUSED and drawn.lonely().any()):
        return Uncertain(values, np.empty((0, 0)), degrees, ONE_CLUSTER)
    if design.errors == JACKKNIFE:
        covariances, reason = jackknife_covariances(figure.values, drawn)
        return Uncertain(values, covariances, degrees, reason)
    influences = calibrated(figure.influences(drawn.weights), drawn) * drawn.weights[:, None]
    return Uncertain(values, stratified(influences, drawn, design.lonely), degrees)


def calibrated(influences: Numbers, drawn: Drawn) -> Numbers:
    """What the margins of the weighting do not tell of the influences; all of them without margins.

    Source: Deville and Särndal (1992). Checked against R: ``survey::calibrate``, then ``svymean``.
    """
    if drawn.recipe is None:
        return influences
    columns = drawn.recipe.columns
    weighed = columns * drawn.base[:, None]
    normal = columns.T @ weighed
    size = np.sqrt(np.diag(normal))
    size = np.where(size > 0, size, 1.0)
    # Margins of one total follow from each other: the shortest of all solutions, as small as the margins are many.
    inverse = np.linalg.pinv(normal / np.outer(size, size), rcond=1e-11, hermitian=True) / np.outer(size, size)
    return np.asarray(influences - columns @ (inverse @ (weighed.T @ influences)))


def stratified(added: Numbers, drawn: Drawn, lonely: str) -> Numbers:
    """The covariances of the sums of what each row adds, by clusters within strata.

    A stratum with one cluster: ``grand_mean`` takes it as it is, for the mean of all is 0; ``removed`` adds nothing;
    ``average`` adds what the others add on average. Source: Lumley (2010), Complex Surveys, chapter 2.
    """
    counts = drawn.clusters_per_stratum()
    sums = np.column_stack([np.bincount(drawn.clusters, column) for column in added.T])
    strata = np.zeros(len(sums), dtype=np.int64)
    strata[drawn.clusters] = drawn.strata
    means = np.column_stack([np.bincount(strata, column, counts.size) for column in sums.T]) / counts[:, None]
    alone = drawn.lonely()
    if lonely == GRAND_MEAN:
        means[alone] = 0.0
    factor = drawn.kept * np.where(counts == 1, 1.0, counts / np.maximum(counts - 1, 1))
    apart = (sums - means[strata]) * np.sqrt(factor[strata])[:, None]
    covariances = apart.T @ apart
    if lonely == AVERAGE:
        covariances = covariances * counts.size / max(int((~alone).sum()), 1)
    return np.asarray(covariances, dtype=np.float64)
