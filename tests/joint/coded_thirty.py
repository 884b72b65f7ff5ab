"""Thirty people with scores, four of them interviewed: what a joint display must tell of them can be read off the page.

Interview 1: high third, its words are bad. 2: low third, its words are good. 3 may not be linked. 4: not to be quoted.
"""

from __future__ import annotations

from collections.abc import Mapping

from findings.thirds_study import interviewed, thirty

from survey.store import codes, codings, rounds, transcripts
from survey.store.codes import NewCode
from survey.store.codings import Said
from survey.store.layers import Layer
from survey.store.passages import Passage
from survey.store.studies import StudyRecord

ANA = "ana"


def coded_thirty() -> tuple[StudyRecord, Mapping[str, int]]:
    """The study with its people, interviews and codes; the codes by name."""
    record = thirty()
    people = {
        1: ("p6-0", True, "team"),
        2: ("p0-0", True, "team"),
        3: ("p2-0", False, "team"),
        4: ("p4-0", True, "none"),
    }
    for number, (who, link, quote) in people.items():
        interviewed(record, number, who, link=link, quote=quote)
    mood, alone = codes.add(record, [NewCode("Mood", links=("calm",)), NewCode("Alone")], ANA)
    found = {"Mood": mood.id, "Alone": alone.id}
    for number, weight in ((1, -2), (2, 2), (3, 0), (4, 1)):
        mark(record, number, Said(mood.id, weight, is_key=number == 3), 2)
    mark(record, 1, Said(mood.id, -1), 3)
    mark(record, 1, Said(alone.id), 3)
    return record, found


def mark(record: StudyRecord, number: int, said: Said, turn: int, coder: str = ANA) -> str:
    """Mark the first five characters of a turn; the key of the mark."""
    interview = transcripts.interview(record.id, number)
    if interview is None:
        raise LookupError(number)
    layer = Layer(coder)
    rounds.begin(interview, layer)
    return codings.mark(interview, layer, Passage(turn, 0, turn, 5), said, digest=interview.digest).guid
