"""Every wrong setting is refused in one plain sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey.config import ConfigError, Settings, read_settings
from survey.keys import new_key_file

HELP = '[help]\ntelephone = "01 99 00 00 00"\n'
SERVER = "[server]\nproxies = 1\n"


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance folder, its keys in another folder."""
    for name in ("instance", "keys"):
        (tmp_path / name).mkdir()
    new_key_file(tmp_path / "keys" / "keys.toml")
    monkeypatch.setenv("JALON_KEYS", str(tmp_path / "keys" / "keys.toml"))
    for name in ("JALON_DATABASE_URL", "JALON_CONTACTS_URL", "JALON_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "instance"


def read(instance: Path, text: str) -> Settings:
    (instance / "config.toml").write_text(text, encoding="utf-8")
    return read_settings(instance)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HELP + '[server]\nproxies = "1"\n', "'proxies' is not a whole number"),
        (HELP + "[server]\nproxies = true\n", "'proxies' is not a whole number"),
        (HELP + "[server]\nproxies = -1\n", "from 0 to 9"),
        (HELP + "[server]\nproxies = 10\n", "from 0 to 9"),
        (HELP + '[server]\ntls = "false"\n', "'tls' is not true or false"),
        (HELP + SERVER + "base_url = 8000\n", "'base_url' is not a text"),
        (HELP + SERVER + 'base_url = "ftp://example.org"\n', "not a web address"),
        (HELP + SERVER + 'base_url = "http://[1"\n', "not a web address"),
        (HELP + "[server]\nproxy = 1\n", "Did you mean 'proxies'"),
        (HELP + '[databases]\nanswer = "sqlite:////a"\n', "Did you mean 'answers'"),
        ('[help]\ntelefone = "1"\n', "Did you mean 'telephone'"),
        ("[help]\ntelephone = 199\n", "'telephone' is not a text"),
        (SERVER + '[help]\ntelephone = " "\n', "telephone is missing"),
        (HELP + 'place = "desk"\n', "'place' is not a table"),
        (HELP + "place = {fr = 1}\n", "'fr' is not a text"),
        (HELP + 'place = {de = "Amt"}\n', "'de' is not a setting"),
        (HELP + SERVER + "[databases]\nanswers = 1\n", "'answers' is not a text"),
        (HELP + SERVER + '[databases]\nanswers = "mysql://host/name"\n', "no SQLite or PostgreSQL"),
        (HELP + SERVER + '[databases]\nanswers = "postgresql://host:port/name"\n', "cannot be read as the URL"),
        (HELP + SERVER + '[databases]\ncontacts = "sqlite://"\n', "contacts names no file"),
        (HELP + SERVER + "[files]\nmost = 0\n", "[files] most is 0. Give a number from 1 to 200"),
        (HELP + SERVER + "[files]\nlargest_megabytes = 101\n", "from 1 to 100"),
        (HELP + SERVER + "[files]\nlargest_megabytes = true\n", "not a whole number"),
        (HELP + SERVER + "[files]\nlargest_megabyte = 1\n", "Did you mean 'largest_megabytes'"),
        (HELP + SERVER + "[kiosk]\nminutes = 0\n", "[kiosk] minutes is 0. Give a number from 1 to 60"),
        (HELP + SERVER + "[kiosk]\nminutes = 61\n", "from 1 to 60"),
        (HELP + SERVER + "[kiosk]\nminute = 3\n", "Did you mean 'minutes'"),
        (HELP, "unencrypted"),
        ("help = [", "not readable as TOML"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_reason(instance: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read(instance, text)
    assert words in str(refused.value)


@pytest.mark.parametrize(("text", "minutes"), [("", 3), ("[kiosk]\nminutes = 10\n", 10)])
def test_a_shared_device_waits_as_long_as_is_said(instance: Path, text: str, minutes: int) -> None:
    assert read(instance, HELP + SERVER + text).kiosk_minutes == minutes


@pytest.mark.parametrize("variable", ["JALON_DATABASE_URL", "JALON_CONTACTS_URL"])
@pytest.mark.parametrize("url", ["nonsense", "postgresql+nothing://host/name", "sqlite://", "sqlite:///:memory:"])
def test_a_wrong_url_in_the_environment_names_its_variable(
    instance: Path, monkeypatch: pytest.MonkeyPatch, variable: str, url: str
) -> None:
    monkeypatch.setenv(variable, url)
    with pytest.raises(ConfigError, match=variable):
        read(instance, HELP + SERVER)


def test_postgres_is_another_spelling_of_postgresql(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_DATABASE_URL", "postgres://host/name")
    assert read(instance, HELP + SERVER).answers_url == "postgresql+psycopg://host/name"


def test_one_database_under_two_spellings_is_refused(instance: Path) -> None:
    one, two = instance / "a.sqlite3", instance / ".." / "instance" / "a.sqlite3"
    urls = f'[databases]\nanswers = "sqlite:///{one}"\ncontacts = "sqlite:///{two}"\n'
    with pytest.raises(ConfigError, match="one database"):
        read(instance, HELP + SERVER + urls)


@pytest.mark.parametrize("spelling", ["keys.toml", "../instance/keys.toml", "kept/apart/keys.toml"])
def test_keys_in_the_folder_of_a_database_are_refused(
    instance: Path, monkeypatch: pytest.MonkeyPatch, spelling: str
) -> None:
    (instance / "kept" / "apart").mkdir(parents=True)
    new_key_file(instance / spelling)
    monkeypatch.setenv("JALON_KEYS", str(instance / spelling))
    with pytest.raises(ConfigError, match="lies in the folder of the database"):
        read(instance, HELP + SERVER)


def test_a_file_that_cannot_be_read_is_refused(instance: Path) -> None:
    (instance / "config.toml").mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        read_settings(instance)
