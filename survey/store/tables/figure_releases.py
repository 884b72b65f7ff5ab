"""Figures as released to staff: charts of every open base, and the counts that later releases are held against."""

from __future__ import annotations

import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import AnswersBase, Moment


class FigureReleaseRow(AnswersBase):
    """One release of a study's figures, dated. ``standing`` holds counts of groups, never a person."""

    __tablename__ = "figure_release"
    __table_args__ = (Index(None, "study_id", "released_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id"))
    released_at: Mapped[datetime.datetime] = mapped_column(Moment)
    counted_before: Mapped[datetime.datetime] = mapped_column(Moment)
    minimum_cell: Mapped[int]
    standing: Mapped[str] = mapped_column(Text)


class FigureReleaseBase(AnswersBase):
    """The charts of one open base, compressed; ``base`` is its filters as written by the figures."""

    __tablename__ = "figure_release_base"

    release_id: Mapped[int] = mapped_column(ForeignKey("figure_release.id"), primary_key=True)
    base: Mapped[str] = mapped_column(primary_key=True)
    charts: Mapped[bytes] = mapped_column(LargeBinary)
