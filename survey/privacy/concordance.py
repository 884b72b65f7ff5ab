"""Words held against scores: what coders said before they saw the score, beside where each person stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from survey.privacy.joint_words import person
from survey.store import concordance_memos, directions, score_sights, transcripts
from survey.store.concordance_memos import Memo
from survey.store.directions import BETTER, SAME, WORSE, Direction
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview

LOW, MIDDLE, HIGH = "low", "middle", "high"
BANDS = (LOW, MIDDLE, HIGH)
ALIKE = {LOW: WORSE, MIDDLE: SAME, HIGH: BETTER}
"""Which words say what a score says."""
UNLINKED, UNSEEN, UNSAID, LATE, UNTOLD = "unlinked", "unseen", "unsaid", "late", "untold"
"""Why an interview stands nowhere: no consent, not before oneself has locked, nobody said, all saw before, no score."""

Places = Mapping[int, Mapping[str, Any]]
"""Where the person of each interview stands, as the figure process tells it."""


@dataclass(frozen=True, slots=True)
class Said:
    """The first direction of a coder, locked, with the number of its interview; ``corrected``: what it became later."""

    number: int
    first: Direction
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One person with a score whose interviews were given a direction; ``way`` is '' where coders differ."""

    numbers: tuple[int, ...]
    band: str
    way: str
    said: tuple[Said, ...]
    memos: tuple[Memo, ...] = ()

    @property
    def is_off(self) -> bool:
        """Whether words and score say something else."""
        return bool(self.way) and ALIKE[self.band] != self.way

    @property
    def memo(self) -> Memo | None:
        """The memo that stands."""
        return self.memos[0] if self.memos else None

    @property
    def has_moved(self) -> bool:
        """Whether the memo was written about another cell."""
        return self.memo is not None and (self.memo.stood, self.memo.way) != (self.band, self.way)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Interviews that stand nowhere, with the reason; ``why``: the sentence of a score that is not told."""

    reason: str
    why: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The people of one scale: those of whom coders agree, those of whom they differ; and what does not count."""

    scale: str
    people: tuple[Person, ...]
    differing: tuple[Person, ...]
    late: tuple[Said, ...]
    left_out: tuple[LeftOut, ...]

    def at(self, band: str, way: str) -> tuple[Person, ...]:
        """The people of one cell."""
        return tuple(each for each in self.people if (each.band, each.way) == (band, way))

    @property
    def alike(self) -> int:
        """How many stand on the diagonal."""
        return sum(not each.is_off for each in self.people)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a study's directions, as one reader may see it."""

    reader: str
    interviews: tuple[Interview, ...]
    of_person: Mapping[int, tuple[Interview, ...]]
    """Those that may be linked, by whose they are."""
    directions: Mapping[tuple[int, str], Mapping[str, tuple[Direction, ...]]]
    """Of each interview and scale the versions by coder."""
    sights: frozenset[tuple[int, str]]
    memos: tuple[Memo, ...]

    def said(self, interview: Interview, scale: str) -> tuple[Said, ...]:
        """The first directions that are locked, by coder."""
        found = self.directions.get((interview.id, scale), {}).values()
        return tuple(
            Said(interview.number, versions[0], versions[-1].way if len(versions) > 1 else "")
            for versions in found
            if versions[0].is_locked
        )

    def own(self, interview: Interview, scale: str) -> tuple[Direction, ...]:
        """The versions of the reader's own direction, the first one first."""
        return self.directions.get((interview.id, scale), {}).get(self.reader, ())

    def sees(self, interview: Interview, scale: str) -> bool:
        """Whether the reader may see score and words of others: what they see can sway no direction of theirs.

        They locked their own of this person and scale, or could see the score before and know it.
        """
        if (interview.id, self.reader) in self.sights:
            return True
        mine = self.of_person[person(interview)] if interview.link else (interview,)
        return any(versions[0].is_locked for each in mine if (versions := self.own(each, scale)))


def kept(record: StudyRecord, reader: str) -> Kept:
    """What is kept of the directions of a study."""
    by_coder: dict[tuple[int, str], dict[str, tuple[Direction, ...]]] = {}
    for each in directions.of_study(record.id):
        said = by_coder.setdefault((each.transcript, each.scale), {})
        said[each.coder] = (*said.get(each.coder, ()), each)
    interviews = transcripts.interviews(record.id)
    of_person: dict[int, tuple[Interview, ...]] = {}
    for interview in interviews:
        if interview.link:
            of_person[person(interview)] = (*of_person.get(person(interview), ()), interview)
    return Kept(
        reader,
        interviews,
        of_person,
        by_coder,
        frozenset(score_sights.of_study(record.id)),
        concordance_memos.of_study(record.id),
    )


def places_of(figures: Mapping[str, Any], scale: str) -> Places:
    """Where the person of each interview stands on a scale; nowhere where nobody has answered it."""
    found = next((each["places"] for each in figures["scales"] if each["name"] == scale), ())
    return {each["interview"]: each for each in found}


def grid(known: Kept, scale: str, places: Places) -> Grid:
    """The grid of a scale: each person once, by blind directions alone."""
    blind: dict[int, list[Said]] = {}
    late: list[Said] = []
    left_out: dict[tuple[str, str], list[int]] = {}
    for interview in known.interviews:
        said = known.said(interview, scale)
        reason, why = _left_out(known, interview, scale, said, places)
        if reason not in (UNLINKED, UNSEEN):
            late += [each for each in said if not each.first.is_blind]
        if reason:
            left_out.setdefault((reason, why), []).append(interview.number)
        else:
            blind.setdefault(person(interview), []).extend(each for each in said if each.first.is_blind)
    people = [_person(known, scale, said, places) for said in blind.values()]
    return Grid(
        scale,
        tuple(each for each in people if each.way),
        tuple(each for each in people if not each.way),
        tuple(late),
        tuple(LeftOut(reason, why, tuple(numbers)) for (reason, why), numbers in left_out.items()),
    )


def of_interview(found: Sequence[Grid], number: int) -> Iterator[tuple[Grid, Person]]:
    """Where the person of an interview stands off the diagonal, grid by grid."""
    for each in found:
        yield from ((each, person) for person in each.people if number in person.numbers and person.is_off)


def _left_out(known: Kept, interview: Interview, scale: str, said: Sequence[Said], places: Places) -> tuple[str, str]:
    if not interview.link:
        return UNLINKED, ""
    if not known.sees(interview, scale):
        return UNSEEN, ""
    if not said:
        return UNSAID, ""
    if not any(each.first.is_blind for each in said):
        return LATE, ""
    place = places.get(interview.number)
    if place is None or not place["band"]:
        return UNTOLD, "" if place is None else str(place["why_not"])
    return "", ""


def _person(known: Kept, scale: str, said: Sequence[Said], places: Places) -> Person:
    numbers = tuple(dict.fromkeys(each.number for each in said))
    ways = {each.first.way for each in said}
    keys = {each.first.transcript for each in said}
    memos = [each for each in known.memos if each.transcript in keys and each.scale == scale]
    memos.sort(key=lambda each: each.written_at, reverse=True)
    way = ways.pop() if len(ways) == 1 else ""
    return Person(numbers, str(places[numbers[0]]["band"]), way, tuple(said), tuple(memos))
