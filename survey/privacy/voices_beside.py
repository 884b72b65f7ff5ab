"""The quotes that stand beside figures: by code, everybody counted once, the same words shown once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from survey.privacy import access, coding_view, interview_view, joint_words
from survey.privacy.joint_words import Passage, Words, person
from survey.store import codings, rounds, transcripts
from survey.store.codes import Code
from survey.store.layers import AGAIN
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview


@dataclass(frozen=True, slots=True)
class Voiced:
    """A code with how many people hold it, and quotes of it; ``more``: passages that are not shown."""

    code: Code
    people: int
    passages: tuple[Passage, ...]
    more: int


def by_code(words: Words, codes: Sequence[Code], most: int, *, quoted: bool = False) -> tuple[Voiced, ...]:
    """Each of these codes with who holds it; ``quoted``: without the passages whose words may not be shown."""
    found = []
    for code in codes:
        held = words.of({code.id})
        told = _each_once(each for each in held if not quoted or each.quote is not None)
        found.append(Voiced(code, len(joint_words.people(held)), told[:most], len(told[most:])))
    return tuple(found)


def only(words: Words, numbers: Collection[int]) -> Words:
    """The words of these interviews alone."""
    return Words(
        tuple(each for each in words.interviews if each.number in numbers),
        tuple(each for each in words.passages if each.interview.number in numbers),
        {},
    )


def of_same_person(words: Words, interview: Interview) -> frozenset[int]:
    """The interviews of the person of one, by their numbers."""
    return frozenset(each.number for each in words.interviews if person(each) == person(interview))


def released(record: StudyRecord) -> Words:
    """The words that are told to staff: everybody counts whose interview is coded, nobody's while it is still read.

    Words are there of interviews that staff may read, and of no other.
    """
    settled = coding_view.settled(rounds.of_study(record.id))
    among = {each.id: each for each in transcripts.interviews(record.id) if each.id in settled}
    marked = [each for each in codings.of_study(record.id) if each.transcript in among and each.layer != AGAIN]
    coded = {each.transcript for each in marked}
    return Words(
        tuple(each for key, each in among.items() if key in coded),
        tuple(
            Passage(each, among[each.transcript], each.quote if _told(among[each.transcript]) else None)
            for each in marked
        ),
        {},
    )


def _told(interview: Interview) -> bool:
    """Whether staff may read the words of an interview."""
    return interview_view.may_read(access.STAFF, interview)


def _each_once(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """One of those that several readings marked."""
    found: dict[tuple[object, ...], Passage] = {}
    for each in passages:
        found.setdefault((each.interview.number, each.coding.passage), each)
    return tuple(found.values())
