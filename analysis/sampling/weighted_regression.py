"""Regressions of the population, with errors that know how people came to be asked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special, stats

from analysis.missing import LISTWISE, column_of
from analysis.precision import Numbers, are_equal, largest
from analysis.results import ALL_EQUAL, COLLINEAR, NO_CONVERGENCE, TOO_FEW, Estimate, check_level
from analysis.sampling.covariates import Covariates, answers_of, covariates_of
from analysis.sampling.design import Design, Drawn, drawn_by
from analysis.sampling.design_errors import Figure, Uncertain, uncertain
from analysis.sampling.logistic import fit_logistic
from analysis.sampling.weighted_figures import assumptions_of, cautions_of, method_of
from analysis.tables import EstimateTable

LOG_ODDS = "log odds"


@dataclass(frozen=True, slots=True)
class _Model:
    """The rows of a design, with 0 in those that are not complete, and why nothing can be fitted."""

    drawn: Drawn
    known: Covariates
    matrix: Numbers
    ends: Numbers
    reason: str


def weighted_regression(
    table: pd.DataFrame,
    outcome: str,
    covariates: Sequence[str],
    design: Design,
    *,
    level: float = 0.95,
    unit: str = "points",
) -> EstimateTable:
    """The linear regression that one would find in the whole population.

    Estimand: the least-squares coefficients of everyone for whom those with all values stand, right or wrong as a
    model; a category's coefficient is against the first one.
    Formula: b = (X'WX)⁻¹ X'Wy; linearised by (X'WX)⁻¹ x (y - x'b), as ``analysis.sampling.design_errors.uncertain``
    says, or jackknifed; t with clusters less strata plus 1 less the number of coefficients.
    Columns and units: one row per person; numbers per unit, texts as categories; the outcome's unit.
    Missing: ``listwise``; ``missing`` counts people without a value or weight. Too few, or a covariate that follows
    from others: None. Raises: ValueError for an absent column, texts as outcome, a table of other people.
    Source: Fuller (1975), Sankhya C 37; Lumley (2010), Complex Surveys, chapter 5.
    Checked against R: ``survey::svyglm(y ~ x, design)``, ``summary(df.resid = degf(design) + 1 - p)``.

    >>> told = {"participant_id": list("abcde"), "age": [20, 30, 40, 50, 60], "score": [30, 42, 49, 61, 70]}
    >>> found = weighted_regression(pd.DataFrame(told), "score", ["age"], Design()).only(term="age")
    >>> round(found.value, 4), round(found.standard_error, 4), found.degrees_of_freedom
    (0.99, 0.0233, 3.0)
    """
    model = _model(table, column_of(table, outcome), covariates, design)
    known, matrix, ends = model.known, model.matrix, model.ends
    reason = model.reason or (ALL_EQUAL if are_equal(ends[known.complete], largest(ends)) else "")

    def values(weights: Numbers) -> Numbers:
        return _solved(matrix, weights, ends)

    def influences(weights: Numbers) -> Numbers:
        apart = np.where(known.complete, ends - matrix @ values(weights), 0.0)
        return np.asarray((matrix * apart[:, None]) @ np.linalg.inv(matrix.T @ (matrix * weights[:, None])))

    reason = reason or ("" if values(model.drawn.weights).size else COLLINEAR)
    found = None if reason else uncertain(Figure(known.complete, values, influences), model.drawn, design)
    return _table(found, model, design, (level, unit, len(table), reason))


def weighted_logistic(
    table: pd.DataFrame, outcome: str, covariates: Sequence[str], design: Design, *, level: float = 0.95
) -> EstimateTable:
    """The logistic regression that one would find in the whole population.

    Estimand: the log odds ratios of everyone for whom those with all values stand; exp() gives odds ratios.
    Formula: Σ w x (y - p) = 0, p = logit⁻¹(x'b); linearised by (Σ w p(1 - p) x x')⁻¹ x (y - p), or jackknifed; t with
    clusters less strata plus 1 less the number of coefficients.
    Columns and units: one row per person; the outcome is 1 or 0; numbers per unit, texts as categories; log odds.
    Missing: ``listwise``; as for ``weighted_regression``. One outcome alone, a covariate that tells it without error,
    weights below 0: None. Raises: ValueError as there, and for an outcome other than 0 and 1.
    Source: Binder (1983), International Statistical Review 51.
    Checked against R: ``survey::svyglm(y ~ x, design, family = quasibinomial)``.

    >>> told = {"participant_id": list("abcdef"), "age": [20, 30, 40, 50, 60, 70], "helped": [0, 1, 0, 1, 0, 1]}
    >>> found = weighted_logistic(pd.DataFrame(told), "helped", ["age"], Design()).only(term="age")
    >>> round(found.value, 4), round(found.standard_error, 4)
    (0.0361, 0.0503)
    """
    model = _model(table, answers_of(table, outcome), covariates, design)
    matrix, ends, rows = model.matrix, model.ends, model.known.complete * 1.0
    below_0 = NO_CONVERGENCE if (model.drawn.weights < 0).any() else ""
    fitted = fit_logistic(matrix, ends, model.drawn.weights * rows, reason=model.reason or below_0)

    def values(weights: Numbers) -> Numbers:
        return fit_logistic(matrix, ends, weights * rows).coefficients

    def influences(weights: Numbers) -> Numbers:
        chances = special.expit(matrix @ values(weights))
        steep = matrix.T @ (matrix * (weights * rows * chances * (1 - chances))[:, None])
        return np.asarray((matrix * (rows * (ends - chances))[:, None]) @ np.linalg.inv(steep))

    figure = Figure(model.known.complete, values, influences)
    found = None if fitted.reason else uncertain(figure, model.drawn, design)
    return _table(found, model, design, (level, LOG_ODDS, len(table), fitted.reason))


def _model(table: pd.DataFrame, outcome: Numbers, covariates: Sequence[str], design: Design) -> _Model:
    drawn = drawn_by(table, design)
    ends = outcome[drawn.rows]
    known = covariates_of(table[drawn.rows], covariates, ~np.isnan(ends) & (drawn.weights != 0))
    matrix = np.zeros((ends.size, len(known.names)))
    matrix[known.complete] = known.matrix
    return _Model(drawn, known, matrix, np.where(known.complete, ends, 0.0), drawn.reason or known.reason())


def _solved(matrix: Numbers, weights: Numbers, ends: Numbers) -> Numbers:
    """The coefficients; none when a column follows from others, or rows without weight leave it empty."""
    normal = matrix.T @ (matrix * weights[:, None])
    size = np.sqrt(np.abs(np.diag(normal)))
    if not size.all() or np.linalg.matrix_rank(normal / np.outer(size, size)) < size.size:
        return np.empty(0)
    return np.asarray(np.linalg.solve(normal, matrix.T @ (weights * ends)))


def _table(found: Uncertain | None, model: _Model, design: Design, told: tuple[float, str, int, str]) -> EstimateTable:
    check_level(told[0])
    return EstimateTable(
        keys=tuple({"term": name} for name in model.known.names),
        estimates=tuple(_coefficient(found, place, model, design, told) for place in range(len(model.known.names))),
    )


def _coefficient(
    found: Uncertain | None, place: int, model: _Model, design: Design, told: tuple[float, str, int, str]
) -> Estimate:
    level, unit, everyone, reason = told
    value = error = low = high = p_value = degrees = None
    if found:
        value, degrees = float(found.values[place]), found.degrees + 1 - len(model.known.names)
        reason = found.reason or ("" if degrees > 0 else TOO_FEW)
        if not reason:
            error = math.sqrt(max(float(found.covariances[place, place]), 0.0))
            reach = float(stats.t.ppf((1 + level) / 2, degrees)) * error
            low, high = value - reach, value + reach
            p_value = float(2 * stats.t.sf(abs(value) / error, degrees)) if error else None
    n = int(model.known.complete.sum())
    return Estimate(
        estimand="coefficient" if unit != LOG_ODDS else "log_odds_ratio",
        value=value,
        standard_error=error,
        interval_low=low,
        interval_high=high,
        level=level,
        n=n,
        missing=everyone - n,
        missing_policy=LISTWISE,
        method=method_of(design),
        unit=unit,
        weights=design.weights_name,
        design=design.name,
        degrees_of_freedom=None if reason or degrees is None else float(degrees),
        p_value=p_value,
        assumptions=assumptions_of(design),
        cautions=cautions_of(model.drawn, design, model.known.complete),
        reason=reason,
    )
