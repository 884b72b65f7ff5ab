"""Repeated waves on average over the population: estimating equations whose errors hold whatever ties people."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from statsmodels.genmod.cov_struct import Exchangeable
from statsmodels.genmod.families import Binomial, Gaussian
from statsmodels.genmod.generalized_estimating_equations import GEE
from statsmodels.tools.sm_exceptions import ConvergenceWarning, IterationLimitWarning, PerfectSeparationWarning

from analysis.comparison.ancova import LOST_ALIKE
from analysis.comparison.arms import Arms, Contrasts
from analysis.comparison.waves import WaveRows, Waves, wave_rows
from analysis.comparison.waves_told import contrasts_of, frame_of, without_spread
from analysis.comparison.wording import DIFFERENCE_IN_CHANGE, ODDS_RATIO, RATIO_OF_ODDS_RATIOS
from analysis.precision import Numbers
from analysis.results import NO_CONVERGENCE, SEPARATION, Estimate, check_level

SCORE, SHARE = "score", "share"
CERTAIN = 1e-6
"""A fitted share this near to 0 or 1 for whole waves: the model runs off to infinity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationAverage:
    """What estimating equations say: ``contrasts``, and how alike two answers of one unit are (``correlation``).

    ``answers``, ``answers_missing``: rows of the table that count and that do not; an Estimate counts people.
    """

    contrasts: Contrasts
    correlation: float | None
    answers: int
    answers_missing: int


def population_average(
    table: pd.DataFrame,
    outcome: str,
    waves: Waves,
    arms: Arms | None = None,
    *,
    kind: str = SCORE,
    covariates: Sequence[str] = (),
    level: float = 0.95,
    unit: str = "points",
) -> PopulationAverage:
    """Changes since the first wave by generalised estimating equations, for scores or for shares.

    Estimand: ``kind="score"``: those of ``repeated_waves``; ``"share"`` of an outcome of 0 and 1: ``odds_ratio`` of a
    later wave against the first, with ``arms`` ``ratio_of_odds_ratios`` (``effect_odds_ratio`` where chance assigned).
    Formula: the model of ``repeated_waves`` without random effects (for shares on log odds), equal working correlation
    within units (people, or their groups), sandwich errors. Interval: b ± t × error, t with units less the columns that
    differ between people only; for shares exponentiated. Fewer than 40 units: too short.
    Columns and units: one row per person and wave; scores in their unit, shares as ratios.
    Missing: ``available``, right only if loss hangs on nothing that was answered (``lost_at_random``).
    Raises: as ``repeated_waves``; ValueError for a share outcome that is not 0 or 1, a kind that is not known.
    Source: Liang and Zeger (1986), Biometrika 73; statsmodels' GEE.
    Checked against R: ``geepack::geeglm(score ~ wave * arm, id = household, corstr = "exchangeable")``.

    >>> table = pd.DataFrame({"participant_id": list("abcdef") * 2, "wave": ["entry"] * 6 + ["exit"] * 6,
    ...                       "score": [40, 55, 30, 62, 45, 51, 52, 60, 45, 66, 44, 60]})
    >>> change = population_average(table, "score", Waves(("entry", "exit"))).contrasts.named("exit - entry")
    >>> round(change.value, 2), round(change.standard_error, 2), change.method
    (7.33, 2.17, 'estimating_equations_score')
    """
    check_level(level)
    if kind not in (SCORE, SHARE):
        raise ValueError(f"kind is {kind}; it is {SCORE} or {SHARE}.")
    held = wave_rows(table, outcome, waves, arms, covariates=covariates)
    if kind == SCORE:
        frame = frame_of(held, arms, "mean_change", DIFFERENCE_IN_CHANGE, level=level, unit=unit)
    else:
        frame = frame_of(held, arms, ODDS_RATIO, RATIO_OF_ODDS_RATIOS, level=level, unit="ratio of odds")
    told = replace(frame, method=f"estimating_equations_{kind}", assumptions=(*frame.assumptions, LOST_ALIKE))
    return _told(held, told, kind, outcome)


def _told(held: WaveRows, frame: Estimate, kind: str, outcome: str) -> PopulationAverage:
    rows = held.rows
    if kind == SHARE and not np.isin(rows.outcome, (0.0, 1.0)).all():
        raise ValueError(f"Column {outcome}: it holds more than 0 and 1; a share counts those who have a 1.")
    reason = rows.reason or without_spread(held) or (_one_sided(held) if kind == SHARE else "")
    found = None if reason else _fitted(held, kind)
    frame = replace(frame, reason=reason or (SEPARATION if kind == SHARE else NO_CONVERGENCE))
    contrasts = contrasts_of(held, None if found is None else (found.coefficients, found.covariance), frame)
    if kind == SHARE:
        contrasts = replace(contrasts, estimates=tuple(as_ratio(estimate) for estimate in contrasts.estimates))
    return PopulationAverage(
        contrasts=contrasts,
        correlation=None if found is None else found.correlation,
        answers=rows.n,
        answers_missing=rows.missing,
    )


def as_ratio(estimate: Estimate) -> Estimate:
    """A difference of log odds as a ratio of odds; the standard error, which is of the logarithm, is left out."""
    value, low, high = (
        None if figure is None else float(np.exp(figure))
        for figure in (estimate.value, estimate.interval_low, estimate.interval_high)
    )
    return replace(estimate, value=value, interval_low=low, interval_high=high, standard_error=None)


@dataclass(frozen=True, slots=True)
class _Fitted:
    coefficients: Numbers
    covariance: Numbers
    correlation: float


def _fitted(held: WaveRows, kind: str) -> _Fitted | None:
    """The library's fit, its scale without a correction for the columns, as R's geepack has it; None without an end."""
    rows = held.rows
    family = Binomial() if kind == SHARE else Gaussian()
    model = GEE(rows.outcome, rows.matrix, groups=held.units, family=family, cov_struct=Exchangeable())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", (ConvergenceWarning, IterationLimitWarning))
        warnings.simplefilter("error", (PerfectSeparationWarning, RuntimeWarning))
        try:
            found = model.fit(maxiter=200, ctol=1e-10, ddof_scale=0)
        except (PerfectSeparationWarning, RuntimeWarning):  # it divides by what is left over, or runs off
            return None
    fitted, covariance = np.asarray(found.fittedvalues), np.asarray(found.cov_params())
    ran_off = kind == SHARE and bool(((fitted < CERTAIN) | (fitted > 1 - CERTAIN)).any())
    if ran_off or not found.converged or not np.isfinite(covariance).all():
        return None
    return _Fitted(np.asarray(found.params), covariance, float(found.cov_struct.dep_params))


def _one_sided(held: WaveRows) -> str:
    """A reason where everyone, or nobody, of one group at one wave has a 1: the odds there are infinite or 0."""
    shown = [at for at, term in enumerate(held.rows.terms) if term in held.terms or term in held.rows.people]
    cells = (
        np.unique(held.rows.matrix[:, shown], axis=0, return_inverse=True)[1] if shown else np.zeros(held.rows.n, int)
    )
    counts = np.bincount(cells)
    ones = np.bincount(cells, weights=held.rows.outcome)
    return SEPARATION if ((ones == 0) | (ones == counts)).any() else ""
