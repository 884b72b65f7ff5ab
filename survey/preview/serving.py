"""The server of a preview: an installation of its own in a private folder that is gone when the preview ends."""

from __future__ import annotations

import ipaddress
import secrets
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from survey import create_app, migrations
from survey.config import Preview, Settings
from survey.extensions import answers, contacts, limiter
from survey.keys import KEY_BYTES, NAMES
from survey.migrations.upgrading import upgrade

LOCALHOST = "localhost"
PLAIN_PORT = 80
"""Browsers leave it out of the name of a server."""
TELEPHONE = "00 00 00 00 00"
EVERYWHERE = "0.0.0.0"  # noqa: S104  # asked for by --open-to-network alone, and then a code is asked for
ELSEWHERE = ("192.0.2.1", 9)
"""An address of documentation, which nobody has: nothing is sent to it."""


class _Silent(WSGIRequestHandler):
    """Writes no line per request: a page asks twice a second whether the file was saved."""

    server_version, sys_version = "jalon", ""

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing."""


def hosts(host: str, port: int) -> frozenset[str]:
    """The names by which a browser on this machine asks for the preview."""
    literal = f"[{host}]" if ":" in host else host
    names = frozenset({literal, LOCALHOST})
    return frozenset(f"{name}:{port}" for name in names) | (names if port == PLAIN_PORT else frozenset())


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == LOCALHOST


def own_address() -> str:
    """The address by which a network reaches this machine, or its name where there is no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()


@contextmanager
def installation(preview: Preview, base_url: str) -> Iterator[Flask]:
    """An application on empty databases in a folder of its own; nothing of it is left afterwards."""
    with tempfile.TemporaryDirectory(prefix="jalon-preview-", ignore_cleanup_errors=True) as folder:
        settings = Settings(
            instance=Path(folder),
            answers_url=f"sqlite:///{folder}/answers.sqlite3",
            contacts_url=f"sqlite:///{folder}/contacts.sqlite3",
            keys={name: secrets.token_bytes(KEY_BYTES) for name in NAMES},
            demonstration=True,
            help_telephone=TELEPHONE,
            help_place={},
            proxies=0,
            tls=False,
            base_url=base_url,
            preview=preview,
        )
        app = create_app(settings)
        limiter.enabled = False  # who tries a questionnaire out comes back often
        try:
            upgrade(answers, migrations.ANSWERS)
            upgrade(contacts, migrations.CONTACTS)
            yield app
        finally:
            for database in (answers, contacts):
                database.close()


def serve(app: Flask, host: str, port: int, listening: Callable[[], None]) -> None:
    """Serve until Ctrl-C, or until the process is told to end."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    server: BaseWSGIServer = make_server(host, port, app, threaded=True, request_handler=_Silent)
    listening()
    server.serve_forever()  # it ends by itself on Ctrl-C, and closes its socket


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
