"""What interviews were before pseudonyms: the files, encrypted, and the numbers that stand for names."""

from __future__ import annotations

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import ContactsBase


class TranscriptOriginal(ContactsBase):
    """The file of one interview with its name, its ciphertext bound to study and digest."""

    __tablename__ = "transcript_original"
    __table_args__ = (UniqueConstraint("study", "file_digest"), Index(None, "study", "participant_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    study: Mapped[str]
    file_digest: Mapped[str]
    participant_id: Mapped[str | None]
    wave: Mapped[str | None]
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)


class Pseudonym(ContactsBase):
    """The number that stands for a participant throughout a study, or for a name that several of them bear.

    ``bearer_digest`` is a keyed digest of whom or what it stands for: no name is kept here a second time.
    """

    __tablename__ = "pseudonym"
    __table_args__ = (
        UniqueConstraint("study", "number"),
        UniqueConstraint("study", "bearer_digest"),
        Index(None, "study", "participant_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study: Mapped[str]
    number: Mapped[int]
    bearer_digest: Mapped[str]
    participant_id: Mapped[str | None]
