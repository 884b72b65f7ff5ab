"""Codings of open answers: they follow an answer that is said otherwise where they can, and go with one that goes."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.store import codings
from survey.store.tables.codings import CodingRound, CodingRow
from survey.store.tables.transcripts import TurnRow


@dataclass(frozen=True, slots=True)
class Followed:
    """How many codings of corrected answers stand in the new words, and how many found no place there."""

    moved: int = 0
    dropped: int = 0


def follow(session: Session, transcript: int, corrected: Mapping[int, str]) -> Followed:
    """Move the codings of these turns into their new words.

    What held a whole answer holds all of it again; a passage moves to where its words stand, if they stand there once.
    """
    if not corrected:
        return Followed()
    before = dict(
        session.execute(
            select(TurnRow.position, TurnRow.text).where(
                TurnRow.transcript_id == transcript, TurnRow.position.in_(corrected)
            )
        ).all()
    )
    moved = dropped = 0
    for row in _of_turns(session, transcript, corrected):
        old, new = before[row.first_turn], corrected[row.first_turn]
        if (row.starts_at, row.ends_at) == (0, len(old)):
            row.starts_at, row.ends_at, row.quote = 0, len(new), new
        elif new.count(row.quote) == 1:
            row.starts_at = new.index(row.quote)
            row.ends_at = row.starts_at + len(row.quote)
        else:
            session.delete(row)
            dropped += 1
            continue
        moved += 1
    codings.forget_acts(session, transcript)
    session.flush()
    return Followed(moved, dropped)


def without(session: Session, transcript: int, turns: Collection[int]) -> None:
    """Delete what was marked in these turns, and what could bring it back."""
    for row in _of_turns(session, transcript, turns):
        session.delete(row)
    for reading in session.scalars(select(CodingRound).where(CodingRound.transcript_id == transcript)):
        if reading.turns is not None:
            reading.turns = json.dumps([turn for turn in json.loads(reading.turns) if turn not in turns])
    codings.forget_acts(session, transcript)
    session.flush()


def _of_turns(session: Session, transcript: int, turns: Collection[int]) -> list[CodingRow]:
    """The codings that hold something of one of these turns; a coding of an answer lies within it."""
    found: list[CodingRow] = []
    ordered = sorted(turns)
    for start in range(0, len(ordered), 500):
        here = CodingRow.first_turn.in_(ordered[start : start + 500])
        found += session.scalars(select(CodingRow).where(CodingRow.transcript_id == transcript, here))
    return found
