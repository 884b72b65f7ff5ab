"""Whether a quote may leave the hands of researchers: who decided, and on which words, consent and attribution."""

from __future__ import annotations

import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.store.tables.base import AnswersBase, Moment


class QuoteReview(AnswersBase):
    """One decision about a marked passage; the newest one counts, those before it are its history.

    ``digest`` is that of the quote, ``quote`` the consent to quotes, ``attribution`` what was to be said of the person,
    as JSON: a release holds for these alone. No word of the interview stands here.
    """

    __tablename__ = "quote_review"
    __table_args__ = (
        UniqueConstraint("transcript_id", "coding_guid", "version"),
        CheckConstraint("decision IN ('released', 'kept_back')", name="known_decision"),
        CheckConstraint("quote IN ('none', 'team', 'partner', 'public')", name="known_quote"),
        CheckConstraint("length(digest) = 64", name="whole_digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"))
    coding_guid: Mapped[str]
    version: Mapped[int]
    decision: Mapped[str]
    note: Mapped[str] = mapped_column(Text)
    digest: Mapped[str]
    quote: Mapped[str]
    attribution: Mapped[str] = mapped_column(Text)
    reviewer: Mapped[str]
    decided_at: Mapped[datetime.datetime] = mapped_column(Moment)
