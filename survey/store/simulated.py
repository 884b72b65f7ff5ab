"""Simulated submissions: written and erased as a whole, never beside answers that people gave."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.store import audit, documents
from survey.store.documents import Document
from survey.store.studies import StudyRecord, WaveRecord
from survey.store.submissions import STARTED, SUBMITTED
from survey.store.tables.base import table
from survey.store.tables.participants import Invitation, Participant, Refusal
from survey.store.tables.submissions import SubmissionRow

SIMULATED = "simulated"
"""The mode of a submission that nobody gave, and what stands where a real one has digests of its receipt."""
DECLINED, OPENED = "declined", "opened"
BATCH = 1000
ACT = "answers simulated"

INVITATION, PARTICIPANT, REFUSAL = table(Invitation), table(Participant), table(Refusal)
SUBMISSION = table(SubmissionRow)
_OPENED = (
    update(INVITATION)
    .where(INVITATION.c.participant_id == bindparam("person"), INVITATION.c.wave_id == bindparam("wave"))
    .values(opened_at=bindparam("moment"))
)


class RealAnswersError(RuntimeError):
    """People have answered this study; the message says what to do."""

    def __init__(self, real: int, study: str) -> None:
        """Say how many."""
        super().__init__(
            f"The study {study} holds answers that people gave ({real}). Simulated ones are never put beside them: "
            "publish the study under another name, or erase those answers first."
        )


@dataclass(frozen=True, slots=True)
class RegisterPerson:
    """What the register says of somebody, and the waves at which a link of theirs is alive and untouched."""

    key: int
    participant_id: str
    arm: str | None
    site: str | None
    event: str | None
    language: str | None
    household: str | None
    worker: str | None
    entry_date: datetime.date | None
    support_end: datetime.date | None
    profile: Mapping[str, str] = field(default_factory=dict)
    waves: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SimulatedVisit:
    """What somebody who does not exist did with a link: opened or declined, broke off, or sent a document."""

    person: int
    wave: WaveRecord
    step: str
    ended_at: datetime.datetime
    started_at: datetime.datetime | None = None
    language: str = ""
    document: Document = field(default_factory=Document)
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a study's answers are simulated, and with which choices they were."""

    real: int
    simulated: int
    choices: audit.Detail


def standing(record: StudyRecord) -> Standing:
    """How many submissions are real, how many simulated, and the choices of the last simulation."""
    with answers.looking() as connection:
        real, simulated = _counts(connection, record)
    entries = audit.entries(study=record.name, action=ACT, limit=1)
    return Standing(real, simulated, entries[-1].detail if entries else {})


def is_simulated(record: StudyRecord) -> bool:
    """Whether any submission of the study is simulated."""
    waves = [wave.id for wave in record.waves]
    statement = select(SUBMISSION.c.id).where(SUBMISSION.c.wave_id.in_(waves), SUBMISSION.c.mode == SIMULATED).limit(1)
    with answers.looking() as connection:
        return connection.scalar(statement) is not None


def _counts(connection: Connection, record: StudyRecord) -> tuple[int, int]:
    waves = [wave.id for wave in record.waves]
    statement = (
        select(SUBMISSION.c.mode, func.count()).where(SUBMISSION.c.wave_id.in_(waves)).group_by(SUBMISSION.c.mode)
    )
    counts = {row[0]: row[1] for row in connection.execute(statement)}
    simulated = counts.pop(SIMULATED, 0)
    return sum(counts.values()), simulated


def register_people(record: StudyRecord) -> tuple[RegisterPerson, ...]:
    """Everyone in the register of ``record``, by participant id."""
    names = [name for name in RegisterPerson.__slots__ if name not in ("key", "waves", "profile")]
    people = (
        select(PARTICIPANT.c.id, PARTICIPANT.c.profile, *(PARTICIPANT.c[name] for name in names))
        .where(PARTICIPANT.c.study_id == record.id, PARTICIPANT.c.origin == "register")
        .order_by(PARTICIPANT.c.participant_id)
    )
    links = select(INVITATION.c.participant_id, INVITATION.c.wave_id).where(
        INVITATION.c.wave_id.in_([wave.id for wave in record.waves]), INVITATION.c.withdrawn_at.is_(None)
    )
    with answers.looking() as connection:
        alive: dict[int, set[int]] = {}
        for person, wave in connection.execute(links):
            alive.setdefault(person, set()).add(wave)
        return tuple(
            RegisterPerson(
                key=row["id"],
                profile=json.loads(row["profile"]),
                waves=frozenset(alive.get(row["id"], ())),
                **{name: row[name] for name in names},
            )
            for row in connection.execute(people).mappings()
        )


def write(record: StudyRecord, visits: Iterable[SimulatedVisit], choices: audit.Detail, actor: str) -> None:
    """Put these visits in the place of earlier simulated ones, in one transaction; real answers refuse it."""
    with answers.writing() as session:
        connection = session.connection()
        real, earlier = _counts(connection, record)
        if real:
            raise RealAnswersError(real, record.name)
        if earlier:
            _erase(session, record, actor)
        waiting = iter(visits)
        while batch := list(islice(waiting, BATCH)):
            _write(connection, batch)
        audit.record(session, actor, ACT, record.name, choices)


def _erase(session: Session, record: StudyRecord, actor: str) -> None:
    """Delete every simulated submission, refusal and opening of the register; links stay alive."""
    waves = [wave.id for wave in record.waves]
    register = select(PARTICIPANT.c.id).where(PARTICIPANT.c.study_id == record.id, PARTICIPANT.c.origin == "register")
    connection = session.connection()
    gone = connection.execute(
        delete(SUBMISSION).where(SUBMISSION.c.wave_id.in_(waves), SUBMISSION.c.mode == SIMULATED)
    ).rowcount
    connection.execute(delete(REFUSAL).where(REFUSAL.c.wave_id.in_(waves), REFUSAL.c.participant_id.in_(register)))
    connection.execute(
        update(INVITATION)
        .where(INVITATION.c.wave_id.in_(waves), INVITATION.c.participant_id.in_(register))
        .values(opened_at=None)
    )
    audit.record(session, actor, "answers erased", record.name, {"submissions": gone, "mode": SIMULATED})


def _write(connection: Connection, batch: list[SimulatedVisit]) -> None:
    opened = [each for each in batch if each.step != DECLINED]
    if opened:
        rows = [
            {"person": each.person, "wave": each.wave.id, "moment": each.started_at or each.ended_at} for each in opened
        ]
        connection.execute(_OPENED, rows)
    declined = [
        {"participant_id": each.person, "wave_id": each.wave.id, "declined_at": each.ended_at}
        for each in batch
        if each.step == DECLINED
    ]
    if declined:
        connection.execute(insert(REFUSAL), declined)
    if begun := list(_submissions(batch)):
        connection.execute(insert(SUBMISSION), begun)


def _submissions(batch: Iterable[SimulatedVisit]) -> Iterator[dict[str, Any]]:
    """The rows of those who began; nobody holds their receipts, so that no code and no key opens them."""
    for each in batch:
        if each.step not in (STARTED, SUBMITTED):
            continue
        sent = each.step == SUBMITTED
        yield {
            "participant_id": each.person,
            "wave_id": each.wave.id,
            "questionnaire_digest": each.wave.questionnaire_digest,
            "state": each.step,
            "language": each.language,
            "mode": SIMULATED,
            "notice_digest": "",
            "document": documents.write(each.document),
            "revision": each.revision,
            "started_at": each.started_at,
            "saved_at": each.ended_at,
            "submitted_at": each.ended_at if sent else None,
            "submit_key_digest": SIMULATED if sent else None,
            "receipt_digest": SIMULATED if sent else None,
        }
