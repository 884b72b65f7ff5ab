"""Where terms stand in interviews: an index of our own, the same on both databases."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import select

from survey.extensions import answers
from survey.store.portions import portions
from survey.store.tables.transcripts import TranscriptRow, TranscriptTerm

TURN_BITS = 32

Places = Mapping[str, bytes]
"""Where each term stands, packed: turn and word of the turn as one number, see ``place``."""


class Searched(NamedTuple):
    """An interview among those that are searched."""

    id: int
    number: int
    language: str


def place(turn: int, word: int) -> int:
    """The place of a word as one number: places of words that follow each other follow each other."""
    return (turn << TURN_BITS) | word


def turn_of(place: int) -> int:
    """The turn of a place."""
    return place >> TURN_BITS


def turns_of(places: array[int]) -> set[int]:
    """The turns of many places: of each number its upper half, which is read as it lies in memory."""
    halves = memoryview(places).cast("B").cast("I")
    return set(halves[1 if sys.byteorder == "little" else 0 :: 2])


def searched(study_id: int, numbers: Collection[int]) -> tuple[Searched, ...]:
    """The interviews of a study with these numbers, in order."""
    columns = (TranscriptRow.id, TranscriptRow.number, TranscriptRow.language)
    kinds_first = (TranscriptRow.kind.desc(), TranscriptRow.number)  # interviews before open answers
    query = select(*columns).where(TranscriptRow.study_id == study_id).order_by(*kinds_first)
    wanted = frozenset(numbers)
    with answers.reading() as session:
        return tuple(Searched(*row) for row in session.execute(query) if row.number in wanted)


def places(interviews: Collection[int], terms: Collection[str]) -> dict[int, dict[str, bytes]]:
    """For each of these interviews, by its key: where each of these terms stands; what stands nowhere has no key."""
    found: dict[int, dict[str, bytes]] = {}
    with answers.looking() as connection:
        for keys in portions(sorted(interviews)):
            for words in portions(sorted(terms)):
                meant = (TranscriptTerm.transcript_id.in_(keys), TranscriptTerm.term.in_(words))
                for row in connection.execute(
                    select(TranscriptTerm.transcript_id, TranscriptTerm.term, TranscriptTerm.places).where(*meant)
                ):
                    found.setdefault(row.transcript_id, {})[row.term] = row.places
    return found


def in_turn(places: array[int], turn: int) -> array[int]:
    """Those of these places, which are in order, that are in a turn."""
    return places[bisect_left(places, place(turn, 0)) : bisect_left(places, place(turn + 1, 0))]


def packed(places: Collection[int]) -> bytes:
    """Places as they are kept."""
    return _little(array("Q", places)).tobytes()


def unpacked(kept: bytes) -> array[int]:
    """Places out of what is kept."""
    found = array("Q")
    found.frombytes(kept)
    return _little(found)


def _little(numbers: array[int]) -> array[int]:
    """The same bytes on every machine: the lowest first."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
