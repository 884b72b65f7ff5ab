"""A server of our own on this machine: started, watched, killed and ended by the ids of its processes."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.leash import leashed

HOST = "127.0.0.1"
SECONDS_TO_START = 30.0
TICKS = os.sysconf("SC_CLK_TCK")


class ServerError(RuntimeError):
    """The server did not start; the message holds what it wrote."""


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


class Server:
    """A master process with its workers."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], port: int, log: Path) -> None:
        """Nothing is started yet."""
        self._command, self._environment, self._log = list(command), dict(environment), log
        self.port = port
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until a page is answered."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                leashed(self._command),
                env=self._environment,
                stdin=subprocess.PIPE,  # the leash
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise ServerError(self._log.read_text(encoding="utf-8", errors="replace")[-3000:])
            time.sleep(0.02)

    def processes(self) -> list[int]:
        """The ids of the master and of its workers, the master first."""
        if self._process is None or self._process.poll() is not None:
            return []
        return [self._process.pid, *_children(self._process.pid)]

    def kill(self) -> None:
        """End everything at once, as a loss of power would, by the ids of its processes."""
        if self._process is None:
            return
        os.kill(self._process.pid, signal.SIGSTOP)  # so that it starts no worker while its workers are counted
        workers = _children(self._process.pid)
        for process in (self._process.pid, *workers):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._ended(self._process)
        for worker in workers:
            _wait_until_gone(worker)

    def stop(self) -> None:
        """End in order."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()
        else:
            self._ended(self._process)

    def _ended(self, process: subprocess.Popen[bytes]) -> None:
        process.wait()
        if process.stdin:
            process.stdin.close()
        self._process = None

    def cpu_seconds(self) -> float:
        """The processor time that the master and its workers have used since they started."""
        return family_seconds(self._process.pid) if self.processes() and self._process else 0.0

    def proportional_set_size(self) -> int:
        """The bytes of memory of the master and its workers; what they share is counted once."""
        return sum(_proportional_set_size(process) for process in self.processes())

    def largest_peak(self) -> int:
        """The largest memory that one of the workers has ever held, in bytes."""
        return max(_peak(process) for process in self.processes()[1:])

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def family_seconds(process: int) -> float:
    """The processor time that a process and its children have used."""
    return sum(_cpu_ticks(each) for each in (process, *_children(process))) / TICKS


def _children(process: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except FileNotFoundError:
        return []


def _cpu_ticks(process: int) -> int:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return int(fields[11]) + int(fields[12])  # utime and stime of all threads


def _proportional_set_size(process: int) -> int:
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _peak(process: int) -> int:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def _wait_until_gone(process: int) -> None:
    until = time.monotonic() + 10
    while Path(f"/proc/{process}/stat").exists() and time.monotonic() < until:
        if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.005)
