"""Who answers, and how far the others come: unevenly, by what the register says and by what people would answer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from survey.instrument.study import Study
from survey.simulation.chance import chance
from survey.store.simulated import DECLINED, OPENED, RegisterPerson
from survey.store.submissions import STARTED

SEEN, HIDDEN = "seen", "hidden"
"""Loss that depends on what is known, the register and earlier answers, or on the answer that nobody sees."""
LEANINGS: Mapping[str, Mapping[str, float]] = {
    "age_band": {"18-29": -0.45, "30-39": -0.15, "40-49": 0.05, "50-59": 0.30, "60+": 0.35},
    "household_type": {"seul avec enfants": -0.20, "couple avec enfants": -0.05},
    "language": {"ar": -0.35, "es": -0.20, "en": -0.10},
    "event": {"bereavement": -0.10, "rent_arrears": -0.20, "separation": 0.15},
}
"""How readily people answer, by what the register says, on a logarithmic scale; what is not here counts nothing."""
LATER_ARM = 0.35
HIDDEN_PULL, SEEN_PULL = 0.8, 0.45
"""How much one standard deviation of the score counts: of the hidden answer, of the one given at entry."""
STAYING = 1.3
"""The logit of answering again, for somebody average."""
MIDDLE, WIDTH = 50.0, 20.0
STEPS: Sequence[tuple[str, float]] = ((STARTED, 0.07), (DECLINED, 0.13), (OPENED, 0.22))
"""How far those come who do not answer; the rest never opened the link."""
ABSENT_ONCE = 0.3
"""Of those who did not answer at the first wave, this share at most opens a later link."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may answer: what the register says, and a score of 100 that counts, None where none does."""

    person: RegisterPerson
    score: float | None


def readiness(study: Study, person: RegisterPerson) -> float:
    """How readily somebody answers, by the register alone."""
    told = {**person.profile, "language": person.language or "", "event": person.event or ""}
    known = sum(LEANINGS[name].get(value, 0.0) for name, value in told.items() if name in LEANINGS)
    return known + (LATER_ARM if person.arm in {arm.name for arm in study.arms[1:]} else 0.0)


def respondents(study: Study, candidates: Sequence[Candidate], count: int, seed: int) -> frozenset[int]:
    """Who answers at the first wave: ``count`` people drawn without putting back, weighted by readiness."""

    def key(candidate: Candidate) -> float:
        # The ``count`` smallest of exponential times whose rates are the weights (Efraimidis and Spirakis, 2006).
        pull = HIDDEN_PULL * _standard(candidate.score) + readiness(study, candidate.person)
        return chance(seed, study.name, "answers", candidate.person.participant_id).expovariate(math.exp(pull))

    drawn = sorted(candidates, key=key)[:count]
    return frozenset(candidate.person.key for candidate in drawn)


def answers_again(study: Study, candidate: Candidate, wave: str, seed: int, *, hidden: bool) -> bool:
    """Whether somebody who answered at the first wave answers at this one, by the hidden score or by the one seen."""
    pull = HIDDEN_PULL if hidden else SEEN_PULL
    logit = STAYING + pull * _standard(candidate.score) + readiness(study, candidate.person)
    luck = chance(seed, study.name, wave, "answers again", candidate.person.participant_id)
    return luck.random() < 1 / (1 + math.exp(-logit))


def _standard(score: float | None) -> float:
    return 0.0 if score is None else (score - MIDDLE) / WIDTH


def step_of_the_others(luck: Random, *, absent_before: bool) -> str:
    """How far somebody comes who does not answer; '' for a link that is never opened."""
    fate = luck.random() / (ABSENT_ONCE if absent_before else 1.0)
    for step, share in STEPS:
        if fate < share:
            return step
        fate -= share
    return ""
