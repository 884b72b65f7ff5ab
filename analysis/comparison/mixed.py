"""Repeated waves of people who may belong together: a mixed model that uses whoever answered at least once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.comparison.ancova import BY_CHANCE
from analysis.comparison.arms import Arms, Contrasts, small
from analysis.comparison.gain import PARALLEL_TRENDS, UNTESTED
from analysis.comparison.regression import REDUNDANT, with_interval
from analysis.comparison.robust import Spread, sums_by_cluster
from analysis.comparison.variances import Variances, find_variances, generalised_least_squares
from analysis.comparison.waves import WaveRows, Waves, wave_rows
from analysis.comparison.wording import DIFFERENCE_IN_CHANGE
from analysis.missing import AVAILABLE
from analysis.precision import Numbers, are_equal, largest
from analysis.results import (
    ALL_EQUAL,
    NO_CONVERGENCE,
    NO_VALUES,
    ONE_CLUSTER,
    ONE_GROUP,
    TOO_FEW,
    Estimate,
    check_level,
)

AT_ZERO = "random_effect_at_zero"
LOST_BY_ANSWERS = "lost_by_what_was_answered"
EQUAL_CORRELATION = "waves_equally_correlated"
NORMAL = "normal_people"
GROUPS_ALIKE = "groups_change_alike"
"""Households or workers differ in level, not in change: where they may, take errors by cluster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedWaves:
    """What a mixed model says: ``contrasts`` and, unless it could not be fitted, ``variances``.

    ``answers``, ``answers_missing``: rows of the table that count and that do not; an Estimate counts people.
    """

    contrasts: Contrasts
    variances: Variances | None
    answers: int
    answers_missing: int


def repeated_waves(
    table: pd.DataFrame,
    outcome: str,
    waves: Waves,
    arms: Arms | None = None,
    *,
    covariates: Sequence[str] = (),
    level: float = 0.95,
    unit: str = "points",
) -> RepeatedWaves:
    """Changes since the first wave by a mixed model, of groups against the reference where there are groups.

    Estimand: ``mean_change`` to each later wave; with ``arms`` ``difference_in_change`` (``average_effect`` where
    chance assigned), as if nobody had been lost, if loss hangs on nothing but earlier answers.
    Formula: outcome = waves × groups + covariates + group + person + rest, the last three normal; variances by REML in
    closed form for people nested in groups, b by generalised least squares. Interval: b ± t × standard error, t with
    **between-unit degrees of freedom**: people (or groups) less the columns that differ between people only. No
    Kenward-Roger, no Satterthwaite.
    Columns and units: one row per person and wave; figures in the unit of the outcome.
    Missing: ``available``: one answer is enough. ``n``, ``missing`` count people, ``answers`` rows.
    Raises: ValueError for a person twice at a wave, an absent column, a group not named, a level that is no share.
    Source: Laird and Ware (1982), Biometrics 38.
    Checked against R: ``lme4::lmer(score ~ wave * arm + (1 | household / participant_id))`` and ``nlme::lme``.

    >>> table = pd.DataFrame({"participant_id": list("abcdef") * 2, "wave": ["entry"] * 6 + ["exit"] * 6,
    ...                       "score": [40, 55, 30, 62, 45, 51, 52, 60, 45, 66, None, 60]})
    >>> change = repeated_waves(table, "score", Waves(("entry", "exit"))).contrasts.named("exit - entry")
    >>> round(change.value, 2), change.n, change.method
    (9.05, 6, 'mixed_model_t_between_people')
    """
    check_level(level)
    held = wave_rows(table, outcome, waves, arms, covariates=covariates)
    return _told(held, _frame(held, arms, level, unit))


def _told(held: WaveRows, frame: Estimate) -> RepeatedWaves:
    rows = held.rows
    reason = rows.reason or _without_variances(held)
    # Where every group is one person, the two cannot be told apart and need not be.
    group = None if held.group is None or held.count_of_units == held.people else held.group
    variances = None if reason else find_variances(rows.outcome, rows.matrix, held.person, group)
    if variances and 0.0 in (variances.group, variances.person):
        frame = replace(frame, cautions=(*frame.cautions, AT_ZERO))
    frame = replace(frame, reason=reason or NO_CONVERGENCE)
    found: dict[str, Estimate] = {}
    if variances:
        coefficients, covariance = generalised_least_squares(rows.outcome, rows.matrix, held.person, group, variances)
        found = _by_term(held, coefficients, covariance, frame)
    absent = replace(frame, reason=frame.reason if not variances else ONE_GROUP if rows.people else NO_VALUES)
    return RepeatedWaves(
        contrasts=Contrasts(
            names=tuple(held.contrasts),
            estimates=tuple(found.get(term, absent) for term in held.contrasts.values()),
            people=held.people_by_arm,
            clusters=None if held.group is None else held.count_of_units,
        ),
        variances=variances,
        answers=rows.n,
        answers_missing=rows.missing,
    )


def _by_term(held: WaveRows, coefficients: Numbers, covariance: Numbers, frame: Estimate) -> dict[str, Estimate]:
    degrees = held.count_of_units - held.between
    spread = Spread(variances=np.diag(covariance), degrees_of_freedom=np.full(coefficients.size, float(degrees)))
    lacking = ONE_CLUSTER if held.group is not None else TOO_FEW
    return {
        term: with_interval(replace(frame, value=float(coefficients[at]), reason=lacking), spread, at)
        for at, term in enumerate(held.rows.terms)
    }


def _without_variances(held: WaveRows) -> str:
    """Why variances cannot be told apart: no spread, one cluster, nobody with two answers."""
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


def _frame(held: WaveRows, arms: Arms | None, level: float, unit: str) -> Estimate:
    untested = arms is not None and not arms.by_chance
    basis = () if arms is None else (BY_CHANCE if arms.by_chance else PARALLEL_TRENDS,)
    return Estimate(
        estimand=arms.estimand(DIFFERENCE_IN_CHANGE) if arms else "mean_change",
        value=None,
        level=level,
        n=held.people,
        missing=held.people_missing,
        missing_policy=AVAILABLE,
        method=f"mixed_model_t_between_{'people' if held.group is None else 'groups'}",
        unit=unit,
        assumptions=(
            *basis,
            LOST_BY_ANSWERS,
            EQUAL_CORRELATION,
            NORMAL,
            *(() if held.group is None else (GROUPS_ALIKE,)),
        ),
        cautions=(
            *(arms.cautions if arms else ()),
            *((UNTESTED,) if untested else ()),
            *((REDUNDANT,) if held.rows.redundant else ()),
            *small(held.people, None if held.group is None else held.count_of_units),
        ),
        reason=NO_CONVERGENCE,
    )
