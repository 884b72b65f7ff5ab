"""Keys in portions, as many as one query may ask for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

Key = TypeVar("Key")

PORTION = 1000
"""SQLite allows 32,766 values in a query."""


def portions(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    """These keys, in their order, some of them at a time."""
    for start in range(0, len(keys), PORTION):
        yield keys[start : start + PORTION]
