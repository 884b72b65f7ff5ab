"""The time line of a TEI file: points that say how long after which other point they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from survey.voices.given_turns import LONGEST, seconds
from survey.voices.times import milliseconds, unreadable
from survey.voices.transcript import Repair

UNITS = {
    **dict.fromkeys(("", "s", "sec", "second", "seconds"), 1000),
    **dict.fromkeys(("ms", "millisecond", "milliseconds"), 1),
    **dict.fromkeys(("min", "minute", "minutes"), 60_000),
    **dict.fromkeys(("h", "hour", "hours"), 3_600_000),
}
"""How many milliseconds one of a unit is."""
CLOCK = re.compile(r"(?:.*T)?(\d{1,3}:\d{1,2}:\d{1,2}(?:\.\d{1,9})?)(?:Z|[-+]\d\d:?\d\d)?")


class Point(NamedTuple):
    """One ``when``: its key, how long after which point, or at which hour; '' where it does not say."""

    key: str
    interval: str
    since: str
    absolute: str
    unit: str
    place: int


def key_of(reference: str) -> str:
    """The key that ``#T1`` points to; some programs leave the sign out."""
    return reference.strip().rpartition("#")[2]


def times_of(points: Iterable[Point], origin: str, repairs: list[Repair]) -> Mapping[str, int]:
    """The milliseconds of each point since the first that states an hour, or the origin; unreadable ones are told."""
    listed: dict[str, Point] = {}
    before: dict[str, str] = {}
    last = ""
    for point in points:
        if point.key and point.key not in listed:
            listed[point.key] = point
            before[point.key] = key_of(point.since) or last
            last = point.key
    start = key_of(origin) if key_of(origin) in listed else next(iter(listed), "")
    clock = _clock(listed[start]) if start else None
    times: dict[str, int | None] = {}
    for key in listed:
        way = []
        at = key
        while at in listed and at not in times:
            times[at] = None  # a ring of points has no time
            way.append(at)
            at = before[at]
        for each in reversed(way):
            times[each] = _time(listed[each], times.get(before[each]), is_start=each == start, clock=clock or 0)
            if times[each] is None and (listed[each].interval or listed[each].absolute):
                repairs.append(unreadable(listed[each].place, listed[each].interval or listed[each].absolute))
    return {key: time for key, time in times.items() if time is not None and 0 <= time <= LONGEST}


def _time(point: Point, since: int | None, *, is_start: bool, clock: int) -> int | None:
    """The time of a point, once that of the point before it is known."""
    at = _clock(point)
    if is_start and at is not None:
        return 0 if ":" in point.absolute else at
    if at is not None:
        return at - clock if ":" in point.absolute else at
    if is_start and not point.interval:
        return 0
    unit = UNITS.get(point.unit.strip().lower())
    passed = None if unit is None else seconds(point.interval, unit)
    if passed is None or (since is None and not is_start):
        return None
    return (since or 0) + passed


def _clock(point: Point) -> int | None:
    """The hour that a point states, in milliseconds; some programs write seconds there."""
    match = CLOCK.fullmatch(point.absolute.strip())
    return milliseconds(match.group(1)) if match else seconds(point.absolute)
