"""A published study that asks about each child and each visit of a child, with what two households said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from staff_study import CALM, NOON, person, published, questionnaire

from survey.instrument.definition import Node, Question, Repeat
from survey.store import documents, versions
from survey.store.studies import StudyRecord

FIRST_NAME = Question("text", "first_name", {"fr": "Prénom", "en": "First name"})
YEARS = Question("integer", "years", {"fr": "Âge de l’enfant", "en": "Age of the child"})
SCHOOL = Question("text", "school", {"fr": "École", "en": "School"}, relevant="${years} > 5")
BELOW = Question(
    "calculate", "below", {}, calculation="${years} - 10", columns={"bind::type": "int"}
)  # a number that may be negative, which a text would be given an apostrophe for
WORDED = Question("calculate", "worded", {}, calculation="concat(${first_name}, ' ', ${years})")
DAY = Question("date", "day", {"fr": "Quel jour ?", "en": "Which day?"})
FAMILY = Question("text", "family", {"fr": "Famille", "en": "Family"})
TOTAL = Question("calculate", "total", {}, calculation="sum(${years}) div 4", columns={"bind::type": "decimal"})

VISIT = Repeat("visit", {"fr": "Une visite", "en": "A visit"}, (DAY, CALM), repeat_count="")
CHILD = Repeat(
    "child",
    {"fr": "Un enfant", "en": "A child"},
    (FIRST_NAME, YEARS, SCHOOL, BELOW, WORDED, VISIT),
    repeat_count="",
)
HOUSEHOLD: tuple[Node, ...] = (FAMILY, CHILD, TOTAL)

ANA: Mapping[str, Any] = {
    "family": "Diallo",
    "child": 2,
    "first_name[1]": "Ana",
    "years[1]": 7,
    "school[1]": "Nord",
    "visit[1]": 2,
    "day[1][1]": "2026-01-10",
    "calm[1][1]": "2",
    "day[1][2]": "2026-02-11",
    "first_name[2]": "Bob",
    "years[2]": 3,
    "visit[2]": 1,
    "calm[2][1]": "3",
}
"""Two children; the first was visited twice, the second once, on a day that is not told."""


def household(*nodes: Node) -> StudyRecord:
    """The study, or one with these rows instead."""
    return published(post=replace(questionnaire(FAMILY), survey=nodes or HOUSEHOLD, scales=()))


def submitted(record: StudyRecord, participant_id: str, answers: Mapping[str, Any]) -> None:
    """Somebody sent these answers; what follows from them is worked out as for anyone."""
    flow = versions.flow(record.waves[0].questionnaire_digest)
    whole = documents.complete(documents.Document(answers=answers), flow, NOON)
    person(
        record,
        participant_id,
        step="submitted",
        answers=whole.answers,
        missing=whole.missing,
        instances=whole.instances,
        calculated=whole.calculated,
    )
