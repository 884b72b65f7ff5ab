"""The interviewed people whose consent says link: which interview stands for whom, and in which third they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from survey.findings.figures.change import changes_of, closed_change
from survey.findings.figures.distribution import thirds_of
from survey.findings.figures.scores import closed_mean
from survey.findings.material import Material
from survey.findings.populations import BOTH, EVERYONE, Base
from survey.findings.protection import Protection
from survey.findings.scales import Numbers
from survey.store.transcripts import LinkedInterview

TOO_FEW, NO_SCORE, NO_ANSWERS = "too_few", "no_score", "no_answers"


@dataclass(frozen=True, slots=True)
class Standing:
    """In which third a person stands on one scale, or why that cannot be told. ``of`` is ``score`` or ``change``."""

    scale: str
    of: str
    band: str
    why_not: str


def interviewed(links: tuple[LinkedInterview, ...], wave_id: int) -> Mapping[int, int]:
    """The number of the interview by participant; of several the one held at this wave, else the first."""
    found: dict[int, int] = {}
    for link in sorted(links, key=lambda link: (link.wave_id != wave_id, link.number)):
        found.setdefault(link.participant, link.number)
    return found


def contained(material: Material, population: str, base: Base, people: Mapping[int, int]) -> tuple[int, ...]:
    """The numbers of the interviews of people who belong to a base, whatever they answered there."""
    rows = material.populations[population].rows[material.populations[population].mask(base)]
    here = np.frombuffer(material.columns.participants, dtype=np.int64)[rows]
    return tuple(sorted(people[person] for person in here.tolist() if person in people))


def standings(material: Material, protection: Protection, link: LinkedInterview) -> Iterator[Standing]:
    """Where the person of an interview stands: at the wave it was held at, among everyone; and by their change."""
    waves = {wave.id: wave.name for wave in material.record.waves}
    wave = waves.get(link.wave_id or 0, material.last_wave.name)
    for asked in material.scales:
        scores = material.scores[asked.name][material.populations[wave].rows]
        closed = bool(closed_mean(material, protection, EVERYONE, asked.name, wave))
        yield _standing(material, protection, link, (asked.name, "score", wave), None if closed else scores)
    if material.has_pairs:
        for asked in material.scales:
            changes = changes_of(material, asked.name)
            closed = bool(closed_change(material, protection, EVERYONE, asked.name))
            yield _standing(material, protection, link, (asked.name, "change", BOTH), None if closed else changes)


def _standing(
    material: Material,
    protection: Protection,
    link: LinkedInterview,
    what: tuple[str, str, str],
    values: Numbers | None,
) -> Standing:
    scale, of, population = what
    people = np.frombuffer(material.columns.participants, dtype=np.int64)[material.populations[population].rows]
    mine = np.flatnonzero(people == link.participant)
    thirds = None if values is None else thirds_of(protection, values)
    if values is None or thirds is None:
        return Standing(scale, of, "", TOO_FEW)
    if not mine.size:
        return Standing(scale, of, "", NO_ANSWERS)
    value = float(values[mine[0]])
    return Standing(scale, of, "", NO_SCORE) if np.isnan(value) else Standing(scale, of, thirds.band(value), "")
