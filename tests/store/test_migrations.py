"""The revisions told by file names are Alembic's own, and both databases go down and up again."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

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
    migrations.check(database, history)
    with database.reading() as session:
        assert compare_metadata(MigrationContext.configure(session.connection()), METADATA[history]) == []
    database.close()


@pytest.mark.parametrize(
    ("statement", "refusal", "told"),
    [
        ("DELETE FROM alembic_version", migrations.OlderDatabaseError, "run `jalon migrate`"),
        ("UPDATE alembic_version SET version_num = '9999'", migrations.NewerDatabaseError, "a newer version wrote it"),
    ],
)
def test_a_database_at_another_revision_is_refused_with_what_to_do(
    databases: tuple[str, str], statement: str, refusal: type[Exception], told: str
) -> None:
    database = Database()
    database.bind(databases[0])
    with database.writing() as session:
        session.execute(text(statement))
    with pytest.raises(refusal, match=told):
        migrations.check(database, migrations.ANSWERS)
    database.close()


def test_a_newer_database_is_not_migrated(databases: tuple[str, str]) -> None:
    database = Database()
    database.bind(databases[0])
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(migrations.NewerDatabaseError):
        upgrade(database, migrations.ANSWERS)
    database.close()
