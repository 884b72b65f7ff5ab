"""What simulated people have in them: a trait per scale, before the support and after it, and as they remember it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from survey.instrument.study import Study
from survey.simulation.chance import chance
from survey.store.simulated import RegisterPerson

BEFORE, NOW, THEN = "before", "now", "then"
TIMES = (BEFORE, NOW, THEN)


@dataclass(frozen=True, slots=True)
class Course:
    """Where a scale's trait stands on average before the support, and how much it changes."""

    level: float
    change: float


COURSES: Mapping[str, Course] = {
    "wellbeing": Course(-0.40, 0.25),
    "self_confidence": Course(-0.15, 0.15),
    "project": Course(-0.20, 0.10),
    "procedures": Course(-0.30, 0.20),
    "knowing_whom": Course(-0.45, 0.35),
    "relationship": Course(0.50, 0.30),
}
USUAL_COURSE = Course(-0.30, 0.20)
LEVELS: Mapping[str, float] = {"bereavement": -0.25, "rent_arrears": 0.05, "separation": 0.10}
"""How the shipped events bear on the level before the support; of other names, a number that the name decides."""
CHANGES: Mapping[str, float] = {"bereavement": -0.10, "rent_arrears": 0.12, "separation": 0.0}
LATER_ARM_LEVEL, LATER_ARM_CHANGE = -0.20, 0.18
"""Every arm after the first one is given to people who stand lower, and changes more."""
REMEMBERED_SHIFT = -0.15
"""Looking back, people place themselves a little lower than they stood: response shift."""

# Each trait is a mean plus these weights times independent standard normals. Shared by all scales: general,
# gain, the household and the worker. Of one scale alone: the person, its gain, its memory.
SHARED = ("general", "gain", "household", "worker")
OWN = ("own", "own_gain", "memory")
WEIGHTS: Mapping[str, Mapping[str, float]] = {
    BEFORE: {"general": 0.75, "own": 0.60, "household": 0.25},
    # People who stood low gain more: the weight of what is general shrinks.
    NOW: {"general": 0.60, "own": 0.60, "household": 0.25, "gain": 0.35, "own_gain": 0.30, "worker": 0.15},
    THEN: {"general": 0.75, "own": 0.60, "household": 0.25, "memory": 0.25},
}


def spread(time: str) -> float:
    """The standard deviation of a trait among people of whom the register says the same."""
    return math.sqrt(sum(weight * weight for weight in WEIGHTS[time].values()))


def mean(study: Study, person: RegisterPerson, scale: str, time: str) -> float:
    """The mean of a trait among people of whom the register says what it says of this one."""
    course = COURSES.get(scale, USUAL_COURSE)
    level = course.level + _level(study, person)
    if time == NOW:
        return level + course.change + _change(study, person)
    return level + (REMEMBERED_SHIFT if time == THEN else 0.0)


def _level(study: Study, person: RegisterPerson) -> float:
    profile = sum(_leaning(f"level {name} {told}", 0.10) for name, told in sorted(person.profile.items()))
    event = person.event or ""
    of_event = LEVELS.get(event, _leaning(f"level event {event}", 0.15))
    return profile + of_event + (LATER_ARM_LEVEL if _in_later_arm(study, person) else 0.0)


def _change(study: Study, person: RegisterPerson) -> float:
    event = person.event or ""
    of_event = CHANGES.get(event, _leaning(f"change event {event}", 0.10))
    return of_event + (LATER_ARM_CHANGE if _in_later_arm(study, person) else 0.0)


def _in_later_arm(study: Study, person: RegisterPerson) -> bool:
    return person.arm in {arm.name for arm in study.arms[1:]}


@lru_cache(maxsize=4096)
def _leaning(words: str, width: float) -> float:
    """A number that these words decide, the same in every run."""
    return chance(words).gauss(0.0, width)


def traits_of(
    study: Study, person: RegisterPerson, scales: Sequence[str], seed: int
) -> Mapping[tuple[str, str], float]:
    """The traits of one person by scale and time; other people bear on them only as household or worker."""
    mine = chance(seed, study.name, "traits", person.participant_id)
    shared = {name: mine.gauss(0.0, 1.0) for name in SHARED}
    for name, group in (("household", person.household), ("worker", person.worker)):
        if group:
            shared[name] = _shared_by(f"{seed} {study.name} {name} {group}")
    found = {}
    for scale in scales:
        factors = shared | {name: mine.gauss(0.0, 1.0) for name in OWN}
        for time in TIMES:
            drawn = sum(weight * factors[name] for name, weight in WEIGHTS[time].items())
            found[scale, time] = mean(study, person, scale, time) + drawn
    return found


@lru_cache(maxsize=65536)
def _shared_by(words: str) -> float:
    return chance(words).gauss(0.0, 1.0)
