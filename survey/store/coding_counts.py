"""Where and how often each code was marked, by whom and in which interview; how long the texts are."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, or_, select

from survey.extensions import answers
from survey.store.layers import Layer
from survey.store.tables.codings import CodingRow, TextVersion
from survey.store.tables.transcripts import TranscriptRow, TurnRow


@dataclass(frozen=True, slots=True)
class Marked:
    """How many passages of one interview one coder marked with one code, in one layer."""

    transcript: int
    code: int
    coder: str
    layer: str
    passages: int


def passages(transcript: int, layer: Layer | None) -> int:
    """How many passages of an interview are marked in a layer, or in all."""
    query = select(func.count()).select_from(CodingRow).where(CodingRow.transcript_id == transcript)
    if layer is not None:
        query = query.where(CodingRow.coder == layer.owner, CodingRow.layer == layer.name)
    with answers.reading() as session:
        return session.scalar(query) or 0


def marked(study_id: int) -> tuple[Marked, ...]:
    """How often each code of a study was marked; what may be shown of it is said by ``privacy/coding_view.py``."""
    by = (CodingRow.transcript_id, CodingRow.code_id, CodingRow.coder, CodingRow.layer)
    query = select(*by, func.count()).join(TranscriptRow, TranscriptRow.id == CodingRow.transcript_id)
    query = query.where(TranscriptRow.study_id == study_id).group_by(*by)
    with answers.reading() as session:
        return tuple(Marked(*row) for row in session.execute(query))


class Place(NamedTuple):
    """Where somebody marked something, without its words: turns and places in them as a ``Passage`` has them."""

    transcript: int
    coder: str
    layer: str
    code: int
    first_turn: int
    start: int
    last_turn: int
    end: int


def places(study_id: int, layers: Collection[Layer]) -> list[Place]:
    """Where these layers marked something in the interviews of a study; far cheaper than the codings themselves."""
    at = (CodingRow.first_turn, CodingRow.starts_at, CodingRow.last_turn, CodingRow.ends_at)
    query = select(CodingRow.transcript_id, CodingRow.coder, CodingRow.layer, CodingRow.code_id, *at)
    query = query.join(TranscriptRow, TranscriptRow.id == CodingRow.transcript_id)
    of_layers = or_(*((CodingRow.coder == each.owner) & (CodingRow.layer == each.name) for each in layers))
    with answers.looking() as connection:
        rows = connection.execute(query.where(TranscriptRow.study_id == study_id, of_layers)).all()
    return [Place._make(row) for row in rows]


def turn_lengths(transcripts: Collection[int]) -> Sequence[tuple[int, int, int]]:
    """Each turn of these interviews: of which one, its number there, how many code points it holds."""
    query = select(TurnRow.transcript_id, TurnRow.position, func.length(TurnRow.text))
    with answers.looking() as connection:
        return connection.execute(query.where(TurnRow.transcript_id.in_(transcripts))).all()


def text_changes(study_id: int) -> dict[int, tuple[datetime.datetime, ...]]:
    """When a new text took the place of another, by interview; interviews whose text never changed are absent."""
    query = select(TextVersion.transcript_id, TextVersion.made_at)
    query = query.join(TranscriptRow, TranscriptRow.id == TextVersion.transcript_id)
    query = query.where(TranscriptRow.study_id == study_id, TextVersion.version > 1).order_by(TextVersion.made_at)
    found: dict[int, tuple[datetime.datetime, ...]] = {}
    with answers.reading() as session:
        for transcript, made_at in session.execute(query):
            found[transcript] = (*found.get(transcript, ()), made_at)
    return found
