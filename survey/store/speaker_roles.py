"""Who has which role in an interview: asks, answers, or is somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select, update

from survey.extensions import answers
from survey.store import audit, speaking
from survey.store.studies import StudyRecord
from survey.store.tables.transcripts import TranscriptRow, TurnRow
from survey.store.transcripts import Interview

NOT_STATED = ""
ROLES = ("interviewer", "respondent", "other")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in an interview, '' where the file names nobody; their role, their turns, their first words.

    ``role`` is '' where nobody said it.
    """

    label: str
    role: str
    turns: int
    first_turn: int
    first_words: str


def speakers(interview: Interview) -> tuple[Speaker, ...]:
    """Who speaks in an interview, in the order in which they first speak."""
    mine = TurnRow.transcript_id == interview.id
    by_label = select(TurnRow.speaker, func.count(), func.min(TurnRow.position)).where(mine).group_by(TurnRow.speaker)
    with answers.reading() as session:
        found = {first: (label, turns) for label, turns, first in session.execute(by_label)}
        begun = select(TurnRow.position, TurnRow.role, TurnRow.text).where(mine, TurnRow.position.in_(found))
        return tuple(
            Speaker(found[position][0], role, found[position][1], position, text)
            for position, role, text in session.execute(begun.order_by(TurnRow.position))
        )


def unstated(study: StudyRecord) -> frozenset[int]:
    """The numbers of the interviews in which somebody speaks whose role nobody said."""
    query = select(TranscriptRow.number).distinct().join(TurnRow, TurnRow.transcript_id == TranscriptRow.id)
    with answers.reading() as session:
        mine = (TranscriptRow.study_id == study.id, TurnRow.role == NOT_STATED)
        return frozenset(session.scalars(query.where(*mine)))


def state(study: StudyRecord, interview: Interview, roles: Mapping[str, str], actor: str) -> bool:
    """Say who has which role, by their labels; whoever is not named keeps theirs. False where nothing is new.

    Raises ``ValueError`` for a role that there is not.
    """
    unknown = sorted(set(roles.values()) - {NOT_STATED, *ROLES})
    if unknown:
        raise ValueError(f"There is no role {unknown[0]!r}. Roles: {', '.join(ROLES)}, or '' where nobody said it.")
    with answers.writing() as session:
        session.get_one(TranscriptRow, interview.id, with_for_update=True)
        changed = 0
        for label, role in sorted(roles.items()):
            spoken = (TurnRow.transcript_id == interview.id, TurnRow.speaker == label, TurnRow.role != role)
            changed += session.scalar(select(func.count()).select_from(TurnRow).where(*spoken)) or 0
            session.execute(update(TurnRow).where(*spoken).values(role=role))
        if changed:
            speaking.recount(session, interview.id)
            told = {"interview": interview.number, "turns": changed}
            audit.record(session, actor, "speakers stated", study.name, told)
    return bool(changed)
