"""The log of exports, links written, accounts and waves changed; it holds no answer."""

from __future__ import annotations

import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import AnswersBase, Moment


class AuditEntry(AnswersBase):
    """Who did what, when, to which study."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime.datetime] = mapped_column(Moment)
    actor: Mapped[str]
    action: Mapped[str]
    study: Mapped[str]
    detail: Mapped[str] = mapped_column(Text)
