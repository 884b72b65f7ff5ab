"""Whole submissions with what is known of their participants, read in a stream for columns and exports."""

from __future__ import annotations

import datetime
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import join

from survey.extensions import answers
from survey.store.tables.participants import Participant
from survey.store.tables.studies import QuestionnaireVersion, WaveRow
from survey.store.tables.submissions import SubmissionRow

BATCH = 500
"""Rows held in memory at once."""


@dataclass(frozen=True, slots=True)
class Extract:
    """One submission as stored; its document is still text."""

    participant_id: str
    origin: str
    arm: str | None
    site: str | None
    event: str | None
    household: str | None
    worker: str | None
    wave: str
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
    WaveRow.name,
    SubmissionRow.language,
    SubmissionRow.mode,
    SubmissionRow.questionnaire_digest,
    SubmissionRow.state,
    SubmissionRow.started_at,
    SubmissionRow.submitted_at,
    SubmissionRow.document,
)

_SUBMISSIONS = join(SubmissionRow, Participant, Participant.id == SubmissionRow.participant_id).join(
    WaveRow, WaveRow.id == SubmissionRow.wave_id
)


def stream(study_id: int, wave_ids: Sequence[int]) -> Generator[Extract, None, None]:
    """Every submission of these waves, by participant and wave: never in the order of time."""
    statement = (
        select(*_COLUMNS)
        .select_from(_SUBMISSIONS)
        .where(Participant.study_id == study_id, SubmissionRow.wave_id.in_(wave_ids))
        .order_by(Participant.participant_id, WaveRow.position)
        .execution_options(yield_per=BATCH)
    )
    with answers.reading() as session, session.execute(statement) as found:
        for row in found:
            yield Extract(*row)


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
