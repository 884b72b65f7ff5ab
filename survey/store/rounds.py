"""How far those who read an interview have come: begun, done, or reading only what others marked."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.store import audit
from survey.store.clock import now
from survey.store.layers import FIRST, CodingError, Layer
from survey.store.studies import StudyRecord
from survey.store.tables.codings import CodingRound
from survey.store.tables.transcripts import TranscriptRow
from survey.store.transcripts import Interview

READER = "reader"
"""The round of somebody who looks at what others marked, and therefore codes this interview no more."""
LOOKED = "You looked at what others marked in this interview: you cannot code it blind any more."
DONE = "You said that you are done with this interview: what you marked stays as it is."


@dataclass(frozen=True, slots=True)
class Round:
    """One reading of one interview. ``turns``: those of a sample, None for all; ``done_at`` None: not yet."""

    transcript: int
    coder: str
    layer: str
    turns: tuple[int, ...] | None
    begun_at: datetime.datetime
    done_at: datetime.datetime | None


def of_interview(interview: Interview) -> tuple[Round, ...]:
    """The rounds of an interview, by when they began."""
    return _read(_query().where(CodingRound.transcript_id == interview.id))


def of_study(study_id: int) -> tuple[Round, ...]:
    """The rounds of all interviews of a study, by when they began."""
    query = _query().join(TranscriptRow, TranscriptRow.id == CodingRound.transcript_id)
    return _read(query.where(TranscriptRow.study_id == study_id))


def begin(interview: Interview, layer: Layer, turns: Sequence[int] | None = None) -> Round:
    """Begin a round, or go on with it; raises ``CodingError`` for whoever looked at what others marked."""
    with answers.writing() as session:
        if layer.name == FIRST and _row(session, interview.id, Layer(layer.coder, READER)) is not None:
            raise CodingError(LOOKED, rule="looked")
        row = _row(session, interview.id, layer)
        if row is None:
            row = _new(interview.id, layer, turns)
            session.add(row)
        return _round(row)


def finish(study: StudyRecord, interview: Interview, layer: Layer) -> Round:
    """Say that a round is done: nothing is marked in it any more; raises ``CodingError`` where it never began."""
    with answers.writing() as session:
        row = _row(session, interview.id, layer)
        if row is None:
            raise CodingError("Nothing was begun here: mark a passage, or say that there is none.", rule="not-begun")
        if row.done_at is None:
            row.done_at = now()
            told: dict[str, str | int] = {"interview": interview.number, "layer": layer.name}
            audit.record(session, layer.coder, "coding done", study.name, told)
        return _round(row)


def look(study: StudyRecord, interviews: Sequence[Interview], coder: str) -> tuple[Interview, ...]:
    """Let somebody see what others marked in these interviews, but for those where a round of theirs began.

    Whoever looks codes these interviews no more. Returns those that may be seen by this.
    """
    with answers.writing() as session:
        opened = []
        for each in interviews:
            if _row(session, each.id, Layer(coder, FIRST)) is not None:
                continue
            if _row(session, each.id, Layer(coder, READER)) is None:
                session.add(_new(each.id, Layer(coder, READER), None))
                audit.record(session, coder, "codings looked at", study.name, {"interview": each.number})
            opened.append(each)
    return tuple(opened)


def require_open(session: Session, transcript: int, layer: Layer) -> None:
    """Refuse to change a round that is done; begin it where it has not begun."""
    if layer.name == FIRST and _row(session, transcript, Layer(layer.coder, READER)) is not None:
        raise CodingError(LOOKED, rule="looked")
    row = _row(session, transcript, layer)
    if row is None:
        session.add(_new(transcript, layer, None))
    elif row.done_at is not None:
        raise CodingError(DONE, rule="done")


def _new(transcript: int, layer: Layer, turns: Sequence[int] | None) -> CodingRound:
    kept = None if turns is None else json.dumps(sorted(turns))
    return CodingRound(transcript_id=transcript, coder=layer.owner, layer=layer.name, turns=kept, begun_at=now())


def _row(session: Session, transcript: int, layer: Layer) -> CodingRound | None:
    return session.get(CodingRound, (transcript, layer.owner, layer.name))


def _query() -> Select[CodingRound]:
    return select(CodingRound).order_by(CodingRound.begun_at, CodingRound.transcript_id, CodingRound.coder)


def _read(query: Select[CodingRound]) -> tuple[Round, ...]:
    with answers.reading() as session:
        return tuple(_round(row) for row in session.scalars(query))


def _round(row: CodingRound) -> Round:
    return Round(
        transcript=row.transcript_id,
        coder=row.coder,
        layer=row.layer,
        turns=None if row.turns is None else tuple(json.loads(row.turns)),
        begun_at=row.begun_at,
        done_at=row.done_at,
    )
