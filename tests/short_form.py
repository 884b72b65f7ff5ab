"""Which tests the short form leaves out of itself: on PostgreSQL, most of what SQLite has told already."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

import pytest

ON_BOTH = frozenset({"store"})
"""The room of the tests that look at the databases themselves: all of theirs run on both."""


def at_length(tests: Iterable[tuple[str, str, str]]) -> list[bool]:
    """Whether each ``(file, test, database)`` waits for the long form, file by file.

    On PostgreSQL the first test of a file runs always, which shows that what the file is about works there; the
    others do in ``ON_BOTH`` and in the long form.
    """
    first: dict[str, str] = {}
    told = []
    for file, test, database in tests:
        is_away = database == "postgresql"
        if is_away:
            first.setdefault(file, test)
        told.append(is_away and first[file] != test and ON_BOTH.isdisjoint(PurePath(file).parts))
    return told


@pytest.hookimpl(tryfirst=True)  # before pytest leaves out what a mark leaves out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark them."""
    named = [(str(item.path), getattr(item, "originalname", item.name), _database(item)) for item in items]
    for item, is_long in zip(items, at_length(named), strict=True):
        if is_long:
            item.add_marker(pytest.mark.long)


def _database(item: pytest.Item) -> str:
    call = getattr(item, "callspec", None)
    return str(call.params.get("databases", "")) if call else ""
