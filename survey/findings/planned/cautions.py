"""What a reader of the results must be warned of, outcome by outcome, each with the numbers it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.change.entry_and_change import REGRESSION_TO_THE_MEAN
from analysis.comparison.arms import FEW_CLUSTERS, SMALL_N
from analysis.scales.describe import CROWDED
from survey.findings.planned.beside import MANY_LOST
from survey.findings.planned.people import ARM, PlannedTable
from survey.findings.planned.results import Caution, Lock, OutcomeTold, PlannedFigure, WeightingTold
from survey.findings.planned.scoring import RANGE_FROM_ANSWERS
from survey.findings.planned.subgroups import MOST_VALUES, values_of
from survey.instrument.plan import Plan

ITEMS_DIFFER = "items_differ_by_language"
LOST = "lost_more_than_5_percent"
NOT_WEIGHTED = "weights_not_made"
LATE = "plan_locked_after_answers"
CHANGED_SINCE = "plan_changed_since_lock"
NO_PLAN, NO_ANSWERS = "no_plan", "outcome_without_answers"
MIXED_ON_DEMAND, ITEMS_ON_DEMAND = "mixed_model_on_demand", "differing_items_on_demand"
STILL_OPEN = "wave_still_open"
TOO_MANY_VALUES, UNKNOWN_VALUES, WITHOUT_ARM = "subgroup_of_too_many_values", "subgroup_unknown", "without_arm"
CERTAIN = 0.05
Found = tuple[Sequence[PlannedFigure], Sequence[OutcomeTold], Sequence[WeightingTold]]


def cautions_of(
    table: PlannedTable, plan: Plan, found: Found, *, iterative: bool, lock: Lock | None
) -> tuple[Caution, ...]:
    """Every caution: of the plan, of the table, of each outcome, of the weights."""
    figures, outcomes, weighting = found
    told = [*_of_plan(plan, lock), *table.cautions, *_of_table(table, plan, outcomes, iterative=iterative)]
    guessed = {each.outcome for each in table.cautions if each.key == RANGE_FROM_ANSWERS}
    for outcome in outcomes:
        own = [each for each in figures if each.outcome == outcome.name]
        told += [*_of_outcome(outcome, has_ends=outcome.name not in guessed), *_of_numbers(table, plan, outcome, own)]
    told += [
        Caution(
            key=NOT_WEIGHTED,
            values={"wave": each.wave, "from_wave": each.from_wave, "reason": each.reason},
            finding=each.problem,
        )
        for each in weighting
        if each.reason
    ]
    return tuple(told)


def _of_plan(plan: Plan, lock: Lock | None) -> Iterator[Caution]:
    if not any(True for _ in plan.outcomes()):
        yield Caution(key=NO_PLAN)
    if lock is not None and lock.late:
        yield Caution(key=LATE, values={"waves": " ".join(lock.late)})
    if lock is not None and not lock.matches:
        yield Caution(key=CHANGED_SINCE, values={"at": lock.at})


def _of_table(
    table: PlannedTable, plan: Plan, outcomes: Sequence[OutcomeTold], *, iterative: bool
) -> Iterator[Caution]:
    held = {each.name for each in outcomes}
    yield from (Caution(key=NO_ANSWERS, outcome=name) for _, name in plan.outcomes() if name not in held)
    for variable in plan.subgroups:
        values = values_of(table, variable)
        if len(values) > MOST_VALUES:
            yield Caution(key=TOO_MANY_VALUES, values={"variable": variable, "values": len(values)})
        elif variable in table.people.columns and (unknown := int(table.people[variable].isna().sum())):
            yield Caution(key=UNKNOWN_VALUES, values={"variable": variable, "people": unknown})
    if table.arms and (without := int(table.people[ARM].isna().sum())):
        yield Caution(key=WITHOUT_ARM, values={"people": without})
    if not iterative:
        yield Caution(key=MIXED_ON_DEMAND, values={"people": len(table.people)})
        yield Caution(key=ITEMS_ON_DEMAND, values={"people": len(table.people)})


def _of_outcome(outcome: OutcomeTold, *, has_ends: bool) -> Iterator[Caution]:
    for key, share in zip(outcome.ends.keys, outcome.ends.estimates, strict=True):
        if has_ends and share.value is not None and share.value > CROWDED:
            told = {"wave": key["wave"], "share": share.value, "n": share.n}
            yield Caution(key=f"{key['end']}_crowded", outcome=outcome.name, values=told)
    for change in outcome.changes:
        waves = {"wave": change.wave, "from_wave": change.from_wave}
        seen = change.entry_and_change
        if seen.observed.value is not None:
            told = {"correlation": seen.observed.value, "expected": seen.expected_by_regression}
            yield Caution(key=REGRESSION_TO_THE_MEAN, outcome=outcome.name, values={**waves, **told})
        share_lost = change.retention.lost_share
        if share_lost is not None and share_lost > MANY_LOST:
            counts = {"share": share_lost, "lost": change.retention.lost, "retained": change.retention.retained}
            yield Caution(key=LOST, outcome=outcome.name, values={**waves, **counts})
    items = [] if outcome.differing is None else outcome.differing.items
    differ = [
        each.item
        for each in items
        if each.either is not None and each.either.p_value < CERTAIN and each.size in ("moderate", "large")
    ]
    if differ:
        yield Caution(key=ITEMS_DIFFER, outcome=outcome.name, values={"items": " ".join(differ)})


def _of_numbers(
    table: PlannedTable, plan: Plan, outcome: OutcomeTold, figures: Sequence[PlannedFigure]
) -> Iterator[Caution]:
    """Few people or few clusters behind the figures of everyone."""
    whole = [each.estimate for each in figures if each.subgroup is None]
    few = [each for each in whole if SMALL_N in each.cautions and each.n]
    if few:
        yield Caution(key=SMALL_N, outcome=outcome.name, values={"n": min(each.n for each in few)})
    if plan.cluster and any(FEW_CLUSTERS in each.cautions for each in whole):
        clusters = int(table.people[plan.cluster].nunique())
        yield Caution(key=FEW_CLUSTERS, outcome=outcome.name, values={"cluster": plan.cluster, "clusters": clusters})
