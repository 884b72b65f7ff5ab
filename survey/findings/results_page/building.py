"""Makes the results page of what a plan gives: everything for researchers, what the sieve lets through for others."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.charts.forest import NO_WEIGHTS
from survey.findings.frozen import Shown
from survey.findings.planned.cautions import LOST
from survey.findings.planned.results import Caution, OutcomeTold, PlannedFigure, Results
from survey.findings.results_page import tables
from survey.findings.results_page.few_lost import tells_of_few, without_few_lost
from survey.findings.results_page.forests import Variables, forests, let_through
from survey.findings.results_page.of_changes import pictures_of_changes
from survey.findings.results_page.sections import OutcomeSection, Part, ResultsPage
from survey.findings.results_page.sieve import Sieve

WEIGHTS_WITHHELD = "weights_for_researchers"
TELLS_COUNTS = ("share", "lost", "retained", "n", "people", "clusters", "correlation", "expected", "values", "items")
"""Values of cautions that may tell of a few people: researchers see them."""


def page_of_results(
    results: Results, who: tuple[Shown, ...], variables: Variables, sieve: Sieve | None = None
) -> ResultsPage:
    """The page. ``who``: the charts of who answered. ``variables``: keys by the names that the plan gives them."""
    outcomes = tuple(_section(results, outcome, variables, sieve) for outcome in results.outcomes)
    beside: list[Part] = [*who, *tables.weighting(results)] if sieve is None else [*who]
    return ResultsPage(
        design=results.design,
        assigned=results.assigned,
        outcomes=outcomes,
        who=(*beside, *(tables.evenness(results) if sieve is None else ())),
        cautions=tuple(_caution(each, sieve) for each in _seen_cautions(results, sieve) if not each.outcome),
        people=results.people if sieve is None else None,
        has_arms=bool(results.arms),
        lock=results.lock,
    )


def _section(results: Results, outcome: OutcomeTold, variables: Variables, sieve: Sieve | None) -> OutcomeSection:
    figures = [each for each in results.figures if each.outcome == outcome.name]
    seen = let_through(figures, sieve)
    leading = next((each for each in seen if each.preferred and each.subgroup is None), None)
    hidden = leading is None or (sieve is not None and sieve.why_hidden(leading))
    warned: set[str] = set() if leading is None or hidden else set(leading.estimate.cautions)
    own = [each for each in _seen_cautions(results, sieve) if each.outcome == outcome.name]
    if sieve is not None and any(each.estimate.weights != NO_WEIGHTS and each not in seen for each in figures):
        warned.add(WEIGHTS_WITHHELD)
    parts = tuple(_parts(outcome, figures, variables, sieve))
    if not any(each.name == f"lost.{outcome.name}" for each in parts):
        own = [each for each in own if each.key != LOST]
    more = [Caution(key=key, outcome=outcome.name) for key in sorted(warned - {each.key for each in own})]
    return OutcomeSection(
        outcome=outcome.name,
        part=outcome.part,
        planned=all(each.planned for each in figures),
        parts=parts,
        estimands=tuple(dict.fromkeys(each.estimate.estimand for each in figures if each.preferred)),
        assumptions=() if leading is None or hidden else leading.estimate.assumptions,
        cautions=tuple(_caution(each, sieve) for each in [*own, *more]),
    )


def _seen_cautions(results: Results, sieve: Sieve | None) -> list[Caution]:
    return [each for each in results.cautions if sieve is None or not tells_of_few(each, sieve)]


def _caution(caution: Caution, sieve: Sieve | None) -> Caution:
    if sieve is None:
        return caution
    kept = {name: value for name, value in caution.values.items() if name not in TELLS_COUNTS}
    names_nobody = caution.finding is not None and not caution.finding.values
    why = caution.finding if names_nobody else None
    return Caution(key=caution.key, outcome=caution.outcome, values=kept, finding=why)


def _parts(
    outcome: OutcomeTold, figures: list[PlannedFigure], variables: Variables, sieve: Sieve | None
) -> Iterator[Part]:
    yield from forests(outcome.name, figures, variables, sieve)
    yield from pictures_of_changes(outcome, sieve)
    yield from tables.lost(outcome if sieve is None else without_few_lost(outcome, figures, sieve))
    if sieve is None:
        yield from tables.kept(outcome, variables)
        yield from tables.important(outcome)
        yield from tables.looking_back(outcome)
        yield from tables.balance(outcome, variables)
    yield from tables.reliability(outcome) if sieve is None else ()
