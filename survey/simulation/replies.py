"""What simulated people answer at one wave: first without any blank, then with the blanks that people leave."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from survey.instrument.definition import Questionnaire, Value
from survey.instrument.types import question_type
from survey.simulation.facts import fact
from survey.simulation.items import Item, drawn, items_of
from survey.simulation.traits import BEFORE, NOW, THEN
from survey.store.simulated import RegisterPerson

BLANK, REFUSED = 0.012, 0.006
"""How often a question is left blank, or met with "I prefer not to say", by somebody of usual patience."""
SENSITIVE = 3.0
"""A sensitive question is left so many times as often."""
LEAST_PATIENCE, MOST_PATIENCE = 0.2, 5.0


@dataclass(frozen=True, slots=True)
class AskedWave:
    """A wave as the simulation asks it: its questionnaire, the items of its scales, and when these place people."""

    name: str
    questionnaire: Questionnaire
    items: tuple[Item, ...]
    time: str

    @classmethod
    def of(cls, name: str, questionnaire: Questionnaire, *, first_of_several: bool) -> AskedWave:
        """The first of several waves asks before the support has changed anything."""
        return cls(name, questionnaire, items_of(questionnaire), BEFORE if first_of_several else NOW)

    def time_of(self, item: Item) -> str:
        """The time whose trait an item asks about."""
        return THEN if item.looks_back else self.time


def complete(wave: AskedWave, traits: Mapping[tuple[str, str], float], luck: Random) -> bytes:
    """The place of the answer to every item of the wave, without a blank."""
    return bytes(drawn(item, traits[item.scale, wave.time_of(item)], luck) for item in wave.items)


@dataclass(frozen=True, slots=True)
class Replies:
    """What somebody would say to every question of a wave; what is neither answered nor refused is left blank."""

    answers: Mapping[str, Value]
    refused: frozenset[str]


def replies(
    wave: AskedWave, places: Sequence[int], person: RegisterPerson, today: datetime.date, luck: Random
) -> Replies:
    """The replies of somebody to a whole wave: the items as ``complete`` drew them, facts, and blanks."""
    scored = {item.name: item.categories[place] for item, place in zip(wave.items, places, strict=True)}
    patience = min(max(luck.lognormvariate(0.0, 0.8), LEAST_PATIENCE), MOST_PATIENCE)
    answers: dict[str, Value] = {}
    refused: set[str] = set()
    for question in wave.questionnaire.questions():
        if not question_type(question.type).is_question:
            continue
        value = scored.get(question.name)
        if value is None:
            value = fact(wave.questionnaire, question, person, today, luck)
        often = patience * (SENSITIVE if question.sensitive else 1.0)
        fate = luck.random()
        if value is None or fate < BLANK * often:
            continue
        if fate < (BLANK + REFUSED) * often:
            refused.add(question.name)
        else:
            answers[question.name] = value
    return Replies(answers, frozenset(refused))
