"""The histories of the two databases, and how they are brought up to date."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from survey.extensions import Database

ANSWERS = "answers"
CONTACTS = "contacts"


class NewerDatabaseError(RuntimeError):
    """The database was written by a newer version of this program."""


def upgrade(database: Database, history: str) -> None:
    """Bring ``database`` to the newest revision of ``history``; does nothing when it is there already."""
    with database.writing() as session:
        connection = session.connection()
        script = ScriptDirectory.from_config(config(history))
        current = revision(connection)
        if current == script.get_current_head():
            return
        known = {step.revision for step in script.walk_revisions()}
        if current is not None and current not in known:
            raise NewerDatabaseError(
                f"The {history} database is at revision {current}, which this version does not know. "
                "It was written by a newer version: install that one, or restore an older back-up."
            )
        settings = config(history)
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")


def revision(connection: Connection) -> str | None:
    """The revision a database is at; None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def is_current(database: Database, history: str) -> bool:
    """Whether ``database`` is at the newest revision."""
    head = ScriptDirectory.from_config(config(history)).get_current_head()
    with database.reading() as session:
        return revision(session.connection()) == head


def config(history: str) -> Config:
    """Alembic's settings of one history; no file is needed, so that a wheel can migrate."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / history).replace("%", "%%"))
    return settings
