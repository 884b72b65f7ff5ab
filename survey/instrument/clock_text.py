"""Days and times as people type them, in any numerals, and as ODK stores them."""

from __future__ import annotations

import datetime
import re

from survey.instrument.numerals import western

_YEAR_FIRST = re.compile(r"([0-9]{4})\s*[-/.]\s*([0-9]{1,2})\s*[-/.]\s*([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*[-/., ]\s*([0-9]{1,2})\s*[-/., ]\s*([0-9]{4})")
_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})\s*[:.hH]\s*(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:\.(?P<part>[0-9]{1,9}))?)?"
    r"\s*(?P<offset>Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?"
)
_DAY_AND_TIME = re.compile(r"(?P<day>.+?)(?:T|\s+)(?P<time>[0-9]{1,2}\s*[:hH].*)")


def typed_day(text: str) -> str | None:
    """The day as an ISO text, None when there is no such day: ``30/11/2026``, ``30 11 2026``, ``2026-11-30``."""
    plain = western(text)
    if match := _YEAR_FIRST.fullmatch(plain):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(plain):
        day, month, year = match.groups()
    else:
        return None
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def typed_time(text: str) -> str | None:
    """The time to the millisecond with the offset it has, None when there is no such time: ``8:30``, ``8h30``."""
    found = _TIME.fullmatch(western(text))
    if found is None:
        return None
    thousandths = (found["part"] or "").ljust(3, "0")[:3]
    try:
        time = datetime.time(
            int(found["hour"]), int(found["minute"]), int(found["second"] or 0), int(thousandths) * 1000
        )
    except ValueError:
        return None
    return time.isoformat("milliseconds") + (found["offset"] or "").replace("Z", "+00:00")


def typed_moment(text: str) -> str | None:
    """A day and a time as one ISO text, None when one of them does not exist."""
    found = _DAY_AND_TIME.fullmatch(western(text))
    day, time = (typed_day(found["day"]), typed_time(found["time"])) if found else (None, None)
    return f"{day}T{time}" if day and time else None


def with_offset(text: str, moment: datetime.datetime | None) -> str:
    """A typed time, or a day with a time, with the offset it has where ``moment`` is told; else as it is.

    A time alone has the offset of ``moment``, a day with a time that of its own day, in the zone of ``moment``.
    """
    whole, time = typed_moment(text), typed_time(text)
    if moment is None or not (whole or time) or (whole or time or "")[-6:-5] in ("+", "-"):
        return text
    if whole is None:
        return f"{time}{_offset(moment)}"
    return f"{whole}{_offset(datetime.datetime.fromisoformat(whole).replace(tzinfo=moment.tzinfo))}"


def _offset(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="milliseconds")[-6:]


def hour_and_minute(text: str) -> tuple[str, str]:
    """The hour and the minute of a stored time, or of a stored day with its time."""
    hour, minute = text.rpartition("T")[2].split(":")[:2]
    return hour, minute
