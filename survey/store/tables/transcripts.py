"""Interviews: their turns over a pseudonymised text, what was mended in them, and the words they are found by."""

from __future__ import annotations

import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import AnswersBase, Moment


class TranscriptRow(AnswersBase):
    """One interview of a study: whose it is, what may be done with it, and which text it froze."""

    __tablename__ = "transcript"
    __table_args__ = (
        UniqueConstraint("study_id", "number"),
        UniqueConstraint("study_id", "file_digest"),
        CheckConstraint("quote IN ('none', 'team', 'partner', 'public')", name="known_quote"),
        CheckConstraint("participant_id IS NOT NULL OR NOT link", name="linked_has_participant"),
        CheckConstraint("(read_by IS NULL) = (released_at IS NULL)", name="released_was_read"),
        CheckConstraint("released_at IS NULL OR quote <> 'none'", name="released_may_be_quoted"),
        Index(None, "participant_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id"))
    number: Mapped[int]
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"))
    wave_id: Mapped[int | None] = mapped_column(ForeignKey("wave.id"))
    language: Mapped[str]
    held_on: Mapped[datetime.date | None]
    link: Mapped[bool]
    quote: Mapped[str]
    format: Mapped[str]
    file_digest: Mapped[str]
    digest: Mapped[str]
    turns: Mapped[int]
    seconds: Mapped[int | None]
    imported_at: Mapped[datetime.datetime] = mapped_column(Moment)
    read_by: Mapped[str | None]
    released_at: Mapped[datetime.datetime | None] = mapped_column(Moment)


class TurnRow(AnswersBase):
    """What one person said, in the order of the file. Times are milliseconds."""

    __tablename__ = "turn"
    __table_args__ = (
        CheckConstraint("role IN ('respondent', 'interviewer', 'other', '')", name="known_role"),
        Index(None, "transcript_id", "role", "speaker", "position"),
    )

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    speaker: Mapped[str]
    role: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[int | None] = mapped_column(BigInteger)
    ends_at: Mapped[int | None] = mapped_column(BigInteger)


class TranscriptRepair(AnswersBase):
    """What was mended, skipped or replaced when a transcript was imported, in the order of its file."""

    __tablename__ = "transcript_repair"

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[int]
    rule: Mapped[str]
    what: Mapped[str] = mapped_column(Text)


class TranscriptTerm(AnswersBase):
    """Where a term stands in a transcript: pairs of turn and word, packed."""

    __tablename__ = "transcript_term"

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"), primary_key=True)
    term: Mapped[str] = mapped_column(primary_key=True)
    places: Mapped[bytes] = mapped_column(LargeBinary)
