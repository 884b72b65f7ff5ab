"""Expressions that failed while somebody answered: which, and in how many submissions."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import AnswersBase


class ExpressionFailure(AnswersBase):
    """How many submissions of a wave one expression of its questionnaire failed in."""

    __tablename__ = "expression_failure"
    __table_args__ = (
        CheckConstraint("kind IN ('relevant', 'required', 'constraint')", name="known_kind"),
        CheckConstraint("amount > 0", name="counts_something"),
    )

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    questionnaire_digest: Mapped[str] = mapped_column(ForeignKey("questionnaire_version.digest"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    amount: Mapped[int]
