"""The revisions told by file names are Alembic's own, and both databases go down and up again."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from survey import migrations
from survey.extensions import Database
from survey.migrations.upgrading import config, upgrade
from survey.store.tables import AnswersBase, ContactsBase

METADATA = {migrations.ANSWERS: AnswersBase.metadata, migrations.CONTACTS: ContactsBase.metadata}


@pytest.mark.parametrize("history", [migrations.ANSWERS, migrations.CONTACTS])
def test_file_names_tell_the_revisions(history: str) -> None:
    script = ScriptDirectory.from_config(config(history))
    assert migrations.revisions(history) == [step.revision for step in script.walk_revisions()][::-1]


@pytest.mark.parametrize("place", [0, 1])
def test_tables_go_down_and_up_again(databases: tuple[str, str], place: int) -> None:
    history = (migrations.ANSWERS, migrations.CONTACTS)[place]
    database = Database()
    database.bind(databases[place])
    with database.writing() as session:
        settings = config(history)
        settings.attributes["connection"] = session.connection()
        command.downgrade(settings, "base")
    with database.reading() as session:
        assert inspect(session.connection()).get_table_names() == ["alembic_version"]
    upgrade(database, history)
    with database.reading() as session:
        found = set(inspect(session.connection()).get_table_names())
    assert found == {"alembic_version", *METADATA[history].tables}
    assert migrations.is_current(database, history)
    with database.reading() as session:
        assert compare_metadata(MigrationContext.configure(session.connection()), METADATA[history]) == []
    database.close()
