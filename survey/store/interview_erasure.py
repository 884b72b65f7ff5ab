"""Erasure of interviews: the transcripts in one database, their originals and pseudonyms in the other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, false, func, or_, select, true

from survey.store.tables.base import table
from survey.store.tables.codings import CodingAct, CodingRound, CodingRow, TextVersion
from survey.store.tables.directions import ConcordanceMemo, DirectionRow, ScoreSight
from survey.store.tables.listed_names import ListedName
from survey.store.tables.originals import Pseudonym, TranscriptOriginal
from survey.store.tables.quote_reviews import QuoteReview
from survey.store.tables.transcripts import (
    INTERVIEW,
    SpeakerTurns,
    TranscriptRepair,
    TranscriptRow,
    TranscriptSuspects,
    TranscriptTerm,
    TurnRow,
)

TRANSCRIPT, ORIGINAL, PSEUDONYM = table(TranscriptRow), table(TranscriptOriginal), table(Pseudonym)
LISTED = table(ListedName)
CODED = (CodingRow, CodingAct, CodingRound, DirectionRow, ScoreSight, ConcordanceMemo, QuoteReview)
OF_TEXT = (TurnRow, SpeakerTurns, TranscriptRepair, TranscriptTerm, TranscriptSuspects, TextVersion)
PARTS = tuple(table(row) for row in (*OF_TEXT, *CODED))


@dataclass(frozen=True, slots=True)
class Originals:
    """The originals that are meant: of a study, of one participant or of everyone, at these waves or at all.

    One without a wave is meant when all are.
    """

    study: str
    participant_id: str | None = None
    waves: Collection[str] | None = None

    def condition(self) -> ColumnElement[bool]:
        """The rows that are meant."""
        one = true() if self.participant_id is None else ORIGINAL.c.participant_id == self.participant_id
        there = true() if self.waves is None else ORIGINAL.c.wave.in_(self.waves)
        return and_(ORIGINAL.c.study == self.study, one, there)


def at_waves(waves: Collection[int], *, whole: bool) -> ColumnElement[bool]:
    """The transcripts of these waves; those of no wave too when they are all waves of the study."""
    return or_(TRANSCRIPT.c.wave_id.in_(waves), TRANSCRIPT.c.wave_id.is_(None) if whole else false())


def count(connection: Connection, meant: ColumnElement[bool]) -> int:
    """How many interviews are meant; open answers are counted as what they are, submissions."""
    query = select(func.count()).select_from(TRANSCRIPT).where(meant, TRANSCRIPT.c.kind == INTERVIEW)
    return connection.scalar(query) or 0


def erase(connection: Connection, meant: ColumnElement[bool]) -> None:
    """Delete these transcripts with their turns, repairs, terms, codings, directions and memos."""
    keys: Select[int] = select(TRANSCRIPT.c.id).where(meant)
    for part in PARTS:
        connection.execute(delete(part).where(part.c.transcript_id.in_(keys)))
    connection.execute(delete(TRANSCRIPT).where(meant))


def count_originals(connection: Connection, meant: Originals) -> int:
    """How many originals are meant."""
    return connection.scalar(select(func.count()).select_from(ORIGINAL).where(meant.condition())) or 0


def erase_originals(connection: Connection, meant: Originals) -> None:
    """Delete these originals."""
    connection.execute(delete(ORIGINAL).where(meant.condition()))


def count_pseudonyms(connection: Connection, study: str, participant_id: str | None) -> int:
    """How many pseudonyms a participant has in a study; of everyone, those of its lists of names too."""
    meant = _pseudonyms(study, participant_id)
    mine = connection.scalar(select(func.count()).select_from(PSEUDONYM).where(meant)) or 0
    if participant_id is not None:
        return mine
    return mine + (connection.scalar(select(func.count()).select_from(LISTED).where(LISTED.c.study == study)) or 0)


def erase_pseudonyms(connection: Connection, study: str, participant_id: str | None) -> None:
    """Delete the pseudonyms of a participant, or of everyone with the lists of names."""
    connection.execute(delete(PSEUDONYM).where(_pseudonyms(study, participant_id)))
    if participant_id is None:
        connection.execute(delete(LISTED).where(LISTED.c.study == study))


def _pseudonyms(study: str, participant_id: str | None) -> ColumnElement[bool]:
    one = true() if participant_id is None else PSEUDONYM.c.participant_id == participant_id
    return and_(PSEUDONYM.c.study == study, one)
