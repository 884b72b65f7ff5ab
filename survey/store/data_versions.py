"""The version of a study's answers: a token that changes whenever a figure made of them could."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from survey.extensions import answers
from survey.store.studies import StudyRecord
from survey.store.submissions import SUBMITTED
from survey.store.tables.audit import AuditEntry
from survey.store.tables.base import table
from survey.store.tables.participants import RegisterImport
from survey.store.tables.studies import StudyRow, WaveRow
from survey.store.tables.submissions import SubmissionRow
from survey.store.tables.transcripts import INTERVIEW, TranscriptRow

SUBMISSION, ENTRY, IMPORT = table(SubmissionRow), table(AuditEntry), table(RegisterImport)
STUDY, WAVE, TRANSCRIPT = table(StudyRow), table(WaveRow), table(TranscriptRow)
ERASING = ("participant erased", "answers erased", "answers corrected")
"""The acts of the log after which answers are fewer or others; each is written in the transaction that changes them."""


@dataclass(frozen=True, slots=True)
class DataVersion:
    """What the answers of a study are at one moment; ``submitted`` counts its submissions.

    While ``foundation`` stays the same, submissions were only added: none was erased or corrected, and nothing was
    published or imported.
    """

    token: str
    as_of: datetime.datetime | None
    submitted: int
    foundation: str


def data_version(record: StudyRecord, connection: Connection | None = None) -> DataVersion:
    """The version of the answers of a study now, or at the moment of a ``connection`` that looks at one."""
    if connection is not None:
        return _read(connection, record)
    with answers.looking() as own:
        return _read(own, record)


def _read(connection: Connection, record: StudyRecord) -> DataVersion:
    waves = connection.execute(
        select(SUBMISSION.c.wave_id, func.count(), func.max(SUBMISSION.c.submitted_at))
        .where(SUBMISSION.c.wave_id.in_([wave.id for wave in record.waves]), SUBMISSION.c.state == SUBMITTED)
        .group_by(SUBMISSION.c.wave_id)
        .order_by(SUBMISSION.c.wave_id)
    ).all()
    foundation = _digest([_published(connection, record), _erased(connection, record), _imported(connection, record)])
    submissions = [[wave, count, str(last)] for wave, count, last in waves]
    return DataVersion(
        token=_digest([foundation, submissions, _interviews(connection, record)]),
        as_of=max((last for _, _, last in waves), default=None),
        submitted=sum(count for _, count, _ in waves),
        foundation=foundation,
    )


def _published(connection: Connection, record: StudyRecord) -> list[list[str]]:
    """The study as it is published now, which ``record`` may not know yet, and the questionnaires of its waves."""
    study = select(STUDY.c.name, STUDY.c.definition_digest, STUDY.c.published_at).where(STUDY.c.id == record.id)
    waves = select(WAVE.c.name, WAVE.c.questionnaire_digest).where(WAVE.c.study_id == record.id).order_by(WAVE.c.id)
    return [[str(each) for each in row] for query in (study, waves) for row in connection.execute(query)]


def _erased(connection: Connection, record: StudyRecord) -> list[int]:
    """How many such acts the log holds, and the last: old entries of the log go, a new one has a higher number."""
    acts = select(func.count(), func.coalesce(func.max(ENTRY.c.id), 0))
    return list(connection.execute(acts.where(ENTRY.c.study == record.name, ENTRY.c.action.in_(ERASING))).one())


def _imported(connection: Connection, record: StudyRecord) -> list[str]:
    """How many register files were imported to their end, and when the last one was."""
    finished = select(func.count(), func.max(IMPORT.c.finished_at)).where(
        IMPORT.c.study_id == record.id, IMPORT.c.finished_at.is_not(None)
    )
    return [str(each) for each in connection.execute(finished).one()]


def _interviews(connection: Connection, record: StudyRecord) -> list[list[str]]:
    """Whose each interview is, and whether it may be linked: figures carry marks of them, columns do not."""
    known = (TRANSCRIPT.c.number, TRANSCRIPT.c.participant_id, TRANSCRIPT.c.wave_id, TRANSCRIPT.c.link)
    kept = select(*known, TRANSCRIPT.c.imported_at).where(
        TRANSCRIPT.c.study_id == record.id, TRANSCRIPT.c.kind == INTERVIEW
    )
    return [[str(each) for each in row] for row in connection.execute(kept.order_by(TRANSCRIPT.c.number))]


def _digest(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
