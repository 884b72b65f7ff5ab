"""A walk through a TEI file: its people, the points of its time line, its utterances as they are said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from survey.voices.given_turns import seconds
from survey.voices.people import Person
from survey.voices.timeline import Point
from survey.voices.transcript import Repair

BLANK = re.compile(r"[ \t\r\n]+")
"""White space of XML; a no-break space is part of what is written."""
SOUNDS = frozenset({"vocal", "incident", "kinesic", "event"})
NOT_SPOKEN = frozenset({"reg", "corr", "expan", "spanGrp", "span", "writing", "fw", "figDesc", "interp", "interpGrp"})
CAPTURED = SOUNDS | {"gap", "note"}
NAMES = frozenset({"persName", "name"})
PEOPLE = frozenset({"person", "personGrp"})
NOT_HEARD = "[…]"
CLOSE_TO_WORDS = (".", ",", "…")
LONG_PAUSE = "(..)"
DURATION = re.compile(r"P?T?(\d{1,5}(?:\.\d{1,9})?)S?", re.IGNORECASE)


@dataclass(slots=True)
class Said:
    """One utterance: who by the references of the file, between which points, and its pieces."""

    number: int
    place: int
    who: str
    start: str
    end: str
    pieces: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    just_closed: str = ""
    """The element that ended last, with nothing after it."""

    def text(self) -> str:
        """The words with single spaces."""
        return BLANK.sub(" ", "".join(self.pieces)).strip()


@dataclass(slots=True)
class Walk:
    """Where a walk through a TEI file stands."""

    place: int = 0
    people: list[Person] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    origin: str = ""
    done: list[Said] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    open: list[Said] = field(default_factory=list)
    unit: str = ""
    block: Mapping[str, str] = field(default_factory=dict)
    person: tuple[Mapping[str, str], int] | None = None
    name_depth: int = 0
    name: list[str] = field(default_factory=list)
    captured: list[str] = field(default_factory=list)
    capturing: tuple[str, Mapping[str, str]] | None = None
    depth: int = 0
    """How deep within something skipped or captured."""
    unclear: list[tuple[int, int]] = field(default_factory=list)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins: people and times are kept, utterances opened, what nobody speaks skipped."""
        if self.depth:
            self.depth += 1
        elif name in PEOPLE:
            self.person, self.name = (attributes, self.place), []
        elif self.person:
            self.name_depth += bool(self.name_depth) or (name in NAMES and not self.name)
        elif name == "timeline":
            self.unit, self.origin = attributes.get("unit", ""), attributes.get("origin", "")
        elif name == "when":
            self._point(attributes)
        elif name == "annotationBlock":
            self.block = attributes
        elif name == "u":
            self._utterance(attributes)
        elif name in CAPTURED:
            self.capturing, self.captured, self.depth = (name, attributes), [], 1
        elif self.open:
            self._within(name, attributes)

    def _within(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element of an utterance."""
        said = self.open[-1]
        if name in NOT_SPOKEN:
            self.left_out[name] += 1
            self.depth = 1
        elif name == "pause":
            said.pieces.append(f" {_pause(attributes)} ")
        elif name == "anchor" and attributes.get("synch"):
            said.anchors.append(attributes["synch"])
        elif name in ("seg", "w") and said.just_closed == name and attributes.get("join") not in ("left", "both"):
            said.pieces.append(" ")
        elif name == "unclear":
            self.unclear.append((self.place, len(said.pieces)))
        if name == "pc" and said.pieces and said.pieces[-1].isspace():
            said.pieces.append("\0")
        said.just_closed = ""

    def end(self, name: str) -> None:
        """An element ends, and with it what was skipped, a person, or an utterance."""
        if self.depth:
            self.depth -= 1
            if not self.depth and self.capturing:
                self._heard(*self.capturing)
        elif self.person:
            self._end_of_person(name)
        elif name == "annotationBlock":
            self.block = {}
        elif name == "u" and self.open:
            self.done.append(self.open.pop())
        elif self.open:
            if name == "unclear" and self.unclear:
                self._end_of_unclear(*self.unclear.pop())
            self.open[-1].just_closed = name

    def words(self, text: str) -> None:
        """Characters of an utterance, a name, or a sound that is described."""
        if self.depth:
            if self.capturing:
                self.captured.append(text)
        elif self.name_depth:
            self.name.append(text)
        elif self.open:
            said = self.open[-1]
            if said.pieces and said.pieces[-1] == "\0":
                said.pieces.pop()
                said.pieces[-1] = "" if text.strip() in CLOSE_TO_WORDS else said.pieces[-1]
            said.pieces.append(text)
            said.just_closed = ""

    def _point(self, attributes: Mapping[str, str]) -> None:
        key, interval, since, absolute = (attributes.get(name, "") for name in ("id", "interval", "since", "absolute"))
        unit = attributes.get("unit", self.unit)
        self.points.append(Point(key, interval, since, absolute, unit=unit, place=self.place))

    def _utterance(self, attributes: Mapping[str, str]) -> None:
        who, start, end = (attributes.get(name) or self.block.get(name, "") for name in ("who", "start", "end"))
        number = len(self.done) + len(self.open)
        self.open.append(Said(number, self.place, who, start or attributes.get("synch", ""), end))

    def _end_of_person(self, name: str) -> None:
        if self.name_depth:
            self.name_depth -= 1
            return
        if name in PEOPLE and self.person:
            attributes, place = self.person
            written = BLANK.sub(" ", "".join(self.name)).strip()
            sign, role = attributes.get("id", ""), attributes.get("role", "")
            self.people.append(Person(sign, written or attributes.get("n", ""), role, place))
            self.person = None

    def _heard(self, name: str, attributes: Mapping[str, str]) -> None:
        """A sound, a gap or a note has ended; within an utterance the first two stand among its words."""
        self.capturing = None
        written = BLANK.sub(" ", "".join(self.captured)).strip() or attributes.get("desc", "").strip()
        if name == "gap":
            reason = written or attributes.get("reason", "")
            self.repairs.append(_not_heard(self.place, reason))
            shown = NOT_HEARD
        else:
            shown = f"[{written or attributes.get('type') or name}]"
        if name == "note" or not self.open:
            told = f"Words that nobody speaks were left out: “{(written or name)[:80]}”."
            self.repairs += [Repair(self.place, "aside", told)] if name != "gap" else []
        else:
            self.open[-1].pieces.append(f" {shown} ")

    def _end_of_unclear(self, place: int, begin: int) -> None:
        said = self.open[-1]
        written = BLANK.sub(" ", "".join(said.pieces[begin:])).strip()
        if written:
            what = f"“{written[:80]}” is marked as hard to understand; kept as words."
            self.repairs.append(Repair(place, "unclear", what))
        else:
            self.repairs.append(_not_heard(place, ""))
            said.pieces.append(f" {NOT_HEARD} ")


def _not_heard(place: int, reason: str) -> Repair:
    told = f" (“{reason[:80]}”)" if reason else ""
    return Repair(place, "not-heard", f"Something that was not heard or not written stands as {NOT_HEARD}{told}.")


def _pause(attributes: Mapping[str, str]) -> str:
    """``(.)`` as transcribers write it, with its seconds where they are known."""
    length = DURATION.fullmatch(attributes.get("dur", "").strip())
    if length and seconds(length.group(1)):
        return f"({length.group(1)})"
    return LONG_PAUSE if attributes.get("type") in ("long", "verylong") else "(.)"
