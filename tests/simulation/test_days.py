"""The days of simulated answers: past, while the wave was open, by day and evening; they move and nothing else does."""

from __future__ import annotations

import dataclasses
import datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from simulation.fictional import fictional

from survey.simulation import moments
from survey.simulation.chance import chance
from survey.simulation.population import population
from survey.simulation.visits import Choices, visits
from survey.store import clock
from survey.store.studies import WaveRecord

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime.datetime(2026, 11, 26, 9, tzinfo=PARIS)
YESTERDAY = datetime.date(2026, 11, 25)


def wave(opens: str | None, closes: str | None = None) -> WaveRecord:
    """A wave that opens and closes at the beginning of these days."""
    first, last = (each and datetime.datetime.fromisoformat(each).replace(tzinfo=PARIS) for each in (opens, closes))
    return WaveRecord(1, 1, "post", 0, "digest", first or None, last or None)


@pytest.mark.parametrize(
    ("opens", "closes", "first", "last"),
    [
        ("2020-01-01", None, "2020-01-01", "2026-11-25"),
        ("2020-01-01", "2027-01-01", "2020-01-01", "2026-11-25"),
        ("2020-01-01", "2026-03-01", "2020-01-01", "2026-02-28"),
        ("2026-11-24T15:00", None, "2026-11-25", "2026-11-25"),
    ],
)
def test_a_season_is_past_and_within_the_wave(opens: str, closes: str | None, first: str, last: str) -> None:
    found = moments.season(wave(opens, closes), PARIS, NOW)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize("opens", [None, "2026-11-25T15:00", "2026-11-26", "2027-01-01"])
def test_a_wave_without_a_whole_day_behind_it_has_no_season(opens: str | None) -> None:
    assert moments.season(wave(opens), PARIS, NOW) is None


def test_recent_days_lie_in_seven_weeks_and_seldom_on_sundays() -> None:
    season = moments.Season(datetime.date(2020, 1, 1), YESTERDAY)
    days = [moments.recent_day(season, chance("days", number)) for number in range(2000)]
    assert max(days) <= YESTERDAY and min(days) >= YESTERDAY - datetime.timedelta(weeks=7)
    assert sum(day.weekday() == 6 for day in days) < 0.10 * len(days)


def test_nobody_answers_at_night() -> None:
    begun = [moments.on(YESTERDAY, PARIS, 10, chance("hours", number))[0] for number in range(2000)]
    assert {moment.astimezone(PARIS).hour for moment in begun} == set(range(8, 22))


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("study", ["post_only", "before_after"])
def test_another_day_moves_the_days_and_nothing_else(app: Flask, monkeypatch: pytest.MonkeyPatch, study: str) -> None:
    with app.app_context():
        found = population(fictional(study, 60), seed=1)
        made = []
        for weeks in (0, 3):
            monkeypatch.setattr(clock, "now", lambda weeks=weeks: NOW + datetime.timedelta(weeks=weeks))
            made.append(list(visits(found, Choices(30, 1, "seen"))))
    same = [[dataclasses.replace(each, started_at=None, ended_at=NOW) for each in visits_then] for visits_then in made]
    assert same[0] == same[1] and len(same[0]) > 30
    moved = sum(one.ended_at != other.ended_at for one, other in zip(*made, strict=True))
    assert (moved > 0) is (study == "post_only")
