"""Submissions: one JSON document each, with every revision of every page kept."""

from __future__ import annotations

import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import AnswersBase, Moment


class SubmissionRow(AnswersBase):
    """What one participant answers at one wave, on the questionnaire pinned when it was begun."""

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("participant_id", "wave_id"),
        CheckConstraint("state IN ('started', 'submitted')", name="known_state"),
        CheckConstraint("(state = 'submitted') = (submitted_at IS NOT NULL)", name="submitted_has_time"),
        CheckConstraint("(state = 'submitted') = (submit_key_digest IS NOT NULL)", name="submitted_has_key"),
        CheckConstraint("(state = 'submitted') = (receipt_digest IS NOT NULL)", name="submitted_has_receipt"),
        Index(None, "wave_id", "state", "submitted_at"),
        Index(None, "wave_id", "questionnaire_digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    questionnaire_digest: Mapped[str] = mapped_column(ForeignKey("questionnaire_version.digest"))
    state: Mapped[str]
    language: Mapped[str]
    mode: Mapped[str]
    notice_digest: Mapped[str]
    document: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    started_at: Mapped[datetime.datetime] = mapped_column(Moment)
    saved_at: Mapped[datetime.datetime] = mapped_column(Moment)
    submitted_at: Mapped[datetime.datetime | None] = mapped_column(Moment)
    corrected_at: Mapped[datetime.datetime | None] = mapped_column(Moment)
    submit_key_digest: Mapped[str | None]
    receipt_digest: Mapped[str | None]


class SubmissionRevision(AnswersBase):
    """One page as it was sent: the history of a submission, in the order of its revisions."""

    __tablename__ = "submission_revision"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str]
    language: Mapped[str]
    saved_at: Mapped[datetime.datetime] = mapped_column(Moment)
    sent: Mapped[str] = mapped_column(Text)
