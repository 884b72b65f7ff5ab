"""Who speaks in interviews: how many turns each role and speaker has, and which."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.store.portions import PORTION, portions
from survey.store.tables.transcripts import SpeakerTurns, TurnRow


class Spoken(NamedTuple):
    """How many turns of an interview somebody has; role and speaker are '' where nobody said."""

    transcript: int
    role: str
    speaker: str
    turns: int


def spoken(interviews: Collection[int]) -> tuple[Spoken, ...]:
    """Who speaks how often in these interviews, by their keys."""
    columns = (SpeakerTurns.transcript_id, SpeakerTurns.role, SpeakerTurns.speaker, SpeakerTurns.turns)
    keys = sorted(interviews)
    found: list[Spoken] = []
    with answers.looking() as connection:
        for some in portions(keys):
            mine = SpeakerTurns.transcript_id.in_(some)
            found += [Spoken(*row) for row in connection.execute(select(*columns).where(mine).order_by(*columns[:3]))]
    return tuple(found)


def recount(changing: Session | Connection, interview: int) -> None:
    """Count who speaks how often in an interview, by its key; whoever adds, takes out or assigns turns asks for it."""
    by = (TurnRow.transcript_id, TurnRow.role, TurnRow.speaker)
    counted = select(*by, func.count()).where(TurnRow.transcript_id == interview).group_by(*by)
    changing.execute(delete(SpeakerTurns).where(SpeakerTurns.transcript_id == interview))
    changing.execute(insert(SpeakerTurns).from_select(["transcript_id", "role", "speaker", "turns"], counted))


def turns_of(
    interviews: Collection[int], *, role: str = "", speaker: str = "", among: Mapping[int, Sequence[int]] | None = None
) -> dict[int, list[int]]:
    """The turns in these few interviews that somebody of this role and label has, in order; '' is anybody.

    ``among``: of these turns; where they are few, no others are asked for.
    """
    mine: list[ColumnElement[bool]] = [TurnRow.transcript_id.in_(interviews)]
    mine += [TurnRow.role == role] if role else []
    mine += [TurnRow.speaker == speaker] if speaker else []
    wanted = None if among is None else {key: frozenset(turns) for key, turns in among.items()}
    places = frozenset[int]().union(*(wanted or {}).values())
    mine += [TurnRow.position.in_(places)] if wanted is not None and len(places) < PORTION else []
    found: dict[int, list[int]] = {}
    with answers.looking() as connection:
        query = select(TurnRow.transcript_id, TurnRow.position).where(*mine)
        for key, position in connection.execute(query.order_by(TurnRow.transcript_id, TurnRow.position)).all():
            if wanted is None or position in wanted.get(key, ()):
                found.setdefault(key, []).append(position)
    return found
