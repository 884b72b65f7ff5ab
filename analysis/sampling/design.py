"""How people came to be asked: strata, clusters, the population, weights; and what that means for single rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.missing import column_of
from analysis.precision import Numbers
from analysis.sampling.covariates import Mask, categories_of
from analysis.sampling.recipe import Recipe
from analysis.sampling.weights import Weighting

LINEARISED = "linearised"
JACKKNIFE = "jackknife"
ERRORS = (LINEARISED, JACKKNIFE)
GRAND_MEAN = "grand_mean"
REMOVED = "removed"
AVERAGE = "average"
REFUSED = "refused"
LONELY = (GRAND_MEAN, REMOVED, AVERAGE, REFUSED)
"""What a stratum with one cluster adds to the variance: its distance from the mean of all strata; nothing; as much as
the others on average; or there is no standard error."""
PERSON_TWICE = "person_twice"
"""Caution: a person has several rows that count as several people; name the column of persons as cluster."""
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """How people came to be asked, and which way errors are told.

    weighting: weights made here, whose margins make figures more certain. weight: a column of weights instead.
    strata, cluster: columns; a person without a cluster is one of their own, people without a stratum share one.
    population: the clusters (people, without clusters) that a stratum has in all, by stratum, or one number without
    strata; None when it is far larger than those asked. lonely: one of ``LONELY``, for strata with one cluster.
    errors: ``linearised``, or ``jackknife``: everything again without each cluster, weights included; there a lonely
    stratum adds nothing. drawn: what ``drawn_by`` made of these rows before, so that several figures of one table need
    not find it again; None to find it. Raises ValueError for another name, and for two kinds of weights.
    """

    weighting: Weighting | None = None
    weight: str | None = None
    strata: str | None = None
    cluster: str | None = None
    population: Mapping[str, float] | float | None = None
    lonely: str = GRAND_MEAN
    errors: str = LINEARISED
    participant: str = "participant_id"
    drawn: Drawn | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.lonely not in LONELY or self.errors not in ERRORS:
            raise ValueError(f"lonely is one of {', '.join(LONELY)}, errors one of {', '.join(ERRORS)}.")
        if self.strata and self.population is not None and not isinstance(self.population, Mapping):
            raise ValueError("population: with strata, give how many clusters each of them has.")
        if self.weighting and self.weight:
            raise ValueError(
                "Give a weighting or a column of weights, not both; the column can be the weighting's base."
            )

    @property
    def weights_name(self) -> str:
        """The method of the weighting, the column of weights, or ``none``."""
        return self.weighting.method if self.weighting else self.weight or "none"

    @property
    def name(self) -> str:
        """Strata and clusters by their columns, ``finite_population``; ``none`` without any."""
        told = [f"{part}={name}" for part, name in (("strata", self.strata), ("cluster", self.cluster)) if name]
        return " ".join([*told, *(["finite_population"] if self.population is not None else [])]) or "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The rows of a table that have a weight, as a design sees them.

    rows: which of the table. weights: of the figure. base: before weighting. strata, clusters: codes; a cluster is in
    one stratum alone. kept: per stratum 1 - clusters asked / clusters there are. recipe: of the weighting, for rows in
    the order of ``rows``. cautions: ``person_twice``. reason: why there are no weights.
    """

    rows: Mask
    weights: Numbers
    base: Numbers
    strata: Codes
    clusters: Codes
    kept: Numbers
    recipe: Recipe | None = None
    cautions: tuple[str, ...] = ()
    reason: str = ""

    def clusters_per_stratum(self, among: Mask | None = None) -> Codes:
        """How many clusters of each stratum are there, among some of the rows."""
        known = np.ones(self.clusters.size, dtype=bool) if among is None else among
        stratum_of = np.zeros(int(self.clusters.max(initial=-1)) + 1, dtype=np.int64)
        stratum_of[self.clusters] = self.strata
        present = np.zeros(stratum_of.size, dtype=bool)
        present[self.clusters[known]] = True
        return np.bincount(stratum_of[present], minlength=self.kept.size)

    def lonely(self) -> Mask:
        """Which strata have one cluster that was asked, and others that were not."""
        return np.asarray((self.clusters_per_stratum() == 1) & (self.kept > 0), dtype=np.bool_)

    def degrees(self, among: Mask) -> int:
        """Clusters less strata, of those among some of the rows."""
        counts = self.clusters_per_stratum(among)
        return int(counts.sum() - (counts > 0).sum())


def drawn_by(table: pd.DataFrame, design: Design) -> Drawn:
    """The rows with a weight, their weights, strata and clusters. Raises ValueError for a table of other rows."""
    if design.drawn is not None:
        if design.drawn.rows.size != len(table):
            raise ValueError("The design was found for other rows; find it for these.")
        return design.drawn
    weights, base = _weights(table, design)
    rows = ~np.isnan(weights)
    strata, names = _strata(table, design, rows)
    weighting = design.weighting
    drawn = Drawn(
        rows=rows,
        weights=weights[rows],
        base=base[rows],
        strata=strata,
        clusters=_clusters(table, design, rows, strata),
        kept=np.ones(len(names)),
        recipe=weighting.recipe if weighting else None,
        cautions=_cautions(table, design, rows),
        reason=weighting.reason if weighting else "",
    )
    return replace(drawn, kept=_kept(design, names, drawn.clusters_per_stratum()))


def _weights(table: pd.DataFrame, design: Design) -> tuple[Numbers, Numbers]:
    """Weights and starting weights, one per row of the table, NaN without one."""
    weighting = design.weighting
    if weighting is None:
        found = np.ones(len(table)) if design.weight is None else column_of(table, design.weight)
        if (found < 0).any():
            raise ValueError(f"Column {design.weight}: a weight is below 0; leave it blank for who does not count.")
        return found, found
    if tuple(categories_of(table, design.participant)) != weighting.participants:
        raise ValueError("The weights were made for other people; make them for these, in this order.")
    weights = np.array([np.nan if weight is None else weight for weight in weighting.weights], dtype=np.float64)
    base = np.full(len(table), np.nan)
    if not weighting.reason:
        base[~np.isnan(weights)] = weighting.base
    return weights, base


def _cautions(table: pd.DataFrame, design: Design, rows: Mask) -> tuple[str, ...]:
    """Whether a person has several rows that count as if they were several people."""
    if design.cluster is not None or design.participant not in table.columns:
        return ()
    people = categories_of(table, design.participant)[rows].dropna()
    return (PERSON_TWICE,) if people.duplicated().any() else ()


def _strata(table: pd.DataFrame, design: Design, rows: Mask) -> tuple[Codes, list[str]]:
    if design.strata is None:
        return np.zeros(int(rows.sum()), dtype=np.int64), [""]
    codes, names = _codes(categories_of(table, design.strata)[rows].fillna(""))
    return codes, [str(name) for name in names]


def _clusters(table: pd.DataFrame, design: Design, rows: Mask, strata: Codes) -> Codes:
    if design.cluster is None:
        return np.arange(int(rows.sum()))
    held = categories_of(table, design.cluster)[rows].reset_index(drop=True)
    own = pd.Series([f"\0{place}" for place in range(len(held))])
    return _codes(pd.Series(strata).astype(str) + "\0" + held.where(held.notna(), own).astype(str))[0]


def _codes(held: pd.Series) -> tuple[Codes, pd.Index]:
    codes, names = pd.factorize(held, sort=True)
    return codes.astype(np.int64), pd.Index(names)


def _kept(design: Design, names: list[str], asked: Codes) -> Numbers:
    if design.population is None:
        return np.ones(len(names))
    if isinstance(design.population, Mapping):
        lacking = sorted(set(names) - set(design.population))
        if lacking:
            raise ValueError(f"population: it lacks the strata {', '.join(lacking)}; give how many clusters each has.")
        there = np.array([float(design.population[name]) for name in names])
    else:
        there = np.full(len(names), float(design.population))
    if (there < asked).any():
        raise ValueError("population: a stratum has fewer clusters than were asked; count clusters, not people.")
    return np.asarray(1 - asked / there, dtype=np.float64)
