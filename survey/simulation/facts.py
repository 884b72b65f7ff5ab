"""Questions about facts: what the register says of somebody, they say too; the rest is drawn."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from survey.instrument.definition import Choice, Question, Questionnaire, Value
from survey.simulation.items import categories_of
from survey.store.simulated import RegisterPerson


@dataclass(frozen=True, slots=True)
class SameFact:
    """A question that asks what a variable of the register says, and the choice that each of its values stands for."""

    variable: str
    choices: Mapping[str, str]


SAME_FACTS: Mapping[str, SameFact] = {
    "profile_age_band": SameFact(
        "age_band",
        {
            "18-29": "age_18_29",
            "30-39": "age_30_39",
            "40-49": "age_40_49",
            "50-59": "age_50_59",
            "60+": "age_60_more",
        },
    ),
    "profile_household": SameFact(
        "household_type",
        {
            "seul": "alone",
            "seul avec enfants": "children",
            "couple": "partner",
            "couple avec enfants": "partner_children",
        },
    ),
    "profile_language": SameFact("language", {language: language for language in ("fr", "ar", "es", "en")}),
}
SHARES: Mapping[str, Mapping[str, float]] = {
    "profile_situation": {
        "work": 0.38,
        "looking": 0.24,
        "training": 0.05,
        "family": 0.14,
        "health": 0.10,
        "retired": 0.06,
        "other": 0.03,
    },
    "profile_helper": {"nobody": 0.78, "close": 0.12, "social_worker": 0.04, "interpreter": 0.04, "other": 0.02},
}
"""How often each choice is made; of a question that is not here, all alike."""
OLD, AT_WORK_AGE = "60+", {"retired": "looking"}
PICKED = 0.3
YEAR = datetime.timedelta(days=365)


def fact(
    questionnaire: Questionnaire, question: Question, person: RegisterPerson, today: datetime.date, luck: Random
) -> Value | None:
    """What this person answers to a question that belongs to no scale; None for a text, which nobody writes."""
    choices = questionnaire.choices.get(question.list_name, ())
    known = _known(question, choices, person)
    if known is not None:
        return known
    match question.type:
        case "select_one":
            return _one(question, choices, person, luck)
        case "select_multiple":
            return tuple(choice.name for choice in choices if luck.random() < PICKED) or (choices[0].name,)
        case "range":
            return luck.choice(categories_of(questionnaire, question))
        case "integer" | "decimal":
            return luck.randint(1, 9)
        case "date":
            return (today - luck.random() * YEAR).isoformat()
    return None


def _known(question: Question, choices: Sequence[Choice], person: RegisterPerson) -> str | None:
    same = SAME_FACTS.get(question.name)
    if same is None:
        return None
    told = person.language if same.variable == "language" else person.profile.get(same.variable)
    choice = same.choices.get(told or "")
    return choice if choice in {each.name for each in choices} else None


def _one(question: Question, choices: Sequence[Choice], person: RegisterPerson, luck: Random) -> str:
    shares = SHARES.get(question.name, {})
    names = [choice.name for choice in choices]
    found = luck.choices(names, [shares.get(name, 0.05 if shares else 1.0) for name in names])[0]
    if question.name == "profile_situation":
        return _situation(found, person.profile.get("age_band", ""), luck)
    return found


def _situation(found: str, age_band: str, luck: Random) -> str:
    """Pensions are drawn late in life, and most people of that age draw one."""
    if age_band == OLD:
        return "retired" if luck.random() < 0.7 else found
    return AT_WORK_AGE.get(found, found)
