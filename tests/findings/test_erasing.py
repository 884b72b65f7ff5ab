"""What is erased is forgotten by the figure process at once."""

from __future__ import annotations

import datetime
import os

import pytest
from click.testing import CliRunner
from flask import Flask
from staff_study import person, published

from survey import extensions
from survey.commands import erase, retention
from survey.config import Settings
from survey.findings import client
from survey.findings.meeting_place import MeetingPlace
from survey.keys import new_key_file
from survey.store import studies
from survey.store.studies import StudyRecord

CONFIG = 'demonstration = true\n[help]\ntelephone = "01 99 00 00 00"\n'
LONG_AGO = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture
def record(place: MeetingPlace, app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> StudyRecord:
    """A study with one submission, in an installation that commands find by its variables."""
    (settings.instance / "config.toml").write_text(CONFIG, encoding="utf-8")
    new_key_file(settings.instance / "keys.toml")
    monkeypatch.setenv("JALON_INSTANCE", str(settings.instance))
    monkeypatch.delenv("JALON_KEYS", raising=False)
    monkeypatch.setenv("JALON_DATABASE_URL", settings.answers_url)
    monkeypatch.setenv("JALON_CONTACTS_URL", settings.contacts_url)
    found = published()
    person(found, "a", step="submitted")
    return found


def purged() -> list[str]:
    return list(client.ask("purged", wait=20)["studies"])


def test_erasing_a_participant_lets_the_process_forget_the_study(record: StudyRecord) -> None:
    assert purged() == []
    done = CliRunner().invoke(erase.command, ["tiny", "a", "--yes"])
    assert (done.exit_code, purged()) == (0, ["tiny"])


def test_retention_lets_it_forget_when_something_is_due(record: StudyRecord, settings: Settings) -> None:
    runner = CliRunner()
    assert runner.invoke(retention.command, ["tiny", "--erase", "--yes"]).exit_code == 0
    assert purged() == []
    extensions.answers.bind(settings.answers_url)  # the command closed it at its end
    studies.set_wave_times(record.waves[0], None, LONG_AGO, study="tiny", actor="test")
    assert runner.invoke(retention.command, ["tiny", "--erase", "--yes"]).exit_code == 0
    assert purged() == ["tiny"]


def test_another_account_lets_it_forget_too(place: MeetingPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    assert purged() == []
    somebody = os.getuid() + 1
    with monkeypatch.context() as as_somebody:
        as_somebody.setattr(os, "getuid", lambda: somebody)
        client.purge("tiny")
    assert purged() == ["tiny"]


def test_without_a_process_erasing_starts_none(record: StudyRecord, settings: Settings) -> None:
    assert CliRunner().invoke(erase.command, ["tiny", "a", "--yes"]).exit_code == 0
    assert not (settings.instance / "figures.log").exists()
