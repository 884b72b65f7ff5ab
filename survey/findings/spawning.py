"""Starts the figure process: whoever needs it first, once for an installation."""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from survey.findings.meeting_place import MeetingPlace, held_lock

IDLE_SECONDS = 900
"""How long the process stays without questions."""
COULD_NOT_START = 70
UNCAUGHT = 1
"""What the process returns when it could not start, and what Python returns when it found no such program."""
PAUSE_AFTER_FAILURE = 30
"""Seconds in which a process that could not start is not started again."""
OWNER_ALONE = 0o077
MODULE = "survey.findings.process"
FINGERPRINT = "JALON_FIGURES_FINGERPRINT"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""Libraries of numbers take memory for every thread they might use."""

_children: list[subprocess.Popen[bytes]] = []
_failures: dict[Path, float] = {}


class StartError(RuntimeError):
    """The process could not start a moment ago; the message says where to look."""


def start(place: MeetingPlace) -> None:
    """Start the process unless there is one; raises ``UnsafeFolderError`` or ``StartError``."""
    look_after_children(place)
    failed = _failures.get(place.instance)
    if failed is not None and time.monotonic() - failed < PAUSE_AFTER_FAILURE:
        raise StartError(f"The figure process could not start: {place.log} says why.")
    lock = held_lock(place)
    if lock is None:
        return
    try:
        _children.append(
            subprocess.Popen(
                [sys.executable, "-P", "-m", MODULE, "--lock", str(lock), "--idle-seconds", str(IDLE_SECONDS)],
                env=_environment(place),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(lock,),
                start_new_session=True,
                umask=OWNER_ALONE,
            )
        )
    finally:
        os.close(lock)


def look_after_children(place: MeetingPlace) -> None:
    """Let go of processes that have ended, and remember when one could not start."""
    for child in [child for child in _children if child.poll() is not None]:
        _children.remove(child)
        if child.returncode in (COULD_NOT_START, UNCAUGHT):
            _failures[place.instance] = time.monotonic()


def end_stopped(connection: socket.socket) -> None:
    """End the process behind a connection if it stands still, as after ``kill -STOP``: it would never answer again.

    One that computes is left alone: it ends by itself when that takes too long. Told by Linux alone.
    """
    if not sys.platform.startswith("linux"):
        return
    form = "3i"
    process, *_ = struct.unpack(
        form, connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize(form))
    )
    with suppress(OSError):
        if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "T":
            os.kill(process, signal.SIGKILL)


def _environment(place: MeetingPlace) -> dict[str, str]:
    """What the process is told: the instance and the answers, neither keys nor contacts."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("JALON_")}
    root = str(Path(__file__).parent.parent.parent)
    path = os.pathsep.join([root, *filter(None, [kept.get("PYTHONPATH")])])
    kept.setdefault("MPLCONFIGDIR", str(place.folder / "matplotlib"))  # its list of fonts, made once
    told = {
        "JALON_INSTANCE": str(place.instance),
        "JALON_DATABASE_URL": place.answers_url,
        FINGERPRINT: place.fingerprint,
    }
    return kept | ONE_THREAD | told | {"PYTHONPATH": path}
