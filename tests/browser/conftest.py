"""A real Chromium before the real server: the demonstration, and one small study with every question type."""

from __future__ import annotations

import json
import shutil
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from browser.paces import FAST, SLOW, close_slowed, slowed
from flask import Flask
from jalon_process import environment, free_port, get, jalon, serving
from playwright.sync_api import Browser, BrowserContext, expect
from prepared_demonstration import Prepared
from small_study import STUDY, written
from werkzeug.serving import WSGIRequestHandler, make_server

ROOT = Path(__file__).parent.parent.parent
JALON = (sys.executable, "-c", "from survey.commands import main; main()")
PATIENCE = 20_000
"""Milliseconds that a step may take on a busy machine."""


@dataclass(frozen=True)
class Site:
    """Where the server listens, and the links it was given."""

    base: str
    answers_url: str
    folder: Path
    demonstration: str
    small: str
    closed: str
    personal: Iterator[str]
    """Links of people of the register, each used once."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, demonstration_prepared: Prepared) -> Iterator[Site]:
    """The demonstration as `make run` serves it, with the small study published beside it."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(demonstration_prepared.instance, folder, dirs_exist_ok=True)
    with served(folder) as found:
        yield found


@contextmanager
def served(folder: Path, **databases: str) -> Iterator[Site]:
    """The demonstration in a folder, on the databases of its own or on those that variables name."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    variables = environment(JALON_INSTANCE=str(folder), PYTHONPATH=str(ROOT), **databases)

    def told(*words: str) -> str:
        done = jalon([*JALON, *words], folder, variables)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    with serving([*JALON, "demonstration", "--port", str(port)], folder, variables) as (_server, said):
        (folder / "small").mkdir()
        written(folder / "small", study=STUDY + "fictional: true\n")
        told("publish", "small", "--library", "small")
        told("wave", "post_only", "post", "--open")  # whatever day it is
        told("wave", "before_after", "entry", "--close")
        rows = told("links", "post_only", "--wave", "post", "--output", "-", "--base-url", base).splitlines()[1:]
        links = (cell for row in rows for cell in row.split(",") if "/r/" in cell)
        get(base)  # the workers are there
        yield Site(
            base=base,
            answers_url=databases.get("JALON_DATABASE_URL", f"sqlite:///{folder / 'answers.sqlite3'}"),
            folder=folder,
            demonstration=next(line for line in said if line.startswith("Respondent: ")).split()[1],
            small=open_link(told, base, "small_study", "once"),
            closed=open_link(told, base, "before_after", "entry"),
            personal=(link for link in links if is_untouched(link)),
        )


def is_untouched(link: str) -> bool:
    """Whether nobody has answered or declined behind this link: it leads to the choice of a language."""
    with urllib.request.urlopen(link, timeout=60) as page:
        return bool(page.url == link)


def open_link(told: Callable[..., str], base: str, study: str, wave: str) -> str:
    """The address of an open link on this server."""
    link: str = json.loads(told("open-link", study, "--json"))["links"][wave]
    return f"{base}/o/{link.rpartition('/')[2]}"


@pytest.fixture(scope="module")
def device(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A phone with cookies of its own: ``device(locale="ar", slow=True)``, with all that a context may be told."""
    made: list[BrowserContext] = []
    expect.set_options(timeout=PATIENCE)
    every_one = request.config.getoption("--slow-processor") or getattr(request, "param", FAST) == SLOW

    def new(*, slow: bool = every_one, **wished: Any) -> BrowserContext:
        context = browser.new_context(**({"viewport": {"width": 360, "height": 740}, "locale": "fr"} | wished))
        context.set_default_timeout(PATIENCE)
        made.append(context)
        return slowed(context) if slow else context

    yield new
    for context in made:
        context.close()


@pytest.fixture(autouse=True)
def _no_slow_page_stays() -> Iterator[None]:
    """A slowed page is closed with its test, others with their module."""
    yield
    close_slowed()


class Quiet(WSGIRequestHandler):
    """Serves and says nothing of it."""

    def log(self, *words: Any) -> None:
        """Say nothing."""


@pytest.fixture
def base(app: Flask) -> Iterator[str]:
    """Where the application listens."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
