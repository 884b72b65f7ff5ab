"""What a model of repeated waves says of each contrast, or why it says nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analysis.comparison.ancova import BY_CHANCE
from analysis.comparison.arms import Arms, Contrasts, small
from analysis.comparison.gain import PARALLEL_TRENDS, UNTESTED
from analysis.comparison.regression import REDUNDANT, with_interval
from analysis.comparison.robust import Spread, sums_by_cluster
from analysis.comparison.waves import WaveRows
from analysis.missing import AVAILABLE
from analysis.precision import Numbers, are_equal, largest
from analysis.results import ALL_EQUAL, NO_CONVERGENCE, NO_VALUES, ONE_CLUSTER, ONE_GROUP, TOO_FEW, Estimate


def frame_of(held: WaveRows, arms: Arms | None, alone: str, compared: str, *, level: float, unit: str) -> Estimate:
    """What all figures share, still without a value: named ``alone`` without groups, ``compared`` with them."""
    basis = () if arms is None else (BY_CHANCE if arms.by_chance else PARALLEL_TRENDS,)
    return Estimate(
        estimand=arms.estimand(compared) if arms else alone,
        value=None,
        level=level,
        n=held.people,
        missing=held.people_missing,
        missing_policy=AVAILABLE,
        method="",
        unit=unit,
        assumptions=basis,
        cautions=(
            *(arms.cautions if arms else ()),
            *((UNTESTED,) if arms and not arms.by_chance else ()),
            *((REDUNDANT,) if held.rows.redundant else ()),
            *small(held.people, None if held.group is None else held.count_of_units),
        ),
        reason=NO_CONVERGENCE,
    )


def contrasts_of(held: WaveRows, fit: tuple[Numbers, Numbers] | None, frame: Estimate) -> Contrasts:
    """Each contrast by coefficients and their covariance; without a fit all have the reason of the frame.

    Degrees of freedom: the units that differ independently less the columns that differ between people only.
    """
    found: dict[str, Estimate] = {}
    absent = frame
    if fit is not None:
        degrees = np.full(fit[0].size, float(held.count_of_units - held.between))
        spread = Spread(variances=np.diag(fit[1]), degrees_of_freedom=degrees)
        lacking = TOO_FEW if held.group is None else ONE_CLUSTER
        for at, term in enumerate(held.rows.terms):
            found[term] = with_interval(replace(frame, value=float(fit[0][at]), reason=lacking), spread, at)
        absent = replace(frame, reason=ONE_GROUP if held.rows.people else NO_VALUES)
    return Contrasts(
        names=tuple(held.contrasts),
        estimates=tuple(found.get(term, absent) for term in held.contrasts.values()),
        people=held.people_by_arm,
        clusters=None if held.group is None else held.count_of_units,
    )


def without_spread(held: WaveRows) -> str:
    """Why errors cannot be told: one cluster, nobody with two answers, nothing left over; '' when they can."""
    if held.rows.n <= held.rows.matrix.shape[1]:
        return TOO_FEW
    if held.group is not None and held.count_of_units == 1:
        return ONE_CLUSTER
    if held.rows.n <= held.people:
        return TOO_FEW
    return ALL_EQUAL if _alike_within(held) else ""


def _alike_within(held: WaveRows) -> bool:
    """Whether the waves explain all that differs within people, so that nothing is left to judge them by."""
    every = np.hstack([held.rows.matrix, held.rows.outcome[:, None]])
    count = int(held.person.max()) + 1
    means = sums_by_cluster(every, held.person, count) / np.bincount(held.person, minlength=count)[:, None]
    within = every - means[held.person]
    explained = within[:, :-1] @ np.linalg.lstsq(within[:, :-1], within[:, -1], rcond=None)[0]
    return are_equal(within[:, -1] - explained, largest(held.rows.outcome))
