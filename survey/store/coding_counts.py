"""Where and how often each code was marked, by whom and in which interview; how long the texts are."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from survey.extensions import answers
from survey.store.layers import Layer
from survey.store.passages import Passage
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


@dataclass(frozen=True, slots=True)
class Place:
    """A passage that was marked, without its words."""

    transcript: int
    coder: str
    layer: str
    code: int
    passage: Passage


def places(study_id: int, layers: Collection[Layer]) -> Iterator[Place]:
    """Where these layers marked something in the interviews of a study; far cheaper than the codings themselves."""
    at = (CodingRow.first_turn, CodingRow.starts_at, CodingRow.last_turn, CodingRow.ends_at)
    query = select(CodingRow.transcript_id, CodingRow.coder, CodingRow.layer, CodingRow.code_id, *at)
    query = query.join(TranscriptRow, TranscriptRow.id == CodingRow.transcript_id)
    of_layers = or_(*((CodingRow.coder == each.owner) & (CodingRow.layer == each.name) for each in layers))
    with answers.looking() as connection:
        rows = connection.execute(query.where(TranscriptRow.study_id == study_id, of_layers)).all()
    for transcript, coder, layer, code, *place in rows:
        yield Place(transcript, coder, layer, code, Passage(*place))


def turn_lengths(transcripts: Collection[int]) -> dict[int, dict[int, int]]:
    """How many code points each turn of these interviews holds, by interview and turn."""
    query = select(TurnRow.transcript_id, TurnRow.position, func.length(TurnRow.text))
    query = query.where(TurnRow.transcript_id.in_(transcripts)).order_by(TurnRow.transcript_id, TurnRow.position)
    found: dict[int, dict[int, int]] = {each: {} for each in transcripts}
    with answers.looking() as connection:
        for transcript, turn, length in connection.execute(query).all():
            found[transcript][turn] = length
    return found


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
