"""How weights are found, kept so that they can be found again from other starting weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.precision import Numbers
from analysis.results import CONTRADICTION, NO_CONVERGENCE, NO_VALUES, Finding

CLOSE = 1e-9
"""A margin is met when no category is further away than this share of the people weighed for it."""
MOST_TRIMMINGS = 500
TRIMMED = 1e-7
"""Trimming ends when no weight is beyond a bound by more than this share of it."""


@dataclass(frozen=True, slots=True)
class Solution:
    """Weights, or why there are none. trimmed: whose weight was cut. rounds: of the search."""

    weights: Numbers
    trimmed: NDArray[np.bool_]
    rounds: int
    reason: str = ""
    problem: Finding | None = None


Search = Callable[["Recipe", Numbers], tuple[Numbers, int]]
"""From starting weights to weights and the rounds it took; whether margins are met is looked at afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What the weights of some people must add up to, and the way to find them.

    names, blocks: the margins, and which columns are theirs; columns behind them are numbers, such as an age.
    categories: the name of each column. columns: one row per person. totals: what each, weighted, must add up to.
    bounds: of each weight over its starting weight. trim: of each weight over the mean weight.
    when_unmet: the reason when a margin is missed: the search found no end, or, where it is exact, margins contradict.
    """

    search: Search
    names: tuple[str, ...]
    blocks: tuple[tuple[int, int], ...]
    categories: tuple[str, ...]
    columns: Numbers
    totals: Numbers
    bounds: tuple[float, float] | None = None
    trim: tuple[float, float] | None = None
    when_unmet: str = NO_CONVERGENCE


def solve(recipe: Recipe, base: Numbers) -> Solution:
    """The weights of a recipe from starting weights; people with a starting weight of 0 keep 0."""
    nobody = np.zeros(base.size, dtype=bool)
    empty = _empty(recipe, base)
    if empty:
        return Solution(np.empty(0), nobody, 0, *empty)
    weights, rounds = recipe.search(recipe, base)
    unmet = _unmet(recipe, weights)
    if unmet:
        return Solution(np.empty(0), nobody, rounds, *unmet)
    return Solution(weights, nobody, rounds) if recipe.trim is None else _trimmed(recipe, base, weights, rounds)


def _trimmed(recipe: Recipe, base: Numbers, weights: Numbers, rounds: int) -> Solution:
    """Cut weights beyond the bounds, give the others what was cut, meet the margins again; until both hold."""
    counted = base > 0
    cut = np.zeros(base.size, dtype=bool)
    for _trimming in range(MOST_TRIMMINGS):
        low, high = (bound * float(weights[counted].mean()) for bound in recipe.trim or (0.0, np.inf))
        beyond = counted & ((weights < low * (1 - TRIMMED)) | (weights > high * (1 + TRIMMED)))
        if not beyond.any():
            return Solution(weights, cut, rounds)
        cut |= beyond
        weights, more = recipe.search(recipe, _spread(weights, counted, low, high))
        rounds += more
        unmet = _unmet(recipe, weights)
        if unmet:
            return Solution(np.empty(0), cut, rounds, *unmet)
    mean = float(weights[counted].mean())
    told = {"lowest": float(weights[counted].min()) / mean, "highest": float(weights.max()) / mean}
    return Solution(np.empty(0), cut, rounds, NO_CONVERGENCE, Finding("bounds_too_tight", told))


def _spread(weights: Numbers, counted: NDArray[np.bool_], low: float, high: float) -> Numbers:
    outside = counted & ((weights < low) | (weights > high))
    spread = np.where(outside, np.clip(weights, low, high), weights)
    within = counted & ~outside
    if within.any():
        spread[within] += (weights - spread).sum() / within.sum()
    return spread


def _empty(recipe: Recipe, base: Numbers) -> tuple[str, Finding] | None:
    """A category that people of one side have and the other side has not."""
    for name, block in zip(recipe.names, recipe.blocks, strict=True):
        totals = recipe.totals[slice(*block)]
        reached = recipe.columns[:, slice(*block)].T @ base
        for place in np.flatnonzero((totals == 0) != (reached == 0)):
            told: dict[str, str | int | float | None] = {
                "margin": name,
                "category": recipe.categories[block[0] + int(place)],
            }
            if totals[place]:
                return NO_VALUES, Finding("nobody_in_category", told | {"wanted": float(totals[place])})
            return CONTRADICTION, Finding("category_unknown_to_population", told)
    return None


def _unmet(recipe: Recipe, weights: Numbers) -> tuple[str, Finding] | None:
    """The margin that is missed by most, None when all are met."""
    if not np.isfinite(weights).all():
        return NO_CONVERGENCE, Finding("weights_without_end", {"margins": ", ".join(recipe.names)})
    reached = recipe.columns.T @ weights
    scale = np.maximum(np.abs(recipe.columns).T @ np.abs(weights), np.abs(recipe.totals))
    missed = np.abs(reached - recipe.totals) / np.where(scale == 0, 1.0, scale)
    worst = int(missed.argmax())
    if missed[worst] <= CLOSE:
        return None
    name = next(
        (name for name, (low, high) in zip(recipe.names, recipe.blocks, strict=True) if low <= worst < high),
        recipe.categories[worst],
    )
    told: dict[str, str | int | float | None] = {"margin": name, "category": recipe.categories[worst]}
    told |= {"wanted": float(recipe.totals[worst]), "reached": float(reached[worst])}
    return recipe.when_unmet, Finding("margin_not_met", told)
