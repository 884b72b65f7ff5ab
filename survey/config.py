"""Settings from instance/config.toml and JALON_* variables; refuses what is unsafe and says why."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from survey.keys import read_key_file

LANGUAGES = ("fr", "ar", "es", "en")
CONFIG_FILE = "config.toml"
KNOWN: Mapping[str, type] = {
    "demonstration": bool,
    "help": dict,
    "databases": dict,
    "server": dict,
    "files": dict,
    "kiosk": dict,
}
KNOWN_WITHIN: Mapping[str, Mapping[str, type]] = {
    "help": {"telephone": str, "place": dict},
    "databases": {"answers": str, "contacts": str},
    "server": {"proxies": int, "tls": bool, "base_url": str},
    "files": {"largest_megabytes": int, "most": int, "together_megabytes": int},
    "kiosk": {"minutes": int},
}
SAID = {bool: "true or false", dict: "a table", int: "a whole number", str: "a text in quotation marks"}
MOST_PROXIES = 9
KIOSK_MINUTES, MOST_KIOSK_MINUTES = 3, 60
MOST_OF_FILES = {"largest_megabytes": 100, "most": 200, "together_megabytes": 1000}
"""Beyond this no phone would send it, and no page would end."""
POSTGRESQL = ("postgresql+psycopg://", "postgresql://", "postgres://")


class ConfigError(ValueError):
    """The settings cannot be used; the message says which, why and what to do."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What `jalon preview` shows, and to whom: the file, where its study finds shared instruments, and who is let in.

    ``language`` is the one to begin in, '' the browser's; ``hosts`` are the names this server answers to, none of them
    where a network is let in by ``code``.
    """

    file: Path
    library: Path
    language: str
    hosts: frozenset[str]
    code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class FileLimits:
    """What is taken of files sent as answers: how large one may be, how many one submission has, and together."""

    largest_megabytes: int = 10
    most: int = 20
    together_megabytes: int = 50


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the application is told from outside."""

    instance: Path
    answers_url: str
    contacts_url: str
    keys: Mapping[str, bytes] = field(repr=False)
    demonstration: bool
    help_telephone: str
    help_place: Mapping[str, str]
    proxies: int
    tls: bool
    base_url: str = "http://127.0.0.1:8000"
    files: FileLimits = FileLimits()
    kiosk_minutes: int = KIOSK_MINUTES
    """After how long without a sign of life a shared device asks whether somebody is there."""
    preview: Preview | None = None
    """Only where a file is previewed; never from a configuration."""


def instance_folder() -> Path:
    """The folder of this installation: ``JALON_INSTANCE``, or ``instance`` in the working folder."""
    return Path(os.environ.get("JALON_INSTANCE", "instance")).absolute()


def key_path(instance: Path) -> Path:
    """Where the keys are: ``JALON_KEYS``; for the demonstration, in its instance folder."""
    return Path(os.environ.get("JALON_KEYS", instance / "keys.toml")).absolute()


def read_settings(instance: Path | None = None) -> Settings:
    """Read and check the settings of ``instance``."""
    folder = instance or instance_folder()
    entries = _read_toml(folder / CONFIG_FILE)
    databases, server = entries.get("databases", {}), entries.get("server", {})
    settings = Settings(
        instance=folder,
        answers_url=_url("JALON_DATABASE_URL", databases.get("answers"), folder / "answers.sqlite3"),
        contacts_url=_url("JALON_CONTACTS_URL", databases.get("contacts"), folder / "contacts.sqlite3"),
        keys=read_key_file(key_path(folder)),
        demonstration=entries.get("demonstration", False),
        help_telephone=entries.get("help", {}).get("telephone", "").strip(),
        help_place=dict(entries.get("help", {}).get("place", {})),
        proxies=server.get("proxies", 0),
        tls=server.get("tls", False),
        base_url=_base_url(server.get("base_url", "http://127.0.0.1:8000")),
        files=FileLimits(**entries.get("files", {})),
        kiosk_minutes=entries.get("kiosk", {}).get("minutes", KIOSK_MINUTES),
    )
    _refuse_unsafe(settings)
    return settings


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(
            f"{path} does not exist. Make one as docs/operators.md shows, or run `jalon demonstration`."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not readable as TOML: {error}.") from None
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be read: {error.strerror}. Let the account that runs Jalon read it."
        ) from None
    _check(entries, KNOWN, str(path))
    for table, known in KNOWN_WITHIN.items():
        _check(entries.get(table, {}), known, f"{path}: [{table}]")
    _check(entries.get("help", {}).get("place", {}), dict.fromkeys(LANGUAGES, str), f"{path}: [help] place")
    proxies = entries.get("server", {}).get("proxies", 0)
    if not 0 <= proxies <= MOST_PROXIES:
        raise ConfigError(f"{path}: [server] proxies is {proxies}. Give a number from 0 to {MOST_PROXIES}.")
    minutes = entries.get("kiosk", {}).get("minutes", KIOSK_MINUTES)
    if not 1 <= minutes <= MOST_KIOSK_MINUTES:
        raise ConfigError(f"{path}: [kiosk] minutes is {minutes}. Give a number from 1 to {MOST_KIOSK_MINUTES}.")
    for name, number in entries.get("files", {}).items():
        if not 1 <= number <= MOST_OF_FILES[name]:
            raise ConfigError(f"{path}: [files] {name} is {number}. Give a number from 1 to {MOST_OF_FILES[name]}.")
    return entries


def _check(entries: Mapping[str, Any], known: Mapping[str, type], where: str) -> None:
    for name, value in entries.items():
        if name not in known:
            nearest = get_close_matches(name, known, 1)
            remedy = f"Did you mean {nearest[0]!r}?" if nearest else f"Known: {', '.join(sorted(known))}."
            raise ConfigError(f"{where}: {name!r} is not a setting. {remedy}")
        # bool is a kind of int in Python, so the type itself is compared: `proxies = true` counts nothing.
        if type(value) is not known[name]:
            raise ConfigError(f"{where}: {name!r} is not {SAID[known[name]]}. Write it as {SAID[known[name]]}.")


def _base_url(entry: str) -> str:
    given = os.environ.get("JALON_BASE_URL")
    where, url = ("JALON_BASE_URL", given) if given else ("config.toml: [server] base_url", entry)
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise ConfigError(f"{where} is {url!r}, not a web address. Write it as https://surveys.example.org.")
    return url.rstrip("/")


def _url(variable: str, entry: str | None, default: Path) -> str:
    given = os.environ.get(variable)
    where = variable if given else f"config.toml: [databases] {'answers' if 'DATABASE' in variable else 'contacts'}"
    url = given or entry or f"sqlite:///{default}"
    prefix = next((prefix for prefix in POSTGRESQL if url.startswith(prefix)), None)
    if prefix:
        url = POSTGRESQL[0] + url.removeprefix(prefix)
    elif not url.startswith("sqlite://"):
        raise ConfigError(f"{where} is no SQLite or PostgreSQL database. Begin it with sqlite:/// or postgresql://.")
    try:
        database = make_url(url).database
    except (ArgumentError, ValueError):  # the URL is not repeated: it may hold a password
        raise ConfigError(
            f"{where} cannot be read as the URL of a database. Write it as docs/operators.md shows."
        ) from None
    if not prefix and database in (None, "", ":memory:"):
        raise ConfigError(f"{where} names no file, so nothing would be kept. Write sqlite:/// and a path.")
    return url


def _place(url: URL) -> tuple[object, ...]:
    """What is the same for two spellings of one database."""
    if url.get_backend_name() == "sqlite":
        return ("sqlite", Path(url.database or "").resolve())
    return ("postgresql", url.host or url.query.get("host"), url.port or 5432, url.database or url.username)


def _refuse_unsafe(settings: Settings) -> None:
    if not settings.help_telephone:
        raise ConfigError("config.toml: [help] telephone is missing. People whose link fails must know whom to call.")
    if _place(make_url(settings.answers_url)) == _place(make_url(settings.contacts_url)):
        raise ConfigError("Answers and contacts are in one database. Give contacts a URL of their own.")
    if settings.demonstration:
        return
    if not settings.tls and not settings.proxies:
        raise ConfigError(
            "config.toml: answers would travel unencrypted. Say [server] proxies = 1 behind a TLS proxy, or tls = true."
        )
    keys = key_path(settings.instance).resolve()
    for url in (settings.answers_url, settings.contacts_url):
        database = make_url(url).database or ""
        if url.startswith("sqlite") and keys.is_relative_to(Path(database).resolve().parent):
            raise ConfigError(
                f"The key file {keys} lies in the folder of the database {database}: who copies one copies both. "
                "Move it elsewhere and set JALON_KEYS."
            )
