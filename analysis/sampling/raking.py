"""Weights that bring several margins to their numbers in the population, one after the other, again and again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.precision import Numbers
from analysis.sampling.margins import Margin
from analysis.sampling.recipe import Recipe
from analysis.sampling.weights import Wanted, Weighting, weighted

MOST_ROUNDS = 2_000
SETTLED = 1e-12
"""Raking ends when a whole round changes no weight by more than this share of it."""


def raking(
    table: pd.DataFrame,
    margins: Sequence[Margin],
    *,
    base: str | None = None,
    trim: tuple[float, float] | None = None,
    participant: str = "participant_id",
) -> Weighting:
    """Weights by which those who answered have as many people in each category of every margin as the population.

    Estimand: none; a figure with these weights is of the population, if given the margins, without their crossings,
    those who answered are like those who did not.
    Formula: each margin in turn multiplied by people wanted / weights reached, until nothing changes. ``trim``: lowest
    and highest weight over the mean one; what is cut is given to the others and raked again, until both hold.
    Columns and units: one row per person who answered; ``base`` starting weights, else alike; weights add up to people.
    Missing: people without one of the categories have no weight and are counted. Margins of different totals, a
    category in which nobody answered or that the population does not know, a search without end, bounds too tight, a
    person twice: no weights at all, and ``problem`` names the margin.
    Raises: ValueError for no margin, an absent column, starting weights not above 0, bounds that do not hold 1.
    Source: Deming and Stephan (1940), Annals of Mathematical Statistics 11; Potter (1990) for trimming.
    Checked against R: ``survey::rake``, ``survey::trimWeights`` and ``rake`` again; ``sampling::calib("raking")``.

    >>> from analysis.sampling.margins import known_margin
    >>> people = pd.DataFrame({"participant_id": list("abcd"), "site": list("nnss"), "sex": list("fmff")})
    >>> margins = [known_margin("site", {"n": 60, "s": 40}), known_margin("sex", {"f": 70, "m": 30})]
    >>> raking(people, margins).as_table()["weight"].round(3).tolist()
    [30.0, 30.0, 20.0, 20.0]
    >>> print(raking(people, [margins[0], known_margin("sex", {"f": 70, "m": 40})]).message())
    margins contradict: margin site, people 100, other sex, other people 110
    """
    wanted = Wanted(margins=tuple(margins), base=base, trim=trim, participant=participant)
    return weighted(table, wanted, "raking", _in_turn)


def _in_turn(recipe: Recipe, base: Numbers) -> tuple[Numbers, int]:
    codes = [recipe.columns[:, slice(*block)].argmax(axis=1) for block in recipe.blocks]
    totals = [recipe.totals[slice(*block)] for block in recipe.blocks]
    weights = base
    for number in range(1, MOST_ROUNDS + 1):
        before = weights
        for code, total in zip(codes, totals, strict=True):
            reached = np.bincount(code, weights, total.size)
            weights = weights * np.divide(total, reached, out=np.zeros_like(total), where=reached > 0)[code]
        if np.abs(weights - before).max() <= SETTLED * np.abs(weights).max():
            return weights, number
    return weights, MOST_ROUNDS
