"""Links whose answers were erased: they say so, and of the person they tell nothing."""

from __future__ import annotations

import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, insert, literal, select

from survey.extensions import answers
from survey.keys import digest_of
from survey.store.clock import now
from survey.store.tables.base import Moment, table
from survey.store.tables.participants import Invitation
from survey.store.tables.rights import ErasedLink
from survey.store.tables.submissions import SubmissionRow

INVITATION, SUBMISSION, ERASED_LINK = table(Invitation), table(SubmissionRow), table(ErasedLink)


def note(connection: Connection, study_id: int, meant: ColumnElement[bool]) -> None:
    """Note, of these invitations, the links by which somebody answered; before their answers are deleted."""
    answered = and_(
        SUBMISSION.c.participant_id == INVITATION.c.participant_id, SUBMISSION.c.wave_id == INVITATION.c.wave_id
    )
    digests = select(INVITATION.c.token_digest, literal(study_id), literal(now(), Moment)).where(
        meant, INVITATION.c.withdrawn_at.is_(None), exists().where(answered)
    )
    connection.execute(insert(ERASED_LINK).from_select(["token_digest", "study_id", "erased_at"], digests))


def is_noted(token: str) -> bool:
    """Whether the answers of this link were erased."""
    with answers.looking() as connection:
        noted = select(ERASED_LINK.c.study_id).where(ERASED_LINK.c.token_digest == digest_of(token))
        return connection.scalar(noted) is not None


def count(study_id: int, before: datetime.datetime) -> int:
    """How many of a study were noted before a moment."""
    meant = _noted(study_id, before)
    with answers.looking() as connection:
        return connection.scalar(select(func.count()).select_from(ERASED_LINK).where(meant)) or 0


def forget_noted(connection: Connection, study_id: int, before: datetime.datetime) -> None:
    """Delete those: these links look like any unknown one from then on."""
    connection.execute(delete(ERASED_LINK).where(_noted(study_id, before)))


def _noted(study_id: int, before: datetime.datetime) -> ColumnElement[bool]:
    return and_(ERASED_LINK.c.study_id == study_id, ERASED_LINK.c.erased_at < before)
