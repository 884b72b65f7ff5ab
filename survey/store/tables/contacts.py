"""Names and addresses: encrypted fields in a database of their own."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import ContactsBase


class ContactField(ContactsBase):
    """One contact column of one participant, its ciphertext bound to study, participant and column.

    Until an import is finished the field also holds what it was before, so that the import can be undone:
    without an earlier text it is new, without a present one it is about to be deleted.
    """

    __tablename__ = "contact_field"
    __table_args__ = (
        UniqueConstraint("study", "participant_id", "name"),
        CheckConstraint("ciphertext IS NOT NULL OR previous_ciphertext IS NOT NULL", name="holds_a_text"),
        CheckConstraint(
            "(previous_ciphertext IS NULL) = (previous_file_digest IS NULL)", name="previous_text_has_its_file"
        ),
        Index(None, "study", "file_digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study: Mapped[str]
    participant_id: Mapped[str]
    name: Mapped[str]
    ciphertext: Mapped[bytes | None] = mapped_column(LargeBinary)
    file_digest: Mapped[str]
    previous_ciphertext: Mapped[bytes | None] = mapped_column(LargeBinary)
    previous_file_digest: Mapped[str | None]
