"""Interviews and open answers: turns over a pseudonymised text, what was mended in it, the words they are found by."""

from __future__ import annotations

import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import AnswersBase, Moment

INTERVIEW, ANSWERS = "interview", "answers"
"""The kinds of sources that are coded."""


class TranscriptRow(AnswersBase):
    """One source of a study: an interview, whose it is and what may be done with it; or the answers to one question.

    Interviews are numbered from 1 up, answers from -1 down. ``numbered_to``: the highest turn that answers ever had, so
    that the number of one that was erased never comes back. ``withdrawn_at``: when what may be quoted was taken back;
    empty where nothing was ever allowed.
    """

    __tablename__ = "transcript"
    __table_args__ = (
        UniqueConstraint("study_id", "number"),
        UniqueConstraint("study_id", "file_digest"),
        CheckConstraint("quote IN ('none', 'team', 'partner', 'public')", name="known_quote"),
        CheckConstraint("participant_id IS NOT NULL OR NOT link", name="linked_has_participant"),
        CheckConstraint("(read_by IS NULL) = (released_at IS NULL)", name="released_was_read"),
        CheckConstraint("released_at IS NULL OR quote <> 'none'", name="released_may_be_quoted"),
        CheckConstraint("withdrawn_at IS NULL OR quote = 'none'", name="withdrawn_is_none"),
        CheckConstraint("kind IN ('interview', 'answers')", name="known_kind"),
        CheckConstraint("(kind = 'answers') = (question IS NOT NULL)", name="answers_have_question"),
        CheckConstraint("(kind = 'answers') = (number < 0)", name="answers_below_zero"),
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
    kind: Mapped[str] = mapped_column(server_default="interview")
    question: Mapped[str | None]
    numbered_to: Mapped[int | None]
    withdrawn_at: Mapped[datetime.datetime | None] = mapped_column(Moment)


class TurnRow(AnswersBase):
    """What one person said, in the order of the file. Times are milliseconds.

    Of an open answer: the submission it belongs to, the place of its question there, and its language.
    """

    __tablename__ = "turn"
    __table_args__ = (
        CheckConstraint("role IN ('respondent', 'interviewer', 'other', '')", name="known_role"),
        Index(None, "transcript_id", "role", "speaker", "position"),
        Index(None, "submission_id"),
    )

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    speaker: Mapped[str]
    role: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[int | None] = mapped_column(BigInteger)
    ends_at: Mapped[int | None] = mapped_column(BigInteger)
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"))
    place: Mapped[str | None]
    language: Mapped[str | None]


class SpeakerTurns(AnswersBase):
    """How many turns of a transcript each role and speaker has, counted anew whenever its turns change."""

    __tablename__ = "speaker_turns"

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    speaker: Mapped[str] = mapped_column(primary_key=True)
    turns: Mapped[int]


class TranscriptSuspects(AnswersBase):
    """What may be names in a transcript, found by ``rules`` in the text of this ``digest``; gone with that text."""

    __tablename__ = "transcript_suspects"

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"), primary_key=True)
    digest: Mapped[str]
    rules: Mapped[int]
    found: Mapped[str] = mapped_column(Text)


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
