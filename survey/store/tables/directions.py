"""Directions that coders give an interview before they see its score, first sights of scores, and memos on both."""

from __future__ import annotations

import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import AnswersBase, Moment


class DirectionRow(AnswersBase):
    """Where the words of an interview point on one scale, as one coder reads them: the first version, or a correction.

    The first can be changed until it is locked. ``seen_at``: since when its coder could know the score by then.
    """

    __tablename__ = "direction"
    __table_args__ = (
        CheckConstraint("way IN ('worse', 'same', 'better')", name="known_way"),
        CheckConstraint("version = 1 OR locked_at IS NOT NULL", name="corrections_are_locked"),
        CheckConstraint("seen_at IS NULL OR locked_at IS NOT NULL", name="seen_when_locked"),
    )

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"), primary_key=True)
    scale: Mapped[str] = mapped_column(primary_key=True)
    coder: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    way: Mapped[str]
    said_at: Mapped[datetime.datetime] = mapped_column(Moment)
    locked_at: Mapped[datetime.datetime | None] = mapped_column(Moment)
    seen_at: Mapped[datetime.datetime | None] = mapped_column(Moment)


class ScoreSight(AnswersBase):
    """When a researcher first opened a page that shows where the person of an interview stands."""

    __tablename__ = "score_sight"

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"), primary_key=True)
    researcher: Mapped[str] = mapped_column(primary_key=True)
    first_at: Mapped[datetime.datetime] = mapped_column(Moment)


class ConcordanceMemo(AnswersBase):
    """Why the words of somebody point elsewhere than the score, one version of it.

    ``stood`` and ``way``: the cell of the grid it was written about.
    """

    __tablename__ = "concordance_memo"
    __table_args__ = (
        CheckConstraint("kind IN ('expansion', 'measurement', 'context', 'error')", name="known_kind"),
        CheckConstraint("stood IN ('low', 'middle', 'high')", name="known_stand"),
        CheckConstraint("way IN ('worse', 'same', 'better')", name="known_way"),
        CheckConstraint("text <> ''", name="says_something"),
    )

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"), primary_key=True)
    scale: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stood: Mapped[str]
    way: Mapped[str]
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[str]
    written_at: Mapped[datetime.datetime] = mapped_column(Moment)
