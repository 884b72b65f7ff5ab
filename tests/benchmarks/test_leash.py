"""What tests and measures start ends with them, even when they are killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from postgresql_watch import postmaster, watched

from benchmarks.leash import leashed

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 10.0
STARTER = """
import subprocess, sys, time
from benchmarks.leash import leashed
child = subprocess.Popen(leashed([sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]),
    stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
time.sleep(60)
"""
SERVER = """
import signal, time
signal.signal(signal.SIGQUIT, signal.SIG_DFL)  # a shell lets what runs in its background ignore it
print("up", flush=True)
time.sleep(60)
"""


def is_gone(process: int) -> bool:
    """Whether a process ends within a few seconds; one that nobody has taken note of yet counts as ended."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False


def test_a_server_ends_with_the_process_that_started_it() -> None:
    with subprocess.Popen([sys.executable, "-c", STARTER], cwd=ROOT, stdout=subprocess.PIPE, text=True) as starter:
        server = int(starter.stdout.readline()) if starter.stdout else 0
        assert Path(f"/proc/{server}").exists()
        starter.send_signal(signal.SIGKILL)
        starter.wait(PATIENCE)
    assert is_gone(server)


def test_a_command_on_a_leash_is_that_command() -> None:
    told = "import os; print(os.getpid())"
    with subprocess.Popen(
        leashed([sys.executable, "-c", told]), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        said = server.stdout.read() if server.stdout else ""  # ends although the leash still holds
        assert server.wait(PATIENCE) == 0
        assert said == f"{server.pid}\n"


def test_the_watcher_ends_the_server_of_its_folder_when_its_input_ends(tmp_path: Path) -> None:
    folder = tmp_path / "server"
    folder.mkdir()
    with subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE) as server:
        assert server.stdout and server.stdout.readline()
        (folder / "postmaster.pid").write_text(f"{server.pid}\n{folder}\n")
        assert postmaster(folder) == server.pid
        watcher = watched(folder)
        watcher.communicate(timeout=PATIENCE + 5)
        assert server.wait(PATIENCE) == -signal.SIGQUIT
    assert not folder.exists()


def test_the_watcher_harms_nobody_where_no_server_runs(tmp_path: Path) -> None:
    folder = tmp_path / "server"
    folder.mkdir()
    (folder / "postmaster.pid").write_text("not a number")
    assert postmaster(folder) is None
    watched(folder).communicate(timeout=PATIENCE)
    assert not folder.exists()
