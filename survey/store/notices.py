"""Information notices as people read them, kept word for word under their digest."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.store.clock import now
from survey.store.counting import inserted
from survey.store.studies import StudyRecord
from survey.store.tables.base import table
from survey.store.tables.rights import NoticeVersion

NOTICE = table(NoticeVersion)


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice with the consent below it, in one language."""

    language: str
    text: str

    @property
    def digest(self) -> str:
        """What identifies it: another word is another notice."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class KeptNotice:
    """A notice that somebody agreed to, and when the first one did."""

    digest: str
    language: str
    text: str
    first_agreed_at: datetime.datetime


def keep(session: Session, study_id: int, notice: Notice) -> None:
    """Keep a notice in the transaction that begins a submission; one that is kept already stays as it is."""
    row = {"digest": notice.digest, "study_id": study_id, "language": notice.language, "text": notice.text}
    statement = inserted(session.connection(), NOTICE).values(**row, first_agreed_at=now())
    session.execute(statement.on_conflict_do_nothing(index_elements=[NOTICE.c.digest]))


def of_study(study: StudyRecord) -> list[KeptNotice]:
    """Every notice that somebody of a study agreed to, the oldest first."""
    statement = select(NOTICE).where(NOTICE.c.study_id == study.id).order_by(NOTICE.c.first_agreed_at, NOTICE.c.digest)
    with answers.looking() as connection:
        rows = connection.execute(statement).all()
    return [KeptNotice(row.digest, row.language, row.text, row.first_agreed_at) for row in rows]
