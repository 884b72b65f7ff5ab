"""Files that people sent as answers: encrypted in pieces beside the contacts, since faces and voices name people."""

from __future__ import annotations

import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import ContactsBase, Moment


class AttachmentRow(ContactsBase):
    """One file: the name that an answer holds, whose it is, and a small picture of it where it is a picture."""

    __tablename__ = "attachment"
    __table_args__ = (
        UniqueConstraint("study", "name"),
        Index(None, "study", "participant_id", "wave"),
        Index(None, "submission"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study: Mapped[str]
    participant_id: Mapped[str]
    wave: Mapped[str]
    submission: Mapped[int]
    name: Mapped[str]
    size: Mapped[int]
    kept_at: Mapped[datetime.datetime] = mapped_column(Moment)
    thumbnail: Mapped[bytes | None] = mapped_column(LargeBinary)


class AttachmentPiece(ContactsBase):
    """A part of a file, its ciphertext bound to study, name and number."""

    __tablename__ = "attachment_piece"

    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
