"""What is wrong with an installation is said in one line by every command, without a trace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey import extensions
from survey.commands import main
from survey.keys import new_key_file

CONFIG = 'demonstration = true\n[help]\ntelephone = "01 99 00 00 00"\n'
COMMANDS = (
    "accounts list",
    "demonstration --prepare-only",
    "erase nights A1 --yes",
    "export nights --output answers.csv",
    "import register nights register.csv",
    "links nights --wave entry",
    "log nights",
    "migrate",
    "open-link nights",
    "release nights",
    "retention nights",
    "serve",
    "wave nights entry",
)


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation with its configuration and keys, and no databases yet."""
    monkeypatch.chdir(tmp_path)
    for name in ("JALON_DATABASE_URL", "JALON_CONTACTS_URL", "JALON_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("JALON_INSTANCE", str(tmp_path))
    monkeypatch.setenv("JALON_KEYS", str(tmp_path / "keys.toml"))
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "register.csv").write_text("id\nA1\n", encoding="utf-8")
    new_key_file(tmp_path / "keys.toml")
    yield tmp_path
    for database in (extensions.answers, extensions.contacts):
        database.close()


def told(command: str) -> str:
    done: Result = CliRunner().invoke(main, command.split())
    assert isinstance(done.exception, SystemExit), repr(done.exception)
    assert done.exit_code == 1
    return done.output


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_no_database_is_named(instance: Path, command: str) -> None:
    (instance / "answers.sqlite3").write_text("This is a letter, not a database. " * 40, encoding="utf-8")
    assert told(command).strip() in (
        "Error: The answers database cannot be used: file is not a database.",
        "Error: The database cannot be used: file is not a database.",
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_a_key_file_that_cannot_be_read_is_named(instance: Path, command: str) -> None:
    (instance / "keys.toml").unlink()
    (instance / "keys.toml").mkdir()  # a folder: even an administrator cannot read it as a file
    assert f"Error: The key file {instance / 'keys.toml'} cannot be read: Is a directory." in told(command)


@pytest.mark.parametrize("command", ["accounts list", "log nights", "serve"])
def test_a_database_of_another_program_is_refused(instance: Path, command: str) -> None:
    (instance / "answers.sqlite3").write_bytes(b"")  # an empty file is an empty database
    assert "The answers database is not up to date" in told(command)
