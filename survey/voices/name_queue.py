"""The queue of words that may be names, over all interviews of a study, without those that were decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from survey.store import kept_suspects, listed_names, transcripts
from survey.store.kept_suspects import KeptSuspects
from survey.store.listed_names import NO_NAME
from survey.store.studies import StudyRecord
from survey.voices.candidates import Candidate, candidates
from survey.voices.excerpts import around
from survey.voices.later_names import Place
from survey.voices.names import name_key
from survey.voices.suspects import RULES, Suspected, suspected

Texts = tuple[tuple[int, int, str], ...]
"""The interviews of a study, each by its key, its number and the digest of its text."""


@dataclass(slots=True)
class _Kept:
    """The candidates of the study that was looked at last, and the texts they stand in: both change at once."""

    last: tuple[Texts, tuple[Candidate, ...]] = field(default=((), ()), repr=False)


_kept = _Kept()


def queue(record: StudyRecord) -> tuple[Candidate, ...]:
    """What is to be decided, the most suspicious first; a listed name that still stands in a text comes again."""
    decided = {name_key(each.written) for each in listed_names.listed(record.name, (NO_NAME,))}
    return tuple(each for each in _all(record) if each.key not in decided)


def shown(record: StudyRecord, chosen: tuple[Candidate, ...]) -> tuple[tuple[Candidate, tuple[Place, ...]], ...]:
    """These candidates with some of the places where they stand."""
    wanted: dict[int, set[int]] = {}
    for each in chosen:
        for number, turn, _start, _end in each.places:
            wanted.setdefault(number, set()).add(turn)
    texts = dict(_texts(record, wanted))
    return tuple((each, tuple(_places(each, texts))) for each in chosen)


def _places(candidate: Candidate, texts: Mapping[tuple[int, int], str]) -> Iterator[Place]:
    for number, turn, start, end in candidate.places:
        if (number, turn) in texts:  # else it was erased in between
            yield Place(number, turn, around(texts[number, turn], start, end))


def _texts(record: StudyRecord, wanted: Mapping[int, set[int]]) -> Iterator[tuple[tuple[int, int], str]]:
    for interview in transcripts.sources(record.id):
        if interview.number in wanted:
            for turn, text in transcripts.turns_at(interview.id, wanted[interview.number]).items():
                yield (interview.number, turn), text


def _all(record: StudyRecord) -> tuple[Candidate, ...]:
    interviews = transcripts.sources(record.id)
    now = tuple((each.id, each.number, each.digest) for each in interviews)
    before, found = _kept.last
    if now != before:
        suspects = _suspects({each.id: each.digest for each in interviews})
        found = candidates((each.number, suspects[each.id]) for each in interviews)
        _kept.last = now, found
    return found


def _suspects(digests: Mapping[int, str]) -> dict[int, Suspected]:
    """What may be names in each of these texts; where it is not known it is looked for, and kept."""
    found = {key: Suspected.unpacked(kept) for key, kept in kept_suspects.found(digests, RULES).items()}
    lacking = [key for key in digests if key not in found]
    new = dict(zip(lacking, map(suspected, transcripts.texts(lacking)), strict=True))
    if new:
        kept_suspects.keep({key: KeptSuspects(digests[key], RULES, each.packed()) for key, each in new.items()})
    return found | new
