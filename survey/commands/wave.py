"""``jalon wave``: show a wave, open it, close it, or give it days."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from survey.application_context import as_json_option, in_application, report
from survey.instrument.study import FIRST_YEAR, LAST_YEAR
from survey.store import audit, studies
from survey.store.clock import now
from survey.store.studies import StudyRecord, WaveRecord


class _Day(click.DateTime):
    """A day on which every zone has a midnight."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.datetime:
        """Refuse years that no study has."""
        day: datetime.datetime = super().convert(value, param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(f"Write a year from {FIRST_YEAR} to {LAST_YEAR}.", param, ctx)
        return day


DAY = _Day()


@click.command("wave")
@click.argument("study")
@click.argument("wave")
@click.option("--open", "opened", is_flag=True, help="Take answers from now on.")
@click.option("--close", "closed", is_flag=True, help="Take no answers from now on.")
@click.option("--opens", type=DAY, help="Take answers from the start of this day.")
@click.option("--closes", type=DAY, help="Take answers until the end of this day.")
@as_json_option
@in_application
def command(
    study: str,
    wave: str,
    opened: bool,
    closed: bool,
    opens: datetime.datetime | None,
    closes: datetime.datetime | None,
    as_json: bool,
) -> None:
    """Show WAVE of STUDY, or change when it takes answers. Days are those of the study's time zone."""
    if (opened and closed) or (opened and opens) or (closed and closes):
        raise click.UsageError("These options contradict each other: use one for each end of the wave.")
    record = studies.study_named(study)
    found = record.wave(wave)
    zone = ZoneInfo(record.study.time_zone)
    opens_at = studies.start_of(opens.date(), zone) if opens else found.opens_at
    closes_at = studies.end_of(closes.date(), zone) if closes else found.closes_at
    if opened or closed:
        opens_at, closes_at = studies.turned((opens_at, closes_at), now(), on=opened)
    if opens_at is not None and closes_at is not None and closes_at <= opens_at:
        raise click.UsageError("The wave would close before it opens. Give --opens and --closes together.")
    if (opens_at, closes_at) != (found.opens_at, found.closes_at):
        studies.set_wave_times(found, opens_at, closes_at, study=record.name, actor=audit.command_line())
        found = studies.study_named(study).wave(wave)
    _show(record, found, zone, as_json)


def _show(study: StudyRecord, wave: WaveRecord, zone: ZoneInfo, as_json: bool) -> None:
    opens, closes = (each.astimezone(zone) if each else None for each in (wave.opens_at, wave.closes_at))
    is_open = wave.is_open(now())
    found = {
        "study": study.name,
        "wave": wave.name,
        "open": is_open,
        "opens_at": opens.isoformat() if opens else None,
        "closes_at": closes.isoformat() if closes else None,
    }
    told = (f"{word} {each:%Y-%m-%d %H:%M}" for word, each in (("opens", opens), ("closes", closes)) if each)
    lines = [", ".join([f"The wave {wave.name} of {study.name} is {'open' if is_open else 'closed'}", *told])]
    report(found, lines, as_json)
