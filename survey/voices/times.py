"""Times as transcripts write them, read to the millisecond, and what is odd about their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from survey.voices.transcript import Repair

TIME = r"[-−]?\d{1,9}(?::\d{1,9}){1,3}(?:[.,]\d{1,9})?"
"""Whatever is meant as a time, also when it is none: ``99:99:99``, ``-00:00:01,000``."""

PARTS = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?")


class Span(NamedTuple):
    """The times of one cue or turn, with its place in the file."""

    place: int
    start: int | None
    end: int | None


def milliseconds(text: str) -> int | None:
    """``01:02:03.5`` and ``62:03,500`` are 3723500; None where the text is no time. Finer digits are cut off."""
    parts = PARTS.fullmatch(text)
    if not parts:
        return None
    hours, minutes, seconds = (int(part or 0) for part in parts.group(1, 2, 3))
    if seconds > 59 or (parts.group(1) is not None and minutes > 59):
        return None
    fraction = int((parts.group(4) or "").ljust(3, "0")[:3])
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction


def clock(at: int) -> str:
    """``0:12:04.250``: milliseconds since the recording began, as hours, minutes and seconds."""
    minutes, rest = divmod(at, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def unreadable(place: int, written: str) -> Repair:
    """What is told of a time that is none: the words stay, without it."""
    return Repair(place, "time-unreadable", f"“{written[:40]}” is no time and was left out.")


def order_repairs(spans: Iterable[Span]) -> Iterator[Repair]:
    """What is odd about these times, in the order of the file; nothing is changed."""
    before = Span(0, None, None)
    for span in spans:
        if span.start is None:
            continue
        if span.end is not None and span.end < span.start:
            yield Repair(span.place, "ends-before-it-starts", "It ends before it starts; kept as it stands.")
        if before.start is not None and span.start < before.start:
            what = f"It starts before what stands above it (at {before.place}); kept in the order of the file."
            yield Repair(span.place, "time-out-of-order", what)
        elif before.end is not None and span.start < before.end:
            what = f"It starts before the end of what stands above it (at {before.place}); kept."
            yield Repair(span.place, "times-overlap", what)
        before = span
