"""Open answers in a grid, for researchers: neutral numbers, words, codes, and thirds where somebody agreed to that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.instrument.definition import Scale
from survey.privacy import coding_view
from survey.store import answer_consents, answer_turns, coded_places, codes, transcripts, versions
from survey.store.codes import Code
from survey.store.codings import Coding
from survey.store.studies import StudyRecord, WaveRecord
from survey.store.transcripts import Interview, StoredTurn

ON_A_PAGE = 50
MOST_SCALES = 3
BANDS = ("low", "middle", "high")
NO_SCORE = "none"
"""Somebody agreed, and has no score there."""
NOT_AGREED = "not_agreed"
"""No agreement is kept, or an interview of the same person says no: which of the two it is, nobody is told."""

Thirds = Mapping[str, Mapping[str, Sequence[int]]]
"""By scale and third the participants who stand there, as the figure process tells them."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see: scales, a code, a third (scale and band), an order, a page or the one of a turn."""

    scales: tuple[str, ...] = ()
    code: str = ""
    third: tuple[str, str] | None = None
    sort: str = ""
    page: int = 1
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: its number, its words, what was marked in it, and its third on each chosen scale."""

    turn: StoredTurn
    marks: tuple[Coding, ...]
    bands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One page of the answers to a question; ``left``: how many the filters leave, of ``among``."""

    source: Interview
    rows: tuple[Row, ...]
    page: int
    pages: int
    left: int
    among: int
    codebook: tuple[Code, ...]


def sources(record: StudyRecord) -> tuple[Interview, ...]:
    """The open answers of a study, a source for each question and wave."""
    return transcripts.answer_sources(record.id)


def source(record: StudyRecord, number: int) -> Interview | None:
    """A source by its number, which grids count from 1 up; None where there is none."""
    return transcripts.interview(record.id, -number) if number > 0 else None


def wave_of(record: StudyRecord, found: Interview) -> WaveRecord:
    """The wave of a source."""
    return record.wave(found.wave or "")


def scales(record: StudyRecord, found: Interview) -> tuple[Scale, ...]:
    """The scales of the wave of a source."""
    return versions.questionnaire(wave_of(record, found).questionnaire_digest).scales


def grid(record: StudyRecord, coder: str, found: Interview, wish: Wish, thirds: Thirds) -> Grid | None:
    """One page of a source as somebody wants it; None where there is no such page, turn or code."""
    whose = answer_turns.submissions_of(found.id)
    codebook = codes.codebook(record.id)
    placed = _placed(record, coder, found)
    among = tuple(whose)
    bands = _bands(record, found, whose, thirds)
    left = [turn for turn in among if _is_left(turn, wish, _under(codebook, wish.code), placed, bands)]
    if wish.sort:
        left.sort(key=lambda turn: (_rank(bands[wish.sort][turn]), turn))
    pages = max(1, -(-len(left) // ON_A_PAGE))
    page = wish.page if wish.turn is None else _page_of(left, wish.turn)
    if page is None or not 1 <= page <= pages:
        return None
    here = left[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    rows = _rows(found, here, placed, [bands[name] for name in wish.scales])
    return Grid(found, rows, page, pages, len(left), len(among), codebook)


Placed = Mapping[int, Sequence[coded_places.CodedPlace]]


def _placed(record: StudyRecord, coder: str, found: Interview) -> Placed:
    """What somebody may see of what was marked, by turn."""
    sight = coding_view.sight(record, coder)
    by_turn: dict[int, list[coded_places.CodedPlace]] = {}
    for place in coded_places.of_transcript(found.id):
        if sight.sees(found.id, place.coder, place.layer):
            by_turn.setdefault(place.first_turn, []).append(place)
    return by_turn


def _bands(
    record: StudyRecord, found: Interview, whose: Mapping[int, int], thirds: Thirds
) -> Mapping[str, Mapping[int, str]]:
    """By scale, where each answer's person stands among everyone; nobody who did not agree stands anywhere."""
    agreed = answer_consents.beside_scores(record, wave_of(record, found))
    standing = {
        scale: {person: band for band, people in of_scale.items() for person in people}
        for scale, of_scale in thirds.items()
    }
    return {
        scale: {
            turn: people.get(agreed[submission], NO_SCORE) if submission in agreed else NOT_AGREED
            for turn, submission in whose.items()
        }
        for scale, people in standing.items()
    }


def _is_left(
    turn: int, wish: Wish, wanted: frozenset[int], placed: Placed, bands: Mapping[str, Mapping[int, str]]
) -> bool:
    if wish.code and not any(place.code in wanted for place in placed.get(turn, ())):
        return False
    return wish.third is None or bands[wish.third[0]][turn] == wish.third[1]


def _under(codebook: Sequence[Code], guid: str) -> frozenset[int]:
    """The keys of a code and of all under it."""
    within: set[int] = set()
    for code in codebook:  # parents stand before their children
        if code.guid == guid or code.parent in within:
            within.add(code.id)
    return frozenset(within)


def _rank(band: str) -> int:
    """From low to high; whoever stands nowhere comes last."""
    return BANDS.index(band) if band in BANDS else len(BANDS)


def _page_of(left: Sequence[int], turn: int) -> int | None:
    return left.index(turn) // ON_A_PAGE + 1 if turn in left else None


def _rows(found: Interview, here: Sequence[int], placed: Placed, bands: Sequence[Mapping[int, str]]) -> tuple[Row, ...]:
    turns = {turn.position: turn for turn in transcripts.turns(found, here)}
    whole = coded_places.whole([place for turn in here for place in placed.get(turn, ())])
    return tuple(
        Row(
            turns[turn],
            tuple(whole[place.id] for place in placed.get(turn, ()) if place.id in whole),
            tuple(band[turn] for band in bands),
        )
        for turn in here
        if turn in turns  # else it was erased in between
    )
