"""What is deleted is gone from the files: every connection to SQLite overwrites it, and here its log is emptied."""

from __future__ import annotations

from contextlib import closing

from survey.extensions import Database


def forget(database: Database) -> None:
    """Empty SQLite's write-ahead log, which still holds the pages as they were; readers may put it off."""
    if database.engine.dialect.name == "sqlite":
        with closing(database.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
