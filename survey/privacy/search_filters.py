"""What a search can be narrowed by, and how much each value holds, as far as a role may know it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from survey.privacy import access, coding_view, interview_view
from survey.privacy.coding_view import Sight
from survey.store import coded_places, codes, speaking, transcripts
from survey.store.codes import Code
from survey.store.speaking import Spoken
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview

ROLE, SPEAKER, LANGUAGE, WAVE, CODE, MEETS, THIRD = "role", "speaker", "language", "wave", "code", "meets", "third"
KIND = "kind"
FOR_READERS = (ROLE, SPEAKER, LANGUAGE)
FOR_RESEARCHERS = (KIND, *FOR_READERS, WAVE, CODE, MEETS, THIRD)
NO_SIGHT = Sight("", frozenset())

Chosen = Mapping[str, str]
"""The value of each filter that is chosen; one that is not has no key."""
Thirds = Mapping[str, Collection[int]]
"""The interviews whose people stand in each third of each quantity, by its key."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who searches: the role, and the account's name, by which one's own codings are known."""

    role: str
    name: str

    @property
    def is_researcher(self) -> bool:
        """Whether codes, waves and thirds are theirs to see."""
        return self.role in access.RESEARCHERS


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a filter and how much it holds: turns, interviews or passages."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Searchable:
    """What a role may search, and what is known of it to narrow the search by.

    ``withdrawn``: how many interviews are left out, since what may be quoted of them was taken back.
    """

    interviews: tuple[Interview, ...]
    spoken: tuple[Spoken, ...]
    codebook: tuple[Code, ...] = ()
    passages: Mapping[int, int] = field(default_factory=dict)
    thirds: Thirds = field(default_factory=dict)
    sight: Sight = NO_SIGHT
    withdrawn: int = 0

    def under(self, guid: str) -> frozenset[int]:
        """The keys of a code and of all under it."""
        within: set[int] = set()
        for code in self.codebook:  # parents stand before their children
            if code.guid == guid or code.parent in within:
                within.add(code.id)
        return frozenset(within)


def searchable(record: StudyRecord, viewer: Viewer, thirds: Thirds) -> Searchable:
    """What somebody may search. ``thirds`` are left out for all but researchers."""
    readable = interview_view.readable(record, viewer.role)
    interviews = tuple(each for each in readable if not each.is_withdrawn)
    withdrawn = len(readable) - len(interviews)
    if viewer.is_researcher:
        interviews += transcripts.answer_sources(record.id)
    spoken = speaking.spoken([each.id for each in interviews])
    if not viewer.is_researcher:
        return Searchable(interviews, spoken)
    sight = coding_view.sight(record, viewer.name)
    codebook = codes.codebook(record.id)
    passages = _passages(record, sight, codebook, {each.id for each in interviews})
    return Searchable(interviews, spoken, codebook, passages, thirds, sight, withdrawn)


def filters_of(viewer: Viewer) -> tuple[str, ...]:
    """The filters that a role has."""
    return FOR_RESEARCHERS if viewer.is_researcher else FOR_READERS


def values(among: Searchable, viewer: Viewer) -> Mapping[str, tuple[Value, ...]]:
    """What can be chosen for each filter of a role; a filter with nothing to choose from has no key."""
    offered = {name: tuple(_values(among, name)) for name in filters_of(viewer)}
    if not any(each.is_answers for each in among.interviews):
        others = {name: each for name, each in offered.items() if name != KIND}
        return {name: each for name, each in others.items() if each}
    return {name: each for name, each in offered.items() if each}


def unknown(offered: Mapping[str, tuple[Value, ...]], chosen: Chosen) -> tuple[str, ...]:
    """The filters that were chosen with a value that is none of theirs."""
    known = {name: {each.value for each in offered.get(name, ())} for name in chosen}
    return tuple(name for name, value in chosen.items() if value not in known[name])


def _values(among: Searchable, name: str) -> Iterator[Value]:
    if name in (CODE, MEETS):
        for code in among.codebook:
            yield Value(code.guid, sum(among.passages.get(key, 0) for key in among.under(code.guid)))
    elif name == THIRD:
        numbers = {each.number for each in among.interviews}
        for key, members in among.thirds.items():
            yield Value(key, len(numbers & set(members)))
    else:
        counted: Counter[str] = Counter()
        for each in among.spoken if name in (ROLE, SPEAKER) else ():
            counted[each.role if name == ROLE else each.speaker] += each.turns
        for interview in among.interviews if name in (LANGUAGE, WAVE, KIND) else ():
            counted[str(getattr(interview, name) or "")] += 1
        most_first = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
        yield from (Value(value, count) for value, count in most_first if value)


def _passages(
    record: StudyRecord, sight: Sight, codebook: tuple[Code, ...], among: Collection[int]
) -> Mapping[int, int]:
    """How many passages one may see of each code in these sources, by their keys."""
    found: Counter[int] = Counter({code.id: 0 for code in codebook})
    for each in coded_places.counts(record.id):
        if each.transcript in among and sight.sees(each.transcript, each.coder, each.layer):
            found[each.code] += each.passages
    return found
