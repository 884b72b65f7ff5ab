"""Everyone in a register with their whole answers at every wave, before anybody leaves a blank or stays away."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.simulation.chance import chance
from survey.simulation.items import Item, share_of
from survey.simulation.replies import AskedWave, complete
from survey.simulation.traits import traits_of
from survey.store import simulated, versions
from survey.store.simulated import RegisterPerson
from survey.store.studies import StudyRecord


@dataclass(frozen=True, slots=True)
class Population:
    """The people of a register and, by wave, the places of everyone's whole answers in the order of its items."""

    record: StudyRecord
    seed: int
    people: tuple[RegisterPerson, ...]
    waves: tuple[AskedWave, ...]
    places: Mapping[str, tuple[bytes, ...]]


def population(record: StudyRecord, seed: int) -> Population:
    """Everyone in the register of ``record`` with what they would answer."""
    several = len(record.waves) > 1
    waves = tuple(
        AskedWave.of(
            wave.name,
            versions.questionnaire(wave.questionnaire_digest),
            first_of_several=several and wave.position == 0,
        )
        for wave in record.waves
    )
    return populated(record, seed, grouped(simulated.register_people(record)), waves)


def populated(
    record: StudyRecord, seed: int, people: Sequence[RegisterPerson], waves: Sequence[AskedWave]
) -> Population:
    """These people with what they would answer, without a look at what is stored."""
    scales = tuple(dict.fromkeys(scale.name for wave in waves for scale in wave.questionnaire.scales))
    places: dict[str, list[bytes]] = {wave.name: [] for wave in waves}
    for person in people:
        traits = traits_of(record.study, person, scales, seed)
        for wave in waves:
            luck = chance(seed, record.name, wave.name, "items", person.participant_id)
            places[wave.name].append(complete(wave, traits, luck))
    return Population(record, seed, tuple(people), tuple(waves), {name: tuple(found) for name, found in places.items()})


def grouped(people: Sequence[RegisterPerson]) -> tuple[RegisterPerson, ...]:
    """The people with households and workers named by their first member: pseudonyms differ between installations."""
    first: dict[tuple[str, str], str] = {}
    for person in people:
        for kind, group in (("household", person.household), ("worker", person.worker)):
            if group:
                first.setdefault((kind, group), person.participant_id)
    return tuple(
        dataclasses.replace(
            person,
            household=first.get(("household", person.household or "")),
            worker=first.get(("worker", person.worker or "")),
        )
        for person in people
    )


def score(wave: AskedWave, scale: str, places: Sequence[int], *, items: Sequence[Item] | None = None) -> float:
    """The score of a whole answer on a scale, or on these items of the wave alone."""
    wanted = frozenset(item.name for item in (items or items_now(wave, scale)))
    shares = [share_of(item, place) for item, place in zip(wave.items, places, strict=True) if item.name in wanted]
    lowest, highest = score_range(wave, scale)
    return lowest + sum(shares) / len(shares) * (highest - lowest)


def score_range(wave: AskedWave, scale: str) -> tuple[float, float]:
    """The lowest and highest score of a scale."""
    return next(each.score_range for each in wave.questionnaire.scales if each.name == scale)


def items_now(wave: AskedWave, scale: str) -> tuple[Item, ...]:
    """The items of a scale."""
    return tuple(item for item in wave.items if item.scale == scale and not item.looks_back)


def items_both_ways(wave: AskedWave, scale: str) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The items of a scale that are also asked looking back, and those that look back; in the same order."""
    asked_now = {item.name: item for item in items_now(wave, scale)}
    back = {question.then_test: question.name for question in wave.questionnaire.questions() if question.then_test}
    looking_back = {item.name: item for item in wave.items if item.looks_back}
    pairs = [(item, looking_back[back[name]]) for name, item in asked_now.items() if back.get(name) in looking_back]
    return tuple(now for now, _then in pairs), tuple(then for _now, then in pairs)
