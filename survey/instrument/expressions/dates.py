"""Days and moments in expressions: texts as ISO writes them, numbers as days since 1970, and the ways back."""

from __future__ import annotations

import datetime
import math
import re
from contextvars import ContextVar

ZONE: ContextVar[datetime.tzinfo] = ContextVar("ZONE", default=datetime.UTC)
"""Where the expression is evaluated: a moment with an offset is read at the clock there."""

DAY_MILLISECONDS = 86_400_000
_FIRST = datetime.datetime(1970, 1, 1)
FIRST_DAY = _FIRST.toordinal()
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})T(?P<hour>[0-9]{2})"
    r"(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]+))?)?)?"
    r"(?P<offset>Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?"
)
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-5][0-9])?(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_UNPADDED = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[1-9]|[0-9]{2})-(?P<day>[1-9]|[0-9]{2})(?P<rest>T.*)?")


def days_of(text: str) -> float:
    """The days since 1970 that a day or a moment lies, NaN when the text is none; a day is whole everywhere."""
    if _DATE.fullmatch(text):
        try:
            return float(datetime.date.fromisoformat(text).toordinal() - FIRST_DAY)
        except ValueError:
            return math.nan
    moment = moment_of(text)
    return math.nan if moment is None else days_until(moment)


def moment_of(text: str) -> datetime.datetime | None:
    """The moment that a text writes, by the clock of the place, without its zone; None when it is none."""
    found = _MOMENT.fullmatch(text)
    try:
        if found is None:
            return datetime.datetime.fromisoformat(text) if _DATE.fullmatch(text) else None
        read = datetime.datetime.fromisoformat(found["date"]).replace(
            hour=int(found["hour"]),
            minute=int(found["minute"] or 0),
            second=int(found["second"] or 0),
            microsecond=int((found["fraction"] or "0")[:6].ljust(6, "0")),
        )
        if not found["offset"]:
            return read
        offset = datetime.datetime.strptime(found["offset"], "%z").tzinfo
        return read.replace(tzinfo=offset).astimezone(ZONE.get()).replace(tzinfo=None)
    except (ValueError, OverflowError):  # the 30th of February, an hour 25, the year 0
        return None


def days_until(moment: datetime.datetime) -> float:
    """The days since 1970 of a moment, to the millisecond."""
    return ((moment - _FIRST) // datetime.timedelta(milliseconds=1)) / DAY_MILLISECONDS


def moment_at(days: float) -> datetime.datetime | None:
    """The moment so many days after 1970, None when no calendar reaches it."""
    try:
        return _FIRST + datetime.timedelta(milliseconds=math.floor(days * DAY_MILLISECONDS + 0.5))
    except (ValueError, OverflowError):
        return None


def moment_text(moment: datetime.datetime) -> str:
    """A moment of the place as ODK writes it: ``2026-01-15T10:00:00.000+00:00``, at midnight the day alone."""
    if moment.time() == datetime.time():
        return moment.date().isoformat()
    offset = moment.replace(tzinfo=ZONE.get()).isoformat(timespec="milliseconds")
    return offset


def padded(text: str) -> str:
    """A day written without its noughts, ``2026-1-5``, as ISO writes it; any other text as it is."""
    found = None if _DATE.match(text) else _UNPADDED.fullmatch(text)
    if found is None:
        return text
    return f"{found['year']}-{found['month']:>02}-{found['day']:>02}{found['rest'] or ''}"


def part_of_day(text: str) -> float:
    """The part of a day that a time of the day is, NaN when the text is none."""
    moment = moment_of(f"1970-01-01T{text}") if _TIME.fullmatch(text) else None
    if moment is None:
        return math.nan
    return days_until(moment.replace(year=1970, month=1, day=1))
