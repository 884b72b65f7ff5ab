"""Who of the register may be asked for an interview: nobody who was interviewed already, declined, or withdrew."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import exists, select

from survey.extensions import answers
from survey.store.tables.base import table
from survey.store.tables.participants import Invitation, Participant, Refusal
from survey.store.tables.transcripts import TranscriptRow

PARTICIPANT, INVITATION, REFUSAL, TRANSCRIPT = map(table, (Participant, Invitation, Refusal, TranscriptRow))


def askable(study_id: int) -> Mapping[int, str]:
    """The people of the register who may be asked, by key, with what the register calls them.

    An erasure withdraws links, so that whoever was erased at one time of measurement is not asked either.
    """
    interviewed = exists().where(TRANSCRIPT.c.study_id == study_id, TRANSCRIPT.c.participant_id == PARTICIPANT.c.id)
    declined = exists().where(REFUSAL.c.participant_id == PARTICIPANT.c.id)
    withdrawn = exists().where(INVITATION.c.participant_id == PARTICIPANT.c.id, INVITATION.c.withdrawn_at.is_not(None))
    query = select(PARTICIPANT.c.id, PARTICIPANT.c.participant_id).where(
        PARTICIPANT.c.study_id == study_id, PARTICIPANT.c.origin == "register", ~interviewed, ~declined, ~withdrawn
    )
    with answers.looking() as connection:
        return {row.id: row.participant_id for row in connection.execute(query)}
