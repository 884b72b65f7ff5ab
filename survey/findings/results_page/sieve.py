"""What of a plan's results may be seen: everything by researchers, only open bases by everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.charts.chart import Chart
from survey.findings.alone import few_alone
from survey.findings.figures.change import WAYS, closed_change, population_of
from survey.findings.figures.scores import closed_mean
from survey.findings.material import Material
from survey.findings.planned.results import PlannedFigure
from survey.findings.populations import Base
from survey.findings.protection import Protection

CLOSED = "too_few"
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
        if is_for_researchers(figure):
            return CLOSED
        if figure.estimate.weights != "none" and not self.even_margins():
            return CLOSED
        for base in self._bases(figure):
            closed = self._closed(figure, base)
            if closed:
                return closed
        return ""

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
        minimum = self.protection.minimum_cell
        return retained >= minimum and (lost == 0 or lost >= minimum)

    def _bases(self, figure: PlannedFigure) -> list[Base]:
        """Whom a figure stands for: the people of a subgroup, in each arm that it compares."""
        within: Base = () if figure.subgroup is None else (figure.subgroup,)
        return [tuple(sorted((*within, ("arm", arm)))) for arm in arms_of(figure) or ()] or [within]

    def _closed(self, figure: PlannedFigure, base: Base) -> str:
        material, protection = self.material, self.protection
        if any(name not in material.dimensions for name, _value in base):
            return CLOSED
        waves = material.record.waves
        if figure.estimate.estimand == "mean":
            return closed_mean(material, protection, base, figure.outcome, figure.wave)
        if material.has_pairs and (figure.from_wave, figure.wave) != (waves[0].name, waves[-1].name):
            return CLOSED
        alone = few_alone(material, base, figure.outcome, waves[0].name)
        return closed_change(material, protection, base, figure.outcome) or alone

    def even_margins(self) -> bool:
        """Whether each category that the weights use holds enough people: two means would tell of a smaller one."""
        population = self.material.populations[population_of(self.material)]
        minimum = self.protection.minimum_cell
        people = self.material.register_people
        participants = self.material.columns.participants
        here = {participants[row] for row in population.rows}
        answered = self.material.register[[person in here for person in people.tolist()]]
        margins = self.material.record.study.plan.weights.margins
        columns = [name if name in answered.columns else f"register.{name}" for name in margins]
        counts = [answered[name].value_counts(dropna=False) for name in columns if name in answered.columns]
        return len(counts) == len(margins) and all(((each == 0) | (each >= minimum)).all() for each in counts)


def is_for_researchers(figure: PlannedFigure) -> bool:
    """Whether a figure tells of a few people, whatever the base."""
    return figure.estimate.estimand in COUNTS or figure.estimate.method.startswith(WITH_THE_LOST)


def arms_of(figure: PlannedFigure) -> tuple[str, str] | None:
    """The arm and its reference that a figure compares; None for a change of the same people, or one wave."""
    if figure.contrast in (figure.wave, f"{figure.wave} - {figure.from_wave}"):
        return None
    arm, _, reference = figure.contrast.partition(" - ")
    return arm, reference
