"""A study with an open question, people who answered it, and their answers as a source, for tests of coding them."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from sqlalchemy import select, update
from staff_study import CALM, NOON, WORDS, person, questionnaire
from staff_study import study as study_of_staff

from survey import extensions
from survey.instrument.definition import Question
from survey.store import documents, studies, transcripts
from survey.store.clock import now
from survey.store.codes import NewCode, add
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Participant
from survey.store.tables.rights import NoticeVersion
from survey.store.tables.submissions import SubmissionRow
from survey.store.transcripts import Interview
from survey.voices.answer_sources import bring_in

WHY = Question("text", "why", {"fr": "Pourquoi ?", "en": "Why?"})
AGREED = "a" * 64
"""The digest of a notice that somebody agreed to."""


def asking(*waves: str, **stated: Any) -> StudyRecord:
    """A study that asks how calm one is and why, and a sensitive question beside it; ``stated`` by the study."""
    names = waves or ("post",)
    told = dataclasses.replace(study_of_staff("tiny", 5, names), **stated)
    return studies.publish(told, {name: questionnaire(CALM, WHY, WORDS) for name in names})


def asking_four_times() -> StudyRecord:
    """A study that asks four times how calm one is, so that its scale has nine scores, and why."""
    calm = [dataclasses.replace(CALM, name=f"calm_{item}") for item in range(4)]
    asked = questionnaire(*calm, WHY)
    names = tuple(each.name for each in calm)
    scales = tuple(dataclasses.replace(scale, items=names, reverse=()) for scale in asked.scales)
    return studies.publish(study_of_staff("tiny", 5), {"post": dataclasses.replace(asked, scales=scales)})


def said(record: StudyRecord, **answers: str) -> None:
    """Let people answer why: ``a="Merci"``."""
    for who, words in answers.items():
        person(record, who, step="submitted", answers={"calm": "2", "why": words})


def brought_in(record: StudyRecord) -> Interview:
    """The source of the one open question, once what was answered is brought in."""
    bring_in(record, "ana")
    (found,) = transcripts.answer_sources(record.id)
    return found


def words_of(source: Interview) -> list[str]:
    """The answers of a source in the order of their letters."""
    return sorted(turn.text for turn in transcripts.turns(source))


def turn_of(source: Interview, words: str) -> int:
    """The number of an answer."""
    return next(turn.position for turn in transcripts.turns(source) if turn.text == words)


def coded(record: StudyRecord, *names: str) -> tuple[int, ...]:
    """The keys of codes of these names, which are added."""
    return tuple(each.id for each in add(record, [NewCode(name) for name in names], "ana"))


def corrected(record: StudyRecord, who: str, words: str | None, at: datetime.datetime | None = None) -> None:
    """Let somebody say something else instead, or nothing."""
    with extensions.answers.writing() as session:
        key = select(Participant.id).where(Participant.study_id == record.id, Participant.participant_id == who)
        row = session.scalars(select(SubmissionRow).where(SubmissionRow.participant_id.in_(key))).one()
        document = documents.read(row.document)
        answers = {name: value for name, value in document.answers.items() if name != "why"}
        answers |= {} if words is None else {"why": words}
        row.document = documents.write(dataclasses.replace(document, answers=answers))
        row.corrected_at = at or now()


def agreed(record: StudyRecord) -> None:
    """Let everybody who answered have agreed to a notice that is kept."""
    notice = {"study_id": record.id, "language": "fr", "text": "Notice", "first_agreed_at": NOON}
    with extensions.answers.writing() as session:
        session.add(NoticeVersion(digest=AGREED, **notice))
        session.execute(update(SubmissionRow).values(notice_digest=AGREED))
