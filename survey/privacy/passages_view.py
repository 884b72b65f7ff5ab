"""The passages of codes as somebody may see them: key quotes first, a page of them at a time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from survey.privacy import coding_view
from survey.privacy.search_filters import Viewer
from survey.store import coded_places, codes, transcripts
from survey.store.codes import Code
from survey.store.codings import Coding
from survey.store.layers import AGAIN
from survey.store.studies import StudyRecord

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class CodedQuote:
    """A passage with its code, in which interview and when it was said (milliseconds, None where nobody knows)."""

    coding: Coding
    number: int
    language: str
    start: int | None

    @property
    def is_countable(self) -> bool:
        """Whether people can be counted beside it: nobody knows whose an open answer is; reading again is a check."""
        return self.number > 0 and self.coding.layer != AGAIN


@dataclass(frozen=True, slots=True)
class Passages:
    """One page of passages, by code; ``interviews``: in how many interviews all of them stand.

    ``withdrawn``: how many interviews are left out, since what may be quoted of them was taken back.
    """

    page: int
    pages: int
    total: int
    interviews: int
    by_code: tuple[tuple[Code, tuple[CodedQuote, ...]], ...]
    withdrawn: int


def passages(record: StudyRecord, viewer: Viewer, among: Collection[int], page: int) -> Passages | None:
    """The passages of these codes on a page, in the order of the codebook; None where there is no such page."""
    if not viewer.is_researcher:
        return None
    sight, codebook = coding_view.sight(record, viewer.name), codes.codebook(record.id)
    sources = transcripts.sources(record.id)
    interviews = {each.id: each for each in sources if not each.is_withdrawn}
    order = {code.id: place for place, code in enumerate(codebook)}
    seen = [
        place
        for place in coded_places.of_codes(record.id, among)
        if place.transcript in interviews and sight.sees(place.transcript, place.coder, place.layer)
    ]
    seen.sort(
        key=lambda each: (order[each.code], not each.is_key, interviews[each.transcript].number, each[6:], each.id)
    )
    pages = max(1, -(-len(seen) // ON_A_PAGE))
    if not 1 <= page <= pages:
        return None
    here = seen[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    whole = coded_places.whole(here)
    grouped: dict[int, list[CodedQuote]] = {}
    starts = {
        key: {turn.position: turn.start for turn in transcripts.turns(interviews[key], turns)}
        for key, turns in _first_turns(here).items()
    }
    for place in here:
        if place.id in whole:
            interview = interviews[place.transcript]
            start = starts[interview.id].get(place.first_turn)
            quote = CodedQuote(whole[place.id], interview.number, interview.language, start)
            grouped.setdefault(place.code, []).append(quote)
    by_code = tuple((code, tuple(grouped[code.id])) for code in codebook if code.id in grouped)
    return Passages(
        page, pages, len(seen), len({each.transcript for each in seen}), by_code, len(sources) - len(interviews)
    )


def _first_turns(places: Collection[coded_places.CodedPlace]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for place in places:
        found.setdefault(place.transcript, set()).add(place.first_turn)
    return found
