"""Work counted in calls instead of seconds: the same on a busy machine as on a quiet one; and an end to what hangs."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

PATIENCE = 120


def calls_of(act: Callable[[], object]) -> int:
    """How many functions are called, of Python and of C; garbage of others is not collected meanwhile."""
    counted = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    gc.disable()
    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(None)
        gc.enable()
    return counted


@contextmanager
def not_for_ever() -> Iterator[None]:
    """End what would hang for hours; how long it may take is measured elsewhere."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"It did not end within {PATIENCE} seconds.")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
