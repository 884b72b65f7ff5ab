"""What tells, at entry, who will be lost."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from analysis.missing import LISTWISE, column_of
from analysis.precision import Numbers
from analysis.results import NO_CONVERGENCE, ONE_GROUP, Estimate, Finding, check_level
from analysis.sampling.covariates import covariates_of
from analysis.sampling.logistic import Logistic, fit_logistic, no_model
from analysis.tables import EstimateTable

LARGEST = 700
"""Log odds beyond this are no numbers of the computer: the unit of a covariate is far too large."""


@dataclass(frozen=True, kw_only=True)
class Attrition(EstimateTable):
    """A logistic model of being lost: per term an odds ratio, per unit of a number or against the first category.

    n, lost: people in the model,
    and the lost among them. missing: people with an entry who lack a covariate; without_entry: people without one.
    statistic, degrees_of_freedom, p_value: the likelihood-ratio test that nothing in the model tells who is lost.
    problem: which terms make the model impossible, None when it stands.
    """

    n: int
    lost: int
    missing: int
    without_entry: int
    statistic: float | None = None
    degrees_of_freedom: int | None = None
    p_value: float | None = None
    problem: Finding | None = None


def attrition_model(
    table: pd.DataFrame, before: str, after: str, covariates: Sequence[str] = (), *, level: float = 0.95
) -> Attrition:
    """The odds of being lost, by the score at entry and by covariates.

    Estimand: per term the odds ratio of being lost, the other terms held equal, of people like these.
    Formula: logit P(lost) = b₀ + b'x by maximum likelihood; exp(b ± z × se(b)), se from the inverse information.
    Columns and units: one row per person; numbers count per unit, texts as categories against the first one.
    Missing: ``listwise`` among those with ``before``; lost means ``after`` is missing. Nobody lost or retained, a
    covariate that follows from others or tells the lost without error: no figure, and ``problem`` names the terms.
    Raises: ValueError for an absent column, texts as scores, infinite numbers.
    Source: McCullagh and Nelder (1989), chapter 4; Konis (2007) for separation.
    Checked against R: ``glm(lost ~ entry + age, binomial)``, ``confint.default``, ``anova(test = "LRT")``.

    >>> told = {"entry": [40, 50, 60, 30, 40, 70], "exit": [50, None, 70, None, None, 60]}
    >>> found = attrition_model(pd.DataFrame(told), "entry", "exit")
    >>> found.lost, round(found.only(term="entry").value, 3), round(found.p_value, 3)
    (3, 0.878, 0.101)
    """
    check_level(level)
    asked = ~np.isnan(column_of(table, before))
    known = covariates_of(table, (before, *covariates), asked)
    is_lost = np.isnan(column_of(table, after))[known.complete].astype(np.float64)
    reason = ONE_GROUP if np.unique(is_lost).size == 1 else known.reason()
    fitted = fit_logistic(known.matrix, is_lost, reason=reason)
    counts = (int(is_lost.size), int(asked.sum()) - int(is_lost.size))
    terms = range(1, len(known.names))  # the constant is 0
    tested = (None, None, None) if fitted.reason else _tested(fitted, is_lost, len(terms))
    return Attrition(
        keys=tuple({"term": known.names[term]} for term in terms),
        estimates=tuple(_odds_ratio(fitted, term, counts, level) for term in terms),
        n=counts[0],
        lost=int(is_lost.sum()),
        missing=counts[1],
        without_entry=int((~asked).sum()),
        statistic=tested[0],
        degrees_of_freedom=tested[1],
        p_value=tested[2],
        problem=no_model(known, is_lost, fitted.reason),
    )


def _odds_ratio(fitted: Logistic, place: int, counts: tuple[int, int], level: float) -> Estimate:
    value = low = high = p_value = None
    reason = fitted.reason
    if not reason:
        slope, error = float(fitted.coefficients[place]), math.sqrt(fitted.covariances[place, place])
        reach = float(stats.norm.ppf((1 + level) / 2)) * error
        reason = NO_CONVERGENCE if abs(slope) + reach > LARGEST else ""
    if not reason:
        value, low, high = math.exp(slope), math.exp(slope - reach), math.exp(slope + reach)
        p_value = float(2 * stats.norm.sf(abs(slope) / error))
    return Estimate(
        estimand="odds_ratio_lost",
        value=value,
        interval_low=low,
        interval_high=high,
        level=level,
        n=counts[0],
        missing=counts[1],
        missing_policy=LISTWISE,
        method="logistic_wald",
        unit="odds ratio",
        p_value=p_value,
        assumptions=("independent_people", "linear_log_odds"),
        reason=reason,
    )


def _tested(fitted: Logistic, is_lost: Numbers, terms: int) -> tuple[float, int, float]:
    share = float(is_lost.mean())
    alone = -2 * is_lost.size * (share * math.log(share) + (1 - share) * math.log(1 - share))
    statistic = max(alone - fitted.deviance, 0.0)
    return statistic, terms, float(stats.chi2.sf(statistic, terms))
