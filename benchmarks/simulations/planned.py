"""The plan of a shipped study over many seeds of ``jalon simulate``: whether its intervals hold their true values."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import brentq

from benchmarks.simulations.cell import MARGIN
from benchmarks.simulations.made import PEOPLE, Made, answered, made, whole, whole_scores
from survey.findings.planned.estimate import figures_of
from survey.findings.planned.people import PlannedTable
from survey.findings.planned.results import PlannedFigure
from survey.instrument.plan import Plan
from survey.simulation.participation import HIDDEN, MIDDLE, SEEN, SEEN_PULL, STAYING, WIDTH, readiness

SEEDS = 200
EVERYBODY, AT_ENTRY, TWICE = "everybody of the register", "who answers at entry", "who answers twice"
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCell:
    """One figure of the plan over all seeds.

    of: whose value its own estimand is. own: the share of intervals that hold it, under loss by what is seen;
    everybody, hidden: the shares that hold the value of everybody, under loss by what is seen and by the hidden answer.
    knows_clusters: whether the figure knows that people are alike by worker, as they are here.
    """

    outcome: str
    figure: str
    of: str
    truth: float
    bias: float
    own: float
    everybody: float
    hidden: float
    seeds: int
    knows_clusters: bool

    @property
    def error(self) -> float:
        """The Monte Carlo error of a share of 95 %."""
        return math.sqrt(0.95 * 0.05 / self.seeds)

    @property
    def is_kept(self) -> bool | None:
        """Whether the intervals hold their own estimand; None for figures that take people for independent."""
        return abs(self.own - 0.95) <= MARGIN * self.error if self.knows_clusters else None


def measure(seeds: int = SEEDS) -> tuple[PlannedCell, ...]:
    """Simulate, analyse as planned, and hold every interval against the truth."""
    study = made()
    plan = replace(study.record.study.plan, subgroups=())
    scores, told = [], []
    for seed in range(1, seeds + 1):
        found = whole(study, seed)
        scores.append(_with_chances(study, whole_scores(study, found)))
        told.append({loss: _figures(answered(study, found, loss), plan, study) for loss in (SEEN, HIDDEN)})
    pooled = pd.concat(scores, ignore_index=True)
    cells = []
    for key, figure in told[0][SEEN].items():
        of = _whose(figure)
        truths = {name: _truth(figure, pooled, name) for name in (EVERYBODY, of)}
        seen, hidden = ([each[loss][key] for each in told] for loss in (SEEN, HIDDEN))
        values = [each.estimate.value for each in seen if each.estimate.value is not None]
        cells.append(
            PlannedCell(
                outcome=figure.outcome,
                figure=f"{figure.estimate.estimand}, {figure.estimate.method}",
                of=of,
                truth=truths[of],
                bias=float(np.mean(values)) - truths[of],
                own=_share(seen, truths[of]),
                everybody=_share(seen, truths[EVERYBODY]),
                hidden=_share(hidden, truths[EVERYBODY]),
                seeds=seeds,
                knows_clusters=figure.estimate.method in ("cr2", "linearised", "cluster_jackknife")
                or "groups" in figure.estimate.method,
            )
        )
    return tuple(cells)


def _figures(table: PlannedTable, plan: Plan, study: Made) -> Mapping[str, PlannedFigure]:
    found = figures_of(table, plan, design=study.record.study.design)
    return {"/".join((each.outcome, each.estimate.estimand, each.estimate.method)): each for each in found}


def _whose(figure: PlannedFigure) -> str:
    if figure.estimate.weights != "none":
        return EVERYBODY
    return AT_ENTRY if figure.estimate.method.startswith("mixed") else TWICE


def _share(figures: Sequence[PlannedFigure], truth: float) -> float:
    ends = [(each.estimate.interval_low, each.estimate.interval_high) for each in figures]
    return float(np.mean([low is not None and high is not None and low <= truth <= high for low, high in ends]))


def _with_chances(study: Made, scores: pd.DataFrame) -> pd.DataFrame:
    """Beside everyone's scores the chance to answer at entry, and twice, as the simulation draws who answers."""
    ready = np.array([readiness(study.record.study, person) for person in study.people])
    rates = np.exp(ready)
    at = brentq(lambda time: float((1 - np.exp(-rates * time)).sum()) - PEOPLE, 1e-6, 1e3)
    entry = 1 - np.exp(-rates * at)
    first = next(name for _part, name in study.record.study.plan.outcomes())
    seen = (scores[f"{first} {study.waves[0].name}"].to_numpy() - MIDDLE) / WIDTH
    again = 1 / (1 + np.exp(-(STAYING + SEEN_PULL * seen + ready)))
    return scores.assign(**{EVERYBODY: 1.0, AT_ENTRY: entry, TWICE: entry * again})


def _truth(figure: PlannedFigure, pooled: pd.DataFrame, of: str) -> float:
    """The value of a figure's estimand among some people, from what all would have answered."""
    before, after = (pooled[f"{figure.outcome} {wave}"].to_numpy() for wave in (figure.from_wave, figure.wave))
    return _functional(figure.estimate.estimand, before, after, pooled[of].to_numpy())


def _functional(estimand: str, before: Numbers, after: Numbers, weights: Numbers) -> float:
    change = np.round(after - before, 9)
    mean = float(np.average(change, weights=weights))
    if estimand == "mean_change":
        return mean
    if estimand in ("cohen_d_z", "hedges_g_z"):
        return mean / _spread(change, weights)
    if estimand in ("cohen_d_av", "hedges_g_av"):
        return mean / math.sqrt((_spread(before, weights) ** 2 + _spread(after, weights) ** 2) / 2)
    moved = change != 0
    if estimand == "improved_of_changed":
        return float(np.average(change[moved] > 0, weights=weights[moved]))
    if estimand == "rank_biserial":
        # ranks of absolute changes, as shares of the people who moved: those below, and half of those alike
        sizes, place = np.unique(np.abs(change[moved]), return_inverse=True)
        held = np.bincount(place, weights[moved], sizes.size)
        ranks = (np.cumsum(held) - held / 2)[place]
        return float(np.average(np.sign(change[moved]), weights=weights[moved] * ranks))
    raise ValueError(f"no true value is known of {estimand}.")


def _spread(values: Numbers, weights: Numbers) -> float:
    mean = np.average(values, weights=weights)
    return math.sqrt(float(np.average((values - mean) ** 2, weights=weights)))
