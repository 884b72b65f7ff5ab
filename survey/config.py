"""Settings from instance/config.toml and JALON_* variables; refuses what is unsafe and says why."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from survey.keys import read_key_file

LANGUAGES = ("fr", "ar", "es", "en")
CONFIG_FILE = "config.toml"
KNOWN = {
    "demonstration": bool,
    "help": dict,
    "databases": dict,
    "server": dict,
}


class ConfigError(ValueError):
    """The settings cannot be used; the message says which, why and what to do."""


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
        demonstration=bool(entries.get("demonstration", False)),
        help_telephone=str(entries.get("help", {}).get("telephone", "")),
        help_place=dict(entries.get("help", {}).get("place", {})),
        proxies=int(server.get("proxies", 0)),
        tls=bool(server.get("tls", False)),
        base_url=str(os.environ.get("JALON_BASE_URL") or server.get("base_url", "http://127.0.0.1:8000")).rstrip("/"),
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
    for name, value in entries.items():
        if name not in KNOWN:
            raise ConfigError(f"{path}: {name!r} is not a setting. Known: {', '.join(sorted(KNOWN))}.")
        if not isinstance(value, KNOWN[name]):
            raise ConfigError(f"{path}: {name!r} must be a {KNOWN[name].__name__}, not {type(value).__name__}.")
    return entries


def _url(variable: str, entry: object, default: Path) -> str:
    url = os.environ.get(variable) or (str(entry) if entry else f"sqlite:///{default}")
    return url.replace("postgresql://", "postgresql+psycopg://", 1) if url.startswith("postgresql://") else url


def _refuse_unsafe(settings: Settings) -> None:
    if not settings.help_telephone:
        raise ConfigError("config.toml: [help] telephone is missing. People whose link fails must know whom to call.")
    if settings.answers_url == settings.contacts_url:
        raise ConfigError("Answers and contacts are in one database. Give contacts a URL of their own.")
    if settings.demonstration:
        return
    if not settings.tls and not settings.proxies:
        raise ConfigError(
            "config.toml: answers would travel unencrypted. Say [server] proxies = 1 behind a TLS proxy, or tls = true."
        )
    keys = key_path(settings.instance)
    for url in (settings.answers_url, settings.contacts_url):
        database = make_url(url).database or ""
        if url.startswith("sqlite") and Path(database).absolute().parent == keys.parent:
            raise ConfigError(
                f"The key file {keys} lies beside the database {database}: who copies one copies both. "
                "Move it elsewhere and set JALON_KEYS."
            )
