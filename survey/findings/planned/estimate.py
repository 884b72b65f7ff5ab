"""A plan carried out: each outcome and contrast by every estimator that it calls for, adjusted, with its cautions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.sampling.flow import Flow, participant_flow
from survey.findings.planned.adjusting import adjusted
from survey.findings.planned.beside import outcome_told
from survey.findings.planned.cautions import cautions_of
from survey.findings.planned.changes import Figured, change_figures, mean_figures, mixed_change, with_both
from survey.findings.planned.comparisons import (
    Comparing,
    arms_compared,
    by_need,
    comparison_figures,
    mixed_comparison,
)
from survey.findings.planned.people import ARM, PARTICIPANT, WAVE, Outcome, PlannedTable
from survey.findings.planned.register_told import register_told
from survey.findings.planned.results import Caution, Lock, PlannedFigure, Results, Subgroup
from survey.findings.planned.subgroups import Part, parts_of
from survey.findings.planned.weighing import Weighed, weighed
from survey.instrument.plan import COMPARING, EXPLORATORY, Contrast, Plan, contrasts_of

MANY_PEOPLE = 20_000
"""Above this many people what has no closed form is computed on demand only."""
OTHERS, ARMS_LACKING = "others", "arms_lacking"
Counted = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Work:
    """What is carried out; ``weights``: those made so far, by their waves."""

    table: PlannedTable
    plan: Plan
    design: str
    assigned: str
    contrasts: tuple[Contrast, ...]
    parts: tuple[Part, ...]
    iterative: bool
    weights: dict[tuple[str, str], Weighed | None] = field(default_factory=dict)

    def weighed(self, contrast: Contrast) -> Weighed | None:
        """The weights of those who answered at the waves of a contrast."""
        waves = (contrast.wave, contrast.from_wave or "")
        if waves not in self.weights:
            self.weights[waves] = weighed(self.table, self.plan, *waves)
        return self.weights[waves]

    def comparing(self, reference: str) -> Comparing:
        """All arms against one."""
        named = [name for each in self.contrasts for name in (each.arm, each.reference) if name]
        arms = arms_compared(self.table.arms, named, reference)
        return Comparing(self.plan, reference, arms, self.design, self.assigned)


def results_of(
    table: PlannedTable, plan: Plan, *, design: str, assigned: str = "", mixed: bool = False, lock: Lock | None = None
) -> Results:
    """Carry a plan out on a table; ``mixed``: models without a closed form with any number of people."""
    work = _work(table, plan, design, assigned, mixed)
    table, contrasts = work.table, work.contrasts
    planned = {name: part for part, name in plan.outcomes()}
    figures, outcomes = [], []
    for outcome in _in_order(table, planned):
        part, is_planned = planned.get(outcome.name, EXPLORATORY), outcome.name in planned
        figures += list(_figures(work, outcome, part, is_planned))
        references = [each.reference for each in contrasts if each.is_comparison]
        comparing = work.comparing(str(references[0])) if references else None
        outcomes.append(outcome_told(table, plan, outcome, (part, contrasts, comparing), iterative=work.iterative))
    last = contrasts[-1] if contrasts else None
    representative, indicator = register_told(table, plan, last, work.weighed(last) if last else None)
    weighting = tuple(each.told for each in work.weights.values() if each is not None)
    return Results(
        plan=plan,
        design=design,
        assigned=assigned,
        waves=table.waves,
        arms=table.arms,
        people=len(table.people),
        figures=adjusted(figures, plan.adjustment),
        outcomes=tuple(outcomes),
        flow=_flow(table),
        representativeness=representative,
        r_indicator=indicator,
        weighting=weighting,
        cautions=(
            *_lacking(table, design),
            *cautions_of(table, plan, (figures, outcomes, weighting), iterative=work.iterative, lock=lock),
        ),
        lock=lock,
    )


def figures_of(table: PlannedTable, plan: Plan, *, design: str, assigned: str = "") -> tuple[PlannedFigure, ...]:
    """The figures of the planned outcomes alone, without what a reader is told beside them."""
    work = _work(table, plan, design, assigned, mixed=False)
    planned = [(work.table.outcome(name), part) for part, name in plan.outcomes()]
    figures = [figure for outcome, part in planned for figure in _figures(work, outcome, part, True)]
    return adjusted(figures, plan.adjustment)


def _work(table: PlannedTable, plan: Plan, design: str, assigned: str, mixed: bool) -> _Work:
    held = table if ARM in table.people.columns else _with_arm(table)
    iterative = mixed or len(held.people) <= MANY_PEOPLE
    contrasts = contrasts_of(plan, design, held.waves, _arms(held, design))
    return _Work(held, plan, design, assigned, contrasts, parts_of(held, plan), iterative)


def _with_arm(table: PlannedTable) -> PlannedTable:
    return replace(table, people=table.people.assign(**{ARM: pd.Series([None] * len(table.people), dtype=object)}))


def _arms(table: PlannedTable, design: str) -> tuple[str, ...]:
    """The arms of the table; beside one that is alone ``others``: a comparison that then tells its reason."""
    alone = design in COMPARING and len(table.arms) == 1
    return (*table.arms, OTHERS) if alone else table.arms


def _lacking(table: PlannedTable, design: str) -> tuple[Caution, ...]:
    few = design in COMPARING and len(table.arms) < 2
    return (Caution(key=ARMS_LACKING, values={"arms": len(table.arms)}),) if few else ()


def _in_order(table: PlannedTable, planned: dict[str, str]) -> Iterator[Outcome]:
    """The outcomes of the plan in its order, then those that it does not name."""
    held = {each.name: each for each in table.outcomes}
    yield from (held[name] for name in planned if name in held)
    yield from (each for each in table.outcomes if each.name not in planned)


def _figures(work: _Work, outcome: Outcome, part: str, planned: bool) -> Iterator[PlannedFigure]:
    seen: set[tuple[str, str | None, str | None]] = set()
    for contrast in work.contrasts:
        alike = (contrast.wave, contrast.from_wave, contrast.reference if contrast.is_comparison else None)
        if alike in seen:
            continue  # arms with one reference come out of one model
        seen.add(alike)
        for each in work.parts:
            if contrast.is_comparison and each.is_arm:
                continue
            for told, figured in _figured(work, outcome, contrast, each.people, whole=each.name is None):
                yield from _named(figured, told, outcome.name, (each.name, part, planned))


def _named(
    figured: Figured, contrast: Contrast, outcome: str, told: tuple[Subgroup | None, str, bool]
) -> Iterator[PlannedFigure]:
    for place, estimate in enumerate(figured.estimates):
        yield PlannedFigure(
            outcome=outcome,
            wave=contrast.wave,
            from_wave=contrast.from_wave or "",
            contrast=contrast.name,
            subgroup=told[0],
            part=told[1],
            planned=told[2],
            estimate=estimate,
            preferred=place == figured.leading,
        )


def _figured(
    work: _Work, outcome: Outcome, contrast: Contrast, counted: Counted, *, whole: bool
) -> Iterator[tuple[Contrast, Figured]]:
    """The figures of a contrast, or of all that compare with the same arm."""
    wide = work.table.wide(outcome.name, contrast.wave, contrast.from_wave or "")
    weights = work.weighed(contrast)
    if contrast.is_comparison:
        yield from _comparisons(work, outcome, contrast, (wide, counted), whole=whole)
    elif contrast.from_wave is None:
        yield contrast, mean_figures(wide, work.plan, weights, counted)
    else:
        figured = change_figures(wide, work.plan, weights, counted, whole=whole)
        if whole and work.iterative:
            mixed = mixed_change(_long(work, outcome, contrast), work.plan, _waves(contrast), len(wide))
            figured = Figured((*figured.estimates, mixed), figured.leading)
        yield contrast, figured


def _comparisons(
    work: _Work, outcome: Outcome, contrast: Contrast, told: tuple[pd.DataFrame, Counted], *, whole: bool
) -> Iterator[tuple[Contrast, Figured]]:
    wide, counted = told
    comparing = work.comparing(str(contrast.reference))
    figures = comparison_figures(wide, comparing, work.weighed(contrast), counted, whole=whole)
    mixed = {}
    if whole and work.iterative and contrast.from_wave is not None:
        mixed = mixed_comparison(_long(work, outcome, contrast), comparing, _waves(contrast), len(wide))
    alike = (contrast.wave, contrast.from_wave, contrast.reference)
    for each in work.contrasts:
        if each.arm is None or (each.wave, each.from_wave, each.reference) != alike:
            continue
        figured = figures[each.arm]
        others = [mixed[each.arm]] if each.arm in mixed else []
        weighing = by_need(wide, comparing, each.arm) if whole else None
        others += weighing.contrasts.estimates if weighing is not None else ()
        yield each, Figured((*figured.estimates, *others), figured.leading)


def _waves(contrast: Contrast) -> tuple[str, str]:
    return str(contrast.from_wave), contrast.wave


def _long(work: _Work, outcome: Outcome, contrast: Contrast) -> pd.DataFrame:
    long = work.table.long(outcome.name)
    return with_both(long[long[WAVE].isin(_waves(contrast)).to_numpy()], long, _waves(contrast))


def _flow(table: PlannedTable) -> Flow:
    rows = pd.DataFrame({PARTICIPANT: table.people[PARTICIPANT].to_numpy()[table.person], WAVE: table.rows[WAVE]})
    answered = table.rows[[each.name for each in table.outcomes]].notna().any(axis=1)
    rows["answered"] = np.where(answered, 1.0, np.nan)
    asked = None if table.register is None else len(table.register)
    return participant_flow(rows, "answered", table.waves, asked=asked)
