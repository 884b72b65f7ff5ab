"""How alike the scores of the same people are when nothing has changed: intraclass correlations of a retest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from analysis.missing import LISTWISE, column_of
from analysis.precision import Numbers, are_equal, largest
from analysis.results import ALL_EQUAL, NO_VALUES, ONE_VALUE, Estimate, check_level
from analysis.scales.alpha import RELIABILITY
from analysis.scales.items import without_blanks
from analysis.tables import EstimateTable

AGREEMENT = "icc_agreement"
CONSISTENCY = "icc_consistency"


@dataclass(frozen=True, slots=True)
class _MeanSquares:
    """Of people, of occasions, and of what is left; n people on k occasions."""

    people: float
    occasions: float
    rest: float
    n: int
    k: int


def retest_icc(table: pd.DataFrame, occasions: Sequence[str], *, level: float = 0.95) -> EstimateTable:
    """The intraclass correlations ICC(A,1) and ICC(C,1) of one scale asked again.

    Estimand: ``icc_agreement``, the share of the variance of one score that is of people, when the shift of all between
    the occasions counts as error; ``icc_consistency``, the same when it does not. For people in whom nothing changed.
    Formula: mean squares of people P, occasions O and rest R; ICC(A,1) = (P - R) / (P + (k - 1) R + k (O - R) / n),
    ICC(C,1) = (P - R) / (P + (k - 1) R). Limits: F as McGraw and Wong, for ICC(A,1) with Satterthwaite's degrees.
    Columns and units: one column of scores per occasion, one row per person; the row of the result is its estimand.
    Missing: ``listwise`` over all occasions. All people alike: None; nobody differs from the common shift: no interval.
    Raises: ValueError for fewer than two occasions, an absent column, texts, a level that is no share.
    Source: McGraw and Wong (1996), Psychological Methods 1, with the correction of page 390.
    Checked against R: ``psych::ICC(x, lmer = FALSE)``, rows ICC2 and ICC3.

    >>> table = pd.DataFrame({"first": [10, 20, 30, 40, 50], "second": [14, 21, 37, 41, 58]})
    >>> [round(found.value, 3) for found in retest_icc(table, ["first", "second"]).estimates]
    [0.954, 0.981]
    """
    check_level(level)
    if len(occasions) < 2 or len(set(occasions)) != len(occasions):
        raise ValueError(f"Occasions {', '.join(occasions) or 'none'}: name at least two, each once.")
    every = np.column_stack([column_of(table, occasion) for occasion in occasions])
    complete = without_blanks(every)
    found = tuple(_icc(estimand, complete, len(every) - len(complete), level) for estimand in (AGREEMENT, CONSISTENCY))
    return EstimateTable(estimates=found, keys=({}, {}))


def _icc(estimand: str, complete: Numbers, lost: int, level: float) -> Estimate:
    squares, reason = _mean_squares(complete)
    agrees = estimand == AGREEMENT
    value = low = high = None
    if squares is not None:
        value = _agreement(squares) if agrees else _consistency(squares)
        if not reason:
            low, high = (_agreement_limits if agrees else _consistency_limits)(squares, level)
    return Estimate(
        estimand=estimand,
        value=value,
        interval_low=low,
        interval_high=high,
        level=level,
        n=len(complete),
        missing=lost,
        missing_policy=LISTWISE,
        method="mean_squares",
        unit=RELIABILITY,
        assumptions=("independent_people", "nothing_changed", "normal_answers"),
        reason=reason,
    )


def _mean_squares(complete: Numbers) -> tuple[_MeanSquares | None, str]:
    """The mean squares; without them, or without an interval, the reason."""
    n, k = complete.shape
    if n < 2:
        return None, NO_VALUES if n == 0 else ONE_VALUE
    centre, magnitude = complete.mean(), largest(complete)
    of_people, of_occasions = complete.mean(axis=1) - centre, complete.mean(axis=0) - centre
    if are_equal(np.append(of_people, 0.0), magnitude):
        return None, ALL_EQUAL
    rest = complete - centre - of_people[:, None] - of_occasions[None, :]
    same = are_equal(np.append(rest.ravel(), 0.0), magnitude)
    squares = _MeanSquares(
        people=float(k * (of_people @ of_people) / (n - 1)),
        occasions=float(n * (of_occasions @ of_occasions) / (k - 1)),
        rest=0.0 if same else float(np.square(rest).sum() / ((n - 1) * (k - 1))),
        n=n,
        k=k,
    )
    return squares, ALL_EQUAL if same else ""


def _agreement(squares: _MeanSquares) -> float:
    shift = squares.k * (squares.occasions - squares.rest) / squares.n
    return (squares.people - squares.rest) / (squares.people + (squares.k - 1) * squares.rest + shift)


def _consistency(squares: _MeanSquares) -> float:
    return (squares.people - squares.rest) / (squares.people + (squares.k - 1) * squares.rest)


def _consistency_limits(squares: _MeanSquares, level: float) -> tuple[float, float]:
    n, k, tail = squares.n, squares.k, (1 + level) / 2
    ratio = squares.people / squares.rest
    low = ratio / float(stats.f.ppf(tail, n - 1, (n - 1) * (k - 1)))
    high = ratio * float(stats.f.ppf(tail, (n - 1) * (k - 1), n - 1))
    return (low - 1) / (low + k - 1), (high - 1) / (high + k - 1)


def _agreement_limits(squares: _MeanSquares, level: float) -> tuple[float, float]:
    n, k, tail = squares.n, squares.k, (1 + level) / 2
    value = _agreement(squares)
    shift = squares.occasions / squares.rest
    of_occasions, of_rest = k * value * shift, n * (1 + (k - 1) * value) - k * value
    degrees = (k - 1) * (n - 1) * (of_occasions + of_rest) ** 2 / ((n - 1) * of_occasions**2 + of_rest**2)
    common = k * squares.occasions + (k * n - k - n) * squares.rest
    low_f, high_f = float(stats.f.ppf(tail, n - 1, degrees)), float(stats.f.ppf(tail, degrees, n - 1))
    low = n * (squares.people - low_f * squares.rest) / (low_f * common + n * squares.people)
    high = n * (high_f * squares.people - squares.rest) / (common + n * high_f * squares.people)
    return low, high
