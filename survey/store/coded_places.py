"""Where codes stand in the interviews of a study, without their words: for counts, searches and long lists."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import func, select

from survey.extensions import answers
from survey.store.codings import Coding, codings_with
from survey.store.passages import Passage
from survey.store.tables.codings import CodingRow
from survey.store.tables.transcripts import TranscriptRow


class CodedPlace(NamedTuple):
    """One coding: its key, whose and of which layer it is, where it stands."""

    id: int
    transcript: int
    code: int
    coder: str
    layer: str
    is_key: bool
    first_turn: int
    start: int
    last_turn: int
    end: int

    @property
    def passage(self) -> Passage:
        """The passage that is marked."""
        return Passage(*self[6:])


class CodedCount(NamedTuple):
    """How many passages of an interview a coder marked with a code in a layer."""

    transcript: int
    code: int
    coder: str
    layer: str
    passages: int


COLUMNS = (
    CodingRow.id,
    CodingRow.transcript_id,
    CodingRow.code_id,
    CodingRow.coder,
    CodingRow.layer,
    CodingRow.is_key,
    CodingRow.first_turn,
    CodingRow.starts_at,
    CodingRow.last_turn,
    CodingRow.ends_at,
)


def of_transcript(transcript: int) -> tuple[CodedPlace, ...]:
    """Every passage that is marked in an interview, or in open answers, in the order of its text."""
    query = select(*COLUMNS).where(CodingRow.transcript_id == transcript)
    with answers.looking() as connection:
        found = connection.execute(query.order_by(CodingRow.first_turn, CodingRow.starts_at, CodingRow.id))
        return tuple(CodedPlace._make(row) for row in found)


def of_codes(study_id: int, codes: Collection[int]) -> tuple[CodedPlace, ...]:
    """Every passage of a study that is marked with one of these codes."""
    mine = (TranscriptRow.study_id == study_id, CodingRow.code_id.in_(codes))
    query = select(*COLUMNS).join(TranscriptRow, TranscriptRow.id == CodingRow.transcript_id).where(*mine)
    with answers.looking() as connection:
        return tuple(map(CodedPlace._make, connection.execute(query).all()))


def counts(study_id: int) -> tuple[CodedCount, ...]:
    """How often each code was used in a study: by interview, coder and layer."""
    by = (CodingRow.transcript_id, CodingRow.code_id, CodingRow.coder, CodingRow.layer)
    query = select(*by, func.count()).join(TranscriptRow, TranscriptRow.id == CodingRow.transcript_id)
    with answers.looking() as connection:
        rows = connection.execute(query.where(TranscriptRow.study_id == study_id).group_by(*by)).all()
    return tuple(CodedCount(*row) for row in rows)


def whole(places: Collection[CodedPlace]) -> dict[int, Coding]:
    """The codings at these places, by their keys; one that was taken away meanwhile has none."""
    return codings_with([place.id for place in places])
