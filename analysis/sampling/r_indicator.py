"""How even the chances of answering are: 1 when everyone's is the same, lower the more they differ."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import stats

from analysis.missing import LISTWISE
from analysis.precision import Numbers
from analysis.results import ALL_EQUAL, Cell, Estimate, Finding, check_level
from analysis.sampling.covariates import Covariates, answers_of, categories_of, covariates_of
from analysis.sampling.logistic import Logistic, fit_logistic, no_model

NO_UNEVENNESS = "no_unevenness_beyond_chance"
"""Caution: the corrected indicator is 1 because chance explains all that differs; the interval tells what may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """One category: how far its people answer more (above 0) or less often than everyone."""

    variable: str
    category: str
    n: int
    propensity: float
    partial: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RIndicator:
    """The indicator without its bias, the raw one beside it, and where unevenness comes from.

    raw: 1 - 2 sd of the estimated propensities; too low when people are few. response_share: the mean propensity.
    partials: per category √(n/N) (mean propensity - overall); of_variables: the root of their sum of squares.
    ``variation``: the corrected sd over the mean propensity, the largest bias of a mean that stands for everyone, in
    standard deviations of the outcome; None without a figure. problem: the variables that make it impossible.
    """

    corrected: Estimate
    raw: Estimate
    response_share: float | None
    variation: float | None
    partials: tuple[Partial, ...]
    of_variables: dict[str, float]
    problem: Finding | None = None

    def as_table(self) -> pd.DataFrame:
        """The corrected and the raw indicator, one row each."""
        return pd.DataFrame([self.corrected.as_row(), self.raw.as_row()])

    def partials_as_table(self) -> pd.DataFrame:
        """One row per category."""
        rows: list[dict[str, Cell]] = [
            {
                "variable": part.variable,
                "category": part.category,
                "n": part.n,
                "propensity": part.propensity,
                "partial": part.partial,
                "partial_of_variable": self.of_variables[part.variable],
            }
            for part in self.partials
        ]
        return pd.DataFrame(rows)


def r_indicator(register: pd.DataFrame, answered: str, variables: Sequence[str], *, level: float = 0.95) -> RIndicator:
    """The R-indicator of those who answered, when everyone of the register was asked.

    Estimand: R = 1 - 2 S(ρ), S the standard deviation, over the register, of the chance to answer given the variables.
    It knows these variables alone: an R of 1 does not prove that those who answered are like the others.
    Formula: ρ by logistic regression with a constant; raw R = 1 - 2 √S², S² with N - 1. Corrected: S² less
    Σ z'Vz / N, at least 0, z = ρ(1 - ρ)x, V the covariances of the coefficients. Standard error
    √((4 a'Va + 2 tr(BVBV)) / S²), a the covariances of z and ρ, B those of z, both with N; normal interval, at most 1.
    Columns and units: one row per person of the register; ``answered`` 1 or 0; variables numbers, or texts as
    categories; the result is between 0 and 1, without a unit. Partials are told for categories.
    Missing: ``listwise``, counted. Nobody or everybody answered, one variable tells who did: None.
    Raises: ValueError for an absent column, an ``answered`` other than 0 and 1, a level that is no share.
    Source: Schouten, Cobben and Bethlehem (2009), Survey Methodology 35; Shlomo, Skinner and Schouten (2012), Journal
    of Statistical Planning and Inference 142, for bias and error, here with every person asked (n = N).
    Checked against R: ``glm(answered ~ ..., binomial)``, ``fitted``, ``vcov`` and these formulas.

    >>> told = {"site": ["n"] * 24 + ["s"] * 24, "answered": [1] * 16 + [0] * 8 + [1] * 8 + [0] * 16}
    >>> found = r_indicator(pd.DataFrame(told), "answered", ["site"])
    >>> round(found.raw.value, 4), round(found.corrected.value, 4), round(found.partials[0].partial, 4)
    (0.6631, 0.7235, 0.1179)
    """
    check_level(level)
    told = answers_of(register, answered)
    known = covariates_of(register, variables, ~np.isnan(told))
    success = told[known.complete]
    fitted = fit_logistic(known.matrix, success, reason=known.reason())
    frame = _frame(int(success.size), len(register) - int(success.size), level, fitted.reason)
    if fitted.reason:
        absent = replace(frame, estimand="r_indicator_corrected")
        return RIndicator(
            corrected=absent,
            raw=frame,
            response_share=None,
            variation=None,
            partials=(),
            of_variables={},
            problem=no_model(known, success, fitted.reason),
        )
    return _told(register, known, fitted, variables, frame)


def _frame(n: int, missing: int, level: float, reason: str) -> Estimate:
    """The raw indicator without a value yet; a reason that nothing else gives stands in until it has one."""
    return Estimate(
        estimand="r_indicator",
        value=None,
        level=level,
        n=n,
        missing=missing,
        missing_policy=LISTWISE,
        method="logistic_propensities",
        unit="r indicator",
        assumptions=("everyone_asked", "logistic_propensities"),
        reason=reason or ALL_EQUAL,
    )


def _told(
    register: pd.DataFrame, known: Covariates, fitted: Logistic, variables: Sequence[str], frame: Estimate
) -> RIndicator:
    chances = fitted.probabilities
    variance = float(chances.var(ddof=1))
    slopes = known.matrix * (chances * (1 - chances))[:, None]
    bias = float(np.einsum("ij,jk,ik->i", slopes, fitted.covariances, slopes).mean())
    unbiased = max(0.0, variance - bias)
    error = _error(chances, slopes, fitted.covariances, variance)
    partials = tuple(_partials(register, known, chances, variables))
    return RIndicator(
        corrected=_figure(replace(frame, estimand="r_indicator_corrected"), unbiased, error),
        raw=_figure(frame, variance, error),
        response_share=float(chances.mean()),
        variation=math.sqrt(unbiased) / float(chances.mean()),
        partials=partials,
        of_variables={
            name: math.sqrt(sum(part.partial**2 for part in partials if part.variable == name))
            for name in dict.fromkeys(part.variable for part in partials)
        },
    )


def _error(chances: Numbers, slopes: Numbers, covariances: Numbers, variance: float) -> float:
    """The standard error of R; 0 when no chance differs from another."""
    if variance < 1e-20:
        return 0.0
    apart = slopes - slopes.mean(axis=0)
    with_chance = apart.T @ (chances - chances.mean()) / chances.size
    among = apart.T @ apart / chances.size @ covariances
    found = 4 * float(with_chance @ covariances @ with_chance) + 2 * float(np.trace(among @ among))
    return math.sqrt(found / variance)


def _figure(frame: Estimate, variance: float, error: float) -> Estimate:
    """1 - 2 √variance with its interval; a caution when chance alone explains all unevenness."""
    value = 1 - 2 * math.sqrt(variance)
    if not error:
        return replace(frame, value=1.0, reason=ALL_EQUAL)
    reach = float(stats.norm.ppf((1 + frame.level) / 2)) * error
    return replace(
        frame,
        value=value,
        standard_error=error,
        interval_low=value - reach,
        interval_high=min(1.0, value + reach),
        cautions=() if variance else (NO_UNEVENNESS,),
        reason="",
    )


def _partials(register: pd.DataFrame, known: Covariates, chances: Numbers, variables: Sequence[str]) -> list[Partial]:
    found = []
    for variable in variables:
        if not any(name.startswith(f"{variable}=") for name in known.names):
            continue
        held = categories_of(register, variable)[known.complete].to_numpy()
        for category in sorted(set(held)):
            of_category = chances[held == category]
            mean = float(of_category.mean())
            found.append(
                Partial(
                    variable=variable,
                    category=category,
                    n=of_category.size,
                    propensity=mean,
                    partial=math.sqrt(of_category.size / chances.size) * (mean - float(chances.mean())),
                )
            )
    return found
