"""The change that people feel looking back from one wave, person by person, against the error of measurement."""

from __future__ import annotations

from analysis.change.reliable_change import Reliability, reliable_change
from analysis.change.sign import sign_test
from analysis.missing import LISTWISE, complete_pairs
from analysis.scales.alpha import cronbach_alpha
from survey.findings.planned.people import NOW, THEN, WAVE, Outcome, PlannedTable
from survey.findings.planned.results import FeltTold
from survey.instrument.plan import Contrast, Plan

ALPHA_NOW, NO_ALPHA = "cronbach_alpha_of_the_items_asked_twice", "none_for_one_item"


def is_felt(outcome: Outcome, contrast: Contrast) -> bool:
    """Whether a contrast looks at one wave alone, and people were asked there about the time before."""
    return outcome.looking_back and contrast.from_wave is None and not contrast.is_comparison


def felt_told(table: PlannedTable, plan: Plan, outcome: Outcome, wave: str) -> FeltTold:
    """Who feels a change, and whose is larger than the error of the items that were asked twice."""
    wide = table.wide(outcome.name, wave)
    return FeltTold(
        wave=wave,
        pairs=complete_pairs(wide, THEN, NOW),
        signs=sign_test(wide, THEN, NOW, level=plan.level),
        reliable_change=reliable_change(wide, THEN, NOW, _reliability(table, outcome, wave), level=plan.level),
    )


def _reliability(table: PlannedTable, outcome: Outcome, wave: str) -> Reliability:
    items = outcome.asked_twice
    if len(items) < 2:
        return Reliability(value=None, name=NO_ALPHA)
    rows = table.rows[(table.rows[WAVE] == wave).to_numpy()]
    turned = [item for item in outcome.rule.reverse if item in items]
    alpha = cronbach_alpha(rows, items, reverse=turned, missing=LISTWISE)
    return Reliability(value=alpha.value, name=ALPHA_NOW)
