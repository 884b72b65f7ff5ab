"""Weights as near as possible to where they started, that bring categories and numbers to those of the population."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.precision import Numbers
from analysis.results import CONTRADICTION, NO_CONVERGENCE
from analysis.sampling.margins import Margin
from analysis.sampling.recipe import Recipe
from analysis.sampling.weights import Wanted, Weighting, weighted

MOST_ROUNDS = 200
HALVINGS = 30
MET = 1e-13


def linear_calibration(
    table: pd.DataFrame,
    margins: Sequence[Margin],
    *,
    numbers: Mapping[str, float] | None = None,
    bounds: tuple[float, float] | None = None,
    trim: tuple[float, float] | None = None,
    base: str | None = None,
    participant: str = "participant_id",
) -> Weighting:
    """Weights that meet margins and totals of numbers, and move as little as possible from where they started.

    Estimand: none; a figure with these weights is of the population, if given the margins and numbers, in a linear
    way, those who answered are like those who did not.
    Formula: w = d g, g = 1 + x'λ, λ such that Σ w x are the totals: the least Σ d (g - 1)². With ``bounds`` g is kept
    between them, g = min(max(1 + x'λ, low), high), by Newton's method. Without, weights may fall below 0.
    ``trim``: lowest and highest weight over the mean one; what is cut is given to the others, then calibrated again.
    Columns and units: one row per person who answered; ``numbers`` gives the population's total of a column, such as
    the sum of all ages; ``base`` starting weights, all alike without; weights add up to people.
    Missing: people without a category or number have no weight and are counted. No weights, and ``problem`` names the
    margin, when margins contradict, a category is empty or unknown to the population, bounds are too tight.
    Raises: ValueError for no margin, an absent column, starting weights not above 0, bounds that do not hold 1.
    Source: Deville and Särndal (1992), Journal of the American Statistical Association 87.
    Checked against R: ``survey::calibrate(calfun = "linear", bounds = )``, ``sampling::calib("linear", "truncated")``.

    >>> from analysis.sampling.margins import known_margin
    >>> people = pd.DataFrame({"participant_id": list("abcd"), "site": list("nnns"), "age": [20, 30, 40, 50]})
    >>> found = linear_calibration(people, [known_margin("site", {"n": 60, "s": 40})], numbers={"age": 3860})
    >>> found.as_table()["weight"].round(3).tolist()
    [17.0, 20.0, 23.0, 40.0]
    """
    wanted = Wanted(margins=tuple(margins), numbers=numbers or {}, bounds=bounds, trim=trim, base=base)
    exact = CONTRADICTION if bounds is None else NO_CONVERGENCE
    wanted = replace(wanted, participant=participant, when_unmet=exact)
    return weighted(table, wanted, "bounded_calibration" if bounds else "linear_calibration", _least_squares)


def _least_squares(recipe: Recipe, base: Numbers) -> tuple[Numbers, int]:
    """Newton's method; without bounds its first step is exact."""
    scale = np.maximum(np.abs(recipe.columns).max(axis=0), 1e-300)
    columns, totals = recipe.columns / scale, recipe.totals / scale
    low, high = recipe.bounds or (-np.inf, np.inf)
    size = float(np.abs(totals).max())
    found = np.zeros(totals.size)
    weights = base
    lacking = totals - columns.T @ weights
    for number in range(1, MOST_ROUNDS + 1):
        moving = base * ((1 + columns @ found > low) & (1 + columns @ found < high))
        step = np.linalg.lstsq(columns.T @ (columns * moving[:, None]), lacking, rcond=1e-12)[0]
        for halving in range(HALVINGS):
            tried = found + step / 2**halving
            weights = base * np.clip(1 + columns @ tried, low, high)
            still = totals - columns.T @ weights
            if np.linalg.norm(still) < np.linalg.norm(lacking):
                break
        else:
            return weights, number
        found, lacking = tried, still
        if np.abs(lacking).max() <= MET * size:
            return weights, number
    return weights, MOST_ROUNDS
