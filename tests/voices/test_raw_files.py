"""From the bytes of a file to its quotes, out as .qdpx and in again: every quote is what stands in the file."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import true
from voices.interviews import brought_in, listed, only, study_of
from voices.test_refi_round_trip import came_and_went, emptied, mark_at_random, with_codes

from survey import extensions
from survey.store import codings, interview_erasure, transcripts
from survey.store.codings import Coding
from survey.store.studies import StudyRecord
from survey.voices.transcript import canonical

WORDS = (
    "Bonjour",
    "😀",
    "👩\u200d👧",
    "e\u0301te\u0301",  # decomposed: two characters of the file are one of the text
    "déjà",
    "q\u0301",  # no single character stands for it: two remain
    "سلام",
    "عَلَيْكُم",
    "<&>",
    "l’été",
)
ENDS = ("\r\n", "\r", "\n")
ENCODINGS = (("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE))
CLUSTER = re.compile("\r\n|.[\u0300-\u036f]?", re.DOTALL)

turns_drawn = st.lists(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from((" ", "\n"))), min_size=4, max_size=9),
    min_size=3,
    max_size=6,
)


@dataclass(slots=True)
class RawFile:
    """A file, and for each character of each of its turns the bytes that it was read from."""

    codec: str
    content: bytes
    places: list[list[tuple[int, int]]] = field(default_factory=list)

    def read(self, turn: int, start: int, end: int) -> str:
        """These characters of a turn, from the bytes of the file."""
        here = self.places[turn - 1][start:end]
        return canonical(self.content[here[0][0] : here[-1][1]].decode(self.codec)) if here else ""

    def quote(self, coding: Coding) -> str:
        """What a coding marks, from the bytes of the file."""
        place, lines = coding.passage, []
        for turn in place.turns():
            start = place.start if turn == place.first_turn else 0
            end = place.end if turn == place.last_turn else len(self.places[turn - 1])
            lines.append(self.read(turn, start, end))
        return "\n".join(lines)


def raw_file(turns: Sequence[str], end: str, codec: str, mark: bytes) -> RawFile:
    """These turns with such line ends, in such an encoding, behind such a mark."""
    made = RawFile(codec, mark)
    for number, words in enumerate(turns):
        made.content += f"{end * 2 if number else ''}L{number % 2 + 1} : ".encode(codec)
        here: list[tuple[int, int]] = []
        for cluster in CLUSTER.findall(words.replace("\n", end)):
            for each in [cluster] if len(canonical(cluster)) == 1 else cluster:
                begin = len(made.content)
                made.content += each.encode(codec)
                here.append((begin, len(made.content)))
        made.places.append(here)
    return made


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=turns_drawn, end=st.sampled_from(ENDS), encoding=st.sampled_from(ENCODINGS), seed=st.integers(0, 2**32))
def test_a_hundred_quotes_are_what_the_bytes_of_the_file_say(
    app: Flask, turns: list[list[tuple[str, str]]], end: str, encoding: tuple[str, bytes], seed: int
) -> None:
    """Ten draws of a hundred codings: a thousand, on files with every line end, with a mark and without."""
    record = a_study(app)
    made = raw_file(["".join(word + space for word, space in each).strip() for each in turns], end, *encoding)
    brought_in(record, ("one.txt", made.content), listed("one.txt,a,post,,fr,L1=respondent; L2=interviewer,yes,team"))
    kept = transcripts.turns(only(record))
    assert [made.read(each.position, 0, len(each.text)) for each in kept] == [each.text for each in kept]
    mark_at_random(record, with_codes(record), 100, seed)
    before = Counter(each.quote for each in codings.of_study(record.id))
    written = came_and_went(record, 100)
    after = codings.of_study(record.id)
    assert [made.quote(each) for each in after] == [each.quote for each in after]
    assert Counter(selected(written)) == Counter(each.quote for each in after) == before


def selected(project: bytes) -> list[str]:
    """What the selections of a project mark in its text, those that say who speaks left out."""
    with zipfile.ZipFile(io.BytesIO(project)) as package:
        (name,) = (name for name in package.namelist() if name != "project.qde")
        text, qde = package.read(name).decode(), ElementTree.fromstring(package.read("project.qde"))
    space = qde.tag.removesuffix("Project")
    speakers = {
        code.get("guid")
        for top in qde.iter(f"{space}Code")
        if top.get("name") == "Speakers (Jalon)"
        for code in top.iter(f"{space}Code")
    }
    return [
        text[int(each.attrib["startPosition"]) : int(each.attrib["endPosition"])]
        for each in qde.iter(f"{space}PlainTextSelection")
        for coding in each.iter(f"{space}CodeRef")
        if coding.get("targetGUID") not in speakers
    ]


STUDIES: dict[int, StudyRecord] = {}


def a_study(app: Flask) -> StudyRecord:
    """The study of this application, made once for all draws and empty again for each."""
    if id(app) not in STUDIES:
        STUDIES.clear()
        STUDIES[id(app)] = study_of(a="Zoé Petit")
    with extensions.answers.writing() as session:
        interview_erasure.erase(session.connection(), true())
    emptied(STUDIES[id(app)])
    return STUDIES[id(app)]
