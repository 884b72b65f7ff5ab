"""Two interviews of one person, at the first and at the last time, which may both stand beside answers."""

from __future__ import annotations

from dataclasses import dataclass

from survey.store import transcripts
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview


@dataclass(frozen=True, slots=True)
class Pair:
    """The interview of the first wave, by whose number a pair is known, and that of the last."""

    first: Interview
    last: Interview


def pairs(record: StudyRecord) -> tuple[Pair, ...]:
    """Every pair of a study; of several interviews at one time the one with the lowest number."""
    if len(record.waves) < 2:
        return ()
    ends = (record.waves[0].name, record.waves[-1].name)
    found: dict[int, dict[str, Interview]] = {}
    for each in transcripts.interviews(record.id):
        if each.link and each.participant is not None and each.wave in ends:
            found.setdefault(each.participant, {}).setdefault(str(each.wave), each)
    complete = (at for at in found.values() if len(at) == len(ends))
    return tuple(sorted((Pair(at[ends[0]], at[ends[1]]) for at in complete), key=lambda pair: pair.first.number))


def pair_of(record: StudyRecord, number: int) -> Pair | None:
    """The pair that begins with this interview; None where there is none, or its consents do not allow it."""
    return next((pair for pair in pairs(record) if pair.first.number == number), None)
