"""SQLite keeps what it acknowledged and overwrites what it deleted; both databases keep questionnaires as published."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from tiny_study import publish_tiny

from survey import extensions


@pytest.mark.usefixtures("app")
def test_sqlite_writes_through_checks_foreign_keys_and_overwrites_what_is_replaced() -> None:
    for database in (extensions.answers, extensions.contacts):
        if database.engine.dialect.name != "sqlite":
            continue
        with database.engine.connect() as connection:
            found = {
                name: connection.scalar(text(f"PRAGMA {name}"))
                for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
            }
        assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    "act", ["UPDATE questionnaire_version SET definition = '{}'", "DELETE FROM questionnaire_version"]
)
def test_the_database_itself_refuses_to_change_a_published_questionnaire(act: str) -> None:
    publish_tiny()
    with pytest.raises(DBAPIError, match="never changed"), extensions.answers.writing() as session:
        session.execute(text(act))
