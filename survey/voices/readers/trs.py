"""Transcriber: turns with their speakers, cut where the file sets a time; two who speak at once are told apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from survey.voices.given_turns import given_transcript, seconds_told
from survey.voices.paragraphs import MOST_TURNS, too_many_turns
from survey.voices.people import People, Person, people_of, spoken_by
from survey.voices.transcript import Reader, ReadTranscript, Repair, Turn
from survey.voices.xml_text import go_through, root_of

BLANK = re.compile(r"[ \t\r\n]+")
"""White space of XML; a no-break space is part of what is written."""
NOISE = "noise"
EXTENTS = {"begin": "[{}-]", "end": "[-{}]"}
"""Noises that go on; Transcriber shows them so."""


@dataclass(slots=True)
class _Said:
    """A piece of a turn: who speaks by the signs of the file, from when to when, and the words so far."""

    signs: tuple[str, ...]
    place: int
    start: int | None
    end: int | None
    pieces: list[str] = field(default_factory=list)
    has_words: bool = False

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.has_words = self.has_words or not text.isspace()

    def text(self) -> str:
        return BLANK.sub(" ", "".join(self.pieces)).strip()


@dataclass(slots=True)
class _Walk:
    """Where a walk through a file stands."""

    place: int = 0
    people: list[Person] = field(default_factory=list)
    said: list[_Said] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    signs: tuple[str, ...] = ()
    end_of_turn: int | None = None
    first_of_sync: int = 0
    is_open: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Speaker":
            self.people.append(Person(attributes.get("id", ""), attributes.get("name", ""), "", self.place))
        elif name == "Turn":
            self.turn(attributes)
        elif not self.is_open:
            return
        elif name == "Sync":
            self.sync(attributes.get("time", ""))
        elif name == "Who":
            self.who(attributes.get("nb", ""))
        elif name == "Event":
            self.event(attributes)
        elif name in ("Comment", "Background"):
            written = attributes.get("desc") or attributes.get("type", "")
            told = f"Words that nobody speaks were left out: “{written[:80]}”."
            self.repairs.append(Repair(self.place, "aside", told))

    def end(self, name: str) -> None:
        if name == "Turn":
            self.is_open = False

    def words(self, text: str) -> None:
        if self.is_open:
            self.said[-1].add(text)

    def open_piece(self, said: _Said) -> None:
        if len(self.said) >= MOST_TURNS:
            raise too_many_turns()
        self.said.append(said)

    def turn(self, attributes: Mapping[str, str]) -> None:
        self.signs = tuple(attributes.get("speaker", "").split())
        start = seconds_told(attributes.get("startTime", ""), self.place, self.repairs)
        self.end_of_turn = seconds_told(attributes.get("endTime", ""), self.place, self.repairs)
        self.first_of_sync, self.is_open = len(self.said), True
        self.open_piece(_Said(self.signs, self.place, start, self.end_of_turn))

    def sync(self, written: str) -> None:
        """A time within a turn: what follows is said from then on."""
        time = seconds_told(written, self.place, self.repairs)
        before = self.said[self.first_of_sync :]
        if not any(each.has_words for each in before):
            for each in before:
                each.start = each.start if time is None else time
        elif time is not None:
            for each in before:
                each.end = time
            self.first_of_sync = len(self.said)
            self.open_piece(_Said(self.signs, self.place, time, self.end_of_turn))

    def who(self, written: str) -> None:
        """One of several people who speak at once."""
        number = int(written) if written.isascii() and written.isdecimal() and len(written) < 4 else 0
        if not 1 <= number <= len(self.signs):
            what = f"“{written[:40]}” is none of the speakers of this turn; kept."
            self.repairs.append(Repair(self.place, "speaker-unlisted", what))
            signs = self.signs
        else:
            signs = (self.signs[number - 1],)
        last = self.said[-1]
        if last.has_words:
            self.open_piece(_Said(signs, self.place, last.start, last.end))
        else:
            last.signs, last.place = signs, self.place
        if number == 2:
            self.repairs.append(Repair(self.place, "overlap", "Two people speak at once; each has a turn."))

    def event(self, attributes: Mapping[str, str]) -> None:
        written = BLANK.sub(" ", attributes.get("desc", "")).strip()
        if attributes.get("type", NOISE) == NOISE:
            shown = EXTENTS.get(attributes.get("extent", ""), "[{}]").replace("{}", written)
            self.said[-1].add(f" {shown} " if written else " ")
        else:
            what = f"A remark on how it is said was left out: “{written[:80]}”."
            self.repairs.append(Repair(self.place, "skipped", what))


def recognises(content: bytes) -> bool:
    """Whether its first element is that of Transcriber."""
    return root_of(content) == "Trans"


def read(content: bytes) -> ReadTranscript:
    """The transcript of a Transcriber file."""
    walk = _Walk()
    read_as = go_through(content, walk, frozenset())
    people = people_of(walk.people)
    turns = [_turn(said, people) for said in walk.said if said.signs or said.has_words]
    repairs = [*read_as.repairs, *walk.repairs, *people.repairs]
    return given_transcript(turns, repairs, format="trs", encoding=read_as.encoding, roles=people.roles)


def _turn(said: _Said, people: People) -> Turn:
    return Turn(spoken_by(said.signs, people, said.place), said.text(), said.start, said.end, said.place)


READER = Reader("trs", "Transcriber", (".trs", ".xml"), recognises, read)
