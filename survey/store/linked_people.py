"""What the register says of interviewed people, where the interview's consent lets it stand beside them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from survey.extensions import answers
from survey.store.tables.participants import Participant
from survey.store.tables.transcripts import TranscriptRow

ATTRIBUTES = ("arm", "site", "event")


def attributes(study_id: int) -> Mapping[int, Mapping[str, str]]:
    """Arm, site and event by the number of the interview, as far as they are known; without the consent none."""
    columns = (TranscriptRow.number, *(getattr(Participant, name) for name in ATTRIBUTES))
    query = (
        select(*columns)
        .join(Participant, Participant.id == TranscriptRow.participant_id)
        .where(TranscriptRow.study_id == study_id, TranscriptRow.link)
    )
    with answers.reading() as session:
        rows = session.execute(query).all()
    return {
        number: {name: value for name, value in zip(ATTRIBUTES, known, strict=True) if value is not None}
        for number, *known in rows
    }
