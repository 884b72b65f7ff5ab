"""In which third interviewed people stand: one rule for every figure and every transcript.

The thirds of a quantity are those of everyone who has it, whatever filters are chosen: where thirds of several groups
overlap, they would narrow what one person said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.charts.marks import Mark
from analysis.disclosure.bins import Thirds, tercile_bounds
from survey.findings.material import Material
from survey.findings.populations import Base
from survey.findings.protection import Protection
from survey.findings.scales import Numbers
from survey.store.transcripts import LinkedInterview

NO_THIRDS, NO_ORDER, COUNTS_PEOPLE = "no_thirds", "no_order", "counts_people"
NO_SCORE, NO_ANSWERS = "no_score", "no_answers"


@dataclass(frozen=True, slots=True)
class Interviewed:
    """The interviews whose consent says link, and through them the people that figures may mark."""

    links: tuple[LinkedInterview, ...] = ()

    def at(self, wave_id: int) -> Mapping[int, int]:
        """The number of the interview by participant; of several the one held at this wave, else the first."""
        found: dict[int, int] = {}
        for link in sorted(self.links, key=lambda link: (link.wave_id != wave_id, link.number)):
            found.setdefault(link.participant, link.number)
        return found


NOBODY = Interviewed()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number per person of a population, NaN where there is none; ``of`` is the key of what it is called.

    ``closed``: the key of why no third of it may be told, '' where it may. ``kind``: what else tells it apart: the
    score of a single wave and the change that people feel then are called after the same scale.
    """

    of: str
    population: str
    values: Numbers
    closed: str
    kind: str = ""


def thirds_of(protection: Protection, quantity: Quantity) -> Thirds | None:
    """Where the thirds of everyone part; None where one would hold too few people, or a single value."""
    key = (quantity.population, quantity.of, quantity.kind)
    if key not in protection.thirds:
        protection.thirds[key] = tercile_bounds(pd.Series(quantity.values), minimum_cell=protection.minimum_cell)
    return protection.thirds[key]


def marks_of(
    material: Material, protection: Protection, base: Base, quantity: Quantity, people: Mapping[int, int]
) -> tuple[Mark, ...]:
    """The interviewed people of a base (number of the interview by participant) at their thirds, or without and why."""
    if not people:
        return ()
    population = material.populations[quantity.population]
    participants = participants_of(material, quantity.population)
    inside = np.flatnonzero(population.mask(base) & np.isin(participants, list(people)))
    found = [
        mark(protection, quantity, value, people[person])
        for person, value in zip(participants[inside].tolist(), quantity.values[inside].tolist(), strict=True)
    ]
    return tuple(sorted(found, key=lambda each: each.interview))


def mark(protection: Protection, quantity: Quantity, value: float, interview: int) -> Mark:
    """One person. That somebody gave no answer is told only where those who did are told apart."""
    thirds = None if quantity.closed else thirds_of(protection, quantity)
    if thirds is None:
        return Mark(interview, "", quantity.of, quantity.closed or NO_THIRDS)
    if np.isnan(value):
        return Mark(interview, "", quantity.of, NO_SCORE)
    return Mark(interview, thirds.band(value), quantity.of)


def listed(participants: NDArray[np.int64], people: Mapping[int, int]) -> tuple[Mark, ...]:
    """The interviewed among some people, in a figure that counts people and measures nothing of them."""
    numbers = sorted(people[person] for person in set(participants.tolist()) & people.keys())
    return tuple(Mark(number, "", why_not=COUNTS_PEOPLE) for number in numbers)


def participants_of(material: Material, population: str) -> NDArray[np.int64]:
    """The participant of each person of a population."""
    return np.frombuffer(material.columns.participants, dtype=np.int64)[material.populations[population].rows]
