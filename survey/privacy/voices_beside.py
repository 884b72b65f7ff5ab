"""The quotes that stand beside figures: by code, everybody counted once, the same words shown once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from survey.privacy import joint_words, passports
from survey.privacy.joint_words import Passage, Words, person
from survey.privacy.passports import Attribution
from survey.store.codes import Code
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


def released(record: StudyRecord) -> tuple[Words, Mapping[int, Attribution]]:
    """The words that are told to staff, and what may be said of whoever said them, by the number of the interview.

    Everybody counts whose interview is coded, nobody's while it is still read. Words are there of quotes that somebody
    has read and released, and of no other.
    """
    found = joint_words.settled(record)
    told = {each.coding.guid: each for each in passports.released(record)}
    passages = tuple(
        Passage(each.coding, each.interview, each.coding.quote if each.coding.guid in told else None)
        for each in found.passages
    )
    said = {each.interview.number: each.attribution for each in told.values() if each.attribution is not None}
    return Words(found.interviews, passages, {}), said


def _each_once(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """One of those that several readings marked."""
    found: dict[tuple[object, ...], Passage] = {}
    for each in passages:
        found.setdefault((each.interview.number, each.coding.passage), each)
    return tuple(found.values())
