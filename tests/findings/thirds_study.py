"""Thirty people on a scale of three questions, five at each of six scores: the thirds can be read off the page.

A score is 100 / 6 per point: 2 points for the answer 1, 1 for 2, 0 for 3, the scale being reversed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kept_interviews import interview
from staff_study import person

from survey import extensions
from survey.findings.answering import QUESTIONS
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Participant

from .answered import answered, published

ITEMS = ("calm", "rested", "glad")
ANSWERS: Mapping[int, str] = {0: "333", 1: "233", 2: "232", 4: "221", 5: "121", 6: "111"}
"""The three answers by points. Low third: 0 and 1 point, ten people; middle: 2 and 4; high: 5 and 6."""
EACH = 5


def thirty(**changes: Any) -> StudyRecord:
    """The study with its people: ``p0-0`` to ``p0-4`` have no point, ``p6-0`` to ``p6-4`` have six."""
    record = published(items=ITEMS, **changes)
    come(record)
    return record


def come(record: StudyRecord, prefix: str = "p", arm: str = "advice") -> None:
    """Thirty people more."""
    for points, chosen in ANSWERS.items():
        answers = dict(zip(ITEMS, chosen, strict=True))
        answered(record, f"{prefix}{points}", [{**answers, "calm_then": "2"}] * EACH, arm=arm)


def stay_away(record: StudyRecord, arm: str, people: int = 20) -> None:
    """People of the register who did not open their link: ``away-ARM-0`` and so on."""
    for number in range(people):
        person(record, f"away-{arm}-{number}", arm=arm)


def interviewed(record: StudyRecord, number: int, participant_id: str, **known: Any) -> None:
    """Keep an interview of somebody."""
    with extensions.answers.reading() as session:
        people = session.query(Participant).filter_by(study_id=record.id, participant_id=participant_id)
        key = people.one().id
    interview(record, number, participant_id=key, **known)


def placed(told: Mapping[str, Any], of: str | None = None) -> list[tuple[int, str]]:
    """The interviews that a chart marks, each with its third; those of one thing when ``of`` is given."""
    return [(mark["interview"], mark["band"]) for mark in told["marks"] if of in (None, mark["of"])]


def standing(record: StudyRecord, number: int) -> Any:
    """Where the person of an interview stands."""
    return QUESTIONS["standing"]({"study": record.name, "interview": number, "language": "en"})["standing"]
