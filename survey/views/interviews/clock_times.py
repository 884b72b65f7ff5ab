"""Times within a recording, for eyes and for machines."""

from __future__ import annotations


def clock_time(milliseconds: int, *, exact: bool = False) -> str:
    """``0:12:04``: hours, minutes and seconds since the recording began; ``0:12:04.250`` when exact."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    rest = f".{milliseconds % 1000:03}" if exact else ""
    return f"{hours}:{minutes:02}:{seconds:02}{rest}"


def duration(milliseconds: int) -> str:
    """``PT724.250S``: the same to the millisecond, as the attribute ``datetime`` takes it."""
    return f"PT{milliseconds // 1000}.{milliseconds % 1000:03}S"
