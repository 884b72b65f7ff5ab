"""Repeated waves of people who may belong together: a mixed model that uses whoever answered at least once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from analysis.comparison.arms import Arms, Contrasts
from analysis.comparison.variances import Variances, find_variances, generalised_least_squares
from analysis.comparison.waves import WaveRows, Waves, wave_rows
from analysis.comparison.waves_told import contrasts_of, frame_of, without_spread
from analysis.comparison.wording import DIFFERENCE_IN_CHANGE
from analysis.results import NO_CONVERGENCE, Estimate, check_level

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
    Formula: outcome = waves × groups + covariates + group + its change + person + rest, the last four normal; variances
    by REML in closed form for people nested in groups, b by generalised least squares. Interval: b ± t × standard
    error, t with **between-unit degrees of freedom**: people (or groups) less the columns that differ between people
    only. No Kenward-Roger, no Satterthwaite.
    Columns and units: one row per person and wave; figures in the unit of the outcome.
    Missing: ``available``: one answer is enough. ``n``, ``missing`` count people, ``answers`` rows.
    Raises: ValueError for a person twice at a wave, an absent column, a group not named, a level that is no share.
    Source: Laird and Ware (1982), Biometrics 38.
    Checked against R: ``lme4::lmer(score ~ wave * arm + (1 | household / participant_id) + (1 | household:wave))``.

    >>> table = pd.DataFrame({"participant_id": list("abcdef") * 2, "wave": ["entry"] * 6 + ["exit"] * 6,
    ...                       "score": [40, 55, 30, 62, 45, 51, 52, 60, 45, 66, None, 60]})
    >>> change = repeated_waves(table, "score", Waves(("entry", "exit"))).contrasts.named("exit - entry")
    >>> round(change.value, 2), change.n, change.method
    (9.05, 6, 'mixed_model_t_between_people')
    """
    check_level(level)
    held = wave_rows(table, outcome, waves, arms, covariates=covariates)
    frame = frame_of(held, arms, "mean_change", DIFFERENCE_IN_CHANGE, level=level, unit=unit)
    alike = (GROUPS_ALIKE,) if held.group is not None and held.wave is None else ()
    held_true = (*frame.assumptions, LOST_BY_ANSWERS, EQUAL_CORRELATION, NORMAL, *alike)
    method = f"mixed_model_t_between_{'people' if held.group is None else 'groups'}"
    return _told(held, replace(frame, method=method, assumptions=held_true))


def _told(held: WaveRows, frame: Estimate) -> RepeatedWaves:
    rows = held.rows
    reason = rows.reason or without_spread(held)
    variances = None if reason else find_variances(rows.outcome, rows.matrix, held.ties)
    if variances and 0.0 in (variances.group, variances.person):
        frame = replace(frame, cautions=(*frame.cautions, AT_ZERO))
    fit = None
    if variances:
        fit = generalised_least_squares(rows.outcome, rows.matrix, held.ties, variances)
    return RepeatedWaves(
        contrasts=contrasts_of(held, fit, replace(frame, reason=reason or NO_CONVERGENCE)),
        variances=variances,
        answers=rows.n,
        answers_missing=rows.missing,
    )
