"""TEI and ISO 24624: utterances with their speakers, their times on a time line, and what is heard beside words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from survey.voices.given_turns import given_transcript
from survey.voices.people import People, people_of, spoken_by
from survey.voices.tei_walk import Said, Walk
from survey.voices.timeline import key_of, times_of
from survey.voices.transcript import Reader, ReadTranscript, Repair, Turn
from survey.voices.xml_text import go_through, root_of

ROOTS = frozenset({"TEI", "teiCorpus", "TEI.2"})
NAMESPACE = "http://www.tei-c.org/ns/1.0"


def recognises(content: bytes) -> bool:
    """Whether its first element is that of TEI."""
    return root_of(content) in ROOTS


def read(content: bytes) -> ReadTranscript:
    """The transcript of a TEI file."""
    walk = Walk()
    read_as = go_through(content, walk, frozenset({NAMESPACE}))
    people = people_of(walk.people)
    repairs = [*read_as.repairs, *walk.repairs]
    times = times_of(walk.points, walk.origin, repairs)
    turns = [_turn(said, people, times, repairs) for said in sorted(walk.done, key=lambda each: each.number)]
    repairs += [*people.repairs, *_inner(walk.done, times), *_left_out(walk.left_out)]
    return given_transcript(turns, repairs, format="tei", encoding=read_as.encoding, roles=people.roles)


def _turn(said: Said, people: People, times: Mapping[str, int], repairs: list[Repair]) -> Turn:
    start = said.start or (said.anchors[0] if said.anchors else "")
    end = said.end or (said.anchors[-1] if len(said.anchors) > 1 else "")
    for point in (said.start, said.end):
        if point and key_of(point) not in times:
            what = f"“{point[:40]}” is no time that the file knows; left out."
            repairs.append(Repair(said.place, "time-unreadable", what))
    label = spoken_by([key_of(sign) for sign in said.who.split()], people, said.place)
    return Turn(label, said.text(), times.get(key_of(start)), times.get(key_of(end)), said.place)


def _inner(done: list[Said], times: Mapping[str, int]) -> list[Repair]:
    """How many times within utterances are not kept."""
    inner = sum(key_of(point) in times for said in done for point in said.anchors[1:-1])
    what = f"Times within utterances were left out: {inner}. Each keeps its beginning and its end."
    return [Repair(0, "times-inside", what)] if inner else []


def _left_out(names: Counter[str]) -> list[Repair]:
    return [
        Repair(0, "skipped", f"Parts that are no words of the speakers were left out: {count} {name}.")
        for name, count in sorted(names.items())
    ]


READER = Reader("tei", "TEI", (".tei", ".xml"), recognises, read)
