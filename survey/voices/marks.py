"""Speaker marks and time stamps at the beginning of a line, in the dialects of transcribers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from survey.voices.labels import LONGEST_LABEL, is_code, is_label, label_of, shape_of
from survey.voices.times import TIME, milliseconds

BLANK = "[\\s\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]*"
"""White space and marks of direction, which Arabic files put before a label."""

BRACKETED = rf"[\[(#<]\s*(?P<NAME>{TIME}(?:-\d(?=#))?)(?:\s*(?:-->|[-–—→])\s*(?P<NAME_end>{TIME}))?\s*[\])#>]"
BARE = rf"(?P<bare>{TIME})(?:\s*(?:-->|[-–—→])\s*(?P<bare_end>{TIME}))?(?=\s|$)"
FIRST = re.compile(rf"{BLANK}(?:{BRACKETED.replace('NAME', 'first')}|{BARE}){BLANK}[-–—]?{BLANK}")
LABEL = rf"(?P<speaker>[^\W_](?:[^:：\n\t()\[\]#<>,;?!…«»\"]{{0,{LONGEST_LABEL - 1}}}(?:\([^()\d]{{1,30}}\))?)??)"
NAMED = re.compile(
    rf"{BLANK}{LABEL}\s{{0,9}}(?:{BRACKETED.replace('NAME', 'inner')}{BLANK}[:：]?|(?P<colon>[:：](?!//)))"
)
HEADING = re.compile(rf"{BLANK}{LABEL}(?:[ \u00a0]{{2,40}}|\t\s{{0,40}})(?P<inner>{TIME}){BLANK}$")
SPACED = re.compile(rf"{BLANK}{LABEL}[ \u00a0\t]{{1,40}}(?P<inner>{TIME})(?=\s)")
"""A label, a time with hours and words, without brackets or a colon: ``L1 00:00:08 oui``."""
AFTER = re.compile(rf"{BLANK}{BRACKETED.replace('NAME', 'after')}")
WITHIN = re.compile(r"(?<!\S)(?P<speaker>[^\s:：]{2,20})[ \u00a0\u202f]?[:：](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Mark:
    """Who begins to speak ('' where only a time stands), when, and the stamps that are no times."""

    speaker: str
    start: int | None = None
    end: int | None = None
    unreadable: tuple[str, ...] = ()

    def is_only_a_time(self) -> bool:
        """Whether it names nobody."""
        return not self.speaker


def mark_of(line: str) -> tuple[Mark, str] | None:
    """The mark at the beginning of a line and the words after it; None where the line is words alone."""
    first = FIRST.match(line)
    if first and not _stands_as_stamp(first, line):
        first = None
    rest = line[first.end() :] if first else line
    named = HEADING.match(rest) or _spaced(rest) or NAMED.match(rest)
    if named and not _names(named, rest):
        named = None
    if not first and not named:
        return None
    stamps = [*_stamps(first), *_stamps(named)]
    position = named.end() if named else 0
    after = AFTER.match(rest, position) if named and not stamps else None
    if after:
        stamps, position = _stamps(after), after.end()
    speaker = label_of(named.group("speaker")) if named else ""
    return _mark(speaker, stamps), rest[position:]


def marks_within(text: str, known: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Where a label of a known shape stands as a mark in a text: its beginning, where its words begin, the label."""
    for match in WITHIN.finditer(text):
        if shape_of(match.group("speaker")) in known:
            yield match.start(), match.end(), match.group("speaker")


def _spaced(rest: str) -> re.Match[str] | None:
    """A label with a time beside it; without brackets only one with hours is a stamp."""
    found = SPACED.match(rest)
    return found if found and found.group("inner").count(":") > 1 else None


def _stands_as_stamp(first: re.Match[str], line: str) -> bool:
    """A time without brackets is a stamp when it has hours, a range, or the line to itself: «14:30 je sors» is not."""
    if first.group("bare") is None:
        return True
    return first.group("bare").count(":") > 1 or first.group("bare_end") is not None or first.end() == len(line)


def _names(named: re.Match[str], rest: str) -> bool:
    """Whether what stands before the colon or the stamp is the name, code or role of a speaker."""
    label = label_of(named.group("speaker"))
    if not is_label(label):
        return False
    if "colon" not in named.groupdict() or named.group("colon") is None:
        return True
    if label[-1].isdigit() and " " in label and rest[named.end() : named.end() + 1].isdigit():
        return False  # «L1 00:00:08» is a time
    return is_code(label) or named.end() == len(rest) or rest[named.end()].isspace()


def _stamps(match: re.Match[str] | None) -> list[tuple[str, str | None]]:
    """The stamp of a match with its end, if it has one."""
    if match is None:
        return []
    groups = match.groupdict()
    return [
        (groups[name], groups.get(f"{name}_end")) for name in ("first", "bare", "inner", "after") if groups.get(name)
    ]


def _mark(speaker: str, stamps: list[tuple[str, str | None]]) -> Mark:
    written = [time for stamp in stamps for time in stamp if time is not None]
    times = {time: milliseconds(re.sub(r"-(\d)$", r".\1", time)) for time in written}
    start, end = (times.get(time or "") for time in stamps[0]) if stamps else (None, None)
    return Mark(speaker, start, end, tuple(time for time in written if times[time] is None))
