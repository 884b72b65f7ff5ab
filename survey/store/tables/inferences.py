"""What researchers infer from numbers and words together, and what each inference was written on."""

from __future__ import annotations

import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import AnswersBase, Moment


class InferenceRow(AnswersBase):
    """One version of the inference of a theme or code; the newest one stands, those before it are its history.

    ``seen``: the figures, places and digests it was written on, as JSON; never a word of an interview.
    """

    __tablename__ = "inference"
    __table_args__ = (
        UniqueConstraint("study_id", "subject", "name", "version"),
        CheckConstraint("subject IN ('theme', 'code')", name="known_subject"),
        CheckConstraint("act IN ('written', 'confirmed')", name="known_act"),
        CheckConstraint("kind IN ('confirms', 'completes', 'expands', 'contradicts')", name="known_kind"),
        CheckConstraint("text <> ''", name="says_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id"))
    subject: Mapped[str]
    name: Mapped[str]
    version: Mapped[int]
    act: Mapped[str]
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[str]
    made_at: Mapped[datetime.datetime] = mapped_column(Moment)
    seen: Mapped[str] = mapped_column(Text)
