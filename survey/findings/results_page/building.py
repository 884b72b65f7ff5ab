"""Makes the results page of what a plan gives: everything for researchers, what the sieve lets through for others."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.change.reliable_change import reliable_categories
from analysis.charts.chart import Chart
from analysis.charts.forest import NO_WEIGHTS
from analysis.charts.individual_change import Band, individual_change_chart
from analysis.charts.paired_change import End, paired_change_chart
from analysis.scales.describe import mean_with_interval
from survey.findings.frozen import Shown, Withheld
from survey.findings.planned.cautions import LOST
from survey.findings.planned.results import Caution, ChangeTold, OutcomeTold, PlannedFigure, Results
from survey.findings.results_page import tables
from survey.findings.results_page.few_lost import tells_of_few, without_few_lost
from survey.findings.results_page.forests import Variables, forests, let_through
from survey.findings.results_page.sections import OutcomeSection, Part, ResultsPage
from survey.findings.results_page.sieve import OF_PEOPLE_ALONE, Sieve

WEIGHTS_WITHHELD = "weights_for_researchers"
OF_WAYS = {"improved": "rose", "unchanged": "unchanged", "deteriorated": "fell"}
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
    return Caution(key=caution.key, outcome=caution.outcome, values=kept)


def _parts(
    outcome: OutcomeTold, figures: list[PlannedFigure], variables: Variables, sieve: Sieve | None
) -> Iterator[Part]:
    yield from forests(outcome.name, figures, variables, sieve)
    if outcome.changes:
        yield _paired(outcome, outcome.changes[0], sieve)
        yield _individual(outcome, outcome.changes[0], sieve)
    yield from tables.lost(outcome if sieve is None else without_few_lost(outcome, figures, sieve))
    if sieve is None:
        yield from tables.kept(outcome, variables)
        yield from tables.important(outcome)
        yield from tables.looking_back(outcome)
        yield from tables.balance(outcome, variables)
    yield from tables.reliability(outcome) if sieve is None else ()


def _paired(outcome: OutcomeTold, change: ChangeTold, sieve: Sieve | None) -> Chart | Withheld:
    if sieve is not None:
        return Withheld(f"paired_change.{outcome.name}", OF_PEOPLE_ALONE)
    before, after = change.pairs.before, change.pairs.after
    ends = tuple(
        End(wave=f"wave:{wave}", mean=mean_with_interval(pd.Series(scores, dtype="float64")))
        for wave, scores in ((change.from_wave, before), (change.wave, after))
    )
    return paired_change_chart(
        f"scale:{outcome.name}",
        list(zip(before.tolist(), after.tolist(), strict=True)),
        ends=(ends[0], ends[1]),
        score_range=outcome.score_range,
        missing=change.pairs.counts.lost,
    )


def _individual(outcome: OutcomeTold, change: ChangeTold, sieve: Sieve | None) -> Chart | Withheld:
    scale = f"scale:{outcome.name}"
    if sieve is not None:
        ways = sieve.ways(outcome.name)
        if ways is None:
            return Withheld(f"individual_change.{outcome.name}", "too_few")
        return individual_change_chart(scale, {name: ways[way] for name, way in OF_WAYS.items()}, shares={})
    found, counts = change.reliable_change, change.pairs.counts
    if found.threshold is None or found.reliability is None:
        signs = change.signs
        ways = {"improved": signs.improved, "unchanged": signs.unchanged, "deteriorated": signs.deteriorated}
        return individual_change_chart(scale, ways, shares={}, missing=counts.lost)
    table = pd.DataFrame({"before": change.pairs.before, "after": change.pairs.after})
    categories = reliable_categories(table, "before", "after", found.threshold)
    shares = {str(key["category"]): each for key, each in zip(found.shares.keys, found.shares.estimates, strict=True)}
    return individual_change_chart(
        scale,
        found.counts,
        shares=shares,
        people=list(zip((table["after"] - table["before"]).tolist(), categories.tolist(), strict=True)),
        band=Band(
            threshold=found.threshold,
            reliability=found.reliability,
            reliability_name=found.reliability_name,
            by_error=found.expected_by_error,
        ),
        missing=counts.lost,
    )
