"""The figure process of a served installation: started by hand or by a page, ended with the server."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jalon_process import PATIENCE, environment, free_port, jalon, serving

from survey.config import read_settings
from survey.findings import client
from survey.findings import meeting_place as meeting_place_module
from survey.findings.meeting_place import meeting_place

from .test_process import happens, is_running

ROOT = Path(__file__).parent.parent.parent
JALON = (sys.executable, "-c", "from survey.commands import main; main()")
CONFIG = 'demonstration = true\n[help]\ntelephone = "01 99 00 00 00"\n'


@pytest.fixture
def variables(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A migrated installation that the client is bound to."""
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    known = environment(
        JALON_INSTANCE=str(folder), JALON_KEYS=str(folder / "keys.toml"), PYTHONPATH=str(ROOT), LC_ALL="C.UTF-8"
    )
    for words in (("keys", "new"), ("migrate",)):
        done = jalon([*JALON, *words], folder, known)
        assert done.returncode == 0, done.stderr
    for name in ("JALON_KEYS", "JALON_DATABASE_URL", "JALON_CONTACTS_URL"):
        monkeypatch.delenv(name, raising=False)
    client.bind(read_settings(folder))
    yield known
    client.end()


def test_it_ends_with_the_server(folder: Path, variables: dict[str, str]) -> None:
    with serving([*JALON, "serve", "--port", str(free_port())], folder, variables) as (server, _said):
        process = client.ask("ping", wait=20)["process"]
        server.terminate()
        assert server.wait(PATIENCE) == 0
    assert not is_running(process)


def test_run_by_hand_it_answers_and_a_second_one_is_refused(folder: Path, variables: dict[str, str]) -> None:
    meeting_place_module._program.cache_clear()  # the program as it is now, as the one that is started reads it
    settings = read_settings(folder)
    client.bind(settings)
    socket = meeting_place(folder, settings.answers_url).socket
    with subprocess.Popen([*JALON, "figures", "--idle-seconds", "60"], cwd=folder, env=variables) as first:
        assert happens(socket.exists)
        assert client.ask("ping")["process"] == first.pid
        second = jalon([*JALON, "figures"], folder, variables)
        assert second.returncode == 1 and "is running already" in second.stderr
        client.end()
        assert first.wait(PATIENCE) == 0
