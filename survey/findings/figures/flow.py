"""The chart of the participant flow: exact for researchers, as last released for everyone else."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import numpy as np

from analysis.charts.chart import Chart
from analysis.charts.flow import FlowGroup, WaveFlow, flow_chart
from analysis.charts.marks import Mark
from survey.findings.thirds import Interviewed, listed
from survey.privacy.flow_view import TOO_FEW, FlowView, exact_view, released_view
from survey.store import clock, releases, transcripts
from survey.store.releases import ORIGINS
from survey.store.studies import StudyRecord

NAME, OPEN = "flow", "open"
HIDDEN = {TOO_FEW: "too_few", "not yet": "not_released"}


def flow(record: StudyRecord, *, exact: bool) -> Chart:
    """Every wave, whatever the filters: a link was sent to everyone. The exact one lists the interviewed."""
    chart = flow_chart(list(_waves(record, exact)), name=NAME, submitted="step:submitted")
    return dataclasses.replace(chart, marks=_marks(record)) if exact and chart.specification else chart


def _marks(record: StudyRecord) -> tuple[Mark, ...]:
    people = Interviewed(transcripts.linked(record.id)).at(record.waves[-1].id)
    return listed(np.array(sorted(releases.with_link(people)), dtype=np.int64), people)


def day_of(record: StudyRecord, *, exact: bool) -> datetime.date | None:
    """The day of the flow: today for researchers, that of the oldest release shown for everyone else."""
    zone = ZoneInfo(record.study.time_zone)
    if exact:
        return clock.now().astimezone(zone).date()
    views = (released_view(record, wave, origin, zone) for wave in record.waves for origin in ORIGINS)
    return min((view.shown_on for view in views if view.shown_on), default=None)


def _waves(record: StudyRecord, exact: bool) -> Iterator[WaveFlow]:
    zone = ZoneInfo(record.study.time_zone)
    for wave in record.waves:
        for origin in ORIGINS:
            view = exact_view(wave, origin) if exact else released_view(record, wave, origin, zone)
            if origin != OPEN or view.base:
                yield _wave(view, wave.name)


def _wave(view: FlowView, wave: str) -> WaveFlow:
    groups = tuple(FlowGroup(tuple(f"step:{step}" for step in group.steps), group.count) for group in view.groups)
    return WaveFlow(
        wave=f"wave:{wave}",
        origin=f"origin:{view.origin}",
        groups=groups if view.base else (),
        base=view.base,
        hidden=HIDDEN.get(view.why_none, ""),
    )
