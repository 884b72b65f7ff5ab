"""A bound installation whose figure process, if one was started, ends with the test."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from survey.config import Settings
from survey.findings import client, spawning
from survey.findings.meeting_place import MeetingPlace, meeting_place

TESTS = Path(__file__).parent.parent


def installation(folder: Path, database: str = "answers") -> Settings:
    """The settings of an installation in a folder, with a database that nobody reads."""
    return Settings(
        instance=folder,
        answers_url=f"sqlite:///{folder / database}.sqlite3",
        contacts_url=f"sqlite:///{folder / 'contacts'}.sqlite3",
        keys={"links": secrets.token_bytes(32)},
        demonstration=True,
        help_telephone="",
        help_place={},
        proxies=0,
        tls=False,
    )


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder whose path is short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="jalon-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@pytest.fixture
def place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MeetingPlace]:
    """Where the figure process of a bound installation is met; it answers the questions of ``slow_figures``."""
    monkeypatch.setattr(spawning, "MODULE", "slow_figures")
    monkeypatch.setattr(spawning, "IDLE_SECONDS", 60)
    monkeypatch.setattr(client, "_deaths", {})  # what other tests let it die of
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    settings = installation(folder)
    client.bind(settings)
    found = meeting_place(settings.instance, settings.answers_url)
    yield found
    client.end()
    shutil.rmtree(found.folder, ignore_errors=True)
