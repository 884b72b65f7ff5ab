"""Staff accounts."""

from __future__ import annotations

import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import AnswersBase, Moment


class AccountRow(AnswersBase):
    """Someone who signs in. ``session_serial`` grows to end every open session at once."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("name"),
        CheckConstraint("role IN ('admin', 'researcher', 'staff')", name="known_role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str]
    active: Mapped[bool]
    session_serial: Mapped[int]
    created_at: Mapped[datetime.datetime] = mapped_column(Moment)
    password_changed_at: Mapped[datetime.datetime] = mapped_column(Moment)
