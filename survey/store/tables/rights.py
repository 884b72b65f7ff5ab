"""What people's rights leave behind: corrections not sent yet, links whose answers were erased, notices as shown."""

from __future__ import annotations

import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import AnswersBase, Moment


class SubmissionCorrection(AnswersBase):
    """A submitted submission opened to be changed: what was sent stays beside it until the change is sent.

    Revisions after ``revision_from`` belong to the correction, and go with it when it is given up.
    """

    __tablename__ = "submission_correction"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    document: Mapped[str] = mapped_column(Text)
    language: Mapped[str]
    revision_from: Mapped[int]
    begun_at: Mapped[datetime.datetime] = mapped_column(Moment)
    saved_at: Mapped[datetime.datetime] = mapped_column(Moment)


class ErasedLink(AnswersBase):
    """A link whose answers were erased, by the digest of its token: it says so, and never takes answers again."""

    __tablename__ = "erased_link"

    token_digest: Mapped[str] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id"))
    erased_at: Mapped[datetime.datetime] = mapped_column(Moment)


class NoticeVersion(AnswersBase):
    """An information notice, with the consent below it, word for word as somebody read it."""

    __tablename__ = "notice_version"
    __table_args__ = (CheckConstraint("length(digest) = 64", name="whole_digest"),)

    digest: Mapped[str] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id"))
    language: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    first_agreed_at: Mapped[datetime.datetime] = mapped_column(Moment)
