"""Names and addresses: encrypted fields in a database of their own."""

from __future__ import annotations

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import ContactsBase


class ContactField(ContactsBase):
    """One contact column of one participant. The ciphertext is bound to study, participant and column."""

    __tablename__ = "contact_field"
    __table_args__ = (
        UniqueConstraint("study", "participant_id", "name"),
        Index(None, "study", "file_digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study: Mapped[str]
    participant_id: Mapped[str]
    name: Mapped[str]
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
    file_digest: Mapped[str]
