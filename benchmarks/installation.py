"""An installation of our own in a temporary folder, set up by the commands an operator would use."""

from __future__ import annotations

import csv
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text

from benchmarks.server import HOST, Server, free_port

ROOT = Path(__file__).parent.parent
CONFIGURATION = """demonstration = true
[help]
telephone = "01 99 00 12 34"
[help.place]
fr = "Salle des mesures"
ar = "قاعة القياس"
es = "Sala de medidas"
en = "Measuring room"
[server]
base_url = "http://{host}:{port}"
"""
JALON = (sys.executable, "-c", "from survey.commands import main; main()")
SECONDS_FOR_A_COMMAND = 600


class CommandError(RuntimeError):
    """A command ended badly; the message holds what it wrote."""


@dataclass(frozen=True, slots=True)
class Installation:
    """A folder with settings and keys, the URLs of its two databases, and the port it serves on."""

    folder: Path
    port: int
    answers_url: str
    contacts_url: str

    @property
    def base_url(self) -> str:
        """Where its pages are."""
        return f"http://{HOST}:{self.port}"

    def environment(self) -> dict[str, str]:
        """The variables its processes are started with."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("JALON_")}
        return kept | {
            "JALON_INSTANCE": str(self.folder),
            "JALON_DATABASE_URL": self.answers_url,
            "JALON_CONTACTS_URL": self.contacts_url,
            "JALON_BASE_URL": self.base_url,
            "PYTHONPATH": str(ROOT),
        }

    def jalon(self, *words: str, typed: str = "") -> str:
        """Run ``jalon`` with these words; what it printed. Raises ``CommandError``."""
        done = subprocess.run(
            [*JALON, *words],
            env=self.environment(),
            cwd=self.folder,
            input=typed,
            capture_output=True,
            text=True,
            timeout=SECONDS_FOR_A_COMMAND,
        )
        if done.returncode:
            raise CommandError(f"jalon {' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def server(self) -> Server:
        """The server of its pages, not started yet."""
        command = [*JALON, "serve", "--port", str(self.port)]
        return Server(command, self.environment(), self.port, self.folder / "server.log")

    def links(self, study: str, wave: str) -> dict[str, str]:
        """The path of every participant's link at one wave, by participant id."""
        file = self.folder / f"links-{study}-{wave}.csv"
        self.jalon("links", study, "--wave", wave, "--output", str(file))
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return {row["participant_id"]: row["link"].removeprefix(self.base_url) for row in csv.DictReader(lines)}

    def publish(self, study: Path, waves: tuple[str, ...]) -> None:
        """Publish a study and open its waves."""
        self.jalon("publish", str(study))
        for wave in waves:
            self.jalon("wave", study.name, wave, "--open")

    def import_register(self, study: str, columns: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> None:
        """Import a register file made of these rows."""
        file = self.folder / f"register-{study}.csv"
        with file.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines)
            writer.writerow(columns)
            writer.writerows(rows)
        self.jalon("import", "register", study, str(file))


@contextmanager
def installation(folder: Path, database: str = "sqlite") -> Iterator[Installation]:
    """A migrated installation in ``folder``: on SQLite, or on two new databases of the PostgreSQL at this URL."""
    with _databases(folder, database) as (answers_url, contacts_url):
        made = Installation(folder, free_port(), answers_url, contacts_url)
        text_of_settings = CONFIGURATION.format(host=HOST, port=made.port)
        (folder / "config.toml").write_text(text_of_settings, encoding="utf-8")
        made.jalon("keys", "new", str(folder / "keys.toml"))
        made.jalon("migrate")
        yield made


@contextmanager
def _databases(folder: Path, database: str) -> Iterator[tuple[str, str]]:
    if database == "sqlite":
        yield f"sqlite:///{folder / 'answers.sqlite3'}", f"sqlite:///{folder / 'contacts.sqlite3'}"
        return
    server = make_url(database).set(drivername="postgresql+psycopg")
    names = [f"replay_{name}_{secrets.token_hex(4)}" for name in ("answers", "contacts")]
    _execute(server, [f"CREATE DATABASE {name}" for name in names])
    try:
        first, second = (server.set(database=name).render_as_string(hide_password=False) for name in names)
        yield first, second
    finally:
        _execute(server, [f"DROP DATABASE {name} WITH (FORCE)" for name in names])


def _execute(server: URL, statements: list[str]) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def as_json(figures: Mapping[str, object]) -> str:
    """Figures on one line."""
    return json.dumps(figures, ensure_ascii=False)
