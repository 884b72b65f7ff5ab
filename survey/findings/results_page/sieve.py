"""What of a plan's results may be seen: everything by researchers, only open bases by everybody else."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.charts.chart import Chart
from analysis.disclosure.dominance import dominated
from analysis.precision import Numbers, are_equal, largest
from analysis.results import Estimate
from survey.findings.alone import few_alone
from survey.findings.figures.change import WAYS, closed_change
from survey.findings.figures.scores import closed_mean
from survey.findings.material import Material
from survey.findings.planned.results import PlannedFigure
from survey.findings.populations import Base
from survey.findings.protection import Protection
from survey.findings.results_page.whom import (
    FELT_CHANGE,
    arms_of,
    bases_under,
    categories_under,
    counted_under,
    population_under,
    values_under,
    within_of,
)

CLOSED, NO_WEIGHTS = "too_few", "none"
OF_PEOPLE_ALONE = "lines_of_people"
COUNTS = ("improved_of_changed",)
"""Estimands from which, with n, a count of people follows."""
WITH_THE_LOST = "mixed_model"
"""Methods that count who answered once: beside the others they tell of those few."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """The rules for everybody but researchers, on the material that a release is made of.

    ``changes``: the dashboard's chart of change for everyone, None where nothing was asked twice.
    """

    material: Material
    protection: Protection
    changes: Chart | None = None

    def why_hidden(self, figure: PlannedFigure) -> str:
        """The key of why a figure is not shown; '' when it is."""
        if is_for_researchers(figure) or figure.wave not in self.material.populations:
            return CLOSED
        closed = next(filter(None, (self._closed(figure, base) for base in bases_under(self.material, figure))), "")
        if closed:
            return closed
        return CLOSED if self.tells_by_weights(figure) or self._tells_by_a_model(figure) else ""

    def told(self, figure: PlannedFigure) -> Estimate:
        """The estimate, ``missing`` told of those who answered at each of its times: others may be a few alone."""
        found = figure.estimate
        if self.why_hidden(figure):
            return found
        counts = self._counts(figure)
        people = next((total for known, total in counts if known == found.n), counts[0][1])
        return dataclasses.replace(found, missing=people - found.n)

    def ways(self, outcome: str) -> Mapping[str, int] | None:
        """How many rose, fell and stayed, as the dashboard tells it; None where it does not."""
        drawn = self.changes
        for row in drawn.table.rows if drawn else ():
            told = dict(zip(drawn.table.columns, row, strict=True)) if drawn else {}
            found = {way: told.get(way) for way in WAYS}
            if told.get("scale") == f"scale:{outcome}":
                return {way: int(people) for way, people in found.items() if isinstance(people, int)} or None
        return None

    def shows_lost(self, lost: int, retained: int) -> bool:
        """Whether those who were lost are nobody, or enough to be told of."""
        return retained >= self.protection.minimum_cell and self.is_told(lost)

    def tells_by_weights(self, figure: PlannedFigure) -> bool:
        """Whether a figure beside the one without weights would tell of a category that the weights use.

        The two means are two equations about the means of the categories: each of these must be one that may be told.
        """
        bases = bases_under(self.material, figure)
        named = {name for base in bases for name, _value in base}
        if figure.estimate.weights == NO_WEIGHTS or not named <= set(self.material.dimensions):
            return False
        margins = self.material.record.study.plan.weights.margins
        if not margins or self._has_small_cells(figure, margins):
            return True
        return any(self._tells_of_categories(figure, name) for name in margins)

    def _tells_of_categories(self, figure: PlannedFigure, name: str) -> bool:
        material = self.material
        population, values = population_under(material, figure), values_under(material, figure)
        for base in bases_under(material, figure):
            if any(name == held for held, _value in base):
                continue
            inside, categories = population.mask(base), categories_under(material, population, (name,))
            for category in () if categories is None else sorted(set(categories[inside])):
                if name in material.dimensions:
                    if self._closed(figure, tuple(sorted((*base, (name, category))))):
                        return True
                elif _tells_of_people(values[inside & (categories == category).to_numpy()]):
                    return True
        return False

    def _tells_by_a_model(self, figure: PlannedFigure) -> bool:
        """Whether n, beside that of other figures, or a category of few people would tell of these."""
        lacking = [known - figure.estimate.n for known, _ in self._counts(figure)]
        if 0 not in lacking and not all(map(self.is_told, lacking)):
            return True
        return arms_of(figure) is not None and self._has_small_cells(figure, self.material.record.study.plan.covariates)

    def _counts(self, figure: PlannedFigure) -> list[tuple[int, int]]:
        """Of each group whom a figure may count: how many have a value, and how many there are."""
        known = ~np.isnan(values_under(self.material, figure))
        every = counted_under(self.material, figure)
        return [(int((known & counted).sum()), int(counted.sum())) for counted in every]

    def _has_small_cells(self, figure: PlannedFigure, names: Sequence[str]) -> bool:
        """Whether a category, within any group like that of the figure, holds a few people."""
        material = self.material
        population, known = population_under(material, figure), ~np.isnan(values_under(material, figure))
        groups = [*(name for name, _ in within_of(figure)), *(("arm",) if arms_of(figure) else ())]
        crossings = [(name,) for name in names] + ([tuple(names)] if len(names) > 1 else [])
        for crossing in crossings:
            told = categories_under(material, population, list(dict.fromkeys((*groups, *crossing))))
            counts = [] if told is None else [*told.value_counts(), *told[known].value_counts()]
            if told is None or not all(map(self.is_told, counts)):
                return True
        return False

    def is_told(self, people: int) -> bool:
        """Whether some are nobody, or enough people."""
        return people == 0 or people >= self.protection.minimum_cell

    def _closed(self, figure: PlannedFigure, base: Base) -> str:
        material, protection = self.material, self.protection
        if any(name not in material.dimensions for name, _value in base):
            return CLOSED
        waves = material.record.waves
        if not figure.from_wave and figure.estimate.estimand != FELT_CHANGE:
            return closed_mean(material, protection, base, figure.outcome, figure.wave)
        if material.has_pairs and (figure.from_wave, figure.wave) != (waves[0].name, waves[-1].name):
            return CLOSED
        alone = few_alone(material, base, figure.outcome, waves[0].name)
        return closed_change(material, protection, base, figure.outcome) or alone


def _tells_of_people(values: Numbers) -> bool:
    """Whether the mean of some values would tell of each, or of two."""
    known = values[~np.isnan(values)]
    return bool(known.size) and (
        are_equal(known, max(1.0, largest(known))) or dominated(np.abs(known)) or dominated(known.max() - known)
    )


def is_for_researchers(figure: PlannedFigure) -> bool:
    """Whether a figure tells of a few people, whatever the base."""
    return figure.estimate.estimand in COUNTS or figure.estimate.method.startswith(WITH_THE_LOST)
