"""Tries that are limited: how often somebody tried a password or a code in the present stretch of time."""

from __future__ import annotations

import datetime

from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import AnswersBase, Moment


class TryCount(AnswersBase):
    """How many tries one keyed digest (of an account, a network, a link) has used up, and until when they count."""

    __tablename__ = "try_count"

    digest: Mapped[str] = mapped_column(primary_key=True)
    amount: Mapped[int]
    counts_until: Mapped[datetime.datetime] = mapped_column(Moment, index=True)
