"""What is deleted is gone: overwritten where a database would only mark it as free."""

from __future__ import annotations

from contextlib import closing

from sqlalchemy import Connection

from survey.extensions import Database


def overwrite_what_is_deleted(connection: Connection) -> None:
    """SQLite only marks deleted rows as free space unless it is told to; PostgreSQL has its vacuum."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")


def forget(database: Database) -> None:
    """Empty SQLite's write-ahead log, which still holds the pages as they were; readers may put it off."""
    if database.engine.dialect.name == "sqlite":
        with closing(database.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
