"""Published again, a study takes the file's days and open link where staff have not changed them."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from tiny_study import publish_tiny

from survey.store import studies

JUNE = datetime.date(2026, 6, 1)


@pytest.mark.usefixtures("app")
def test_the_file_is_followed_while_staff_changed_nothing() -> None:
    record = publish_tiny()
    again = dataclasses.replace(
        record.study,
        open_link=not record.study.open_link,
        waves=tuple(dataclasses.replace(wave, opens=JUNE, closes=JUNE) for wave in record.study.waves),
    )
    changed = studies.publish(again, questionnaires_of(record))
    assert changed.open_link is not record.open_link
    assert [(wave.opens_at.isoformat(), wave.closes_at.isoformat()) for wave in changed.waves if wave.opens_at] == [
        (studies.start_of(JUNE, zone_of(record)).isoformat(), studies.end_of(JUNE, zone_of(record)).isoformat())
        for _ in record.waves
    ]


@pytest.mark.usefixtures("app")
def test_what_staff_changed_stays() -> None:
    record = publish_tiny()
    moment = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
    studies.set_wave_times(record.waves[0], moment, None, study=record.name, actor="test")
    studies.switch_open_link(record, not record.open_link, "test")
    again = dataclasses.replace(
        record.study, waves=tuple(dataclasses.replace(wave, opens=JUNE) for wave in record.study.waves)
    )
    kept = studies.publish(again, questionnaires_of(record))
    assert kept.waves[0].opens_at == moment and kept.waves[0].closes_at is None
    assert kept.open_link is not record.open_link


def questionnaires_of(record: studies.StudyRecord) -> dict[str, object]:
    from survey.store import versions

    return {wave.name: versions.questionnaire(wave.questionnaire_digest) for wave in record.waves}


def zone_of(record: studies.StudyRecord) -> object:
    from zoneinfo import ZoneInfo

    return ZoneInfo(record.study.time_zone)
