"""How far coders agree who judged the same units: in percent, and beyond what chance alone would bring."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from analysis.missing import column_of
from analysis.precision import Numbers
from analysis.results import ALL_EQUAL, NO_VALUES, ONE_CLUSTER, TOO_FEW, Cell, Estimate, check_level
from analysis.tables import EstimateTable

PAIRED_UNITS = "paired_units"
"""A unit counts where at least two coders judged it."""
MEASURES = ("percent_agreement", "cohen_kappa", "krippendorff_alpha", "gwet_ac1")


@dataclass(frozen=True, slots=True)
class _Sums:
    """What all measures are made of, added up over units: by cluster, then over clusters, or all but one of them.

    size: of the units judged by two or more. agreed: of these, how far the pairs of coders agree. shares: how often
    each category was given, over the units judged at all, ``judged`` their size. joint: pairs of values of different
    coders on one unit, each unit as many as it has judgements. both: values of the first coder by those of the second.
    """

    size: Numbers
    agreed: Numbers
    judged: Numbers
    shares: Numbers
    joint: Numbers
    both: Numbers

    def part(self, of: Callable[[Numbers], Numbers]) -> _Sums:
        """The same sums, each as ``of`` makes it."""
        return _Sums(*(of(getattr(self, name)) for name in _Sums.__slots__))


Measure = Callable[[_Sums], Numbers]


def agreement(
    table: pd.DataFrame,
    coders: Sequence[str],
    *,
    categories: Sequence[Cell] | None = None,
    size: str | None = None,
    cluster: str | None = None,
    level: float = 0.95,
) -> EstimateTable:
    """Four measures of how far coders agree on the category of each unit, side by side.

    Estimand: ``percent_agreement``, the share of pairs of judgements that agree; ``cohen_kappa``, for two coders, what
    of it chance does not explain, chance by each coder's own shares; ``krippendorff_alpha``, the same by disagreement,
    chance by the values all coders gave, corrected for few units; ``gwet_ac1``, chance by how far the shares of
    categories leave room for it. Where nearly everything falls into one category kappa and alpha may be low although
    coders agree nearly always: read all four.
    Formula: with r_uk the judgements of unit u for category k, r_u their number: agreement is the mean of
    Σ_k r_uk (r_uk - 1) / (r_u (r_u - 1)) over units with r_u > 1. kappa, AC1: (agreement - chance)/(1 - chance), chance
    Σ p_1k p_2k, and Σ π_k (1 - π_k)/(q - 1) with π_k the mean of r_uk / r_u over units judged at all, q the number of
    categories. alpha: 1 - (N - 1) Σ_{k≠l} o_kl / Σ_{k≠l} n_k n_l over the coincidences o. Interval: leaving out one
    cluster at a time, t(G - 1).
    Columns and units: one column of categories per coder, one row per unit; ``size``: how much each unit counts, as
    characters do, 1 where not given; ``cluster``: units that are alike, such as turns of one interview, each by itself
    where not given; ``categories``: those that could be given, where some never were; -1 to 1, the share from 0.
    Missing: ``paired_units``: None or NaN is no judgement; units with fewer than two are missing. No unit with two:
    ``no_values``, there is no common text to agree on. One category alone: agreement is told, the others are not.
    Raises: ValueError for fewer than two coders, an absent column, a size that is not above 0, a category that is not
    among ``categories``, a level that is no share.
    Source: Cohen (1960), Educational and Psychological Measurement 20; Krippendorff (2011), Computing Krippendorff's
    alpha-reliability; Gwet (2008), British Journal of Mathematical and Statistical Psychology 61.
    Checked against R: not at hand; against the examples that these papers and the handbook of Gwet print, by hand.

    >>> table = pd.DataFrame({"ana": list("aabbbcca"), "ben": list("aabbccca")})
    >>> found = agreement(table, ["ana", "ben"])
    >>> [(key["measure"], round(one.value, 3)) for key, one in zip(found.keys, found.estimates)]
    [('percent_agreement', 0.875), ('cohen_kappa', 0.814), ('krippendorff_alpha', 0.824), ('gwet_ac1', 0.813)]
    """
    check_level(level)
    codes, known = _codes(table, coders, categories)
    return _told(codes, len(known), _sizes(table, size), _clusters(table, cluster), (size or "units", level))


def numbered_agreement(
    codes: NDArray[np.int64], categories: int, sizes: Numbers, clusters: NDArray[np.int64], *, size: str
) -> EstimateTable:
    """What ``agreement`` tells, of judgements that are numbered already: for dozens of codes, without their tables.

    codes: one row per unit, one column for each of two coders or more, the place of a category, -1 for no judgement.
    categories: how many could be given. sizes: above 0, how much each unit counts; size: what of. clusters: numbers
    from 0 up. Interval: 95 %.
    """
    return _told(codes, categories, sizes, clusters, (size, 0.95))


def _told(
    codes: NDArray[np.int64],
    categories: int,
    sizes: NDArray[np.float64],
    clusters: NDArray[np.int64],
    counted: tuple[str, float],
) -> EstimateTable:
    """Each measure of these judgements; ``counted``: what is counted, and the level of the intervals."""
    paired = (codes >= 0).sum(axis=1) > 1
    sums = _sums(codes, sizes, clusters, categories)
    measures: dict[str, Measure] = {
        "percent_agreement": _percent,
        "cohen_kappa": _kappa,
        "krippendorff_alpha": _alpha,
        "gwet_ac1": _ac1,
    }
    if codes.shape[1] != 2:
        del measures["cohen_kappa"]
    whole = sums.part(lambda part: part.sum(axis=0, keepdims=True))
    there = sums.size > 0
    left = sums.part(lambda part: part.sum(axis=0, keepdims=True) - part[there])
    base = _Base(int(paired.sum()), int((~paired).sum()), *counted, len(np.unique(clusters[paired])))
    found = [_estimate(name, whole, left, measure, base) for name, measure in measures.items()]
    return EstimateTable(estimates=tuple(found), keys=tuple({"measure": name} for name in measures))


@dataclass(frozen=True, slots=True)
class _Base:
    """On what the figures stand: units judged twice, the others, what is counted, how many clusters."""

    units: int
    others: int
    counted: str
    level: float
    clusters: int


def _codes(
    table: pd.DataFrame, coders: Sequence[str], categories: Sequence[Cell] | None
) -> tuple[NDArray[np.int64], list[Cell]]:
    """The place of each judgement among the categories, -1 for none; one row per unit, one column per coder."""
    if len(set(coders)) < 2 or len(set(coders)) < len(coders):
        raise ValueError(f"Coders {', '.join(coders) or 'none'}: agreement needs at least two different ones.")
    for coder in coders:
        if list(map(str, table.columns)).count(coder) != 1:
            held = ", ".join(map(str, table.columns))
            raise ValueError(f"Column {coder}: there is not one of this name among {held}.")
    judged = [pd.factorize(table[coder]) for coder in coders]
    given = {value for _places, values in judged for value in values}
    known: list[Cell] = sorted(given, key=str) if categories is None else list(categories)
    strange = sorted(map(str, given - set(known)))
    if strange:
        raise ValueError(f"Category {strange[0]} was given but is not among {', '.join(map(str, known))}; add it.")
    places = {value: place for place, value in enumerate(known)}
    among = [np.array([*(places[value] for value in values), -1], dtype=np.int64) for _places, values in judged]
    codes = np.array([each[there] for each, (there, _values) in zip(among, judged, strict=True)], dtype=np.int64).T
    return codes, known


def _sizes(table: pd.DataFrame, size: str | None) -> Numbers:
    if size is None:
        return np.ones(len(table))
    sizes = column_of(table, size)
    if not (sizes > 0).all():
        raise ValueError(f"Column {size}: a unit has no size, or none above 0; leave out what is empty.")
    return sizes


def _clusters(table: pd.DataFrame, cluster: str | None) -> NDArray[np.int64]:
    if cluster is None:
        return np.arange(len(table))
    if cluster not in table.columns or table[cluster].isna().any():
        raise ValueError(f"Column {cluster}: it is absent, or a unit is in no cluster; name one for each unit.")
    return np.asarray(pd.factorize(table[cluster])[0], dtype=np.int64)


def _sums(codes: NDArray[np.int64], sizes: Numbers, clusters: NDArray[np.int64], categories: int) -> _Sums:
    """The sums of each cluster: the first axis of every part."""
    given = (codes[:, :, None] == np.arange(categories)).sum(axis=1).astype(float)
    judgements = given.sum(axis=1)
    paired = judgements > 1
    pairs = np.where(paired, judgements * (judgements - 1), 1)
    joint = given[:, :, None] * given[:, None, :] - given[:, :, None] * np.eye(categories)
    joint *= (np.where(paired, sizes, 0) / np.where(paired, judgements - 1, 1))[:, None, None]
    agreed = np.where(paired, sizes * (given * (given - 1)).sum(axis=1) / pairs, 0)
    shares = given * (sizes / np.maximum(judgements, 1))[:, None]
    first, second = codes[:, 0], codes[:, 1]
    both = np.zeros((len(codes), categories, categories))
    of_both = np.flatnonzero((first >= 0) & (second >= 0))
    both[of_both, first[of_both], second[of_both]] = sizes[of_both]
    parts = (np.where(paired, sizes, 0), agreed, np.where(judgements > 0, sizes, 0), shares, joint, both)
    return _Sums(*(_added(part, clusters) for part in parts))


def _added(parts: Numbers, clusters: NDArray[np.int64]) -> Numbers:
    columns = parts.reshape(len(parts), math.prod(parts.shape[1:])).T
    added = np.array([np.bincount(clusters, weights=column) for column in columns], dtype=np.float64)
    return added.T.reshape(added.shape[1], *parts.shape[1:])


def _percent(sums: _Sums) -> Numbers:
    return sums.agreed / sums.size


def _beyond(agreed: Numbers, chance: Numbers) -> Numbers:
    room = np.where(np.abs(1 - chance) > 1e-12, 1 - chance, np.nan)
    return np.asarray((agreed - chance) / room, dtype=np.float64)


def _kappa(sums: _Sums) -> Numbers:
    both = sums.both / sums.size[:, None, None]
    return _beyond(_percent(sums), (both.sum(axis=2) * both.sum(axis=1)).sum(axis=1))


def _ac1(sums: _Sums) -> Numbers:
    share = sums.shares / sums.judged[:, None]
    categories = share.shape[1]
    if categories < 2:
        return np.full(len(share), np.nan)
    return _beyond(_percent(sums), (share * (1 - share)).sum(axis=1) / (categories - 1))


def _alpha(sums: _Sums) -> Numbers:
    values = sums.joint.sum(axis=2)
    count = values.sum(axis=1)
    observed = count - np.trace(sums.joint, axis1=1, axis2=2)
    expected = count**2 - (values**2).sum(axis=1)
    share = observed / np.where(expected > 1e-9, expected, np.nan)
    return np.asarray(1 - (count - 1) * share, dtype=np.float64)


@lru_cache(maxsize=256)
def _quantile(level: float, degrees_of_freedom: int) -> float:
    """Of the t distribution; kept, for codes by the dozen ask for the same one."""
    return float(stats.t.ppf((1 + level) / 2, degrees_of_freedom))


def _estimate(name: str, whole: _Sums, left: _Sums, measure: Measure, base: _Base) -> Estimate:
    """One measure of all clusters, and how far it moves when each of them is ``left`` out."""
    absent = Estimate(
        estimand=name,
        value=None,
        level=base.level,
        n=base.units,
        missing=base.others,
        missing_policy=PAIRED_UNITS,
        method="cluster_jackknife",
        unit=base.counted,
        assumptions=("independent_clusters",),
        reason=NO_VALUES,
    )
    if not base.units:
        return absent
    value = float(measure(whole)[0])
    if not math.isfinite(value):
        return replace(absent, reason=ALL_EQUAL)
    if base.clusters < 2:
        return replace(absent, value=value, reason=ONE_CLUSTER)
    with np.errstate(invalid="ignore", divide="ignore"):
        without = measure(left)
    if not np.isfinite(without).all():
        return replace(absent, value=value, reason=TOO_FEW)
    error = math.sqrt((base.clusters - 1) / base.clusters * float(((without - without.mean()) ** 2).sum()))
    reach = _quantile(base.level, base.clusters - 1) * error
    lowest = 0.0 if name == "percent_agreement" else -1.0
    return replace(
        absent,
        value=value,
        standard_error=error,
        interval_low=max(lowest, value - reach),
        interval_high=min(1.0, value + reach),
        degrees_of_freedom=float(base.clusters - 1),
        reason="",
    )
