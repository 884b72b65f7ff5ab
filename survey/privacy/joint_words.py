"""The words of a joint display: what was marked in the interviews that somebody may see, counted in people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from survey.privacy import coding_view
from survey.privacy.coding_view import Sight
from survey.privacy.interview_view import CANNOT_BE_SHOWN
from survey.store import codings, linked_people, rounds, transcripts
from survey.store.codes import Code
from survey.store.codings import Coding
from survey.store.layers import AGAIN
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview

WAVE, LANGUAGE = "wave", "language"
UNCODED, READ_AGAIN, UNLINKED = "uncoded", "read_again", "unlinked"
"""Why an interview is left out: nobody's marks may be seen, they would sway a second reading, it may not be linked."""
NO_GROUP = ""
"""The group of those of whom it is not known, or may not be told."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A marked passage; ``quote`` is None where nobody said that excerpts may be quoted."""

    coding: Coding
    interview: Interview
    quote: str | None


@dataclass(frozen=True, slots=True)
class Words:
    """The interviews that count, what was marked in them, and which were left out, by the reason."""

    interviews: tuple[Interview, ...]
    passages: tuple[Passage, ...]
    left_out: Mapping[str, tuple[int, ...]]

    def of(self, code_ids: Collection[int]) -> tuple[Passage, ...]:
        """What was marked with these codes: key quotes first, each person once before anybody comes twice."""
        mine = sorted(
            (each for each in self.passages if each.coding.said.code in code_ids),
            key=lambda each: (each.quote is None, not each.coding.said.is_key, each.interview.number),
        )
        seen: dict[int, int] = {}
        turns = []
        for each in mine:
            turns.append((seen.get(person(each.interview), 0), each))
            seen[person(each.interview)] = seen.get(person(each.interview), 0) + 1
        return tuple(each for _turn, each in sorted(turns, key=lambda pair: pair[0]))

    @property
    def people(self) -> frozenset[int]:
        """The people of whom a coded interview counts."""
        return frozenset(person(each) for each in self.interviews)


@dataclass(frozen=True, slots=True)
class Group:
    """A column of the quote matrix: its key and the interviews of its people."""

    key: str
    numbers: frozenset[int]


def person(interview: Interview) -> int:
    """Whose interview it is, so that somebody who was interviewed twice counts once; nobody's is one person."""
    return -interview.number if interview.participant is None else interview.participant


def people(passages: Iterable[Passage]) -> frozenset[int]:
    """The people who said these passages."""
    return frozenset(person(each.interview) for each in passages)


def words(record: StudyRecord, reader: str, base: Mapping[str, str], *, veiled: bool = True) -> Words:
    """The words of the interviews of a base, as far as a reader may see what coders marked.

    ``veiled``: without the interviews that the reader reads again just now.
    """
    kept = rounds.of_study(record.id)
    again = coding_view.reads_again(kept, reader) if veiled else frozenset()
    return _words(record, Sight(reader, coding_view.opened(kept, reader)), again, base)


def settled(record: StudyRecord) -> Words:
    """The words of everyone whose interview all coders are done with, whoever prints them."""
    return _words(record, Sight("", coding_view.settled(rounds.of_study(record.id))), frozenset(), {})


def _words(record: StudyRecord, sight: Sight, again: Collection[int], base: Mapping[str, str]) -> Words:
    found = [
        each
        for each in codings.of_study(record.id)
        if each.layer != AGAIN and sight.sees(each.transcript, each.coder, each.layer)
    ]
    coded = {each.transcript for each in found}
    known = linked_people.attributes(record.id)
    interviews: list[Interview] = []
    left_out: dict[str, list[int]] = {}
    for each in transcripts.interviews(record.id):
        reason = _left_out(each, base, coded, again)
        if reason:
            left_out.setdefault(reason, []).append(each.number)
        elif all(_value(each, name, known) == value for name, value in base.items()):
            interviews.append(each)
    by_id = {each.id: each for each in interviews}
    passages = tuple(
        Passage(each, by_id[each.transcript], _quote(each, by_id[each.transcript]))
        for each in found
        if each.transcript in by_id
    )
    return Words(tuple(interviews), passages, {reason: tuple(numbers) for reason, numbers in left_out.items()})


def groups(record: StudyRecord, of: Sequence[Interview], by: str, values: Sequence[str]) -> tuple[Group, ...]:
    """The interviews by wave, language or a fact of the register; last, where there are any, those of no group."""
    known = linked_people.attributes(record.id)
    placed = {each.number: _value(each, by, known) for each in of}
    found = [Group(value, frozenset(number for number, at in placed.items() if at == value)) for value in values]
    rest = frozenset(number for number, at in placed.items() if at not in values)
    return (*found, Group(NO_GROUP, rest)) if rest else tuple(found)


def by_third(of: Sequence[Interview], thirds: Mapping[str, Collection[int]]) -> tuple[Group, ...]:
    """The interviews by the third in which their people stand; last those without one."""
    numbers = {each.number for each in of}
    found = [Group(key, frozenset(numbers & set(members))) for key, members in thirds.items()]
    rest = frozenset(numbers - {number for group in found for number in group.numbers})
    return (*found, Group(NO_GROUP, rest)) if rest else tuple(found)


def marking(book: Sequence[Code]) -> tuple[Code, ...]:
    """The codes that can mark a passage, in the order of the codebook."""
    return tuple(code for code in book if not code.is_category)


def _left_out(interview: Interview, base: Mapping[str, str], coded: Collection[int], again: Collection[int]) -> str:
    if interview.id in again:
        return READ_AGAIN
    if interview.id not in coded:
        return UNCODED
    return UNLINKED if not interview.link and any(name != LANGUAGE for name in base) else ""


def _value(interview: Interview, name: str, known: Mapping[int, Mapping[str, str]]) -> str | None:
    if name == WAVE:
        return interview.wave
    return interview.language if name == LANGUAGE else known.get(interview.number, {}).get(name)


def _quote(coding: Coding, interview: Interview) -> str | None:
    return None if interview.quote == CANNOT_BE_SHOWN else coding.quote
