"""A logistic model, and whether one can be fitted at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from analysis.precision import Numbers
from analysis.results import NO_CONVERGENCE, ONE_GROUP, SEPARATION, Finding
from analysis.sampling.covariates import Covariates

MOST_ROUNDS = 30
"""Without finite coefficients each round moves the log odds by about 1, and no search ends within these."""
HALVINGS = 20
CLOSE = 1e-10
"""The search ends when no coefficient, per root mean square of its column, moves by more than this."""
ROUNDING = 1e-12
SINGULAR = 1e14
MOVES = 1e-7


@dataclass(frozen=True, slots=True)
class Logistic:
    """Coefficients on the log-odds scale, their covariances, and each person's probability.

    deviance: minus twice the log likelihood. Without a fit ``reason`` says why, and everything else is empty.
    """

    coefficients: Numbers
    covariances: Numbers
    probabilities: Numbers
    deviance: float
    reason: str = ""


def fit_logistic(matrix: Numbers, success: Numbers, weights: Numbers | None = None, *, reason: str = "") -> Logistic:
    """Fit by maximum (pseudo) likelihood; whoever has weight 0 takes no part, but has a probability.

    ``reason``: why it cannot be fitted, when that is known already.

    >>> found = fit_logistic(np.array([[1.0]] * 4), np.array([1.0, 0.0, 0.0, 0.0]))
    >>> found.probabilities.round(4).tolist(), found.covariances.round(4).tolist()
    ([0.25, 0.25, 0.25, 0.25], [[1.3333]])
    """
    if reason:
        return _without(reason)
    known = np.ones(success.size) if weights is None else weights
    counted = known > 0
    if np.unique(success[counted]).size < 2:
        return _without(ONE_GROUP)
    scale = np.sqrt((matrix[counted] ** 2).mean(axis=0))
    found = _search(matrix[counted] / scale, success[counted], known[counted])
    if found is None:
        return _without(SEPARATION if separating(matrix[counted], success[counted]).size else NO_CONVERGENCE)
    coefficients = found[0] / scale
    covariances = np.linalg.inv(found[1]) / np.outer(scale, scale)
    chances = np.asarray(special.expit(matrix @ coefficients))
    likelihood = _log_likelihood(matrix[counted] @ coefficients, success[counted], known[counted])
    return Logistic(coefficients, covariances, chances, -2 * likelihood)


def _search(matrix: Numbers, success: Numbers, weights: Numbers) -> tuple[Numbers, Numbers] | None:
    """Newton's method: coefficients and information; None when it does not end, or without finite coefficients.

    The search of the library overflows where the outcomes are told apart, before it can say so.
    """
    found = np.zeros(matrix.shape[1])
    reached = _log_likelihood(matrix @ found, success, weights)
    for _round in range(MOST_ROUNDS):
        chances = special.expit(matrix @ found)
        information = matrix.T @ (matrix * (weights * chances * (1 - chances))[:, None])
        if np.linalg.cond(information) > SINGULAR:
            return None
        step = np.linalg.solve(information, matrix.T @ (weights * (success - chances)))
        if np.abs(step).max() <= CLOSE:
            return found + step, information
        for _halving in range(HALVINGS):
            likelihood = _log_likelihood(matrix @ (found + step), success, weights)
            if likelihood >= reached - ROUNDING * abs(reached):
                break
            step = step / 2
        found, reached = found + step, likelihood
    return None


def _log_likelihood(log_odds: Numbers, success: Numbers, weights: Numbers) -> float:
    return float(weights @ (success * log_odds - np.logaddexp(0, log_odds)))


def separating(matrix: Numbers, success: Numbers) -> Numbers:
    """A direction along which the two outcomes do not overlap, so that no finite coefficients exist; empty when none.

    Formula: the linear programme max Σ s x'b with s x'b ≥ 0 for all and -1 ≤ b ≤ 1, s = 1 for success, else -1.
    Source: Konis (2007), Linear programming algorithms for detecting separated data in binary logistic regression.

    >>> separating(np.array([[1.0, 1], [1, 2], [1, 3]]), np.array([0.0, 0, 1])).size
    2
    """
    signed = np.unique(np.where(success[:, None] == 1, matrix, -matrix), axis=0)
    signed = signed / np.maximum(np.abs(matrix).max(axis=0), 1e-300)
    found = optimize.linprog(
        -signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(signed)), bounds=(-1, 1), method="highs"
    )
    if found.status != 0 or -found.fun < MOVES:
        return np.empty(0)
    return np.asarray(found.x, dtype=np.float64)


def no_model(known: Covariates, success: Numbers, reason: str) -> Finding | None:
    """Which terms make a model impossible: those without which it could be fitted; None when nothing does.

    >>> known = Covariates(("constant", "age"), np.array([[1.0, 20], [1, 30], [1, 40]]), np.ones(3, dtype=bool))
    >>> print(no_model(known, np.array([0.0, 0, 1]), "separation"))
    no model separation: terms age
    """
    if not reason:
        return None
    told = known.follows() or " ".join(known.names[1:])
    if reason == SEPARATION:
        places = range(1, len(known.names))
        alone = [place for place in places if not separating(np.delete(known.matrix, place, axis=1), success).size]
        direction = separating(known.matrix, success)
        found = alone or [place for place in places if abs(direction[place]) > MOVES]
        told = " ".join(known.names[place] for place in found)
    return Finding(f"no_model_{reason}", {"terms": told})


def _without(reason: str) -> Logistic:
    return Logistic(np.empty(0), np.empty((0, 0)), np.empty(0), 0.0, reason)
