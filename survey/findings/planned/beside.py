"""What stands beside the figures of an outcome: reliability, ends, who changed how, who was lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from analysis.change.entry_and_change import entry_and_change
from analysis.change.important_change import important_change
from analysis.change.reliable_change import Reliability, reliable_change
from analysis.change.sign import sign_test
from analysis.change.then_test import then_test
from analysis.missing import LISTWISE, complete_pairs
from analysis.results import Cell, Estimate
from analysis.sampling.attrition import attrition_model
from analysis.sampling.retention import retained_and_lost
from analysis.sampling.tipping import Tipping, tipping_compared, tipping_paired
from analysis.scales.alpha import cronbach_alpha
from analysis.scales.describe import mean_with_interval
from analysis.scales.differing_items import DifferingItems, differing_items
from analysis.scales.ends import shares_at_ends
from analysis.scales.omega import omega_total
from analysis.tables import EstimateTable
from survey.findings.planned.comparisons import Comparing, by_need, of_pair
from survey.findings.planned.feeling import felt_told, is_felt
from survey.findings.planned.people import (
    AFTER,
    ARM,
    BEFORE,
    LANGUAGE,
    NOW,
    NOW_BEFORE,
    THEN,
    WAVE,
    Outcome,
    PlannedTable,
)
from survey.findings.planned.results import ChangeTold, ComparisonTold, OutcomeTold
from survey.instrument.plan import Contrast, Plan

MANY_LOST = 0.05
"""From this share of lost people on, a result is shown with what the lost might do to it."""
STEPS = (0.0, -0.05, -0.1, -0.2)
"""Unless the plan names deltas: these shares of the width of the scale."""
ALPHA_AT_ENTRY, NO_ALPHA = "cronbach_alpha_at_the_first_wave", "none_for_one_item"
BY_PLAN = "plan"
Told = tuple[dict[str, Cell], Estimate]


def outcome_told(
    table: PlannedTable,
    plan: Plan,
    outcome: Outcome,
    told: tuple[str, Sequence[Contrast], Comparing | None],
    *,
    iterative: bool,
) -> OutcomeTold:
    """Everything about one outcome but its figures; ``told``: its part, the contrasts, who is compared.

    ``iterative``: whether items are compared between languages, which takes long with many people.
    """
    part, contrasts, comparing = told
    rule = outcome.rule
    changes = [each for each in contrasts if each.from_wave is not None and not each.is_comparison]
    compared = [each for each in contrasts if each.is_comparison]
    return OutcomeTold(
        name=outcome.name,
        part=part,
        score_range=rule.score_range,
        items=rule.items,
        reliability=_table(_reliabilities(table, plan, outcome)),
        means=_table(_means(table, plan, outcome)),
        ends=_table(_ends(table, plan, outcome)),
        changes=tuple(_change(table, plan, outcome, str(each.from_wave), each.wave) for each in changes),
        comparisons=tuple(_compared(table, outcome, comparing, each) for each in compared if comparing is not None),
        differing=_differing(table, plan, outcome) if iterative else None,
        felt=tuple(felt_told(table, plan, outcome, each.wave) for each in contrasts if is_felt(outcome, each)),
    )


def _table(rows: Iterator[Told]) -> EstimateTable:
    every = list(rows)
    return EstimateTable(keys=tuple(key for key, _ in every), estimates=tuple(each for _, each in every))


def _reliabilities(table: PlannedTable, plan: Plan, outcome: Outcome) -> Iterator[Told]:
    rule = outcome.rule
    for wave in table.waves if len(rule.items) > 1 else ():
        rows = table.rows[(table.rows[WAVE] == wave).to_numpy()]
        yield {WAVE: wave}, cronbach_alpha(rows, rule.items, reverse=rule.reverse, missing=LISTWISE, level=plan.level)
        yield {WAVE: wave}, omega_total(rows, rule.items, reverse=rule.reverse, level=plan.level).omega


def _means(table: PlannedTable, plan: Plan, outcome: Outcome) -> Iterator[Told]:
    for wave in table.waves:
        wide = table.wide(outcome.name, wave)
        yield {WAVE: wave, ARM: ""}, mean_with_interval(wide[AFTER], level=plan.level)
        for arm in table.arms:
            own = wide[(wide[ARM] == arm).to_numpy()]
            yield {WAVE: wave, ARM: arm}, mean_with_interval(own[AFTER], level=plan.level)


def _ends(table: PlannedTable, plan: Plan, outcome: Outcome) -> Iterator[Told]:
    for wave in table.waves:
        found = shares_at_ends(table.wide(outcome.name, wave)[AFTER], outcome.rule.score_range, level=plan.level)
        yield from (({WAVE: wave, **key}, each) for key, each in zip(found.keys, found.estimates, strict=True))


def _change(table: PlannedTable, plan: Plan, outcome: Outcome, from_wave: str, wave: str) -> ChangeTold:
    wide = table.wide(outcome.name, wave, from_wave)
    level = plan.level
    reliability = _reliability(table, outcome, from_wave)
    threshold = plan.important_change.get(outcome.name)
    retention = retained_and_lost(wide, BEFORE, AFTER, plan.covariates, level=level)
    important = None
    if threshold is not None:
        important = important_change(wide, BEFORE, AFTER, threshold, threshold_name=BY_PLAN, level=level)
    tipping = None
    if _is_tipping(plan, retention.lost_share):
        tipping = tipping_paired(wide, BEFORE, AFTER, _deltas(plan, outcome), level=level)
    looks_back = THEN in wide.columns
    return ChangeTold(
        wave=wave,
        from_wave=from_wave,
        pairs=complete_pairs(wide, BEFORE, AFTER),
        entry_and_change=entry_and_change(wide, BEFORE, AFTER, level=level),
        signs=sign_test(wide, BEFORE, AFTER, level=level),
        reliable_change=reliable_change(wide, BEFORE, AFTER, reliability, level=level),
        important_change=important,
        retention=retention,
        attrition=attrition_model(wide, BEFORE, AFTER, plan.covariates, level=level),
        tipping=tipping,
        then_test=then_test(wide, NOW_BEFORE, THEN, NOW, level=level) if looks_back else None,
    )


def _reliability(table: PlannedTable, outcome: Outcome, wave: str) -> Reliability:
    rule = outcome.rule
    if len(rule.items) < 2:
        return Reliability(value=None, name=NO_ALPHA)
    rows = table.rows[(table.rows[WAVE] == wave).to_numpy()]
    alpha = cronbach_alpha(rows, rule.items, reverse=rule.reverse, missing=LISTWISE)
    return Reliability(value=alpha.value, name=ALPHA_AT_ENTRY)


def _is_tipping(plan: Plan, lost: float | None) -> bool:
    return bool(plan.deltas) or (lost is not None and lost > MANY_LOST)


def _deltas(plan: Plan, outcome: Outcome) -> tuple[float, ...]:
    low, high = outcome.rule.score_range
    return plan.deltas or tuple(step * (high - low) for step in STEPS)


def _compared(table: PlannedTable, outcome: Outcome, comparing: Comparing, contrast: Contrast) -> ComparisonTold:
    arm, reference, from_wave = str(contrast.arm), str(contrast.reference), contrast.from_wave or ""
    wide = table.wide(outcome.name, contrast.wave, from_wave)
    pair = of_pair(wide, arm, reference)
    own = replace(comparing, reference=reference)
    weighing = by_need(wide, own, arm)
    return ComparisonTold(
        wave=contrast.wave,
        from_wave=from_wave,
        arm=arm,
        reference=reference,
        tipping=_tipping_compared(pair, outcome, own, arm) if from_wave else None,
        balance=() if weighing is None else weighing.balance,
        effective_n={} if weighing is None else weighing.effective_n,
    )


def _tipping_compared(pair: pd.DataFrame, outcome: Outcome, comparing: Comparing, arm: str) -> Tipping | None:
    plan = comparing.plan
    lost = retained_and_lost(pair, BEFORE, AFTER, level=plan.level).lost_share
    if not _is_tipping(plan, lost):
        return None
    found = tipping_compared(
        pair,
        ARM,
        AFTER,
        (BEFORE, *plan.covariates),
        _deltas(plan, outcome),
        compared=(arm, comparing.reference),
        level=plan.level,
    )
    named = comparing.named().estimand("adjusted_difference")
    return replace(found, estimates=tuple(replace(each, estimand=named) for each in found.estimates))


def _differing(table: PlannedTable, plan: Plan, outcome: Outcome) -> DifferingItems | None:
    """The items by language, of the first wave: the same people answer the later ones."""
    if len(outcome.rule.items) < 2 or LANGUAGE not in table.people.columns or not table.waves:
        return None
    if table.people[LANGUAGE].nunique() < 2:
        return None
    here = (table.rows[WAVE] == table.waves[0]).to_numpy()
    language = table.people[LANGUAGE].to_numpy()[table.person[here]]
    rows = table.rows[here].assign(**{LANGUAGE: language})
    return differing_items(rows, outcome.rule.items, LANGUAGE, reverse=outcome.rule.reverse, level=plan.level)
