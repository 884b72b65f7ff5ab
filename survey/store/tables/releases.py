"""Participant counts as released to staff, so that two looks never differ by one person."""

from __future__ import annotations

import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import AnswersBase, Moment


class FlowRelease(AnswersBase):
    """The participant flow of one wave and origin, dated."""

    __tablename__ = "flow_release"
    __table_args__ = (
        CheckConstraint("origin IN ('register', 'open')", name="known_origin"),
        Index(None, "wave_id", "origin", "released_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    origin: Mapped[str]
    released_at: Mapped[datetime.datetime] = mapped_column(Moment)
    minimum_cell: Mapped[int]
    counts: Mapped[str] = mapped_column(Text)
