"""Stops a PostgreSQL and removes its folder when the tests that started it end, even cut off."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 10.0


def watched(folder: Path) -> subprocess.Popen[bytes]:
    """Start a watcher of the server in ``folder``: it waits for the end of its input, which ends with this process."""
    command = [sys.executable, str(Path(__file__).absolute()), str(folder)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)


def postmaster(folder: Path) -> int | None:
    """The process of the server whose files are in ``folder``; None when it is not running."""
    try:
        number = int((folder / "postmaster.pid").read_text().split()[0])
        os.kill(number, 0)
    except (OSError, ValueError, IndexError):
        return None
    return number


def stop(folder: Path) -> None:
    """End the server of ``folder`` at once and remove its files."""
    number, until = postmaster(folder), time.monotonic() + PATIENCE
    if number is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGQUIT)
    while postmaster(folder) is not None and time.monotonic() < until:
        time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.stdin.buffer.read()
    stop(Path(sys.argv[1]))
