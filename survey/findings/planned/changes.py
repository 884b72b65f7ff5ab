"""The change of the same people between two waves, and the mean of one wave, by every estimator of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.change.effect_sizes import cohen_d_av, cohen_d_z, hedges_g_av, hedges_g_z
from analysis.change.perceived import perceived_change
from analysis.change.sign import sign_test
from analysis.change.then_test import mean_difference
from analysis.change.wilcoxon import signed_rank
from analysis.comparison.arms import small
from analysis.comparison.clustered import clustered_change
from analysis.comparison.clustered_sizes import clustered_sizes
from analysis.comparison.mixed import repeated_waves
from analysis.comparison.robust import by_cluster
from analysis.comparison.waves import Waves
from analysis.missing import complete_pairs
from analysis.precision import largest
from analysis.results import Estimate
from analysis.scales.describe import mean_with_interval
from survey.findings.planned.people import AFTER, BEFORE, NOW, SCORE, THEN, WAVE
from survey.findings.planned.weighing import Weighed, weighted_of
from survey.instrument.plan import Plan

BY_CLUSTER = "cr2"


@dataclass(frozen=True, slots=True)
class Figured:
    """Estimates of one contrast in the order a reader meets them; ``leading``: the place of the preferred one."""

    estimates: tuple[Estimate, ...]
    leading: int = 0


def change_figures(
    wide: pd.DataFrame, plan: Plan, weights: Weighed | None, counted: NDArray[np.bool_], *, whole: bool
) -> Figured:
    """The mean change; where ``whole``, by standard deviations, ranks and directions, too.

    The weighted figure leads where there are weights, else the one by cluster, else the t interval.
    """
    people = wide[counted]
    plain = _paired(people, plan)
    means = [plain]
    if plan.cluster:
        honest = clustered_change(people, BEFORE, AFTER, by_cluster(plan.cluster), level=plan.level)
        means.append(replace(honest, method=BY_CLUSTER))
    leading = len(means) - 1
    if weights is not None:
        means.append(weighted_of(wide, weights, plain, counted))
        leading += weights.is_made
    return Figured((*means, *(_sizes(people, plan) if whole else ())), leading)


def _paired(people: pd.DataFrame, plan: Plan) -> Estimate:
    pairs = complete_pairs(people, BEFORE, AFTER)
    found = mean_difference(
        pairs.changes,
        magnitude=largest(pairs.before, pairs.after),
        missing=pairs.counts.lost,
        estimand="mean_change",
        level=plan.level,
        unit="points",
    )
    return replace(found, cautions=small(found.n))


def _sizes(people: pd.DataFrame, plan: Plan) -> Iterator[Estimate]:
    if plan.cluster:
        yield from clustered_sizes(people, BEFORE, AFTER, plan.cluster, level=plan.level).estimates
        return
    for size in (cohen_d_z, hedges_g_z, cohen_d_av, hedges_g_av):
        yield size(people, BEFORE, AFTER, level=plan.level)
    ranks = signed_rank(people, BEFORE, AFTER, level=plan.level)
    yield replace(ranks.rank_biserial, p_value=ranks.p_value)
    yield sign_test(people, BEFORE, AFTER, level=plan.level).of_changed


def mixed_change(long: pd.DataFrame, plan: Plan, waves: tuple[str, str], people: int) -> Estimate:
    """The mean change by a mixed model, which counts whoever answered once; ``waves``: the earlier one first."""
    told = Waves(waves, column=WAVE, group=plan.cluster or "")
    model = repeated_waves(long, SCORE, told, level=plan.level)
    found = model.contrasts.estimates[0]
    return replace(found, missing=people - found.n)


def with_both(long: pd.DataFrame, everything: pd.DataFrame, waves: tuple[str, str]) -> pd.DataFrame:
    """The rows of two waves, and one without an answer for a wave that nobody has: a model then says it is lacking."""
    lacking = [wave for wave in waves if wave not in set(long[WAVE])]
    if not lacking:
        return long
    empty = everything.take([0] * len(lacking)).copy()
    empty[WAVE], empty[SCORE] = lacking, np.nan
    return pd.concat([long, empty], ignore_index=True)


def mean_figures(wide: pd.DataFrame, plan: Plan, weights: Weighed | None, counted: NDArray[np.bool_]) -> Figured:
    """The mean of one wave, and the change that people feel where they were asked about the time before."""
    people = wide[counted]
    plain = mean_with_interval(people[AFTER], level=plan.level)
    found = [replace(plain, cautions=small(plain.n))]
    leading = 0
    if weights is not None:
        found.append(weighted_of(wide, weights, found[0], counted))
        leading += weights.is_made
    if THEN in people.columns:
        felt = perceived_change(people, THEN, NOW, level=plan.level)
        found.append(replace(felt, cautions=(*felt.cautions, *small(felt.n))))
        leading = len(found) - 1
    return Figured(tuple(found), leading)
