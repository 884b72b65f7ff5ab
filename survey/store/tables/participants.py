"""Participants, the register files they came from, and their invitations."""

from __future__ import annotations

import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import AnswersBase, Moment


class RegisterImport(AnswersBase):
    """One register file, known by its digest: finished, given up for another file, or not at its end yet."""

    __tablename__ = "register_import"
    __table_args__ = (
        UniqueConstraint("study_id", "file_digest"),
        CheckConstraint("finished_at IS NULL OR given_up_at IS NULL", name="finished_or_given_up"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id"))
    file_digest: Mapped[str]
    rows: Mapped[int]
    started_at: Mapped[datetime.datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime.datetime | None] = mapped_column(Moment)
    given_up_at: Mapped[datetime.datetime | None] = mapped_column(Moment)


class Participant(AnswersBase):
    """One person of a study: an id, never a name. Worker and household are keyed pseudonyms."""

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("study_id", "participant_id"),
        CheckConstraint("origin IN ('register', 'open')", name="known_origin"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id"))
    participant_id: Mapped[str]
    origin: Mapped[str]
    arm: Mapped[str | None]
    site: Mapped[str | None]
    event: Mapped[str | None]
    language: Mapped[str | None]
    household: Mapped[str | None]
    worker: Mapped[str | None]
    entry_date: Mapped[datetime.date | None]
    support_start: Mapped[datetime.date | None]
    support_end: Mapped[datetime.date | None]
    profile: Mapped[str] = mapped_column(Text)
    register_import_id: Mapped[int | None] = mapped_column(ForeignKey("register_import.id"))


class Invitation(AnswersBase):
    """The link of one participant at one wave. The token is derived from a key; only its digest is stored."""

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("participant_id", "wave_id"),
        UniqueConstraint("token_digest"),
        Index(None, "wave_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    serial: Mapped[int]
    token_digest: Mapped[str]
    opened_at: Mapped[datetime.datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime.datetime | None] = mapped_column(Moment)


class Refusal(AnswersBase):
    """Somebody declined: who, which wave, when, and nothing else."""

    __tablename__ = "refusal"

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    declined_at: Mapped[datetime.datetime] = mapped_column(Moment)
