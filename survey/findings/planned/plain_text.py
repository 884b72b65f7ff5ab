"""Results in plain English, for somebody at a keyboard: a table, why a figure is absent, what to be careful about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.comparison.wording import may_say_effect
from analysis.results import (
    ALL_EQUAL,
    COLLINEAR,
    CONTRADICTION,
    NO_CONVERGENCE,
    NO_VALUES,
    ONE_CLUSTER,
    ONE_DIRECTION,
    ONE_GROUP,
    ONE_VALUE,
    SEPARATION,
    TOO_FEW,
    Cell,
)
from analysis.sampling.tipping import Tipping
from survey.findings.planned.results import Caution, PlannedFigure, Results, WeightingTold
from survey.findings.telling.messages import message_told
from survey.findings.telling.tongue import Tongue

WHY = {
    NO_VALUES: "nobody counts: there is no answer, or no weight, that it could be made from",
    ONE_VALUE: "one person alone has no spread",
    TOO_FEW: "too few people count for its formula",
    ALL_EQUAL: "all values, or all changes, are the same: nothing is spread",
    ONE_DIRECTION: "every change goes the same way",
    ONE_GROUP: "nobody who counts is in one of the groups",
    ONE_CLUSTER: "everybody, or everybody of one group, is in one cluster",
    COLLINEAR: "who is in which group follows from the covariates",
    SEPARATION: "the covariates tell the groups apart without error",
    NO_CONVERGENCE: "the search for it found no end",
    CONTRADICTION: "the margins, or the numbers it rests on, contradict each other",
}
HEADER = ("outcome", "contrast", "within", "estimand", "method", "weights", "value", "interval", "n", "missing", "p")
ENGLISH = Tongue("en")
NUMERIC = {"value", "interval", "n", "missing", "p"}
CAUTIONS = {
    "regression_to_the_mean": "People who came when things were bad change for the better without any help: entry and "
    "change correlate {correlation}; regression to the mean alone would give {expected}.",
    "floor_crowded": "At {wave} {share} of the people stand at the lowest score: a fall can hardly show.",
    "ceiling_crowded": "At {wave} {share} of the people stand at the highest score: a rise can hardly show.",
    "small_n": "As few as {n} people count: intervals lean on the shape of their distribution.",
    "few_clusters": "There are {clusters} clusters by {cluster}: read the figures with the methods cr2 and "
    "cluster_jackknife.",
    "items_differ_by_language": "People who stand equally high answer differently by language: {items}.",
    "lost_more_than_5_percent": "{lost} of those with a score at {from_wave} have none at {wave} ({share}): see how "
    "far they would have to differ.",
    "weights_not_made": "There are no weights for {wave}: {message}",
    "plan_locked_after_answers": "The plan was locked after the first answer of: {waves}.",
    "plan_changed_since_lock": "The plan is not the one that was locked at {at}.",
    "arms_lacking": "The design compares arms; the answers hold {arms} of them: nothing can be compared.",
    "no_plan": "There is no plan: every result is exploratory.",
    "outcome_without_answers": "Nobody answered this scale.",
    "mixed_model_on_demand": "With {people} people mixed models are left out; --mixed computes them.",
    "differing_items_on_demand": "With {people} people items are not compared between languages; --mixed does it.",
    "subgroup_of_too_many_values": "{variable} has {values} values: too many for subgroups.",
    "subgroup_unknown": "{people} people have no {variable}: they are in no subgroup of it.",
    "wave_still_open": "The wave {wave} is still open: whoever has not answered counts as lost, and may still answer.",
    "without_arm": "{people} people are in no arm: they count in no comparison.",
    "rows_of_other_waves": "{rows} rows are of waves that the plan does not name: they count nowhere.",
    "people_not_in_register": "{people} people of the answers are not in the register.",
    "changed_between_waves": "{people} people change in {variable} between waves: the earliest counts.",
    "weights_of_zero": "{rows} rows have a weight of 0: they count as rows without a weight.",
    "item_range_from_answers": "The plan does not say the range of the items: {low} to {high} is what was answered.",
}


def message_of(figure: PlannedFigure, weighting: Sequence[WeightingTold] = ()) -> str:
    """Why a figure, or its interval, is absent, in one sentence; '' when all is there.

    >>> from analysis.results import Estimate
    >>> told = Estimate(estimand="mean_change", value=None, level=0.95, n=0, missing=7, missing_policy="listwise",
    ...                 method="t", unit="points", reason="no_values")
    >>> print(message_of(PlannedFigure(outcome="calm", wave="exit", from_wave="entry", contrast="exit - entry",
    ...                                subgroup=None, part="primary", planned=True, estimate=told)))
    calm, exit - entry: mean_change (t) cannot be estimated: nobody counts: there is no answer, or no weight, ...
    """
    told = figure.estimate
    if not told.reason:
        return ""
    where = "" if figure.subgroup is None else f", {figure.within}"
    lacking = "cannot be estimated" if told.value is None else "has no interval"
    counts = f"{told.n} count, {told.missing} do not"
    of_weights = [
        f" {message_told(ENGLISH, each.problem)}"
        for each in weighting
        if told.weights == each.method and each.problem and (each.wave, each.from_wave) == _waves(figure)
    ]
    return (
        f"{figure.outcome}, {figure.contrast}{where}: {told.estimand} ({told.method}) {lacking}: "
        f"{WHY[told.reason]} ({counts}).{''.join(of_weights)}"
    )


def _waves(figure: PlannedFigure) -> tuple[str, str]:
    return figure.wave, figure.from_wave


def sentence_of(caution: Caution) -> str:
    """A caution in one sentence, after the outcome that it is about.

    >>> print(sentence_of(Caution(key="small_n", outcome="calm", values={"n": 12})))
    calm: As few as 12 people count: intervals lean on the shape of their distribution.
    """
    said = {name: _told(value) for name, value in caution.values.items()}
    why = "" if caution.finding is None else message_told(ENGLISH, caution.finding)
    told = CAUTIONS[caution.key].format(**said, message=why).rstrip()
    return f"{caution.outcome}: {told}" if caution.outcome else told


def lines_of(results: Results) -> Iterator[str]:
    """The table of all figures, then why some are absent, then the cautions."""
    yield "Effect" if may_say_effect(results.design, assigned=results.assigned) else "What changed"
    arms = f"; arms {', '.join(results.arms)}" if results.arms else ""
    yield f"design {results.design}; {results.people} people; waves {', '.join(results.waves)}{arms}"
    yield from ("", *_table([HEADER, *(_cells(each) for each in results.figures)]))
    yield "* leads; p is adjusted over the primary outcomes, or over the others; + is not in the plan"
    absent = [message for each in results.figures if (message := message_of(each, results.weighting))]
    yield from ("", *absent) if absent else ()
    cautions = [sentence_of(each) for each in results.cautions]
    yield from ("", *cautions) if cautions else ()
    lost = list(_of_the_lost(results))
    yield from ("", *lost) if lost else ()


def _of_the_lost(results: Results) -> Iterator[str]:
    """What the figures would be had those who were lost fared otherwise than people like them."""
    for outcome in results.outcomes:
        for change in outcome.changes:
            contrast = f"{change.wave} - {change.from_wave}"
            yield from _tipping(outcome.name, contrast, "those who were lost changed", change.tipping)
        for each in outcome.comparisons:
            yield from _tipping(outcome.name, each.contrast, f"the lost of {each.arm} ended", each.tipping)


def _tipping(outcome: str, contrast: str, who: str, tipping: Tipping | None) -> Iterator[str]:
    if tipping is None:
        return
    for key, told in zip(tipping.keys, tipping.estimates, strict=True):
        limits = "" if told.interval_low is None else f" ({_told(told.interval_low)} to {_told(told.interval_high)})"
        yield (
            f"{outcome}, {contrast}: {_told(told.value)}{limits} if {who} {_told(key['delta'])} points beside what is "
            f"expected of them"
        )
    if tipping.tipping_point:
        yield f"{outcome}, {contrast}: from {_told(tipping.tipping_point)} points on the interval holds 0"


def _cells(figure: PlannedFigure) -> tuple[str, ...]:
    told = figure.estimate
    p_value = figure.adjusted_p_value if figure.preferred else told.p_value
    limits = "" if told.interval_low is None else f"{_told(told.interval_low)} to {_told(told.interval_high)}"
    mark = ("*" if figure.preferred else " ") + ("" if figure.planned else "+")
    return (
        f"{mark} {figure.outcome}",
        figure.contrast,
        figure.within,
        told.estimand,
        told.method,
        told.weights,
        _told(told.value),
        limits,
        str(told.n),
        str(told.missing),
        "" if p_value is None else f"{p_value:.2g}",
    )


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADER))]
    for row in rows:
        cells = [
            cell.rjust(width) if name in NUMERIC else cell.ljust(width)
            for cell, width, name in zip(row, widths, HEADER, strict=True)
        ]
        yield "  ".join(cells).rstrip()


def _told(value: Cell) -> str:
    if value is None:
        return "unknown"
    return f"{value:.3g}" if isinstance(value, float) else str(value)
