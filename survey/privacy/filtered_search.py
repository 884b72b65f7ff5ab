"""A search narrowed by who speaks, language, wave, code and third: the turns that hold everything that is asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from survey.privacy import interview_view
from survey.privacy.interview_view import Found
from survey.privacy.search_filters import (
    CODE,
    KIND,
    LANGUAGE,
    MEETS,
    ROLE,
    SPEAKER,
    THIRD,
    WAVE,
    Chosen,
    Searchable,
    Viewer,
    searchable,
)
from survey.store import coded_places, speaking
from survey.store.coded_places import CodedPlace
from survey.store.passages import Passage
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview
from survey.voices import search
from survey.voices.search import Candidates

_Span = tuple[tuple[int, int], tuple[int, int], int, int]
"""Where a coding starts and ends, its code, and on which side of a meeting it stands."""


def found(record: StudyRecord, viewer: Viewer, query: str, chosen: Chosen | None = None) -> Found:
    """The turns that hold what was searched for, of the interviews that somebody may read and of no others."""
    return narrowed(record, viewer, searchable(record, viewer, {}), query, chosen or {})


def narrowed(
    record: StudyRecord, viewer: Viewer, among: Searchable, query: str, chosen: Chosen, *, page: int = 1
) -> Found:
    """The same among what is searchable, one page of it; without words every turn that the filters leave."""
    held = _held(record, among, chosen)
    interviews = {each.number: each for each in _interviews(among, chosen) if held is None or each.id in held.these}
    role, speaker = chosen.get(ROLE, ""), chosen.get(SPEAKER, "")

    def within(keys: Collection[int], turns: Candidates | None) -> Candidates:
        if held is not None:
            turns = {key: held.turns(key, None if turns is None else turns[key]) for key in keys}
        if turns is not None and not (role or speaker):
            return turns
        return speaking.turns_of(keys, role=role, speaker=speaker, among=turns)

    turns = search.turns_with(record, query, interviews.keys(), within if chosen else None)
    told_apart = held.of if held else _nothing
    return interview_view.shown(
        record, viewer.role, turns, query, interviews, held=told_apart, spoken=among.spoken, page=page
    )


def _nothing(_key: int) -> Sequence[Passage]:
    return ()


def _interviews(among: Searchable, chosen: Chosen) -> Iterable[Interview]:
    """The interviews that the filters leave."""
    who = [(place, chosen[name]) for name, place in ((ROLE, 1), (SPEAKER, 2)) if name in chosen]
    speak = {each.transcript for each in among.spoken if all(each[place] == value for place, value in who)}
    third = among.thirds.get(chosen[THIRD], ()) if THIRD in chosen else None
    for each in among.interviews:
        if (
            each.id in speak
            and each.language == chosen.get(LANGUAGE, each.language)
            and each.wave == chosen.get(WAVE, each.wave)
            and each.kind == chosen.get(KIND, each.kind)
            and (third is None or each.number in third)
        ):
            yield each


@dataclass(frozen=True, slots=True)
class _Held:
    """What the codes that were asked for hold; looked for in the interviews alone that a search comes to."""

    these: Mapping[int, Sequence[CodedPlace]]
    others: Mapping[int, Sequence[CodedPlace]] | None
    known: dict[int, Sequence[Passage]] = field(default_factory=dict)

    def of(self, key: int) -> Sequence[Passage]:
        """What they hold of an interview, by its key."""
        if key not in self.known:
            here = self.these[key]
            self.known[key] = met(here, self.others[key]) if self.others else [place.passage for place in here]
        return self.known[key]

    def turns(self, key: int, among: Sequence[int] | None) -> Sequence[int]:
        """The turns of which they hold something, in order; of these alone, where ``among`` says so."""
        if among is None or not self.others:
            return _turns_of(self.of(key), among)
        these, others = ([place for place in each[key] if _reaches(place, among)] for each in (self.these, self.others))
        return _turns_of(met(these, others), among)


def _held(record: StudyRecord, among: Searchable, chosen: Chosen) -> _Held | None:
    """What the passages hold that were asked for, by interview; None where no code is chosen."""
    guids = [chosen[name] for name in (CODE, MEETS) if name in chosen]
    if not guids:
        return None
    first, *second = [among.under(guid) for guid in guids]
    wanted = first.union(*second)
    places = [
        place
        for place in coded_places.of_codes(record.id, wanted)
        if among.sight.sees(place.transcript, place.coder, place.layer)
    ]
    these = _by_interview(place for place in places if place.code in first)
    if not second:
        return _Held(these, None)
    others = _by_interview(place for place in places if place.code in second[0])
    return _Held({key: these[key] for key in these.keys() & others.keys()}, others)


def met(these: Sequence[CodedPlace], others: Sequence[CodedPlace]) -> list[Passage]:
    """What is held both by one of these and by one of the others that has another code, in order, each once."""
    both: set[Passage] = set()
    open_ones: tuple[list[_Span], list[_Span]] = ([], [])
    for span in sorted([*_spans(these, 0), *_spans(others, 1)]):
        start, end, code, side = span
        across = [other for other in open_ones[1 - side] if other[1] > start]
        open_ones[1 - side][:] = across
        open_ones[side].append(span)
        both.update(Passage(*start, *min(end, other[1])) for other in across if other[2] != code)
    return sorted(both)


def _reaches(place: CodedPlace, turns: Sequence[int]) -> bool:
    """Whether a coding stands in one of these turns, which are in order."""
    first = bisect_left(turns, place.first_turn)
    return first < len(turns) and turns[first] <= place.last_turn


def _spans(places: Sequence[CodedPlace], side: int) -> Iterator[_Span]:
    return (((place.first_turn, place.start), (place.last_turn, place.end), place.code, side) for place in places)


def _by_interview(places: Iterable[CodedPlace]) -> dict[int, list[CodedPlace]]:
    found: dict[int, list[CodedPlace]] = {}
    for place in places:
        found.setdefault(place.transcript, []).append(place)
    return found


def _turns_of(passages: Sequence[Passage], among: Sequence[int] | None) -> Sequence[int]:
    """The turns of which these passages hold something, in order."""
    held = {turn for passage in passages for turn in passage.turns()}
    return sorted(held if among is None else held.intersection(among))
