"""All charts of one base, in the order a page shows them."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.charts.chart import Chart
from survey.findings.figures.change import NAME as CHANGE
from survey.findings.figures.change import change, population_of
from survey.findings.figures.distribution import distribution
from survey.findings.figures.items import items
from survey.findings.figures.questions import NAME as QUESTIONS
from survey.findings.figures.questions import questions, unscaled
from survey.findings.figures.register import LANGUAGE, register
from survey.findings.figures.register import NAME as REGISTER_CHART
from survey.findings.figures.scores import NAME as SCORES
from survey.findings.figures.scores import scores
from survey.findings.frozen import Shown, Withheld
from survey.findings.material import Material
from survey.findings.populations import REGISTER, Base
from survey.findings.protection import Protection
from survey.findings.thirds import NOBODY, Interviewed

LANGUAGE_OF_ANSWERS = "language_of_answers"
"""Why there is no comparison with the register: it does not hold the language somebody answered in."""


def charts_of(
    material: Material, protection: Protection, base: Base, interviewed: Interviewed = NOBODY
) -> tuple[Shown, ...]:
    """Every chart of a base but the flow; one that may not be shown says why."""
    return tuple(_charts(material, protection, base, interviewed))


def is_open(material: Material, protection: Protection, base: Base) -> bool:
    """Whether anything at all may be shown of a base."""
    return any(not protection.closed(name, base) for name in material.populations)


def _charts(material: Material, protection: Protection, base: Base, interviewed: Interviewed) -> Iterator[Shown]:
    last = material.last_wave.name
    closed = protection.closed(last, base)
    of_change = protection.closed(population_of(material), base)
    if material.scales:
        yield from _or_withheld(
            CHANGE, of_change, None if of_change else change(material, protection, base, interviewed)
        )
        shown = any(not protection.closed(wave.name, base) for wave in material.record.waves)
        yield from _or_withheld(SCORES, closed, scores(material, protection, base, interviewed) if shown else None)
    for asked in material.scales:
        spread = None if closed else distribution(material, protection, base, asked.name, interviewed)
        yield from _or_withheld(f"distribution.{asked.name}", closed or "too_few", spread)
        answered = items(material, protection, base, asked, interviewed)
        yield from _or_withheld(f"items.{asked.name}", closed or "too_few", answered)
    if unscaled(material):
        yield from _or_withheld(QUESTIONS, closed or "too_few", questions(material, protection, base, interviewed))
    if material.origin == REGISTER:
        beside = register(material, protection, base, interviewed)
        unknown = LANGUAGE_OF_ANSWERS if any(name == LANGUAGE for name, _ in base) else ""
        yield from _or_withheld(REGISTER_CHART, closed or unknown, beside)


def _or_withheld(name: str, reason: str, chart: Chart | None) -> Iterator[Shown]:
    """The chart; without one the reason, where there is one."""
    if chart is not None:
        yield chart
    elif reason:
        yield Withheld(name, reason)


def counts_of(material: Material, protection: Protection, base: Base) -> tuple[int | None, int | None]:
    """How many people of a base answered at the last wave, and how many of it the register holds."""
    last = material.last_wave.name
    people = None if protection.closed(last, base) else int(material.populations[last].mask(base).sum())
    if material.origin != REGISTER or any(name == LANGUAGE for name, _ in base):
        return people, None
    inside = material.register
    for name, value in base:
        inside = inside[inside[name] == value]
    return people, len(inside)
