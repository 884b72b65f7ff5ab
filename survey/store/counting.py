"""Counters in a database: a row is made at the first count and added to afterwards, whoever else counts meanwhile."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

    Insert = postgresql.Insert | sqlite.Insert


def inserted(connection: Connection, table: Table) -> Insert:
    """An INSERT that may say what happens on a conflict: both databases know how, each in its own words."""
    # Only the words of the database in use are loaded: those of PostgreSQL take 2 MiB of every server on SQLite.
    dialect: Any = importlib.import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
    insert: Insert = dialect.insert(table)
    return insert
