"""Directions that coders give an interview, scale by scale: changed until they are locked, then corrected beside."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.store import audit
from survey.store.clock import now
from survey.store.studies import StudyRecord
from survey.store.tables.directions import DirectionRow, ScoreSight
from survey.store.tables.transcripts import TranscriptRow
from survey.store.transcripts import Interview

WORSE, SAME, BETTER = "worse", "same", "better"
WAYS = (WORSE, SAME, BETTER)


class DirectionError(ValueError):
    """A direction cannot be kept as sent; ``rule`` says why: way, locked, not_locked, unchanged, nothing or gone."""

    def __init__(self, rule: str) -> None:
        """Keep the rule."""
        self.rule = rule
        super().__init__(rule)


@dataclass(frozen=True, slots=True)
class Direction:
    """One version of a direction. ``seen_at``: since when its coder could know the score by the time it was locked."""

    transcript: int
    scale: str
    coder: str
    version: int
    way: str
    said_at: datetime.datetime
    locked_at: datetime.datetime | None
    seen_at: datetime.datetime | None

    @property
    def is_locked(self) -> bool:
        """Whether nothing changes it any more."""
        return self.locked_at is not None

    @property
    def is_blind(self) -> bool:
        """Whether it was locked before its coder could see the score."""
        return self.version == 1 and self.is_locked and self.seen_at is None


def of_study(study_id: int) -> tuple[Direction, ...]:
    """Every version of every direction of a study."""
    query = (
        select(DirectionRow)
        .join(TranscriptRow, TranscriptRow.id == DirectionRow.transcript_id)
        .where(TranscriptRow.study_id == study_id)
        .order_by(TranscriptRow.number, DirectionRow.scale, DirectionRow.coder, DirectionRow.version)
    )
    with answers.reading() as session:
        return tuple(_direction(row) for row in session.scalars(query))


def keep(study: StudyRecord, interview: Interview, coder: str, ways: Mapping[str, str], *, lock: bool) -> None:
    """Keep a coder's directions by scale, '' for none, and lock those that say something when asked.

    Raises ``DirectionError`` where one of them is locked already; then nothing is changed.
    """
    with answers.writing() as session:
        _hold(session, interview)
        for scale, way in ways.items():
            _say(session, interview, coder, scale, way)
        session.flush()
        if lock:
            _lock(session, study, interview, coder, [scale for scale, way in ways.items() if way])


def correct(study: StudyRecord, interview: Interview, coder: str, scale: str, way: str) -> None:
    """Keep a correction beside what was locked, itself locked and not blind; raises ``DirectionError``."""
    if way not in WAYS:
        raise DirectionError("way")
    with answers.writing() as session:
        _hold(session, interview)
        last = session.scalars(_versions(interview, coder, scale)).first()
        if last is None or last.locked_at is None:
            raise DirectionError("not_locked")
        if last.way == way:
            raise DirectionError("unchanged")
        key = {"transcript_id": interview.id, "scale": scale, "coder": coder, "version": last.version + 1}
        at = now()
        session.add(DirectionRow(**key, way=way, said_at=at, locked_at=at, seen_at=at))
        told: dict[str, str | int] = {"interview": interview.number, "scale": scale, "version": last.version + 1}
        audit.record(session, coder, "direction corrected", study.name, told)


def _hold(session: Session, interview: Interview) -> None:
    """Let nobody look at the score, or erase the interview, before this is kept."""
    query = select(TranscriptRow.id).where(TranscriptRow.id == interview.id).with_for_update()
    if session.scalar(query) is None:
        raise DirectionError("gone")


def _say(session: Session, interview: Interview, coder: str, scale: str, way: str) -> None:
    if way and way not in WAYS:
        raise DirectionError("way")
    row = session.get(DirectionRow, (interview.id, scale, coder, 1))
    if row is not None and row.locked_at is not None:
        raise DirectionError("locked")
    if row is None and way:
        key = {"transcript_id": interview.id, "scale": scale, "coder": coder, "version": 1}
        session.add(DirectionRow(**key, way=way, said_at=now()))
    elif row is not None and not way:
        session.delete(row)
    elif row is not None and row.way != way:
        row.way, row.said_at = way, now()


def _lock(session: Session, study: StudyRecord, interview: Interview, coder: str, scales: list[str]) -> None:
    if not scales:
        raise DirectionError("nothing")
    for scale in scales:
        row = session.get_one(DirectionRow, (interview.id, scale, coder, 1))
        row.locked_at, row.seen_at = now(), _seen_at(session, interview, coder, scale)
        told: dict[str, str | int] = {"interview": interview.number, "scale": scale}
        audit.record(session, coder, "direction locked", study.name, told)


def _seen_at(session: Session, interview: Interview, coder: str, scale: str) -> datetime.datetime | None:
    """Since when a coder could know: by another page, or since they locked another interview of the same person."""
    seen = session.get(ScoreSight, (interview.id, coder))
    told = None
    if interview.link:
        told = session.scalar(
            select(func.min(DirectionRow.locked_at))
            .join(TranscriptRow, TranscriptRow.id == DirectionRow.transcript_id)
            .where(TranscriptRow.participant_id == interview.participant, TranscriptRow.link)
            .where(TranscriptRow.id != interview.id, DirectionRow.coder == coder, DirectionRow.scale == scale)
        )
    known = (None if seen is None else seen.first_at, told)
    return min((at for at in known if at is not None), default=None)


def _versions(interview: Interview, coder: str, scale: str) -> Select[DirectionRow]:
    """Every version of one direction, the newest first."""
    mine = (DirectionRow.transcript_id == interview.id, DirectionRow.coder == coder, DirectionRow.scale == scale)
    return select(DirectionRow).where(*mine).order_by(DirectionRow.version.desc())


def _direction(row: DirectionRow) -> Direction:
    return Direction(
        transcript=row.transcript_id,
        scale=row.scale,
        coder=row.coder,
        version=row.version,
        way=row.way,
        said_at=row.said_at,
        locked_at=row.locked_at,
        seen_at=row.seen_at,
    )
