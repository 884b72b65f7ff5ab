"""Counters in a database: a row is made at the first count and added to afterwards, whoever else counts meanwhile."""

from __future__ import annotations

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = postgresql.Insert | sqlite.Insert


def inserted(connection: Connection, table: Table) -> Insert:
    """An INSERT that may say what happens on a conflict: both databases know how, each in its own words."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
