"""The one clock of the store."""

from __future__ import annotations

import datetime


def now() -> datetime.datetime:
    """The present moment in UTC."""
    return datetime.datetime.now(datetime.UTC)
