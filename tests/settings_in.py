"""The settings of a demonstration whose two databases lie in one folder, with keys of its own."""

from __future__ import annotations

import secrets
from pathlib import Path

from survey.config import Settings
from survey.keys import NAMES


def settings_in(folder: Path) -> Settings:
    """The settings of an application on ``answers.sqlite3`` and ``contacts.sqlite3`` in ``folder``."""
    return Settings(
        instance=folder,
        answers_url=f"sqlite:///{folder / 'answers.sqlite3'}",
        contacts_url=f"sqlite:///{folder / 'contacts.sqlite3'}",
        keys={name: secrets.token_bytes(32) for name in NAMES},
        demonstration=True,
        help_telephone="",
        help_place={},
        proxies=0,
        tls=False,
    )
