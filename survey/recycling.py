"""Workers that have grown are replaced by fresh ones, which share the memory of the process they are forked from."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MOST_OF_ITS_OWN = 28 * 1024
"""KiB that a worker may keep for itself. Pages of respondents stay under it; drawing large pages of staff may not."""
GROWING = "/staff/"
"""Where pages are that let a worker grow."""
OWN_PAGES = ("Private_Dirty:", "Private_Clean:")
_ROLLUP = Path("/proc/self/smaps_rollup")


@dataclass(slots=True)
class Recycling:
    """Counts the requests of one worker, and ends it between two of them once it has grown too large.

    The worker ends as if it had been told to by a signal: what it is doing is finished, and the master, which still
    listens, forks another.
    """

    own_memory: Callable[[], int]
    most: int
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _running: int = 0
    _grown: bool = False

    def begins(self, worker: Any, request: Any) -> None:
        """A request begins (gunicorn's ``pre_request``)."""
        with self._lock:
            self._running += 1

    def ends(self, worker: Any, request: Any, environment: Any, response: Any) -> None:
        """A request has ended (gunicorn's ``post_request``)."""
        with self._lock:
            self._running -= 1
            self._grown |= request.path.startswith(GROWING) and self.own_memory() > self.most
            if self._grown and self._running == 0:
                worker.handle_exit(None, None)


def end_at_once(worker: Any) -> None:
    """End a worker that has finished (gunicorn's ``worker_exit``) without tidying up.

    Python would touch every object once more, and so copy all that the worker shares just before it is gone.
    """
    if worker.booted:  # one that could not begin tells so by its exit code
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def own_memory() -> int:
    """The KiB of this process that no other shares; 0 where the system does not tell."""
    try:
        lines = _ROLLUP.read_text("ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith(OWN_PAGES))
