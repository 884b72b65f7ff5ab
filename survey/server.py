"""The web server of an installation: gunicorn, set up in code, with workers that share nothing but the databases."""

from __future__ import annotations

import ctypes
import datetime
import gc
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date
from flask import Flask
from gunicorn.app.base import BaseApplication

from survey import migrations
from survey.config import LANGUAGES, Settings
from survey.extensions import answers, contacts
from survey.findings import client
from survey.private_files import keep_from_others
from survey.recycling import MOST_OF_ITS_OWN, Recycling, end_at_once, own_memory
from survey.rehearsal import rehearse
from survey.server_log import keep_requests_out

LOOPBACK = "127.0.0.1"
WORKERS = 2
THREADS = 4
SECONDS_FOR_ONE_REQUEST = 120
SECONDS_TO_FINISH = 20
LIBRARIES_OF_FIGURES = ("numpy", "pandas", "scipy", "statsmodels", "matplotlib")
"""What no process that serves pages may load. Another library that would like one of them does without."""
ARENAS, TO_THE_KERNEL = (-8, 1), ((-1, 128 * 1024), (-3, 128 * 1024))
"""What the C library is told (M_ARENA_MAX, M_TRIM_THRESHOLD, M_MMAP_THRESHOLD): one heap for all threads, and what is
free at its end, or was long, goes back at once. Of itself it keeps a heap for every thread."""
NOBODYS = "0" * 26
PAGES_TO_WARM = ("/", "/staff/sign-in", f"/r/{NOBODYS}/page/none", f"/r/{NOBODYS}/review")
TIMES_TO_WARM = 10
"""After eight calls Python has rewritten the code of a function for good."""


class ServerError(RuntimeError):
    """The server cannot start; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where and how the server listens; the certificate and its key are files, '' where a proxy does the TLS."""

    host: str = LOOPBACK
    port: int = 8000
    workers: int = WORKERS
    certificate: str = ""
    private_key: str = ""


def serve(
    app: Flask, place: Place, listening: Callable[[], None], rehearsed: Callable[[Flask], None] = rehearse
) -> None:
    """Serve ``app`` until the process is told to end; ``listening`` is called once the socket takes connections."""
    keep_from_others()
    stay_small()
    share(app)
    rehearsed(app)
    close_databases()
    give_back()
    keep_requests_out(app.logger)
    _Server(app, place, listening).run()


def stay_small() -> None:
    """Refuse the libraries of figures in this process and its workers, and give memory back that is no longer used."""
    for name in LIBRARIES_OF_FIGURES:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # None is how Python is told to refuse an import
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):  # other C libraries than glibc have no such choice
        for parameter, value in (ARENAS, *TO_THE_KERNEL):
            library.mallopt(parameter, value)


def give_back() -> None:
    """Give to the kernel what starting has used and freed, before workers are forked with it."""
    gc.collect()
    library = ctypes.CDLL(None)
    if hasattr(library, "malloc_trim"):  # other C libraries than glibc have none
        library.malloc_trim(0)


def share(app: Flask) -> None:
    """Do what every worker would do for itself: compile pages, read how languages write days."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    for language in LANGUAGES:
        format_date(datetime.date(2026, 1, 1), "long", locale=language)
    visitor = app.test_client()
    for page in PAGES_TO_WARM * TIMES_TO_WARM:
        visitor.get(page)


def close_databases() -> None:
    """Close every connection, so that no worker inherits one from the process it was forked from."""
    for database in (answers, contacts):
        database.engine.dispose()


def check_port(place: Place) -> None:
    """Refuse a port on which something listens already."""
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((place.host, place.port))
        except OSError as error:
            raise ServerError(
                f"The port {place.port} of {place.host} cannot be used: {(error.strerror or str(error)).lower()}. "
                "End the program that uses it, or choose another one (`make run PORT=8123`, `jalon serve --port 8123`)."
            ) from None


def check_databases() -> None:
    """Refuse databases that are not migrated, that are newer than this version, or that cannot be used."""
    for database, history in ((answers, migrations.ANSWERS), (contacts, migrations.CONTACTS)):
        migrations.check(database, history)


def check_transport(settings: Settings, place: Place) -> None:
    """Refuse a way of listening on which answers would travel unencrypted."""
    certified = bool(place.certificate and place.private_key)
    if settings.demonstration and place.host != LOOPBACK:
        raise ServerError(
            "The demonstration has known passwords and listens on 127.0.0.1 alone. Make an installation of your own "
            "as docs/operators.md shows."
        )
    if settings.tls and not settings.proxies and not certified:
        raise ServerError(
            "config.toml says tls = true and no proxy: name the certificate and its key with --certificate and "
            "--private-key."
        )


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn carries no types
    """Gunicorn without its configuration files and without its command line."""

    def __init__(self, app: Flask, place: Place, listening: Callable[[], None]) -> None:
        self.application = app
        recycling = Recycling(own_memory, MOST_OF_ITS_OWN)  # each worker counts in its own copy
        self.settings = _settings(place) | {
            "when_ready": lambda _server: listening(),
            "pre_request": recycling.begins,
            "post_request": recycling.ends,
            "pre_fork": lambda _server, _worker: gc.freeze(),
            "worker_exit": lambda _server, worker: end_at_once(worker),
            "on_exit": lambda _server: client.end(),
        }
        super().__init__()

    def load_config(self) -> None:
        """Take the settings of this file and no others."""
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, made before the workers are forked so that they share its memory."""
        return self.application


def _settings(place: Place) -> dict[str, Any]:
    host = f"[{place.host}]" if ":" in place.host else place.host
    encrypted = {"certfile": place.certificate, "keyfile": place.private_key} if place.certificate else {}
    return encrypted | {
        "bind": f"{host}:{place.port}",
        "workers": place.workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "preload_app": True,
        "timeout": SECONDS_FOR_ONE_REQUEST,
        "graceful_timeout": SECONDS_TO_FINISH,
        "accesslog": None,  # addresses of personal links must not be kept in a log
        "loglevel": "warning",
        "proc_name": "jalon",
        "control_socket_disable": True,
        "forwarded_allow_ips": "",  # who may speak for a client is said once, in config.toml: [server] proxies
    }
