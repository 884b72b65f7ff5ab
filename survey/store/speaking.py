"""Who speaks in interviews: how many turns each role and speaker has, and which."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from survey.extensions import answers
from survey.store.tables.transcripts import TurnRow

PART = 1000
"""Keys and places are asked for in portions: SQLite allows 32,766 values in a query."""


class Spoken(NamedTuple):
    """How many turns of an interview somebody has; role and speaker are '' where nobody said."""

    transcript: int
    role: str
    speaker: str
    turns: int


def spoken(interviews: Collection[int]) -> tuple[Spoken, ...]:
    """Who speaks how often in these interviews, by their keys."""
    by = (TurnRow.transcript_id, TurnRow.role, TurnRow.speaker)
    keys = sorted(interviews)
    found: list[Spoken] = []
    with answers.looking() as connection:
        for start in range(0, len(keys), PART):
            mine = TurnRow.transcript_id.in_(keys[start : start + PART])
            rows = connection.execute(select(*by, func.count()).where(mine).group_by(*by))
            found += [Spoken(*row) for row in rows]
    return tuple(found)


def turns_of(interview: int, *, role: str = "", speaker: str = "", among: Sequence[int] | None = None) -> list[int]:
    """The turns of an interview that somebody of this role and this label has, in order; '' is anybody.

    ``among``: of these turns; few are asked for, of many all of the interview are.
    """
    mine = [TurnRow.transcript_id == interview]
    mine += [TurnRow.role == role] if role else []
    mine += [TurnRow.speaker == speaker] if speaker else []
    few = among if among is not None and len(among) < PART else None
    mine += [TurnRow.position.in_(few)] if few is not None else []
    with answers.looking() as connection:
        found = connection.scalars(select(TurnRow.position).where(*mine).order_by(TurnRow.position)).all()
    wanted = frozenset(found if among is None else among)
    return [position for position in found if position in wanted]
