"""Known numbers of a population, by category, to which those who answered are weighted."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.sampling.covariates import Cell, cells_of

BETWEEN = " x "


@dataclass(frozen=True, slots=True)
class Margin:
    """One variable, or several crossed, and how many people of the population are in each of its categories.

    unknown: people of the register without a category; they are taken to be spread like the others.
    Raises ValueError for totals below 0, for none above 0, and for categories of another number of variables.
    """

    variables: tuple[str, ...]
    totals: Mapping[Cell, float]
    unknown: int = 0

    def __post_init__(self) -> None:
        numbers = list(self.totals.values())
        if any(not math.isfinite(number) or number < 0 for number in numbers) or not sum(numbers) > 0:
            raise ValueError(f"Margin {self.name}: give numbers of people, none below 0, at least one above.")
        if any(len(cell) != len(self.variables) for cell in self.totals):
            raise ValueError(f"Margin {self.name}: each category needs one name per variable.")

    @property
    def name(self) -> str:
        """``site``, or ``site x age`` when crossed."""
        return BETWEEN.join(self.variables)

    @property
    def population(self) -> float:
        """All people."""
        return float(sum(self.totals.values()))


def known_margin(variable: str, totals: Mapping[str, float]) -> Margin:
    """A margin of one variable whose numbers are known from elsewhere.

    >>> known_margin("site", {"north": 600, "south": 400}).population
    1000.0
    """
    return Margin((variable,), {(category,): float(number) for category, number in totals.items()})


def register_margin(register: pd.DataFrame, *variables: str) -> Margin:
    """The numbers of a register, of one variable or of several crossed.

    Estimand: none; these are counts of the register.
    Formula: people per category × everyone / people with a category, so that all margins of a register have one total.
    Columns and units: one row per person of the register; categories, numbers among them too; people.
    Missing: people without one of the variables are spread like the others and counted in ``unknown``.
    Raises: ValueError for an absent column, no variable, a register in which nobody has a category.
    Source: Kalton and Flores-Cervantes (2003), Journal of Official Statistics 19, for what margins are for.
    Checked against R: ``table(register$site)``.

    >>> told = pd.DataFrame({"site": ["n", "n", "s", None], "age": ["young", "old", "old", "old"]})
    >>> register_margin(told, "site").totals
    {('n',): 2.6666666666666665, ('s',): 1.3333333333333333}
    >>> register_margin(told.dropna(), "site", "age").totals
    {('n', 'old'): 1.0, ('n', 'young'): 1.0, ('s', 'old'): 1.0}
    """
    if not variables:
        raise ValueError("Name at least one variable of the register.")
    held = cells_of(register, variables)
    known = held.dropna()
    scale = len(held) / max(len(known), 1)
    totals = {cell: float((known == cell).sum()) * scale for cell in sorted(set(known))}
    return Margin(variables, totals, int(held.isna().sum()))
