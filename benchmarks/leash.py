"""Runs a command that ends when whoever started it ends, however that happens: no server is left behind.

The starter holds one end of a pipe, a watcher the other: the pipe ends with the starter. The kernel's own signal on a
parent's death would not do: it is sent when the thread that started the command ends.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path


def leashed(command: Sequence[str]) -> list[str]:
    """The command that becomes ``command``; to be started with ``stdin=subprocess.PIPE``, which is the leash."""
    return [sys.executable, str(Path(__file__).absolute()), *command]


def main(command: Sequence[str]) -> None:
    """Leave a watcher behind that is nobody's child, and become the command."""
    server = os.getpid()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            watch(server, began(server))
        os._exit(0)
    os.wait()
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
    os.execvp(command[0], list(command))


def watch(server: int, beginning: str) -> None:
    """Wait for the end of the leash, then end the server that began at this time."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for output in (sys.stdout, sys.stderr):  # who reads what the server says must not wait for the watcher
        os.dup2(nowhere, output.fileno())
    while os.read(sys.stdin.fileno(), 1):
        pass
    if began(server) == beginning:  # its number was not given to another process meanwhile
        with contextlib.suppress(ProcessLookupError):
            os.kill(server, signal.SIGTERM)


def began(process: int) -> str:
    """When a process began, in ticks; '' where that cannot be told."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return ""


if __name__ == "__main__":
    main(sys.argv[1:])
