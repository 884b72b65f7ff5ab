"""How far the lost would have to differ from what is expected of them for a result to vanish."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from analysis.missing import column_of
from analysis.precision import Numbers
from analysis.results import ALL_EQUAL, NO_VALUES, ONE_GROUP, Estimate, Finding, check_level
from analysis.sampling.covariates import Covariates, categories_of, covariates_of
from analysis.tables import EstimateTable

ENTRY_KEPT = "entry_kept"
"""Missing policy: whoever has the covariates counts; a lost outcome is expected from them, then shifted."""
ASSUMPTIONS = ("independent_people", "lost_as_expected_but_for_delta", "linear_in_entry")


@dataclass(frozen=True, kw_only=True)
class Tipping(EstimateTable):
    """One estimate per delta, and the delta at which the interval begins to hold 0.

    lost: people whose outcome is shifted. retained: people with an outcome.
    tipping_point: the delta nearest to 0 that makes the interval hold 0; 0 when it does so already; None when there is
    no figure, or none of any size does.
    """

    retained: int
    lost: int
    tipping_point: float | None

    def finding(self) -> Finding:
        """What the table says in one line.

        >>> table = pd.DataFrame({"entry": [10, 20, 30, 40, 20], "exit": [15, 24, 36, 47, None]})
        >>> print(tipping_paired(table, "entry", "exit", (0, -5)).finding())
        tips at: tipping point -5.555, retained 4, lost 1
        """
        counts = {"retained": self.retained, "lost": self.lost}
        if self.estimates[0].value is None:
            return Finding("tipping_unknown", {"reason": self.estimates[0].reason, **counts})
        if self.tipping_point is None:
            return Finding("never_tips", counts)
        if self.tipping_point == 0:
            return Finding("holds_zero_already", counts)
        return Finding("tips_at", {"tipping_point": self.tipping_point, **counts})


@dataclass(frozen=True, slots=True)
class _MeanScore:
    """The figure as base + delta × slope, and the same of each person's influence on it."""

    base: float
    slope: float
    of_base: Numbers
    of_slope: Numbers
    degrees: int


def tipping_paired(
    table: pd.DataFrame,
    before: str,
    after: str,
    deltas: Sequence[float],
    *,
    level: float = 0.95,
    unit: str = "points",
) -> Tipping:
    """The mean change of all who began, when the lost changed by so much more or less than expected of their entry.

    Estimand: the mean change of everyone with an entry, if the lost changed by delta more than retained people of the
    same entry score (delta 0: lost at random, given entry).
    Formula: mean of the changes, the lost ones being a + b entry + delta with a, b of the retained by least squares;
    standard error from each person's influence, × retained / (retained - 1), t with retained - 1 degrees of freedom.
    With nobody lost it is the paired t interval.
    Columns and units: two columns of scores, one row per person; deltas and figures in the unit of the scores.
    Missing: ``entry_kept``: ``n`` counts people with an entry, ``missing`` those without. Fewer than three retained,
    or all of one entry: None. Raises: ValueError for no delta, an absent column, texts, infinite numbers.
    Source: White, Carpenter and Horton (2018), Statistica Sinica 28, the mean score method; Rubin (1977) for delta.
    Checked against R: ``lm(change ~ entry)``, ``sandwich::estfun`` and ``sandwich::bread``; ``t.test`` without loss.

    >>> table = pd.DataFrame({"entry": [10, 20, 30, 40, 20], "exit": [15, 24, 36, 47, None]})
    >>> found = tipping_paired(table, "entry", "exit", (0, -5, -10))
    >>> [round(part.value, 2) for part in found.estimates], round(found.tipping_point, 2)
    ([5.42, 4.42, 3.42], -5.55)
    """
    check_level(level)
    known = covariates_of(table, [before])
    change = column_of(table, after)[known.complete] - column_of(table, before)[known.complete]
    constant = known.matrix[:, :1]
    reason = _reason(known, change)
    found = None if reason else _mean_score(constant, known.matrix, change, np.isnan(change).astype(np.float64), 0)
    return _tipping(found, known, change, deltas, ("mean_change", level, unit, reason))


def tipping_compared(
    table: pd.DataFrame,
    arm: str,
    outcome: str,
    covariates: Sequence[str],
    deltas: Sequence[float],
    *,
    compared: tuple[str, str],
    level: float = 0.95,
    unit: str = "points",
) -> Tipping:
    """The adjusted difference of two arms, when the lost of the first arm ended so much above or below expectation.

    Estimand: the difference first - second arm at equal covariates, of everyone with these, if the lost of the first
    arm ended delta above the retained of the same arm and covariates, and those of the second arm as expected.
    Formula: least squares of the outcome on arm and covariates, lost outcomes being the prediction from the retained
    plus delta; standard error from each person's influence, × retained / (retained - p), t with retained - p.
    At delta 0 it is the analysis of covariance of the retained, with HC1 errors.
    Columns and units: one row per person; arm as texts, covariates numbers or texts; figures in the outcome's unit.
    Missing: ``entry_kept``: ``n`` counts people with arm and covariates, ``missing`` the others of both arms. One arm
    alone, too few retained, a covariate that follows from others: None.
    Raises: ValueError for no delta, an absent column, texts as outcome, twice the same arm.
    Source: White, Carpenter and Horton (2018), Statistica Sinica 28, the mean score method.
    Checked against R: ``lm(exit ~ arm + entry)``, ``sandwich::vcovHC(type = "HC1")``; other deltas by ``estfun``.

    >>> told = {"arm": list("aaaabbbb"), "entry": [1, 2, 3, 4, 1, 2, 3, 4], "exit": [4, 5, 7, None, 2, 2, 4, 5]}
    >>> found = tipping_compared(pd.DataFrame(told), "arm", "exit", ["entry"], (0, -4), compared=("a", "b"))
    >>> [round(part.value, 2) for part in found.estimates], found.lost
    ([2.69, 1.69], 1)
    """
    check_level(level)
    if compared[0] == compared[1]:
        raise ValueError(f"compared is {compared}; name two arms.")
    arms = categories_of(table, arm)
    people = table.assign(**{arm: (arms == compared[0]).astype(np.float64)})[arms.isin(compared)]
    known = covariates_of(people, [arm, *covariates])
    ends, first = column_of(people, outcome)[known.complete], known.matrix[:, 1]
    reason = ONE_GROUP if np.unique(first[~np.isnan(ends)]).size == 1 else _reason(known, ends)
    found = None if reason else _mean_score(known.matrix, known.matrix, ends, np.isnan(ends) * first, 1)
    return _tipping(found, known, ends, deltas, ("adjusted_difference", level, unit, reason))


def _reason(known: Covariates, ends: Numbers) -> str:
    stays = ~np.isnan(ends)
    if not stays.any():
        return NO_VALUES
    return Covariates(known.names, known.matrix[stays], known.complete).reason()


def _mean_score(analysed: Numbers, predicting: Numbers, ends: Numbers, shifted: Numbers, place: int) -> _MeanScore:
    """Coefficient ``place`` of the regression of completed outcomes on ``analysed``, with everyone's influence."""
    stays = ~np.isnan(ends)
    known = np.where(stays, ends, 0.0)
    inverse = np.linalg.inv(predicting[stays].T @ predicting[stays])
    expected = predicting @ (inverse @ predicting[stays].T @ known[stays])
    completed = np.where(stays, known, expected)
    all_inverse = np.linalg.inv(analysed.T @ analysed)
    base, slope = all_inverse @ analysed.T @ completed, all_inverse @ analysed.T @ shifted
    carried = analysed[~stays].T @ predicting[~stays] @ inverse
    apart = np.where(stays, known - expected, 0.0)
    through = (predicting * apart[:, None]) @ carried.T
    of_base = (analysed * (completed - analysed @ base)[:, None] + through) @ all_inverse
    of_slope = (analysed * (shifted - analysed @ slope)[:, None]) @ all_inverse
    degrees = int(stays.sum()) - analysed.shape[1]
    factor = math.sqrt(stays.sum() / degrees)
    return _MeanScore(
        float(base[place]), float(slope[place]), factor * of_base[:, place], factor * of_slope[:, place], degrees
    )


def _tipping(
    found: _MeanScore | None,
    known: Covariates,
    ends: Numbers,
    deltas: Sequence[float],
    told: tuple[str, float, str, str],
) -> Tipping:
    if not deltas or not np.isfinite(list(deltas)).all():
        raise ValueError(f"deltas is {tuple(deltas)}; give at least one number, 0 for the lost as expected.")
    absent = int(known.complete.size - known.complete.sum())
    retained = int((~np.isnan(ends)).sum())
    reason = told[3]
    if found and not (found.of_base**2).sum() > 1e-24 * (1 + found.base**2):
        reason = ALL_EQUAL
    return Tipping(
        keys=tuple({"delta": float(delta)} for delta in deltas),
        estimates=tuple(_estimate(found, delta, (ends.size, absent), (*told[:3], reason)) for delta in deltas),
        retained=retained,
        lost=int(ends.size) - retained,
        tipping_point=None if found is None or reason else _tipping_point(found, told[1]),
    )


def _estimate(
    found: _MeanScore | None, delta: float, counts: tuple[int, int], told: tuple[str, float, str, str]
) -> Estimate:
    value = error = low = high = degrees = None
    if found:
        value, degrees = found.base + delta * found.slope, found.degrees
        if not told[3]:
            error = float(np.linalg.norm(found.of_base + delta * found.of_slope))
            reach = float(stats.t.ppf((1 + told[1]) / 2, degrees)) * error
            low, high = value - reach, value + reach
    return Estimate(
        estimand=told[0],
        value=value,
        standard_error=error,
        interval_low=low,
        interval_high=high,
        level=told[1],
        n=counts[0],
        missing=counts[1],
        missing_policy=ENTRY_KEPT,
        method="mean_score",
        unit=told[2],
        degrees_of_freedom=degrees,
        assumptions=ASSUMPTIONS,
        reason=told[3],
    )


def _tipping_point(found: _MeanScore, level: float) -> float | None:
    """The delta nearest to 0 where (base + delta slope)² = (t × standard error of it)², both squares of delta."""
    reach = float(stats.t.ppf((1 + level) / 2, found.degrees)) ** 2
    constant = found.base**2 - reach * float(found.of_base @ found.of_base)
    if constant <= 0:
        return 0.0
    linear = 2 * (found.base * found.slope - reach * float(found.of_base @ found.of_slope))
    square = found.slope**2 - reach * float(found.of_slope @ found.of_slope)
    roots = [float(root.real) for root in np.roots([square, linear, constant]) if abs(root.imag) < 1e-12 * abs(root)]
    return min(roots, key=abs, default=None)
