"""The names a study lists beside those of its participants, and the words that were found to be none."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import ContactsBase


class ListedName(ContactsBase):
    """One name of a person, a place or an organisation, encrypted, with its number; or a word that is no name.

    ``name_digest`` is a keyed digest of its words. A name that was taken off the list has no ciphertext any more and
    keeps its number, so that no other name ever gets it. ``everywhere``: somebody looked at where it stands, and
    wants it replaced at the beginning of a sentence, too.
    """

    __tablename__ = "listed_name"
    __table_args__ = (
        UniqueConstraint("study", "name_digest"),
        CheckConstraint("kind IN ('person', 'place', 'organisation', 'other', 'no_name')", name="known_kind"),
        CheckConstraint("(kind = 'no_name') = (number IS NULL)", name="name_has_number"),
        Index(None, "study", "kind", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study: Mapped[str]
    name_digest: Mapped[str]
    kind: Mapped[str]
    number: Mapped[int | None]
    everywhere: Mapped[bool]
    ciphertext: Mapped[bytes | None] = mapped_column(LargeBinary)
