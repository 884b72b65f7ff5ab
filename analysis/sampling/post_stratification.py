"""Weights that bring each category, or crossing of categories, to its number in the population."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.precision import Numbers
from analysis.sampling.margins import Margin
from analysis.sampling.recipe import Recipe
from analysis.sampling.weights import Wanted, Weighting, weighted


def post_stratification(
    table: pd.DataFrame,
    margin: Margin,
    *,
    base: str | None = None,
    trim: tuple[float, float] | None = None,
    participant: str = "participant_id",
) -> Weighting:
    """Weights by which those who answered have as many people in each category, or crossing, as the population.

    Estimand: none; a figure with these weights is of the population, if within each category those who answered are
    like those who did not.
    Formula: starting weight × people of the category / starting weights of those of it who answered. ``trim``: lowest
    and highest weight over the mean one; what is cut is given to the others and the margin met again, until both hold.
    Columns and units: one row per person who answered; ``base`` starting weights, else alike; weights add up to people.
    Missing: people without a category have no weight and are counted. A category of the population in which nobody
    answered, or one it does not know, or a person twice: no weights at all, and ``problem`` names it.
    Raises: ValueError for an absent column, starting weights not above 0, bounds that do not hold 1.
    Source: Holt and Smith (1979), Journal of the Royal Statistical Society A 142; Kish (1965) for the design effect.
    Checked against R: ``survey::postStratify(svydesign(~1, data), ~site, table(register$site))``.

    >>> from analysis.sampling.margins import known_margin
    >>> people = pd.DataFrame({"participant_id": list("abcd"), "site": ["n", "n", "n", "s"]})
    >>> found = post_stratification(people, known_margin("site", {"n": 60, "s": 40}))
    >>> found.as_table()["weight"].tolist(), round(found.effective_n, 3), round(found.design_effect, 3)
    ([20.0, 20.0, 20.0, 40.0], 3.571, 1.12)
    """
    wanted = Wanted(margins=(margin,), base=base, trim=trim, participant=participant)
    return weighted(table, wanted, "post_stratification", _by_category)


def _by_category(recipe: Recipe, base: Numbers) -> tuple[Numbers, int]:
    reached = recipe.columns.T @ base
    wanted = np.divide(recipe.totals, reached, out=np.zeros_like(reached), where=reached > 0)
    return base * (recipe.columns @ wanted), 1
