"""The tables of a results page that have no picture: who was lost, how well a scale measures, what weights cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.charts.chart import Table
from analysis.results import Cell, Estimate
from survey.findings.planned.people import BEFORE
from survey.findings.planned.results import ChangeTold, ComparisonTold, OutcomeTold, Results
from survey.findings.results_page import remarks
from survey.findings.results_page.forests import Variables
from survey.findings.results_page.of_changes import name_of
from survey.findings.results_page.sections import TablePart
from survey.findings.telling.contrasts import key_of

OF_ESTIMATE = ("value", "interval_low", "interval_high", "n", "missing")
TIPPING = ("contrast", "delta", *OF_ESTIMATE)
KEPT = ("variable", "category", "retained", "lost", *OF_ESTIMATE)
RELIABILITY = ("wave", "estimand", *OF_ESTIMATE)
LOOKING_BACK = ("estimand", *OF_ESTIMATE)
BALANCE = ("contrast", "variable", "difference_before", "difference_after")
WEIGHTING = ("wave", "weights", "n", "missing", "effective_n", "design_effect")
EVENNESS = ("estimand", *OF_ESTIMATE)


def of_estimate(found: Estimate) -> tuple[Cell, ...]:
    """The cells of an Estimate."""
    return (found.value, found.interval_low, found.interval_high, found.n, found.missing)


def lost(outcome: OutcomeTold) -> Iterator[TablePart]:
    """How far those who were lost would have to differ, for each contrast where some were."""
    rows, findings = [], {}
    every: list[ChangeTold | ComparisonTold] = [*outcome.comparisons, *outcome.changes]
    for told in every:
        if told.tipping is None:
            continue
        arms = None if isinstance(told, ChangeTold) else (told.arm, told.reference)
        contrast = key_of(told.wave, told.from_wave, arms)
        findings[contrast] = told.tipping.finding()
        for key, estimate in zip(told.tipping.keys, told.tipping.estimates, strict=True):
            rows.append((contrast, key["delta"], *of_estimate(estimate)))
    if rows:
        yield TablePart(name=f"lost.{outcome.name}", table=Table(TIPPING, tuple(rows)), finding=remarks.lost(findings))


def kept(outcome: OutcomeTold, variables: Variables) -> Iterator[TablePart]:
    """How those who answered again compare at the start with those who did not."""
    for change in outcome.changes:
        if not change.retention.lost:
            continue
        rows = []
        for key, estimate in zip(change.retention.keys, change.retention.estimates, strict=True):
            variable, category = str(key["variable"]), str(key["category"] or "")
            name = "start" if variable == BEFORE else variables.get(variable, variable)
            told = f"category:{name}:{category}" if category else None
            rows.append((f"variable:{name}", told, key["retained"], key["lost"], *of_estimate(estimate)))
        finding = remarks.kept(change.retention)
        yield TablePart(name=name_of("kept", outcome, change), table=Table(KEPT, tuple(rows)), finding=finding)


def reliability(outcome: OutcomeTold) -> Iterator[TablePart]:
    """How well the scale measures, at each time."""
    told = zip(outcome.reliability.keys, outcome.reliability.estimates, strict=True)
    rows = tuple((f"wave:{key['wave']}", f"estimand:{each.estimand}", *of_estimate(each)) for key, each in told)
    if rows:
        finding = remarks.reliability(outcome.reliability)
        yield TablePart(name=f"reliability.{outcome.name}", table=Table(RELIABILITY, rows), finding=finding)


def looking_back(outcome: OutcomeTold) -> Iterator[TablePart]:
    """Change as measured, as felt, and the shift between the two, where people were asked about the start again."""
    for change in outcome.changes:
        if change.then_test is not None:
            rows = tuple((f"estimand:{each.estimand}", *of_estimate(each)) for each in change.then_test.estimates)
            finding = remarks.looking_back(change.then_test)
            yield TablePart(
                name=name_of("looking_back", outcome, change), table=Table(LOOKING_BACK, rows), finding=finding
            )


def important(outcome: OutcomeTold) -> Iterator[TablePart]:
    """Who changed by as much as the plan calls important."""
    for change in outcome.changes:
        if change.important_change is not None:
            found = change.important_change.estimates
            rows = tuple((f"estimand:{each.estimand}", *of_estimate(each)) for each in found)
            finding = remarks.important(change.important_change)
            yield TablePart(
                name=name_of("important", outcome, change), table=Table(LOOKING_BACK, rows), finding=finding
            )


def balance(outcome: OutcomeTold, variables: Variables) -> Iterator[TablePart]:
    """How alike groups formed by need are, before and after weighting."""
    rows = [
        (
            key_of(each.wave, each.from_wave, (each.arm, each.reference)),
            _covariate(row.covariate, variables),
            row.difference_before,
            row.difference_after,
        )
        for each in outcome.comparisons
        for row in each.balance
    ]
    if rows:
        finding = remarks.balance([row for each in outcome.comparisons for row in each.balance])
        yield TablePart(name=f"balance.{outcome.name}", table=Table(BALANCE, tuple(rows)), finding=finding)


def _covariate(name: str, variables: Variables) -> str:
    """The key of a covariate, or of one of its categories, which stand as ``variable: category``."""
    variable, _, category = name.partition(": ")
    if variable == BEFORE:
        return "variable:start"
    known = variables.get(variable, variable)
    return f"category:{known}:{category}" if category else f"variable:{known}"


def weighting(results: Results) -> Iterator[TablePart]:
    """What the weights cost, for those who answered at each wave or at both of a contrast."""
    rows = tuple(
        (
            key_of(each.wave, each.from_wave),
            f"weights:{each.method}",
            each.n,
            each.missing,
            each.effective_n,
            each.design_effect,
        )
        for each in results.weighting
    )
    if rows:
        yield TablePart(name="weighting", table=Table(WEIGHTING, rows), finding=remarks.weighting(results.weighting))


def evenness(results: Results) -> Iterator[TablePart]:
    """How even the chances to answer are, by what the register knows."""
    if results.r_indicator is not None:
        found: Sequence[Estimate] = (results.r_indicator.corrected, results.r_indicator.raw)
        rows = tuple((f"estimand:{each.estimand}", *of_estimate(each)) for each in found)
        finding = remarks.evenness(results.r_indicator.corrected)
        yield TablePart(name="evenness", table=Table(EVENNESS, rows), finding=finding)
