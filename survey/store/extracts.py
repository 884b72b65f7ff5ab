"""Whole submissions with what is known of their participants, read in a stream for columns and exports."""

from __future__ import annotations

import datetime
from collections.abc import Generator, Sequence
from typing import Any, NamedTuple, cast

from sqlalchemy import DateTime, Text, select, type_coerce
from sqlalchemy.orm import join

from survey.extensions import answers
from survey.store.tables.participants import Participant
from survey.store.tables.studies import QuestionnaireVersion
from survey.store.tables.submissions import SubmissionRow

BATCH = 500
"""Rows held in memory at once."""


class Extract(NamedTuple):
    """One submission as stored, its document and profile still text; a time without a zone is UTC, as SQLite gives it.

    It is a plain tuple, and its days and times are left as the database gives them, because a hundred thousand are
    read at once.
    """

    participant_id: str
    origin: str
    arm: str | None
    site: str | None
    event: str | None
    household: str | None
    worker: str | None
    entry_date: datetime.date | str | None
    support_start: datetime.date | str | None
    support_end: datetime.date | str | None
    profile: str
    wave_id: int
    language: str
    mode: str
    questionnaire_digest: str
    state: str
    started_at: datetime.datetime
    submitted_at: datetime.datetime | None
    document: str


_COLUMNS: tuple[Any, ...] = (
    Participant.participant_id,
    Participant.origin,
    Participant.arm,
    Participant.site,
    Participant.event,
    Participant.household,
    Participant.worker,
    type_coerce(Participant.entry_date, Text),
    type_coerce(Participant.support_start, Text),
    type_coerce(Participant.support_end, Text),
    Participant.profile,
    SubmissionRow.wave_id,
    SubmissionRow.language,
    SubmissionRow.mode,
    SubmissionRow.questionnaire_digest,
    SubmissionRow.state,
    type_coerce(SubmissionRow.started_at, DateTime(timezone=True)),
    type_coerce(SubmissionRow.submitted_at, DateTime(timezone=True)),
    SubmissionRow.document,
)


def stream(study_id: int, wave_ids: Sequence[int]) -> Generator[Extract, None, None]:
    """Every submission of these waves, by participant and wave: never in the order of time."""
    statement = (
        select(*_COLUMNS)
        .select_from(join(SubmissionRow, Participant, Participant.id == SubmissionRow.participant_id))
        .where(Participant.study_id == study_id, SubmissionRow.wave_id.in_(wave_ids))
        .order_by(Participant.participant_id, SubmissionRow.wave_id)
        .execution_options(yield_per=BATCH)
    )
    with answers.reading() as session, session.connection().execute(statement) as found:
        for batch in found.partitions():
            yield from cast("Sequence[Extract]", batch)  # rows are tuples in this order; a copy of each costs time


def digests_in_use(wave_ids: Sequence[int]) -> list[str]:
    """The questionnaires on which submissions of these waves stand, the newest first."""
    used = select(SubmissionRow.questionnaire_digest).where(SubmissionRow.wave_id.in_(wave_ids))
    statement = (
        select(QuestionnaireVersion.digest)
        .where(QuestionnaireVersion.digest.in_(used))
        .order_by(QuestionnaireVersion.published_at.desc(), QuestionnaireVersion.digest)
    )
    with answers.reading() as session:
        return list(session.scalars(statement))
