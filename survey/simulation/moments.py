"""When simulated people answer: in the past weeks or around their support, by day and in the evening."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from random import Random
from zoneinfo import ZoneInfo

from survey.store.studies import WaveRecord, start_of

WEEKS = 7
HOURS = {8: 1, 9: 3, 10: 5, 11: 4, 12: 2, 13: 2, 14: 4, 15: 4, 16: 4, 17: 3, 18: 3, 19: 4, 20: 5, 21: 3}
"""How often an answer begins in each hour: offices are open, children sleep."""
SUNDAY, SUNDAY_SHARE = 6, 0.4
HASTE, SLOWEST = 0.35, 4.0
REMINDERS = (0.0, 0.45)
"""The first letter, and the reminder, as shares of the time since the first letter."""
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Season:
    """The days of a wave on which somebody may have answered: all of them past."""

    first: datetime.date
    last: datetime.date

    def near(self, day: datetime.date) -> datetime.date:
        """The day of the season that is nearest to ``day``."""
        return min(max(day, self.first), self.last)


def season(wave: WaveRecord, zone: ZoneInfo, now: datetime.datetime) -> Season | None:
    """The whole days before today on which ``wave`` took answers; None when there is none yet."""
    yesterday = now.astimezone(zone).date() - DAY
    if wave.opens_at is None:
        return None
    opened = wave.opens_at.astimezone(zone)
    first = opened.date() if opened.time() == datetime.time.min else opened.date() + DAY
    last = yesterday if wave.closes_at is None else min(yesterday, wave.closes_at.astimezone(zone).date() - DAY)
    return Season(first, last) if first <= last else None


def recent_day(found: Season, luck: Random) -> datetime.date:
    """A day of the past weeks: many soon after the first letter and after its reminder, few in between."""
    first = max(found.first, found.last - WEEKS * 7 * DAY)
    length = (found.last - first).days
    letter = first + luck.choice(REMINDERS) * length * DAY
    day = found.near(letter + min(luck.expovariate(6.0), 1.0) * length * DAY)
    if day.weekday() == SUNDAY and luck.random() > SUNDAY_SHARE:
        return found.near(day - DAY)
    return day


def day_after(found: Season, day: datetime.date, luck: Random) -> datetime.date:
    """A day within three weeks after something in somebody's support, or after the wave began when that was later."""
    return found.near(max(day, found.first) + luck.randint(2, 20) * DAY)


def on(day: datetime.date, zone: ZoneInfo, minutes: float, luck: Random) -> tuple[datetime.datetime, datetime.datetime]:
    """When an answer of about so many minutes was begun and ended on a day."""
    hour = luck.choices(list(HOURS), list(HOURS.values()))[0]
    begun = start_of(day, zone) + datetime.timedelta(hours=hour, minutes=luck.random() * 60)
    taken = minutes * min(luck.lognormvariate(0.0, HASTE), SLOWEST)
    return begun, begun + datetime.timedelta(minutes=taken)
