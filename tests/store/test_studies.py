"""When a wave is opened or closed by hand, and what an open link leads to."""

from __future__ import annotations

import datetime

import pytest
from flask import Flask
from tiny_study import EXIT, STUDY, publish_tiny

from survey.extensions import keyring
from survey.store import studies

BEFORE, NOW, AFTER = (datetime.datetime(2026, 3, day, tzinfo=datetime.UTC) for day in (1, 2, 3))


@pytest.mark.parametrize(
    ("times", "on", "turned"),
    [
        ((None, None), True, (NOW, None)),
        ((BEFORE, None), True, (BEFORE, None)),
        ((NOW, None), True, (NOW, None)),
        ((AFTER, None), True, (NOW, None)),
        ((BEFORE, NOW), True, (BEFORE, None)),
        ((BEFORE, AFTER), True, (BEFORE, AFTER)),
        ((None, None), False, (None, NOW)),
        ((BEFORE, None), False, (BEFORE, NOW)),
        ((BEFORE, AFTER), False, (BEFORE, NOW)),
        ((BEFORE, BEFORE), False, (BEFORE, NOW)),
        ((NOW, AFTER), False, (None, NOW)),
        ((AFTER, None), False, (None, NOW)),
    ],
)
def test_a_wave_is_opened_and_closed(times: studies.Times, on: bool, turned: studies.Times) -> None:
    assert studies.turned(times, NOW, on=on) == turned


def test_an_open_link_leads_to_its_wave(app: Flask) -> None:
    publish_tiny(name="another")
    record = publish_tiny(waves=(*STUDY.waves, EXIT))
    found = studies.behind_open_link(keyring.open_token("tiny", "exit", 1))
    assert found == (record, record.wave("exit"))


def test_an_open_link_that_is_unknown_or_switched_off_leads_nowhere(app: Flask) -> None:
    record = publish_tiny()
    token = keyring.open_token("tiny", "entry", 1)
    assert studies.behind_open_link(keyring.open_token("tiny", "entry", 2)) is None
    studies.switch_open_link(record, False, "test")
    assert studies.behind_open_link(token) is None


def test_no_other_study_is_read_behind_an_open_link(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_tiny(name="another")
    publish_tiny()
    read: list[str] = []
    monkeypatch.setattr(studies, "definition", lambda _id, digest: read.append(digest) or STUDY)
    studies.behind_open_link(keyring.open_token("tiny", "entry", 1))
    studies.behind_open_link("0" * 26)
    assert len(read) == 1
