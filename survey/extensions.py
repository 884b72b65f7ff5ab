"""The objects an application is made of, bound to it later by ``create_app``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

from survey.keys import Keyring

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000", "secure_delete=ON")
"""The last one has what a page of answers replaces overwritten, too: later nobody would know where it had stood."""
PAGES_KEPT = "cache_size=-512"
"""KiB of a SQLite file that a connection keeps; the system keeps the rest, once for all processes."""


class Database:
    """One database and its sessions: SQLite (WAL, FULL, foreign keys) or PostgreSQL, by its URL."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        self._writer: Engine | None = None

    @property
    def engine(self) -> Engine:
        """The bound engine; raises when ``create_app`` has not bound one."""
        if self._engine is None:
            raise RuntimeError("The database is not bound yet: call create_app() first.")
        return self._engine

    def bind(self, url: str) -> None:
        """Connect to ``url`` from now on; connections to an earlier one are closed."""
        self.close()
        self._engine = _sqlite_engine(url) if make_url(url).get_backend_name() == "sqlite" else _server_engine(url)
        self._writer = self._engine.execution_options(writes=True)

    def close(self) -> None:
        """Close every connection; ``bind`` opens them again."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = self._writer = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session whose transaction is rolled back at the end: look-ups never write."""
        with Session(self.engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """Like ``reading``, without the ORM: for what every respondent page asks."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """Like ``writing``, without the ORM: for what every respondent page saves."""
        if self._writer is None:
            raise RuntimeError("The database is not bound yet: call create_app() first.")
        with self._writer.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose transaction is committed at the end, or rolled back on an error."""
        if self._writer is None:
            raise RuntimeError("The database is not bound yet: call create_app() first.")
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session


def _server_engine(url: str) -> Engine:
    # Parameters are answers: an error message must not carry them into a log.
    return create_engine(url, pool_pre_ping=True, pool_size=8, max_overflow=8, hide_parameters=True)


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(
        url, pool_size=8, max_overflow=8, pool_use_lifo=True, connect_args={"timeout": 30}, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        # Transactions are begun below, not by the driver: it would begin them too late to hold the write lock.
        connection.isolation_level = None
        for pragma in (*PRAGMAS, PAGES_KEPT):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer that begins as a reader cannot wait for its turn: SQLite refuses it with "database is locked".
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.connection.cursor().execute("BEGIN")  # it waits for nobody, and every page begins one

    return engine


answers = Database()
contacts = Database()
keyring = Keyring()
babel = Babel()
csrf = CSRFProtect()
login = LoginManager()
limiter = Limiter(get_remote_address, default_limits=[])


def limit_views(app: Flask) -> None:
    """Check limits where they stand, at their views: there is none for every address, so none is looked for there."""
    limiter.init_app(app)
    app.before_request_funcs[None].remove(limiter._check_request_limit)  # no setting leaves it out
