"""The histories of the two databases. Alembic is imported where it is needed, in ``upgrading``: servers do without."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DatabaseError

from survey.extensions import Database

ANSWERS = "answers"
CONTACTS = "contacts"
FOLDER = Path(__file__).parent


class DatabaseStateError(RuntimeError):
    """The database cannot be used by this version as it stands; the message says what to do."""


class UnusableDatabaseError(DatabaseStateError):
    """The database does not answer, or is none: a file of another kind, or a damaged one."""


class OlderDatabaseError(DatabaseStateError):
    """The database is empty, or at an older revision than this version needs."""


class NewerDatabaseError(DatabaseStateError):
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


def check(database: Database, history: str) -> None:
    """Refuse a ``database`` that is not at the newest revision; raises ``DatabaseStateError``."""
    try:
        with database.reading() as session:
            current = revision(session.connection())
    except DatabaseError as error:
        raise UnusableDatabaseError(f"The {history} database cannot be used: {error.orig}.") from None
    refuse_newer(current, history)
    if current != revisions(history)[-1]:
        raise OlderDatabaseError(f"The {history} database is not up to date. Make a back-up, then run `jalon migrate`.")


def refuse_newer(current: str | None, history: str) -> None:
    """Refuse a revision that this version does not know; raises ``NewerDatabaseError``."""
    if current is not None and current not in revisions(history):
        raise NewerDatabaseError(
            f"The {history} database is at revision {current}, which this version does not know: a newer version "
            "wrote it. Install that version, or restore an older back-up."
        )
