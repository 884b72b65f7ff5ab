"""Plans as they were locked; the database itself refuses to change or delete one."""

from __future__ import annotations

import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import AnswersBase, Moment


class PlanLockRow(AnswersBase):
    """The plan of a study as it was at a moment; ``answered``: the waves that had answers by then, as JSON."""

    __tablename__ = "plan_lock"
    __table_args__ = (
        CheckConstraint("length(digest) = 64", name="whole_digest"),
        CheckConstraint("locked_by <> ''", name="says_who"),
        Index(None, "study_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id"))
    digest: Mapped[str]
    plan: Mapped[str] = mapped_column(Text)
    locked_at: Mapped[datetime.datetime] = mapped_column(Moment)
    locked_by: Mapped[str]
    answered: Mapped[str] = mapped_column(Text)
