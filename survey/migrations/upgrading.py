"""Brings a database up to date."""

from __future__ import annotations

from alembic import command
from alembic.config import Config

from survey.extensions import Database
from survey.migrations import FOLDER, refuse_newer, revision, revisions


def upgrade(database: Database, history: str) -> None:
    """Bring ``database`` to the newest revision of ``history``; does nothing when it is there already."""
    with database.writing() as session:
        connection = session.connection()
        current = revision(connection)
        if current == revisions(history)[-1]:
            return
        refuse_newer(current, history)
        settings = config(history)
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")


def config(history: str) -> Config:
    """Alembic's settings of one history; no file is needed, so that a wheel can migrate."""
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER / history).replace("%", "%%"))
    return settings
