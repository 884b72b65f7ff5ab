"""Beside which open answers scores may stand: those of people who agreed to it, by what is kept of their agreement."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from survey.extensions import answers
from survey.store.studies import StudyRecord, WaveRecord
from survey.store.tables.rights import NoticeVersion
from survey.store.tables.submissions import SubmissionRow
from survey.store.tables.transcripts import INTERVIEW, TranscriptRow


def beside_scores(study: StudyRecord, wave: WaveRecord) -> Mapping[int, int]:
    """Who gave each submission of a wave beside whose words scores may stand: participants by submission.

    With the submission a notice is kept, word for word, that the person agreed to; and no interview of the person
    says that it may not stand beside their answers.
    """
    unlinked = select(TranscriptRow.participant_id).where(
        TranscriptRow.study_id == study.id,
        TranscriptRow.kind == INTERVIEW,
        TranscriptRow.participant_id.is_not(None),
        ~TranscriptRow.link,
    )
    query = (
        select(SubmissionRow.id, SubmissionRow.participant_id)
        .join(NoticeVersion, NoticeVersion.digest == SubmissionRow.notice_digest)
        .where(
            NoticeVersion.study_id == study.id,
            SubmissionRow.wave_id == wave.id,
            SubmissionRow.participant_id.not_in(unlinked),
        )
    )
    with answers.looking() as connection:
        return {row.id: row.participant_id for row in connection.execute(query)}
