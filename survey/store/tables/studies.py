"""Studies, their waves and the published questionnaires they use."""

from __future__ import annotations

import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import AnswersBase, Moment


class QuestionnaireVersion(AnswersBase):
    """A published questionnaire; the database itself refuses to change or delete it."""

    __tablename__ = "questionnaire_version"

    digest: Mapped[str] = mapped_column(primary_key=True)
    definition: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime.datetime] = mapped_column(Moment)


class PublishedFile(AnswersBase):
    """A picture or a recording that was published, under a name made of its bytes; no change is let in."""

    __tablename__ = "published_file"

    name: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    published_at: Mapped[datetime.datetime] = mapped_column(Moment)


class StudyRow(AnswersBase):
    """A study as last published."""

    __tablename__ = "study"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    definition: Mapped[str] = mapped_column(Text)
    definition_digest: Mapped[str]
    open_link: Mapped[bool]
    open_link_serial: Mapped[int]
    published_at: Mapped[datetime.datetime] = mapped_column(Moment)


class WaveRow(AnswersBase):
    """A time of measurement, when it is open, and the questionnaire that new submissions get."""

    __tablename__ = "wave"
    __table_args__ = (
        UniqueConstraint("study_id", "name"),
        CheckConstraint("closes_at IS NULL OR opens_at IS NULL OR closes_at >= opens_at", name="opens_before_closing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id"))
    name: Mapped[str]
    position: Mapped[int]
    questionnaire_digest: Mapped[str] = mapped_column(ForeignKey("questionnaire_version.digest"))
    opens_at: Mapped[datetime.datetime | None] = mapped_column(Moment)
    closes_at: Mapped[datetime.datetime | None] = mapped_column(Moment)
