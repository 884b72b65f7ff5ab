"""The codebook of a study, what coders marked with it, and how far each of them has come."""

from __future__ import annotations

import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import AnswersBase, Moment


class CodeRow(AnswersBase):
    """One code of a study's codebook; ``links``: the scales and items it speaks to, as JSON."""

    __tablename__ = "code"
    __table_args__ = (
        UniqueConstraint("study_id", "guid"),
        CheckConstraint("name <> ''", name="has_name"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_its_own_parent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id"))
    guid: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("code.id"))
    position: Mapped[int]
    name: Mapped[str]
    definition: Mapped[str] = mapped_column(Text)
    include: Mapped[str] = mapped_column(Text)
    exclude: Mapped[str] = mapped_column(Text)
    links: Mapped[str] = mapped_column(Text)
    is_category: Mapped[bool]


class CodingRow(AnswersBase):
    """A passage that a coder marked with a code: from one turn to the same or a later one, in code points.

    ``layer``: the first reading, the reading again of a sample, the consensus of the coders.
    """

    __tablename__ = "coding"
    __table_args__ = (
        UniqueConstraint("transcript_id", "guid"),
        CheckConstraint("layer IN ('first', 'again', 'consensus')", name="known_layer"),
        CheckConstraint("weight BETWEEN -2 AND 2", name="weight_in_range"),
        CheckConstraint(
            "first_turn < last_turn OR (first_turn = last_turn AND starts_at < ends_at)", name="holds_something"
        ),
        Index(None, "transcript_id", "coder", "layer"),
        Index(None, "code_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guid: Mapped[str]
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"))
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"))
    coder: Mapped[str]
    layer: Mapped[str]
    first_turn: Mapped[int]
    starts_at: Mapped[int]
    last_turn: Mapped[int]
    ends_at: Mapped[int]
    quote: Mapped[str] = mapped_column(Text)
    weight: Mapped[int | None]
    is_key: Mapped[bool]
    memo: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime.datetime] = mapped_column(Moment)


class CodingAct(AnswersBase):
    """One thing a coder did, so that it can be undone: the coding as it was before, as JSON; None where it is new.

    No word of the transcript stands here: passages are kept by their places.
    """

    __tablename__ = "coding_act"
    __table_args__ = (Index(None, "transcript_id", "coder", "layer"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"))
    coder: Mapped[str]
    layer: Mapped[str]
    coding_guid: Mapped[str]
    before: Mapped[str | None] = mapped_column(Text)


class CodingRound(AnswersBase):
    """The reading of one interview by one coder; ``turns``: the sample that is read again, as JSON, None for all.

    Coders do not see each other before both rounds are done.
    """

    __tablename__ = "coding_round"
    __table_args__ = (CheckConstraint("layer IN ('first', 'again', 'consensus', 'reader')", name="known_layer"),)

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"), primary_key=True)
    coder: Mapped[str] = mapped_column(primary_key=True)
    layer: Mapped[str] = mapped_column(primary_key=True)
    turns: Mapped[str | None] = mapped_column(Text)
    begun_at: Mapped[datetime.datetime] = mapped_column(Moment)
    done_at: Mapped[datetime.datetime | None] = mapped_column(Moment)


class TextVersion(AnswersBase):
    """A text of an interview that stood, by its digest: what replaced it, when, and who did it."""

    __tablename__ = "text_version"
    __table_args__ = (CheckConstraint("length(digest) = 64", name="whole_digest"),)

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str]
    made_at: Mapped[datetime.datetime] = mapped_column(Moment)
    made_by: Mapped[str]
    replaced: Mapped[int]
