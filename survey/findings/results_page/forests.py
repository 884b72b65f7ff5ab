"""The forest plots of one outcome: its figures of everyone, and within groups of people."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from analysis.charts.chart import Chart
from analysis.charts.forest import NO_WEIGHTS, ForestRow, forest_chart
from survey.findings.planned.results import PlannedFigure
from survey.findings.results_page.sieve import Sieve, is_for_researchers
from survey.findings.results_page.whom import arms_of
from survey.findings.telling.contrasts import key_of

POINTS = "points"
FELT, LEVEL = "felt_change", "mean"
Variables = Mapping[str, str]
"""The key of a variable's text by the name that the plan gives it."""


def forests(name: str, figures: Sequence[PlannedFigure], variables: Variables, sieve: Sieve | None) -> Iterator[Chart]:
    """The figures of everyone, then the same within groups of people where the plan names any."""
    seen = let_through(figures, sieve)
    whole = [each for each in seen if each.subgroup is None]
    if whole:
        drawn = [each for each in whole if _is_drawn(each, whole)]
        yield _chart(name, "forest", (drawn, whole), variables, sieve)
    groups = sorted((each for each in seen if each.subgroup is not None), key=_place)
    if groups:
        drawn = [each for each in groups if each.preferred or _stands_beside(each, groups)]
        yield _chart(name, "subgroups", (drawn, groups), variables, sieve)


def let_through(figures: Sequence[PlannedFigure], sieve: Sieve | None) -> list[PlannedFigure]:
    """The figures that may have a row; where the weighted ones may not, the honest one without weights leads."""
    if sieve is None:
        return list(figures)
    seen = [each for each in figures if not is_for_researchers(each)]
    kept: list[PlannedFigure] = []
    for _alike, group in groupby(seen, key=lambda each: (*_contrast(each), each.subgroup)):
        every = list(group)
        if not any(sieve.tells_by_weights(each) for each in every):
            kept += every
            continue
        plain = [each for each in every if each.estimate.weights == NO_WEIGHTS]
        if plain and not any(each.preferred for each in plain):
            last = [each for each in plain if each.estimate.estimand == _leading(every).estimate.estimand][-1:]
            plain = [dataclasses.replace(each, preferred=True) if each in last else each for each in plain]
        kept += plain
    return kept


def _leading(figures: Sequence[PlannedFigure]) -> PlannedFigure:
    return next((each for each in figures if each.preferred), figures[0])


def _contrast(figure: PlannedFigure) -> tuple[str, str, str]:
    return (figure.wave, figure.from_wave, figure.contrast)


def _is_drawn(figure: PlannedFigure, figures: Sequence[PlannedFigure]) -> bool:
    """Whether a figure has its place in the picture: in points, and no level beside a change that people feel."""
    alike = [each for each in figures if _contrast(each) == _contrast(figure)]
    feels = any(each.estimate.estimand == FELT for each in alike)
    return figure.estimate.unit == POINTS and not (feels and figure.estimate.estimand == LEVEL)


def _stands_beside(figure: PlannedFigure, figures: Sequence[PlannedFigure]) -> bool:
    """Whether a figure is the unweighted one beside a preferred one with weights: the last of its subgroup."""
    alike = [
        each
        for each in figures
        if (*_contrast(each), each.subgroup) == (*_contrast(figure), figure.subgroup)
        and each.estimate.estimand == figure.estimate.estimand
    ]
    plain = [each for each in alike if each.estimate.weights == NO_WEIGHTS]
    weighted = any(each.preferred and each.estimate.weights != NO_WEIGHTS for each in alike)
    return weighted and bool(plain) and plain[-1] is figure


def _place(figure: PlannedFigure) -> tuple[str, str, str]:
    """Subgroups of one variable beneath each other, contrast by contrast."""
    return (figure.contrast, (figure.subgroup or ("", ""))[0], (figure.subgroup or ("", ""))[1])


def _chart(
    name: str,
    kind: str,
    figures: tuple[Sequence[PlannedFigure], Sequence[PlannedFigure]],
    variables: Variables,
    sieve: Sieve | None,
) -> Chart:
    """``figures``: those that are drawn, and all of them."""
    drawn, every = figures
    rows = [_row(each, variables, sieve) for each in drawn]
    beside = [_row(each, variables, sieve) for each in every if not any(each is other for other in drawn)]
    return forest_chart(f"scale:{name}", rows, beside=beside, name=f"{kind}.{name}")


def _row(figure: PlannedFigure, variables: Variables, sieve: Sieve | None) -> ForestRow:
    return ForestRow(
        contrast=key_of(figure.wave, figure.from_wave, arms_of(figure)),
        estimate=figure.estimate if sieve is None else sieve.told(figure),
        subgroup=_subgroup(figure, variables),
        preferred=figure.preferred,
        part=figure.part,
        planned=figure.planned,
        adjusted_p_value=figure.adjusted_p_value,
        hidden="" if sieve is None else sieve.why_hidden(figure),
    )


def _subgroup(figure: PlannedFigure, variables: Variables) -> tuple[str, str] | None:
    if figure.subgroup is None:
        return None
    variable, value = figure.subgroup
    name = variables.get(variable, variable)
    return f"variable:{name}", f"category:{name}:{value}"
