"""The fit of proportional odds to ordered answers: the library's model, the slope of its likelihood written out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from statsmodels.miscmodels.ordinal_model import OrderedModel
from statsmodels.tools.numdiff import approx_fprime

from analysis.precision import Numbers
from analysis.results import COLLINEAR, NO_CONVERGENCE, SEPARATION

FLAT = 1e-5
"""A slope of the likelihood per person below this is its top."""
ENDLESS = 1e-6
"""Where the likelihood per person bends less than this, it rises for ever: a column tells the answers apart."""


@dataclass(frozen=True, slots=True)
class OddsFit:
    """Coefficients (of a higher answer), their covariances, what the search ended with, and the likelihood.

    parameters: of columns in standard deviations, then the first cut and the logarithms of the widths between cuts.
    """

    coefficients: Numbers
    covariances: Numbers
    parameters: Numbers
    log_likelihood: float


class _OrderedModel(OrderedModel):  # type: ignore[misc] # the library carries no types
    """The library's model for people who count ``times``; it takes the slope by differences, here it is written out."""

    times: Numbers

    def loglike(self, params: Numbers) -> float:
        return float(self.times @ self.loglikeobs(params))

    def score(self, params: Numbers) -> Numbers:
        low, high = self._bounds(params)
        chance = np.maximum(self.prob(low, high), 1e-20) / self.times
        of_low, of_high = self.pdf(low) / chance, self.pdf(high) / chance
        count = self.k_levels - 1
        by_cut = np.bincount(self.endog, of_high, count + 1)[:-1] - np.bincount(self.endog, of_low, count + 1)[1:]
        from_here = np.cumsum(by_cut[::-1])[::-1]  # a later cut lies on all widths before it
        widths = np.concatenate(([1.0], np.exp(params[-count:][1:])))
        return np.concatenate(((of_low - of_high) @ self.exog, from_here * widths))

    def of_nothing(self) -> Numbers:
        """The parameters without any column: cuts at the log odds of the cumulative shares."""
        shares = np.cumsum(np.bincount(self.endog, self.times))[:-1] / self.times.sum()
        cuts = np.log(shares / (1 - shares))
        return np.concatenate((np.zeros(self.exog.shape[1]), cuts[:1], np.log(np.diff(cuts))))


def fit_proportional_odds(
    answers: NDArray[np.int64], columns: Numbers, *, start: Numbers | None = None
) -> tuple[OddsFit | None, str]:
    """The coefficients of ``logit P(answer > c) = columns · coefficients - cut`` by ML; else the reason.

    ``answers``: 0, 1, 2 …, none left out. ``columns``: without a constant. ``start``: ``parameters`` of a smaller fit.
    People with the same answer and columns are counted together, so that many people cost little more than few.
    Checked against R: ``MASS::polr(factor(answer) ~ x)``.

    >>> fit, reason = fit_proportional_odds(np.array([0, 0, 1, 1, 2, 2]), np.array([[1.0, 3, 2, 4, 3, 5]]).T)
    >>> fit.coefficients.round(3), reason
    (array([1.148]), '')
    """
    centre, spread = columns.mean(axis=0), columns.std(axis=0)
    if not (spread > 0).all():
        return None, COLLINEAR
    chosen, counts = _alike(answers, columns)
    alike = (columns[chosen] - centre) / spread  # one scale, so that the search and what it is judged by know no units
    if np.linalg.matrix_rank(alike, tol=1e-9 * len(alike)) < columns.shape[1]:
        return None, COLLINEAR
    model = _OrderedModel(answers[chosen], alike, distr="logit", hasconst=False)
    # The library divides by its rows: together they count as many times as there are rows.
    scale = answers.size / chosen.size
    model.times = counts / scale
    found = model.fit(
        start_params=model.of_nothing() if start is None else start,
        method="bfgs",
        gtol=1e-8,
        maxiter=1_000,
        disp=0,
        skip_hessian=True,
        warn_convergence=False,
    )
    parameters = np.asarray(found.params, dtype=np.float64)
    return _looked_at(model, parameters, spread, scale)


def _alike(answers: NDArray[np.int64], columns: Numbers) -> tuple[NDArray[np.int64], Numbers]:
    """One place of each kind of people, and how many are of this kind."""
    kinds = answers
    for column in columns.T:
        found, values = pd.factorize(column)
        kinds = pd.factorize(kinds * len(values) + found)[0]
    _kinds, chosen, counts = np.unique(kinds, return_index=True, return_counts=True)
    return chosen.astype(np.int64), counts.astype(np.float64)


def _looked_at(model: _OrderedModel, parameters: Numbers, spread: Numbers, scale: float) -> tuple[OddsFit | None, str]:
    """The fit where the search ended at a top, else the reason why there is none."""
    rows, k = model.exog.shape
    information = -approx_fprime(parameters, model.score, centered=True)
    information = (information + information.T) / 2
    if not np.isfinite(information).all() or np.linalg.eigvalsh(information)[0] / rows < ENDLESS:
        return None, SEPARATION
    if np.abs(model.score(parameters)).max() / rows > FLAT:
        return None, NO_CONVERGENCE
    covariances = np.linalg.inv(information)[:k, :k] / scale / np.outer(spread, spread)
    return OddsFit(parameters[:k] / spread, covariances, parameters, model.loglike(parameters) * scale), ""
