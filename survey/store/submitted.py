"""What was submitted, and the register it is held against, read at one moment and in batches for columns."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Select, select

from survey.extensions import answers
from survey.store.submissions import SUBMITTED
from survey.store.tables.base import table
from survey.store.tables.participants import Participant
from survey.store.tables.submissions import SubmissionRow

SUBMISSION, PARTICIPANT = table(SubmissionRow), table(Participant)
BATCH = 500
"""Rows held in memory at once, and the most numbers that are asked for in one statement."""


class Submitted(NamedTuple):
    """One submitted submission with what is known of its participant; document and profile are still text."""

    id: int
    participant: int
    wave_id: int
    language: str
    mode: str
    questionnaire_digest: str
    submitted_at: datetime.datetime
    corrected_at: datetime.datetime | None
    origin: str
    arm: str | None
    site: str | None
    event: str | None
    profile: str
    document: str


class Registered(NamedTuple):
    """One person of the register; the profile is still text."""

    participant: int
    arm: str | None
    site: str | None
    event: str | None
    language: str | None
    profile: str


class Clustered(NamedTuple):
    """The pseudonyms of one participant's household and worker."""

    participant: int
    household: str | None
    worker: str | None


_ROWS = select(
    SUBMISSION.c.id,
    SUBMISSION.c.participant_id.label("participant"),
    SUBMISSION.c.wave_id,
    SUBMISSION.c.language,
    SUBMISSION.c.mode,
    SUBMISSION.c.questionnaire_digest,
    SUBMISSION.c.submitted_at,
    SUBMISSION.c.corrected_at,
    PARTICIPANT.c.origin,
    PARTICIPANT.c.arm,
    PARTICIPANT.c.site,
    PARTICIPANT.c.event,
    PARTICIPANT.c.profile,
    SUBMISSION.c.document,
).join(PARTICIPANT, PARTICIPANT.c.id == SUBMISSION.c.participant_id)
_REGISTER = select(
    PARTICIPANT.c.id.label("participant"),
    PARTICIPANT.c.arm,
    PARTICIPANT.c.site,
    PARTICIPANT.c.event,
    PARTICIPANT.c.language,
    PARTICIPANT.c.profile,
)


@contextmanager
def one_moment() -> Iterator[Connection]:
    """A connection on which everything that is read belongs to one moment, whatever is written meanwhile."""
    with answers.looking() as connection:
        if connection.dialect.name == "postgresql":  # a transaction of SQLite sees one moment as it is
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def everything(connection: Connection, wave_ids: Sequence[int]) -> Iterator[Sequence[Submitted]]:
    """Every submitted submission of these waves, in batches."""
    mine = _ROWS.where(SUBMISSION.c.wave_id.in_(wave_ids), SUBMISSION.c.state == SUBMITTED)
    return _batches(connection, mine.order_by(SUBMISSION.c.id))


def numbers_since(connection: Connection, wave_ids: Sequence[int], since: datetime.datetime) -> list[int]:
    """The ids of what was submitted at these waves at this moment or later."""
    mine = (SUBMISSION.c.wave_id.in_(wave_ids), SUBMISSION.c.state == SUBMITTED, SUBMISSION.c.submitted_at >= since)
    return list(connection.scalars(select(SUBMISSION.c.id).where(*mine).order_by(SUBMISSION.c.id)))


def numbered(connection: Connection, numbers: Sequence[int]) -> Iterator[Sequence[Submitted]]:
    """The submissions with these ids, in batches."""
    for start in range(0, len(numbers), BATCH):
        some = numbers[start : start + BATCH]
        yield from _batches(connection, _ROWS.where(SUBMISSION.c.id.in_(some)).order_by(SUBMISSION.c.id))


def of_people(
    connection: Connection, wave_ids: Sequence[int], participants: Sequence[int]
) -> Iterator[Sequence[Submitted]]:
    """What these people submitted at these waves, in batches."""
    for start in range(0, len(participants), BATCH):
        some = participants[start : start + BATCH]
        mine = (SUBMISSION.c.participant_id.in_(some), SUBMISSION.c.wave_id.in_(wave_ids))
        yield from _batches(connection, _ROWS.where(*mine, SUBMISSION.c.state == SUBMITTED).order_by(SUBMISSION.c.id))


def register(connection: Connection, study_id: int) -> Iterator[Sequence[Registered]]:
    """Everybody of the register of a study, in batches."""
    mine = (PARTICIPANT.c.study_id == study_id, PARTICIPANT.c.origin == "register")
    return _batches(connection, _REGISTER.where(*mine).order_by(PARTICIPANT.c.id))


def clusters(connection: Connection, study_id: int) -> Iterator[Clustered]:
    """The pseudonyms of household and worker of everybody of a study."""
    columns = (PARTICIPANT.c.id.label("participant"), PARTICIPANT.c.household, PARTICIPANT.c.worker)
    found = connection.execute(select(*columns).where(PARTICIPANT.c.study_id == study_id))
    yield from (Clustered(*each) for each in found)


def _batches(connection: Connection, statement: Select[Any]) -> Iterator[Any]:
    """Rows have the names of the classes above; a copy of each would cost time."""
    with connection.execute(statement, execution_options={"yield_per": BATCH}) as found:
        yield from cast("Iterator[Any]", found.partitions())
