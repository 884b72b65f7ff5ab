"""Starts the program as a person would, and waits until it says where it listens."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.leash import leashed

PATIENCE = 400
"""What hangs is ended; a busy machine takes minutes to prepare the demonstration."""


def environment(**more: str) -> dict[str, str]:
    """The variables of this process without those that point it elsewhere."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("JALON_", "PYTHON", "XDG_"))}
    return kept | more


def free_port() -> int:
    """A port of loopback on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def jalon(
    command: Sequence[str], folder: Path, variables: Mapping[str, str], text: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end in ``folder``."""
    return subprocess.run(
        list(command), cwd=folder, env=dict(variables), input=text, capture_output=True, text=True, timeout=PATIENCE
    )


@contextmanager
def serving(
    command: Sequence[str], folder: Path, variables: Mapping[str, str]
) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The running server and the lines it said until it listened; ended by Ctrl-C when it still runs."""
    server = subprocess.Popen(
        leashed(command),
        cwd=folder,
        env=dict(variables),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said: list[str] = []
    try:
        for line in server.stdout or ():
            said.append(line.rstrip("\n"))
            if "Ctrl-C ends it" in line:
                break
        yield server, said
    finally:
        if server.poll() is None:
            server.terminate()
            server.wait(PATIENCE)
        for end in (server.stdin, server.stdout):
            if end:
                end.close()


def get(url: str, language: str = "en") -> tuple[int, str]:
    """Status and text of a page, as a browser in that language gets it; tried again while the workers start."""
    request = urllib.request.Request(url, headers={"Accept-Language": language})
    last: Exception | None = None
    for _attempt in range(50):
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError as error:
            last = error
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not answer: {last}")
