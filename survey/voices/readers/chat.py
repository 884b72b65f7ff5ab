"""CHAT: main lines with their speakers and times in milliseconds, dependent tiers and headers left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from survey.voices.chat_words import readable
from survey.voices.encoding import decode
from survey.voices.given_turns import LONGEST, given_transcript
from survey.voices.people import People, Person, people_of
from survey.voices.transcript import Reader, ReadTranscript, Repair, Turn

BULLET = re.compile(rb"\x15([^\x15\r\n]{0,200})\x15")
TIMES = re.compile(r'[\t•·](?:%(?:snd|mov):"[^"\t]{0,150}"_?)?(\d{1,12})_(\d{1,12})-?[\t•·]')
OTHER_BULLET = re.compile(r"\t%[a-z]{3}:[^\t]{0,200}\t")
MAIN = re.compile(r"\*([^\s:]{1,20}):[ \t]?(.*)", re.DOTALL)
HEADER = re.compile(r"@([^:\n]{1,60})(?::[ \t]?(.*))?", re.DOTALL)
TIER = re.compile(r"%([^\s:]{1,20}):(.*)", re.DOTALL)
BEGINS = re.compile(r"(?:^|\n)@Begin[ \t]*(?:\n|$)")
LOOKS_SO = re.compile(r"(?:^|\n)\*[A-Z][A-Z0-9]{1,7}:\t")
SILENT = frozenset({"UTF8", "Begin", "End", "Languages", "Participants", "ID", "Media", "PID", "Font", "Window"})
LOOKED_AT = 20_000


class Entry(NamedTuple):
    """One line with those that go on with it; the first sign says what it is."""

    place: int
    text: str


def recognises(content: bytes) -> bool:
    """Whether a text begins as CHAT does, or lists participants before main lines."""
    head = content.replace(b"\x00", b"")[:LOOKED_AT].decode("latin-1").replace("\r\n", "\n").lstrip("ï»¿ÿþ")
    return BEGINS.search(head) is not None or ("\n@Participants:" in f"\n{head}" and LOOKS_SO.search(head) is not None)


def read(content: bytes) -> ReadTranscript:
    """The transcript of a CHAT file."""
    decoded = decode(_with_tabs(content))
    repairs = list(decoded.repairs)
    entries = list(_entries(decoded.text, repairs))
    people = people_of(_people(entries))
    turns = [turn for entry in entries for turn in _turn(entry, people, repairs)]
    told = [*repairs, *people.repairs, *_left_out(entries)]
    return given_transcript(turns, told, format="chat", encoding=decoded.encoding, roles=people.roles)


def _with_tabs(content: bytes) -> bytes:
    """Times stand between two control characters; between tabs they come through as text."""
    return content if b"\x00" in content else BULLET.sub(rb"\t\1\t", content)


def _entries(text: str, repairs: list[Repair]) -> Iterator[Entry]:
    """The lines of a file, each with those that go on with it."""
    current: Entry | None = None
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line[:1] in ("*", "@", "%") and not _is_cut(line):
            if current:
                yield Entry(current.place, " ".join(lines))
            current, lines = Entry(number, ""), [line]
        elif line.strip():
            is_stray = line[0] not in "\t "
            if is_stray:
                what = "This line begins with no sign of CHAT; its words were kept."
                repairs.append(Repair(number, "line-without-sign", what))
            if current and is_stray and lines[0][:1] in ("@", "%"):
                yield Entry(current.place, " ".join(lines))
                current, lines = None, []
            current = current or Entry(number, "")
            lines.append(line)
    if current:
        yield Entry(current.place, " ".join(lines))


def _is_cut(line: str) -> bool:
    """A line that begins with a star or a percent sign and says nothing of whom or what: words."""
    return not (MAIN.match(line) or TIER.match(line) or line.startswith("@"))


def _people(entries: Iterable[Entry]) -> Iterator[Person]:
    """Those whom ``@Participants`` lists: code, perhaps a name, role."""
    for entry in entries:
        header = HEADER.fullmatch(entry.text)
        if not header or header.group(1) != "Participants":
            continue
        for each in (header.group(2) or "").split(","):
            sign, *rest = each.split() or [""]
            if sign:
                name = " ".join(rest[:-1]).replace("_", " ")
                yield Person(sign, name, rest[-1] if rest else "", entry.place)


def _turn(entry: Entry, people: People, repairs: list[Repair]) -> Iterator[Turn]:
    """The turn of a main line; words before the first one are of nobody in particular."""
    main = MAIN.fullmatch(entry.text)
    if not main and entry.text[:1] in ("@", "%"):
        return
    sign, written = main.groups() if main else ("", entry.text)
    times = [int(time) for match in TIMES.finditer(written) for time in match.groups()]
    start, end = (times[0], times[-1]) if times and max(times) <= LONGEST else (None, None)
    if times and start is None:
        what = f"“{times[0]}_{times[-1]}”"[:80] + " is no time of a recording and was left out."
        repairs.append(Repair(entry.place, "time-unreadable", what))
    words = readable(OTHER_BULLET.sub(" ", TIMES.sub(" ", written)), entry.place)
    repairs += words.repairs
    yield Turn(people.label(sign, entry.place), words.text, start, end, entry.place)


def _left_out(entries: Iterable[Entry]) -> Iterator[Repair]:
    """The tiers below the main lines by their names, and the headers that say something of the talk."""
    tiers: Counter[str] = Counter()
    first: dict[str, int] = {}
    for entry in entries:
        tier = TIER.fullmatch(entry.text)
        header = HEADER.fullmatch(entry.text)
        if tier:
            tiers[tier.group(1)] += 1
            first.setdefault(tier.group(1), entry.place)
        elif header and header.group(1) not in SILENT and not entry.text.startswith(("*", "%")):
            told = f"Words that nobody speaks were left out: “{(header.group(2) or header.group(1)).strip()[:80]}”."
            yield Repair(entry.place, "aside", told)
    for name, count in tiers.items():
        what = f"Lines below what is said were left out, this one first: {count} of “%{name}”."
        yield Repair(first[name], "skipped", what)


READER = Reader("chat", "CHAT", (".cha",), recognises, read)
