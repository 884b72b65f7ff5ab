"""Weights that let those who answered stand for everyone, and what they cost in precision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.missing import column_of
from analysis.precision import Numbers
from analysis.results import CONTRADICTION, NO_CONVERGENCE, NO_VALUES, Finding
from analysis.sampling.covariates import Mask, categories_of, cells_of
from analysis.sampling.margins import BETWEEN, Margin
from analysis.sampling.recipe import Recipe, Search, Solution, solve

SAME = 1e-6
"""Two margins agree when their totals differ by no more than this share."""
TRIMMED_AGAIN = "_trimmed_and_met_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighting:
    """Weights, how they were made, and what they cost.

    method: ``post_stratification``, ``raking``, ``linear_calibration`` or ``bounded_calibration``, with
    ``_trimmed_and_met_again`` behind it when weights were to be cut. margins: the variables. participants, weights: one
    per row of the table, None for people without a weight. n: people with a weight; missing: without.
    trimmed_share: of the people with a weight, those whose weight was cut. lowest, highest: over the mean weight; a
    weight below 0 is possible in ``linear_calibration`` alone.
    effective_n: how many people drawn alike would tell as much; design_effect: n over it (Kish), 1 for equal weights.
    reason, problem: why there are no weights, and which margin and category it is about.
    recipe, base: how the weights are found again from other starting weights, and the starting weights.
    """

    method: str
    margins: tuple[str, ...]
    participants: tuple[str | None, ...]
    weights: tuple[float | None, ...]
    n: int
    missing: int
    trimmed_share: float | None
    effective_n: float | None
    design_effect: float | None
    lowest: float | None
    highest: float | None
    rounds: int
    reason: str = ""
    problem: Finding | None = None
    recipe: Recipe = field(repr=False, compare=False)
    base: Numbers = field(repr=False, compare=False)

    def as_table(self) -> pd.DataFrame:
        """One row per row of the table: participant_id, weight (blank without one), method."""
        told = {"participant_id": self.participants, "weight": pd.array(list(self.weights), dtype="Float64")}
        return pd.DataFrame(told).assign(method=self.method)

    def message(self) -> str:
        """Why there are no weights, in plain English; '' when there are."""
        return str(self.problem) if self.problem else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What weights are made to: margins, totals of numbers, bounds, and where starting weights and ids are.

    Raises ValueError for no margin, and for bounds that do not hold 1.
    """

    margins: tuple[Margin, ...]
    numbers: Mapping[str, float] = field(default_factory=dict)
    bounds: tuple[float, float] | None = None
    trim: tuple[float, float] | None = None
    base: str | None = None
    participant: str = "participant_id"
    when_unmet: str = NO_CONVERGENCE

    def __post_init__(self) -> None:
        if not self.margins:
            raise ValueError('There is no margin; give at least one, such as register_margin(register, "site").')
        if not np.isfinite(list(self.numbers.values())).all():
            raise ValueError(f"numbers is {dict(self.numbers)}; give the population's total of each.")
        for name, bounds in (("bounds", self.bounds), ("trim", self.trim)):
            if bounds is not None and not bounds[0] < 1 < bounds[1]:
                raise ValueError(f"{name} is {bounds}; give a lowest share below 1 and a highest above 1.")


def weighted(table: pd.DataFrame, wanted: Wanted, method: str, search: Search) -> Weighting:
    """Weights by any search; people without a category, number or starting weight have none and are counted.

    Without a column of starting weights all start alike, at the people of the population per person who counts.
    """
    people = categories_of(table, wanted.participant)
    starting = _starting(table, wanted.base)
    known, recipe = _recipe(table, wanted, search, ~np.isnan(starting))
    alike = wanted.margins[0].population / max(int(known.sum()), 1)
    base = starting[known] * (alike if wanted.base is None else 1.0)
    problem = _twice(people) or _contradicting(wanted.margins)
    if problem:
        found = Solution(np.empty(0), np.empty(0, dtype=bool), 0, CONTRADICTION, problem)
    elif not known.any():
        found = Solution(np.empty(0), np.empty(0, dtype=bool), 0, NO_VALUES, Finding("nobody_to_weight"))
    else:
        found = solve(recipe, base)
    weights: list[float | None] = [None] * len(table)
    for row, weight in zip(np.flatnonzero(known), found.weights, strict=False):
        weights[row] = float(weight)
    mean = float(found.weights.mean()) if found.weights.size else None
    n_effective = None if found.reason else effective_n(found.weights)
    return Weighting(
        method=method + (TRIMMED_AGAIN if wanted.trim else ""),
        margins=tuple(margin.name for margin in wanted.margins) + tuple(wanted.numbers),
        participants=tuple(people),
        weights=tuple(weights),
        n=found.weights.size,
        missing=len(table) - found.weights.size,
        trimmed_share=None if found.reason else float(found.trimmed.mean()),
        effective_n=n_effective,
        design_effect=found.weights.size / n_effective if n_effective else None,
        lowest=float(found.weights.min()) / mean if mean else None,
        highest=float(found.weights.max()) / mean if mean else None,
        rounds=found.rounds,
        reason=found.reason,
        problem=found.problem,
        recipe=recipe,
        base=base,
    )


def effective_n(weights: Numbers) -> float:
    """How many people drawn alike tell as much of a mean as these with unequal weights that say nothing of it.

    Formula: (Σ w)² / Σ w². Source: Kish (1965), Survey Sampling, section 11.7.

    >>> effective_n(np.array([1.0, 1, 2]))
    2.6666666666666665
    """
    return float(weights.sum() ** 2 / (weights**2).sum())


def _starting(table: pd.DataFrame, base: str | None) -> Numbers:
    if base is None:
        return np.ones(len(table))
    found = column_of(table, base)
    if (found <= 0).any():
        raise ValueError(f"Column {base}: a starting weight is not above 0; leave out who was not to be asked.")
    return found


def _recipe(table: pd.DataFrame, wanted: Wanted, search: Search, known: Mask) -> tuple[Mask, Recipe]:
    """Who has everything, and the recipe for them."""
    columns: list[Numbers] = []
    totals: list[float] = []
    told: list[str] = []
    blocks = []
    for margin in wanted.margins:
        held = cells_of(table, margin.variables)
        known = known & held.notna().to_numpy(dtype=bool)
        cells = sorted(set(held.dropna()) | set(margin.totals))
        blocks.append((len(columns), len(columns) + len(cells)))
        columns += [np.array([found == cell for found in held], dtype=np.float64) for cell in cells]
        totals += [float(margin.totals.get(cell, 0.0)) for cell in cells]
        told += [BETWEEN.join(cell) for cell in cells]
    for name, total in wanted.numbers.items():
        columns.append(column_of(table, name))
        known = known & ~np.isnan(columns[-1])
        totals.append(float(total))
        told.append(name)
    recipe = Recipe(
        search=search,
        names=tuple(margin.name for margin in wanted.margins),
        blocks=tuple(blocks),
        categories=tuple(told),
        columns=np.column_stack(columns)[known],
        totals=np.array(totals),
        bounds=wanted.bounds,
        trim=wanted.trim,
        when_unmet=wanted.when_unmet,
    )
    return known, recipe


def _twice(people: pd.Series) -> Finding | None:
    """A person with two rows, who would count twice."""
    again = people[people.notna() & people.duplicated()]
    return Finding("person_twice", {"participant_id": str(again.iloc[0]), "rows": len(again)}) if len(again) else None


def _contradicting(margins: Sequence[Margin]) -> Finding | None:
    """Two margins of different numbers of people."""
    first = margins[0]
    for other in margins[1:]:
        if abs(other.population - first.population) > SAME * first.population:
            told: dict[str, str | int | float | None] = {"margin": first.name, "people": first.population}
            told |= {"other": other.name, "other_people": other.population}
            return Finding("margins_contradict", told)
    return None
