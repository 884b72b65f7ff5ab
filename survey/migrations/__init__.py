"""The histories of the two databases. Alembic is imported where it is needed, in ``upgrading``: servers do without."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from survey.extensions import Database

ANSWERS = "answers"
CONTACTS = "contacts"
FOLDER = Path(__file__).parent


class NewerDatabaseError(RuntimeError):
    """The database was written by a newer version of this program."""


def revisions(history: str) -> list[str]:
    """The revisions of a history, oldest first: a migration's file is named after its revision."""
    return sorted(path.name.partition("_")[0] for path in (FOLDER / history / "versions").glob("[0-9]*_*.py"))


def revision(connection: Connection) -> str | None:
    """The revision a database is at; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def is_current(database: Database, history: str) -> bool:
    """Whether ``database`` is at the newest revision."""
    with database.reading() as session:
        return revision(session.connection()) == revisions(history)[-1]
