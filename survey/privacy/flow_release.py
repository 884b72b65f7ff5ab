"""Brings the participant flow that staff see up to date, as far as it tells of nobody."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from survey.privacy.participant_flow import Counts, Figures, Group, figures
from survey.store import clock, releases
from survey.store.releases import ORIGINS, Release, Told
from survey.store.studies import StudyRecord, WaveRecord, start_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether new figures of one wave and origin were released."""

    wave: str
    origin: str
    released: bool


def exact(wave: WaveRecord, origin: str) -> Counts:
    """The exact flow, for researchers."""
    return _counts(releases.counts(wave.id, origin))


def _counts(by_step: Mapping[str, int]) -> Counts:
    return Counts(
        not_opened=by_step.get("not_opened", 0),
        opened_only=by_step.get("opened_only", 0),
        declined=by_step.get("declined", 0),
        broken_off=by_step.get("broken_off", 0),
        submitted=by_step.get("submitted", 0),
    )


def as_figures(release: Release) -> Figures:
    """A stored release as figures."""
    return Figures(tuple(Group(steps, count) for steps, count in release.told), release.minimum_cell)


def release_study(record: StudyRecord, actor: str) -> list[Outcome]:
    """Release what can be released of every wave, counting what was done before today.

    Whoever looks at the page again and again while somebody answers would else see the figure change at that moment.
    """
    zone = ZoneInfo(record.study.time_zone)
    today = start_of(clock.now().astimezone(zone).date(), zone)
    return [
        Outcome(wave.name, origin, _release(record, wave, origin, today, actor))
        for wave in record.waves
        for origin in ORIGINS
    ]


def _release(record: StudyRecord, wave: WaveRecord, origin: str, today: datetime.datetime, actor: str) -> bool:
    minimum = record.study.minimum_cell

    def decide(by_step: Mapping[str, int], earlier: Sequence[Release]) -> Told | None:
        found = figures(_counts(by_step), minimum, [as_figures(each) for each in earlier])
        return None if found is None else tuple((group.steps, group.count) for group in found.groups)

    made = releases.release(wave.id, origin, decide, before=today, minimum_cell=minimum, study=record.name, actor=actor)
    return made is not None
