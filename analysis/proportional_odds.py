"""The fit of proportional odds to ordered answers: the library's model, the slope of its likelihood written out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
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
    """Coefficients (of a higher answer), their covariances, everything the search ended with, and the likelihood."""

    coefficients: Numbers
    covariances: Numbers
    parameters: Numbers
    log_likelihood: float


class _OrderedModel(OrderedModel):  # type: ignore[misc] # the library carries no types
    """The library takes the slope by differences, which is slow; this is the slope itself."""

    def score(self, params: Numbers) -> Numbers:
        low, high = self._bounds(params)
        chance = np.maximum(self.prob(low, high), 1e-20)
        of_low, of_high = self.pdf(low) / chance, self.pdf(high) / chance
        count = self.k_levels - 1
        at = np.arange(count)
        by_cut = (
            (self.endog[:, None] == at) * of_high[:, None] - (self.endog[:, None] - 1 == at) * of_low[:, None]
        ).sum(axis=0)
        from_here = np.cumsum(by_cut[::-1])[::-1]  # a later cut lies on all widths before it
        widths = np.concatenate(([1.0], np.exp(params[-count:][1:])))
        return np.concatenate((-(of_high - of_low) @ self.exog, from_here * widths))


def fit_proportional_odds(
    answers: NDArray[np.int64], columns: Numbers, *, start: Numbers | None = None
) -> tuple[OddsFit | None, str]:
    """The coefficients of ``logit P(answer > c) = columns · coefficients - cut`` by ML; else the reason.

    ``answers``: 0, 1, 2 …, none left out. ``columns``: without a constant. ``start``: ``parameters`` of a smaller fit.
    Checked against R: ``MASS::polr(factor(answer) ~ x)``.

    >>> fit, reason = fit_proportional_odds(np.array([0, 0, 1, 1, 2, 2]), np.array([[1.0, 3, 2, 4, 3, 5]]).T)
    >>> fit.coefficients.round(3), reason
    (array([1.148]), '')
    """
    spread = columns - columns.mean(axis=0)
    if np.linalg.matrix_rank(spread) < columns.shape[1]:
        return None, COLLINEAR
    model = _OrderedModel(answers, columns, distr="logit", hasconst=False)
    begun = model.start_params if start is None else start
    found = model.fit(
        start_params=begun, method="bfgs", gtol=1e-8, maxiter=1_000, disp=0, skip_hessian=True, warn_convergence=False
    )
    parameters = np.asarray(found.params, dtype=np.float64)
    n, k = columns.shape
    information = -approx_fprime(parameters, model.score, centered=True) / n
    if not np.isfinite(information).all() or np.linalg.eigvalsh((information + information.T) / 2)[0] < ENDLESS:
        return None, SEPARATION
    if np.abs(model.score(parameters)).max() / n > FLAT:
        return None, NO_CONVERGENCE
    covariances = np.linalg.inv((information + information.T) / 2 * n)[:k, :k]
    return OddsFit(parameters[:k], covariances, parameters, float(found.llf)), ""
