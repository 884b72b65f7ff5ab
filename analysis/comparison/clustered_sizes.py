"""How large a change is beside the spread of people who are alike within households, workers or sessions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import stats

from analysis.change.effect_sizes import OF_CHANGE, OF_WAVES, exact_corrections
from analysis.comparison.arms import small
from analysis.comparison.left_out import FISHER, LOGIT, METHOD, differing, jackknifed, of_clusters, with_and_without
from analysis.comparison.rows import Codes, categories, renumbered
from analysis.missing import LISTWISE, column_of
from analysis.precision import Numbers, in_steps, largest
from analysis.results import ALL_EQUAL, NO_VALUES, ONE_VALUE, TOO_FEW, Estimate, check_level
from analysis.shares import OF_PEOPLE
from analysis.tables import EstimateTable

RANK_BISERIAL, IMPROVED = "rank_biserial", "improved_of_changed"


def clustered_sizes(
    table: pd.DataFrame, before: str, after: str, cluster: str, *, level: float = 0.95
) -> EstimateTable:
    """The change in standard deviations, ranks and directions, with intervals that know of people who are alike.

    Estimand: those of ``cohen_d_z``, ``hedges_g_z``, ``cohen_d_av``, ``hedges_g_av``, ``signed_rank`` (rank_biserial)
    and ``sign_test`` (improved_of_changed), in this order and with their values; ``only(estimand=...)`` is one of them.
    Formula: each figure of everyone, and once more without each of the G clusters, ranked anew; error² = (G - 1)/G
    Σ(figure without one - their mean)², d and g as they are, the correlation as atanh, the share as its log odds;
    interval and p by t with Satterthwaite's degrees of freedom for clusters of these sizes.
    Columns and units: two columns of scores and one of clusters, one row per person; units are those of the figures.
    Missing: ``listwise``: both scores and the cluster; ``n`` of the share counts who changed. One cluster, nobody who
    fell, a figure that cannot be told without one cluster, or is the same without any: no interval.
    Raises: ValueError for an absent column, texts as scores, infinite numbers, a level that is no share.
    Source: Tukey's jackknife over whole clusters: Wolter (2007), Introduction to Variance Estimation, chapter 4; Bell
    and McCaffrey (2002) for the degrees of freedom.
    Checked against R: a loop that leaves out each cluster, around ``mean``, ``sd``, ``rank`` and ``sum``.

    >>> table = pd.DataFrame({"worker": list("aabbcc"), "entry": [20, 30, 40] * 2, "exit": [30, 41, 51, 15, 31, 43]})
    >>> found = clustered_sizes(table, "entry", "exit", "worker").only(estimand="cohen_d_z")
    >>> round(found.value, 3), round(found.standard_error, 3), round(found.degrees_of_freedom, 3), found.method
    (0.785, 0.505, 2.0, 'cluster_jackknife')
    """
    check_level(level)
    first, second = column_of(table, before), column_of(table, after)
    codes = categories(table, cluster)[1]
    kept = ~np.isnan(first) & ~np.isnan(second) & (codes >= 0)
    places = np.flatnonzero(kept)
    places = places[np.argsort(codes[places], kind="stable")]
    first, second, clusters = first[places], second[places], renumbered(codes[places])
    frame = _frame(int(first.size), len(table), clusters, level)
    steps = in_steps(second - first, largest(first, second))
    estimates = (*_standardised(first, second, clusters, frame), *_directions(steps, clusters, frame))
    return EstimateTable(estimates=estimates, keys=({},) * len(estimates))


def _frame(n: int, people: int, clusters: Codes, level: float) -> Estimate:
    """What all figures share, still without a value."""
    return Estimate(
        estimand="",
        value=None,
        level=level,
        n=n,
        missing=people - n,
        missing_policy=LISTWISE,
        method=METHOD,
        unit="",
        assumptions=("independent_clusters",),
        cautions=small(n, int(clusters.max(initial=-1)) + 1),
        reason={0: NO_VALUES, 1: ONE_VALUE}.get(n, TOO_FEW),
    )


def _standardised(first: Numbers, second: Numbers, clusters: Codes, frame: Estimate) -> Iterator[Estimate]:
    """The mean change over four standard deviations."""
    columns = np.stack([second - first, first, second], axis=1)
    means = columns.mean(axis=0) if frame.n else np.zeros(3)
    people = of_clusters(np.ones((frame.n, 1)), clusters)
    n = with_and_without(people)
    totals = with_and_without(of_clusters(columns - means, clusters))
    squares = with_and_without(of_clusters((columns - means) ** 2, clusters))
    differ = differing(columns, clusters, largest(first, second))
    with np.errstate(invalid="ignore", divide="ignore"):
        variances = np.where(differ, (squares - totals**2 / n) / (n - 1), 0.0)
        mean = means[0] + totals[:, 0] / n[:, 0]
        divisors = np.sqrt(variances[:, 0]), np.sqrt((variances[:, 1] + variances[:, 2]) / 2)
    for divisor, unit, name in zip(divisors, (OF_CHANGE, OF_WAVES), ("z", "av"), strict=True):
        usable = np.where(divisor > 0, divisor, np.nan)
        for figure, least in (("cohen_d", 2), ("hedges_g", 3)):
            values = mean / usable * (exact_corrections(n[:, 0] - 1) if least == 3 else 1.0)
            known = frame.n >= least and not np.isnan(values[0])
            found = replace(
                frame,
                estimand=f"{figure}_{name}",
                value=float(values[0]) if known else None,
                unit=unit,
                standardiser=float(divisor[0]) if known else None,
                reason=frame.reason if frame.n < least else ALL_EQUAL,
            )
            yield jackknifed(found, values, people) if variances[0, 0] else found


def _directions(steps: Numbers, clusters: Codes, frame: Estimate) -> Iterator[Estimate]:
    """What signs and ranks of the changes say."""
    moved = steps != 0
    people = of_clusters(moved[:, None].astype(np.float64), clusters)
    count = with_and_without(people)[:, 0]
    rose = with_and_without(of_clusters((steps > 0).astype(np.float64), clusters))
    with np.errstate(invalid="ignore", divide="ignore"):
        figures = (
            (RANK_BISERIAL, "correlation", frame.n, FISHER, _rank_sums(steps, clusters) / (count * (count + 1) / 2)),
            (IMPROVED, OF_PEOPLE, int(moved.sum()), LOGIT, rose / count),
        )
    for estimand, unit, n, scale, values in figures:
        found = replace(
            frame,
            estimand=estimand,
            value=float(values[0]) if moved.any() else None,
            n=n,
            unit=unit,
            reason=ALL_EQUAL if frame.n else NO_VALUES,
        )
        yield jackknifed(found, values, people, scale=scale)


def _rank_sums(steps: Numbers, clusters: Codes) -> Numbers:
    """The sum of signed ranks of the changes other than 0, with all clusters and ranked anew without each.

    A person's rank is 1/2 and, of all who changed, those whose change is smaller, half of those whose change is alike,
    the person too. Without a cluster the ranks of its people go, and from each other rank those it holds of them.
    """
    moved = steps != 0
    sign, size, cluster = np.sign(steps[moved]), np.abs(steps[moved]), clusters[moved]
    place = np.unique(size, return_inverse=True)[1]
    ranks = stats.rankdata(size)
    signs = np.bincount(place, sign)
    above = (signs.sum() - np.cumsum(signs) + signs / 2)[place]  # signs of larger changes, and half of those alike
    held = np.bincount(cluster, minlength=int(clusters.max(initial=-1)) + 1)
    within = stats.rankdata(cluster * (place.max(initial=0) + 1) + place) - (np.cumsum(held) - held)[cluster]
    lost = np.bincount(cluster, sign * ranks + above - sign * (within - 0.5), held.size)
    return np.asarray(np.append(0.0, -lost) + (sign * ranks).sum())
