"""Typed times take the offset that the study's zone has: today's for a time, its own day's for a moment."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from survey.instrument.clock_text import hour_and_minute, with_offset

SUMMER = datetime.datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/Paris"))
KABUL = datetime.datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Asia/Kabul"))


@pytest.mark.parametrize(
    ("typed", "moment", "text"),
    [
        ("8:05", SUMMER, "08:05:00.000+02:00"),
        ("8:05", KABUL, "08:05:00.000+04:30"),
        ("30/11/2026 8:05", SUMMER, "2026-11-30T08:05:00.000+01:00"),
        ("1/7/2026 ٨:٠٥", SUMMER, "2026-07-01T08:05:00.000+02:00"),
        ("08:05:00.000-03:00", SUMMER, "08:05:00.000-03:00"),
        ("8:05", None, "8:05"),
        ("8", SUMMER, "8"),
        ("31/11/2026 8:05", SUMMER, "31/11/2026 8:05"),
    ],
)
def test_the_offset_is_that_of_the_zone(typed: str, moment: datetime.datetime | None, text: str) -> None:
    assert with_offset(typed, moment) == text


@pytest.mark.parametrize("text", ["08:05:00.000+01:00", "2026-11-30T08:05:00.000-03:00", "08:05"])
def test_hour_and_minute_of_what_is_stored(text: str) -> None:
    assert hour_and_minute(text) == ("08", "05")
