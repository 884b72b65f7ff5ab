"""Whom a figure of a plan stands on, as the protection of the figures names people: population, bases, values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from survey.dataset.columns import PROFILE
from survey.findings.figures.change import before_and_after
from survey.findings.material import Material
from survey.findings.planned.results import PlannedFigure
from survey.findings.populations import BOTH, Base, Population, names_of
from survey.findings.scales import Numbers

ARM, FELT_CHANGE = "arm", "felt_change"
UNKNOWN = "\x00"
"""In place of a category that is not known: no register can hold it."""
Mask = NDArray[np.bool_]


def arms_of(figure: PlannedFigure) -> tuple[str, str] | None:
    """The arm and its reference that a figure compares; None for a change of the same people, or one wave."""
    if figure.contrast in (figure.wave, f"{figure.wave} - {figure.from_wave}"):
        return None
    arm, _, reference = figure.contrast.partition(" - ")
    return arm, reference


def population_under(material: Material, figure: PlannedFigure) -> Population:
    """Those who answered both times for a change, those of one wave else."""
    return material.populations[BOTH if figure.from_wave and material.has_pairs else figure.wave]


def within_of(figure: PlannedFigure) -> Base:
    """The base of a figure's subgroup; everyone without one."""
    return () if figure.subgroup is None else (figure.subgroup,)


def bases_under(material: Material, figure: PlannedFigure) -> list[Base]:
    """The base of a subgroup, or each arm in it: a model counts the people of all arms, and tells how many."""
    within, compared = within_of(figure), arms_of(figure)
    if compared is None:
        return [within]
    arms = dict.fromkeys(compared)
    if {ARM, *(name for name, _ in within)} <= set(material.dimensions):
        population = population_under(material, figure)
        arms |= dict.fromkeys(sorted(population.people.loc[population.mask(within), ARM].dropna().unique()))
    return [tuple(sorted((*within, (ARM, arm)))) for arm in arms]


def values_under(material: Material, figure: PlannedFigure) -> Numbers:
    """The change, or the score, of each person of the population; NaN without one."""
    if figure.from_wave or figure.estimate.estimand == FELT_CHANGE:
        table = before_and_after(material, figure.outcome)
        return (table["after"] - table["before"]).to_numpy(dtype=np.float64)
    return material.scores[figure.outcome][population_under(material, figure).rows]


def counted_under(material: Material, figure: PlannedFigure) -> list[Mask]:
    """Whom a figure may count: everyone of its subgroup; of a comparison also those of the two arms alone."""
    population = population_under(material, figure)
    everyone, compared = population.mask(within_of(figure)), arms_of(figure)
    if compared is None or ARM not in population.people.columns:
        return [everyone]
    arms = population.people[ARM]
    return [everyone, everyone & (arms.isin(compared) | arms.isna()).to_numpy(dtype=bool)]


def categories_under(material: Material, population: Population, names: Sequence[str]) -> pd.Series | None:
    """The category of each person by one or several variables; None where the study does not hold one of them."""
    known = material.columns.attributes
    columns = [next((each for each in (name, PROFILE + name) if each in known), "") for name in names]
    if not all(columns):
        return None
    told = [names_of(known[column]).iloc[population.rows].fillna(UNKNOWN).reset_index(drop=True) for column in columns]
    return pd.concat(told, axis=1).agg(UNKNOWN.join, axis=1) if len(told) > 1 else told[0]
