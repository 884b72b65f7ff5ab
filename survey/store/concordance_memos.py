"""Memos on people whose words point elsewhere than their score: written after each other, what stood before is kept."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import select

from survey.extensions import answers
from survey.store import audit
from survey.store.clock import now
from survey.store.studies import StudyRecord
from survey.store.tables.directions import ConcordanceMemo
from survey.store.tables.transcripts import TranscriptRow
from survey.store.transcripts import Interview

KINDS = ("expansion", "measurement", "context", "error")
LONGEST_TEXT = 4000
WRITTEN = "concordance memo written"


class MemoError(ValueError):
    """A memo cannot be kept as sent; ``rule`` says why: text, kind, overtaken or gone."""

    def __init__(self, rule: str) -> None:
        """Keep the rule."""
        self.rule = rule
        super().__init__(rule)


@dataclass(frozen=True, slots=True)
class Memo:
    """One version of a memo on an interview and a scale; ``stood``, ``way``: the cell it was written about."""

    transcript: int
    scale: str
    version: int
    stood: str
    way: str
    kind: str
    text: str
    author: str
    written_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class NewMemo:
    """What is to be kept; ``after``: the version that its author saw, 0 where there was none."""

    scale: str
    stood: str
    way: str
    kind: str
    text: str
    after: int


def of_study(study_id: int) -> tuple[Memo, ...]:
    """Every version of every memo of a study, the newest of each first."""
    query = (
        select(ConcordanceMemo)
        .join(TranscriptRow, TranscriptRow.id == ConcordanceMemo.transcript_id)
        .where(TranscriptRow.study_id == study_id)
        .order_by(TranscriptRow.number, ConcordanceMemo.scale, ConcordanceMemo.version.desc())
    )
    with answers.reading() as session:
        return tuple(_memo(row) for row in session.scalars(query))


def check(new: NewMemo) -> None:
    """Raise ``MemoError`` where a memo says nothing, too much, or of no known kind."""
    if not new.text.strip() or len(new.text.strip()) > LONGEST_TEXT:
        raise MemoError("text")
    if new.kind not in KINDS:
        raise MemoError("kind")


def write(study: StudyRecord, interview: Interview, new: NewMemo, author: str) -> Memo:
    """Keep a memo after the version that its author saw; raises ``MemoError``."""
    check(new)
    with answers.writing() as session:
        query = select(TranscriptRow.id).where(TranscriptRow.id == interview.id).with_for_update()
        if session.scalar(query) is None:
            raise MemoError("gone")
        mine = (ConcordanceMemo.transcript_id == interview.id, ConcordanceMemo.scale == new.scale)
        versions = select(ConcordanceMemo.version).where(*mine).order_by(ConcordanceMemo.version.desc())
        if (session.scalars(versions).first() or 0) != new.after:
            raise MemoError("overtaken")
        row = ConcordanceMemo(
            transcript_id=interview.id,
            scale=new.scale,
            version=new.after + 1,
            stood=new.stood,
            way=new.way,
            kind=new.kind,
            text=new.text.strip(),
            author=author,
            written_at=now(),
        )
        session.add(row)
        told: dict[str, str | int] = {"interview": interview.number, "scale": new.scale, "version": row.version}
        audit.record(session, author, WRITTEN, study.name, told)
        session.flush()
        return _memo(row)


def _memo(row: ConcordanceMemo) -> Memo:
    return Memo(
        transcript=row.transcript_id,
        scale=row.scale,
        version=row.version,
        stood=row.stood,
        way=row.way,
        kind=row.kind,
        text=row.text,
        author=row.author,
        written_at=row.written_at,
    )
