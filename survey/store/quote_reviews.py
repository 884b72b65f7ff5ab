"""Decisions about quotes: which passage may be shown beyond researchers, on which words, consent and attribution."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from survey.extensions import answers
from survey.store import audit
from survey.store.clock import now
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Participant
from survey.store.tables.quote_reviews import QuoteReview
from survey.store.tables.studies import StudyRow
from survey.store.tables.transcripts import TranscriptRow
from survey.store.transcripts import Interview

RELEASED, KEPT_BACK = "released", "kept_back"
DECISIONS = (RELEASED, KEPT_BACK)
LONGEST_NOTE = 2000
FACTS = ("event", "site", "arm")
"""What may be said of a person, the most telling first: that is kept longest when an attribution is widened."""


class ReviewError(ValueError):
    """A decision cannot be kept; ``rule`` says why: decision, note or overtaken."""

    def __init__(self, rule: str) -> None:
        """Keep the rule."""
        self.rule = rule
        super().__init__(rule)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a decision stands on: the digest of the quote, the consent to quotes, what is said of the person."""

    digest: str
    quote: str
    attribution: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Review:
    """One decision."""

    transcript: int
    guid: str
    version: int
    decision: str
    note: str
    ground: Ground
    reviewer: str
    decided_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class NewReview:
    """What is to be kept; ``after``: the version that the reviewer saw, 0 where there was none."""

    guid: str
    decision: str
    note: str
    after: int


def latest(study_id: int) -> Mapping[tuple[int, str], Review]:
    """The decisions of a study that count, by the key of the interview and that of the passage."""
    query = select(QuoteReview).join(TranscriptRow, TranscriptRow.id == QuoteReview.transcript_id)
    with answers.reading() as session:
        rows = session.scalars(query.where(TranscriptRow.study_id == study_id).order_by(QuoteReview.version))
        return {(row.transcript_id, row.coding_guid): _review(row) for row in rows}


def history(transcript: int, guid: str) -> tuple[Review, ...]:
    """Every decision about a passage, the newest first."""
    mine = (QuoteReview.transcript_id == transcript, QuoteReview.coding_guid == guid)
    with answers.reading() as session:
        rows = session.scalars(select(QuoteReview).where(*mine).order_by(QuoteReview.version.desc()))
        return tuple(_review(row) for row in rows)


def keep(study: StudyRecord, interview: Interview, new: NewReview, ground: Ground, reviewer: str) -> None:
    """Keep a decision after the one that the reviewer saw; raises ``ReviewError``."""
    if new.decision not in DECISIONS:
        raise ReviewError("decision")
    if len(new.note) > LONGEST_NOTE:
        raise ReviewError("note")
    with answers.writing() as session:
        session.execute(select(StudyRow.id).where(StudyRow.id == study.id).with_for_update(key_share=True))
        mine = (QuoteReview.transcript_id == interview.id, QuoteReview.coding_guid == new.guid)
        if (session.scalar(select(func.max(QuoteReview.version)).where(*mine)) or 0) != new.after:
            raise ReviewError("overtaken")
        session.add(
            QuoteReview(
                transcript_id=interview.id,
                coding_guid=new.guid,
                version=new.after + 1,
                decision=new.decision,
                note=new.note.strip(),
                digest=ground.digest,
                quote=ground.quote,
                attribution=json.dumps(ground.attribution, ensure_ascii=False, sort_keys=True),
                reviewer=reviewer,
                decided_at=now(),
            )
        )
        told: dict[str, str | int] = {"interview": interview.number, "coding": new.guid, "decision": new.decision}
        audit.record(session, reviewer, "quote reviewed", study.name, told)


def people_by_facts(study_id: int) -> Mapping[tuple[str | None, ...], int]:
    """How many people of the register share each combination of ``FACTS``."""
    columns = [getattr(Participant, name) for name in FACTS]
    query = select(*columns, func.count()).where(Participant.study_id == study_id).group_by(*columns)
    with answers.looking() as connection:
        return {tuple(facts): people for *facts, people in connection.execute(query)}


def _review(row: QuoteReview) -> Review:
    return Review(
        transcript=row.transcript_id,
        guid=row.coding_guid,
        version=row.version,
        decision=row.decision,
        note=row.note,
        ground=Ground(row.digest, row.quote, json.loads(row.attribution)),
        reviewer=row.reviewer,
        decided_at=row.decided_at,
    )
