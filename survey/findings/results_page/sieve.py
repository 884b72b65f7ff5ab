"""What of a plan's results may be seen: everything by researchers, only open bases by everybody else."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.charts.chart import Chart
from analysis.results import Estimate
from survey.findings.alone import few_alone
from survey.findings.figures.change import WAYS, closed_change
from survey.findings.figures.scores import closed_mean
from survey.findings.material import Material
from survey.findings.planned.results import PlannedFigure
from survey.findings.populations import Base
from survey.findings.protection import Protection
from survey.findings.results_page.by_category import tells_of_categories
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
        Of a part of the people only filters are, whose tables are protected together with those of the part.
        """
        bases = bases_under(self.material, figure)
        named = {name for base in bases for name, _value in base}
        if figure.estimate.weights == NO_WEIGHTS or not named <= set(self.material.dimensions):
            return False
        margins = self.material.record.study.plan.weights.margins
        of_a_part = figure.subgroup is not None and not set(margins) <= set(self.material.dimensions)
        if not margins or of_a_part or self._has_small_cells(figure, margins, by_filters=True):
            return True
        return any(
            tells_of_categories(self.material, figure, names, lambda base: self._closed(figure, base))
            for names in _alone_and_together(margins)
        )

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

    def _has_small_cells(self, figure: PlannedFigure, names: Sequence[str], *, by_filters: bool = False) -> bool:
        """Whether a category holds a few people within any group like that of the figure.

        ``by_filters``: also within any base of one filter, where the variables are no filters themselves.
        """
        material = self.material
        population, known = population_under(material, figure), ~np.isnan(values_under(material, figure))
        groups = [*(name for name, _ in within_of(figure)), *(("arm",) if arms_of(figure) else ())]
        apart = material.dimensions if by_filters and not set(names) <= set(material.dimensions) else ()
        together = _alone_and_together(names)
        for crossing in [*together, *((each, *some) for each in apart for some in together)]:
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


def _alone_and_together(names: Sequence[str]) -> list[tuple[str, ...]]:
    return [*((name,) for name in names), *([tuple(names)] if len(names) > 1 else [])]


def is_for_researchers(figure: PlannedFigure) -> bool:
    """Whether a figure tells of a few people, whatever the base."""
    return figure.estimate.estimand in COUNTS or figure.estimate.method.startswith(WITH_THE_LOST)
