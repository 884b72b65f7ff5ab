"""A linear regression with errors that hold, and the comparison of groups in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import stats

from analysis.comparison.arms import Arms, Contrasts, small
from analysis.comparison.robust import (
    BY_CLUSTER,
    CLASSICAL,
    CR1,
    HC3,
    HC3_KIND,
    Errors,
    Fit,
    Spread,
    classical,
    cr1,
    cr2,
    hc3,
    least_squares,
)
from analysis.comparison.rows import Rows, rows_of
from analysis.missing import LISTWISE, column_of
from analysis.precision import are_equal, in_steps, largest
from analysis.results import ALL_EQUAL, ONE_CLUSTER, ONE_GROUP, TOO_FEW, Estimate, check_level

REDUNDANT = "covariate_left_out"
INDEPENDENT = {True: "independent_clusters", False: "independent_people"}
EQUAL_SPREAD = "equal_spread"


def linear_regression(
    table: pd.DataFrame,
    outcome: str,
    predictors: Sequence[str],
    *,
    errors: Errors = HC3,
    weights: str = "",
    level: float = 0.95,
    unit: str = "points",
) -> Contrasts:
    """Every coefficient of a linear regression.

    Estimand: how much the mean of the outcome differs between people who differ by 1 in one predictor and by nothing
    in the others: an association.
    Formula: least squares, b = (X'WX)⁻¹ X'Wy. Interval: b ± t × standard error; ``classical`` and ``hc3``: n - k
    degrees of freedom, ``cr1``: clusters - 1, ``cr2``: Satterthwaite's.
    Columns and units: one row per person; a column of numbers is one predictor, one of texts a predictor per category
    but the first in order (``sex=m``). Coefficients are in units of the outcome per unit of the predictor.
    Missing: ``listwise``; a weight of 0 counts as missing. A predictor that follows from those before it is left out,
    told in ``cautions`` (``covariate_left_out``). Too few people, one cluster, no spread: a reason, no interval.
    Raises: ValueError for an absent column, infinite numbers, weights below 0, a level that is no share.
    Source: MacKinnon and White (1985) for HC3; Bell and McCaffrey (2002), Pustejovsky and Tipton (2018) for CR2.
    Checked against R: ``lm(y ~ x, weights = w)`` with ``sandwich::vcovHC(type = "HC3")`` and
    ``clubSandwich::coef_test(vcov = "CR2", test = "Satterthwaite")``.

    >>> table = pd.DataFrame({"age": [20, 30, 40, 50, 60], "score": [50, 54, 53, 60, 58]})
    >>> slope = linear_regression(table, "score", ["age"]).named("age")
    >>> round(slope.value, 4), round(slope.standard_error, 4), slope.cautions
    (0.22, 0.0877, ('small_n',))
    """
    check_level(level)
    rows = rows_of(
        table, column_of(table, outcome), None, covariates=predictors, cluster=errors.cluster, weights=weights
    )
    return every_term(rows, errors, "coefficient", level=level, unit=unit, weights=weights)


def every_term(rows: Rows, errors: Errors, estimand: str, *, level: float, unit: str, weights: str = "") -> Contrasts:
    """Every coefficient of a regression, named by its term."""
    frame = replace(_frame(rows, errors, level, unit, weights), estimand=estimand)
    estimates = _estimates(rows, errors, rows.terms, frame)
    return Contrasts(names=rows.terms, estimates=estimates, clusters=rows.count_of_clusters)


def compared(
    rows: Rows,
    arms: Arms,
    errors: Errors,
    estimand: str,
    *,
    level: float,
    unit: str,
    assumptions: tuple[str, ...] = (),
    cautions: tuple[str, ...] = (),
    weights: str = "",
    spread: Callable[[Fit, list[int]], Spread] | None = None,
) -> Contrasts:
    """The groups of a regression against their reference, with what must hold and what a reader must be warned of.

    ``spread``: how variances are found, where ``errors`` do not say it.
    """
    check_level(level)
    frame = _frame(rows, errors, level, unit, weights)
    frame = replace(
        frame,
        estimand=estimand,
        assumptions=(*assumptions, *frame.assumptions),
        cautions=(*arms.cautions, *cautions, *frame.cautions),
    )
    others = arms.names or tuple(name for name in rows.people if name != arms.reference) or ("others",)
    alone = _in_one_cluster(rows)
    estimates = tuple(
        _without_interval(estimate, ONE_CLUSTER) if not estimate.reason and alone & {name, arms.reference} else estimate
        for name, estimate in zip(others, _estimates(rows, errors, others, frame, spread), strict=True)
    )
    return Contrasts(
        names=tuple(arms.contrast(name) for name in others),
        estimates=estimates,
        people=rows.people,
        clusters=rows.count_of_clusters,
    )


def _frame(rows: Rows, errors: Errors, level: float, unit: str, weights: str) -> Estimate:
    """What all figures of a model share, still without a value."""
    equal = (EQUAL_SPREAD,) if errors.kind == CLASSICAL else ()
    return Estimate(
        estimand="",
        value=None,
        level=level,
        n=rows.n,
        missing=rows.missing,
        missing_policy=LISTWISE,
        method=f"least_squares_{errors.kind}",
        unit=unit,
        weights=weights or "none",
        assumptions=(INDEPENDENT[errors.kind in BY_CLUSTER], *equal),
        cautions=(*((REDUNDANT,) if rows.redundant else ()), *small(rows.n, rows.count_of_clusters)),
        reason=rows.reason or TOO_FEW,
    )


def _estimates(
    rows: Rows,
    errors: Errors,
    terms: Sequence[str],
    frame: Estimate,
    spread: Callable[[Fit, list[int]], Spread] | None = None,
) -> tuple[Estimate, ...]:
    if rows.reason:
        return tuple(replace(frame, reason=rows.reason) for _term in terms)
    fit = least_squares(rows.outcome, rows.matrix, rows.weights)
    held = [term for term in terms if term in rows.terms]
    which = [rows.terms.index(term) for term in held]
    no_spread = rows.no_spread
    if not no_spread and are_equal(fit.residuals, largest(rows.outcome)):
        no_spread = ALL_EQUAL
    told = None
    if not no_spread:
        told = spread(fit, which) if spread else spread_of(fit, errors, which, rows)
    found = {}
    for number, (term, at) in enumerate(zip(held, which, strict=True)):
        value = replace(frame, value=_real(fit.coefficients[at], rows, no_spread), reason=no_spread or TOO_FEW)
        found[term] = value if told is None else with_interval(value, told, number)
    return tuple(found.get(term) or replace(frame, reason=ONE_GROUP) for term in terms)


def _real(coefficient: float, rows: Rows, no_spread: str) -> float:
    """A coefficient; 0 where it is but the rounding of outcomes that are all foretold."""
    steps = in_steps(np.array([coefficient]), largest(rows.outcome)) if no_spread else None
    return 0.0 if steps is not None and not steps.any() else float(coefficient)


def spread_of(fit: Fit, errors: Errors, which: list[int], rows: Rows) -> Spread:
    """Variances and degrees of freedom of some coefficients."""
    if errors.kind == HC3_KIND:
        return hc3(fit, which)
    if rows.clusters is None:
        return classical(fit, which)
    return (cr1 if errors.kind == CR1 else cr2)(fit, which, rows.clusters)


def with_interval(frame: Estimate, spread: Spread, number: int) -> Estimate:
    """A value with its t interval; without one where the variance cannot be told (the reason is that of the frame)."""
    variance, degrees = float(spread.variances[number]), float(spread.degrees_of_freedom[number])
    if frame.value is None or not (variance > 0 and degrees > 0):
        return frame
    error = float(np.sqrt(variance))
    reach = float(stats.t.ppf((1 + frame.level) / 2, degrees)) * error
    if not np.isfinite(reach):
        return frame
    return replace(
        frame,
        standard_error=error,
        interval_low=frame.value - reach,
        interval_high=frame.value + reach,
        degrees_of_freedom=degrees,
        p_value=float(2 * stats.t.sf(abs(frame.value) / error, degrees)),
        reason="",
    )


def _in_one_cluster(rows: Rows) -> set[str]:
    """The groups that are one cluster each, shared with nobody: how clusters differ cannot be told there."""
    if rows.clusters is None or rows.arm is None or rows.reason:
        return set()
    count = int(rows.clusters.max(initial=-1)) + 1
    met = np.bincount(rows.arm * count + rows.clusters, minlength=len(rows.people) * count).reshape(-1, count) > 0
    shared = met.sum(axis=0) > 1
    return {name for at, name in enumerate(rows.people) if met[at].sum() == 1 and not shared[met[at]].any()}


def _without_interval(estimate: Estimate, reason: str) -> Estimate:
    return replace(
        estimate,
        standard_error=None,
        interval_low=None,
        interval_high=None,
        degrees_of_freedom=None,
        p_value=None,
        reason=reason,
    )
