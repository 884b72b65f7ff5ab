"""Where the person of one interview stands, on every scale at every time of measurement, and by their change."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.charts.marks import Mark
from survey.findings.figures.change import NAME as CHANGE
from survey.findings.figures.change import change_of, scales_asked_twice
from survey.findings.figures.scores import NAME as SCORES
from survey.findings.figures.scores import score_of
from survey.findings.material import Material
from survey.findings.populations import EVERYONE
from survey.findings.protection import Protection
from survey.findings.thirds import NO_ANSWERS, NO_SCORE, Quantity, mark, participants_of
from survey.store.transcripts import LinkedInterview


@dataclass(frozen=True, slots=True)
class Standing:
    """In which third a person stands on one scale, or why that cannot be told.

    ``of`` is ``score`` (of ``wave``) or ``change``; ``chart`` is the figure that marks it.
    """

    scale: str
    of: str
    wave: str
    chart: str
    mark: Mark


def standings(material: Material, protection: Protection, link: LinkedInterview) -> Iterator[Standing]:
    """Where the person of an interview stands, scale by scale."""
    for place, quantity in quantities(material, protection):
        yield Standing(*place, _mark(material, protection, link, quantity))


def quantities(material: Material, protection: Protection) -> Iterator[tuple[tuple[str, str, str, str], Quantity]]:
    """What people stand on, each after its scale, what of it, its wave and the figure that marks it."""
    twice = scales_asked_twice(material)
    for asked in material.scales:
        for wave in material.record.waves:
            chart = f"distribution.{asked.name}" if wave == material.last_wave else SCORES
            score = score_of(material, protection, EVERYONE, asked.name, wave.name)
            yield (asked.name, "score", wave.name, chart), score
        if asked.name in twice:
            yield (asked.name, CHANGE, "", CHANGE), change_of(material, protection, EVERYONE, asked.name)


def _mark(material: Material, protection: Protection, link: LinkedInterview, quantity: Quantity) -> Mark:
    mine = np.flatnonzero(participants_of(material, quantity.population) == link.participant)
    value = float(quantity.values[mine[0]]) if mine.size else np.nan
    told = mark(protection, quantity, value, link.number)
    return dataclasses.replace(told, why_not=NO_ANSWERS) if told.why_not == NO_SCORE and not mine.size else told
