"""The two families of tables, constraint names, and times in UTC."""

from __future__ import annotations

import datetime
from typing import Any, cast

from sqlalchemy import DateTime, Dialect, MetaData, Table, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class AnswersBase(DeclarativeBase):
    """Tables of the answers database: pseudonymous."""

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)


class ContactsBase(DeclarativeBase):
    """Tables of the contacts database: encrypted fields."""

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)


def table(row: type[DeclarativeBase]) -> Table:
    """The table behind a row's class, for statements that do without the ORM."""
    return cast(Table, row.__table__)


class Moment(TypeDecorator[datetime.datetime]):
    """A time in UTC, with its zone on both databases (SQLite forgets it otherwise)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Refuse a time without a zone; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone cannot be stored: use survey.store.clock.now().")
        return value.astimezone(datetime.UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Give UTC back."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=datetime.UTC)
