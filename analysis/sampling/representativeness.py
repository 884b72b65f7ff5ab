"""Those who answered beside everyone they stand for, category by category."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from analysis.missing import column_of
from analysis.precision import Numbers
from analysis.results import Cell
from analysis.sampling.association import ChiSquare, goodness_of_fit, independence
from analysis.sampling.covariates import Mask, answers_of, categories_of

NEVER_HELD = ("outcomes_of_those_who_did_not_answer", "reasons_for_not_answering", "people_never_registered")
"""What no register tells; a difference there shows in no figure of this page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryShares:
    """One category: its people and share in the population and among those who answered.

    difference: answered minus population share. response_share: those who answered among the people of the category,
    None where single people are not linked. weighted_share: of those who answered, None without weights.
    """

    variable: str
    category: str
    population_n: float
    population_share: float | None
    answered_n: int
    answered_share: float | None
    difference: float | None
    response_share: float | None
    weighted_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One variable: its categories, the test, and how many people would have to be elsewhere.

    dissimilarity: the share of those who answered that would have to change category for both to agree; None without
    people. population_unknown, answered_unknown: people without a value, counted nowhere else.
    """

    variable: str
    categories: tuple[CategoryShares, ...]
    chi_square: ChiSquare
    dissimilarity: float | None
    population_unknown: int
    answered_unknown: int

    def as_row(self) -> dict[str, Cell]:
        """The test, V, and the index of dissimilarity, under fixed names."""
        names = ("dissimilarity", "population_unknown", "answered_unknown")
        rest: dict[str, Cell] = {name: getattr(self, name) for name in names}
        n: dict[str, Cell] = {"n": self.chi_square.cramers_v.n}
        return {"variable": self.variable, **self.chi_square.as_row(), **rest, **n}


@dataclass(frozen=True, slots=True, kw_only=True)
class Representativeness:
    """All variables compared, and what cannot be.

    population, answered: people. unknown: people of whom the register does not say whether they answered.
    not_held: by fixed name what no register tells, then the columns asked of people that this register lacks.
    """

    comparisons: tuple[Comparison, ...]
    population: float
    answered: int
    unknown: int
    not_held: tuple[str, ...]

    def as_table(self) -> pd.DataFrame:
        """One row per category."""
        return pd.DataFrame([asdict(row) for comparison in self.comparisons for row in comparison.categories])

    def tests_as_table(self) -> pd.DataFrame:
        """One row per variable."""
        return pd.DataFrame([comparison.as_row() for comparison in self.comparisons])


def against_register(
    register: pd.DataFrame,
    answered: str,
    variables: Sequence[str],
    *,
    weight: str | None = None,
    asked: Sequence[str] = (),
    level: float = 0.95,
) -> Representativeness:
    """Those who answered beside the whole register, of whose people it is known who answered.

    Estimand: shares are counts; chi-square and V are of answering by category, of people like those of the register.
    Formula: ``independence`` of category and answering; dissimilarity Σ |answered - register share| / 2. A large p is
    no proof that both agree: read the shares, the dissimilarity and V beside it.
    Columns and units: one row per person of the register; ``answered`` is 1 or 0; variables are categories, numbers
    among them too; ``weight`` counts where answered; shares from 0 to 1. ``asked``: what people told of themselves.
    Missing: ``available``, variable by variable, counted; people without ``answered`` are in ``unknown`` alone.
    Raises: ValueError for an absent column, an ``answered`` other than 0 and 1, weights that are missing or below 0.
    Source: Duncan and Duncan (1955) for dissimilarity; Bergsma (2013) for V.
    Checked against R: ``chisq.test(table(x, answered), correct = FALSE)``, ``effectsize::cramers_v``, ``prop.table``.

    >>> told = {"site": list("nnnnssss"), "answered": [1, 1, 1, 0, 1, 0, 0, 0]}
    >>> found = against_register(pd.DataFrame(told), "answered", ["site"], asked=["income"])
    >>> found.comparisons[0].categories[0].answered_share, found.comparisons[0].dissimilarity
    (0.75, 0.25)
    >>> found.not_held[-1]
    'income'
    """
    told = answers_of(register, answered)
    has_answered, is_known = told == 1, ~np.isnan(told)
    weights = None if weight is None else _weights(register, weight, has_answered)
    return Representativeness(
        comparisons=tuple(
            _linked(categories_of(register, variable), has_answered, is_known, weights, level) for variable in variables
        ),
        population=int(is_known.sum()),
        answered=int(has_answered.sum()),
        unknown=int((~is_known).sum()),
        not_held=_not_held(asked, [str(name) for name in register.columns]),
    )


def against_shares(
    table: pd.DataFrame,
    populations: Mapping[str, Mapping[str, float]],
    *,
    weight: str | None = None,
    asked: Sequence[str] = (),
    level: float = 0.95,
) -> Representativeness:
    """Those who answered beside known numbers of a population, such as a census, whose people are not linked.

    Estimand: shares are counts; chi-square and V are of the shares that those who answered were drawn from.
    Formula: ``goodness_of_fit`` to the shares of the population; dissimilarity as for ``against_register``.
    Columns and units: one row per person who answered; ``populations`` gives each variable's people, or shares, by
    category; shares from 0 to 1. ``asked``: what people told of themselves.
    Missing: ``available``, variable by variable, counted.
    Raises: ValueError for an absent column, no people in a population, people in a category it does not know.
    Source: Cohen (1988), chapter 7; Duncan and Duncan (1955) for dissimilarity.
    Checked against R: ``chisq.test(table(x), p = shares)``.

    >>> found = against_shares(pd.DataFrame({"site": list("nnns")}), {"site": {"n": 500, "s": 500}})
    >>> found.comparisons[0].chi_square.statistic, found.comparisons[0].dissimilarity
    (1.0, 0.25)
    """
    everyone = np.ones(len(table), dtype=bool)
    weights = None if weight is None else _weights(table, weight, everyone)
    compared = []
    for variable, population in populations.items():
        values, names = categories_of(table, variable), sorted(population)
        numbers, counts = _population(values, population, names), _count(values, names, everyone)
        missing = int(values.isna().sum())
        test = goodness_of_fit(counts, numbers / numbers.sum(), missing=missing, level=level)
        sides = (numbers, counts, None if weights is None else _count(values, names, everyone, weights))
        compared.append(_comparison(variable, names, sides, test, (0, missing)))
    return Representativeness(
        comparisons=tuple(compared),
        population=max((float(sum(population.values())) for population in populations.values()), default=0.0),
        answered=len(table),
        unknown=0,
        not_held=_not_held(asked, list(populations)),
    )


def _population(values: pd.Series, population: Mapping[str, float], names: Sequence[str]) -> Numbers:
    strange = sorted(set(values.dropna()) - set(names))
    numbers = np.array([float(population[name]) for name in names])
    if strange or not (numbers >= 0).all() or not numbers.sum() > 0:
        told = f"nobody in {', '.join(strange)}" if strange else "no people in all"
        raise ValueError(f"{values.name}: the population has {told}; give it everyone's category.")
    return numbers


def _linked(values: pd.Series, answered: Mask, known: Mask, weights: Numbers | None, level: float) -> Comparison:
    names = sorted(set(values[known].dropna()))
    everyone, counts = _count(values, names, known), _count(values, names, answered)
    lacking = values.isna().to_numpy(dtype=bool)
    unknown = (int((lacking & known).sum()), int((lacking & answered).sum()))
    test = independence(np.column_stack([counts, everyone - counts]), missing=unknown[0], level=level)
    weighted = None if weights is None else _count(values, names, answered, weights)
    return _comparison(str(values.name), names, (everyone, counts, weighted), test, unknown, linked=True)


def _comparison(
    variable: str,
    names: Sequence[str],
    sides: tuple[Numbers, Numbers, Numbers | None],
    test: ChiSquare,
    unknown: tuple[int, int],
    *,
    linked: bool = False,
) -> Comparison:
    population, answered, weighted = sides
    shares = [_shares(side, len(names)) for side in (population, answered, weighted)]
    rows = tuple(
        CategoryShares(
            variable=variable,
            category=name,
            population_n=float(population[place]),
            population_share=shares[0][place],
            answered_n=int(answered[place]),
            answered_share=shares[1][place],
            difference=_less(shares[1][place], shares[0][place]),
            response_share=float(answered[place] / population[place]) if linked else None,
            weighted_share=shares[2][place],
        )
        for place, name in enumerate(names)
    )
    apart = [abs(row.difference) for row in rows if row.difference is not None]
    return Comparison(
        variable=variable,
        categories=rows,
        chi_square=test,
        dissimilarity=sum(apart) / 2 if apart else None,
        population_unknown=unknown[0],
        answered_unknown=unknown[1],
    )


def _shares(counts: Numbers | None, categories: int) -> list[float | None]:
    if counts is None or not counts.sum():
        return [None] * categories
    return [float(count) for count in counts / counts.sum()]


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _count(values: pd.Series, names: Sequence[str], among: Mask, weights: Numbers | None = None) -> Numbers:
    held = values.to_numpy()
    each = among.astype(np.float64) if weights is None else weights * among
    return np.array([float(each[held == name].sum()) for name in names])


def _weights(table: pd.DataFrame, name: str, among: Mask) -> Numbers:
    weights = column_of(table, name)
    if np.isnan(weights[among]).any() or (weights[among] < 0).any():
        raise ValueError(f"Column {name}: a weight is missing or below 0; leave out people without one.")
    return np.where(among, weights, 0.0)


def _not_held(asked: Sequence[str], held: Sequence[str]) -> tuple[str, ...]:
    return (*NEVER_HELD, *(name for name in asked if name not in held))
