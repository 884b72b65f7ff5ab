"""A browser without JavaScript, and a preview that runs as a process of its own."""

from __future__ import annotations

import re
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from subprocess import Popen

from jalon_process import environment, free_port, serving

TEMPORARY = "temporary"


@dataclass(frozen=True)
class Page:
    """What a browser got."""

    status: int
    address: str
    text: str
    headers: dict[str, str]

    def field(self, name: str) -> str:
        """The value of the first field of that name."""
        found = re.search(rf'name="{re.escape(name)}"[^>]*value="([^"]*)"', self.text)
        assert found, f"{name} is not on {self.address}:\n{self.text}"
        return found.group(1)


class Browser:
    """Keeps cookies and follows redirects."""

    def __init__(self, base: str) -> None:
        self.base = base
        jar = CookieJar(DefaultCookiePolicy())
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def get(self, path: str, **headers: str) -> Page:
        """Open a page."""
        return self._open(urllib.request.Request(urllib.parse.urljoin(self.base, path), headers=headers))

    def post(self, path: str, **fields: str) -> Page:
        """Send a form."""
        body = urllib.parse.urlencode(fields).encode()
        return self._open(urllib.request.Request(urllib.parse.urljoin(self.base, path), body))

    def send(self, page: Page, act: str, **fields: str) -> Page:
        """Send the questions of a page with one of its buttons."""
        kept = {name: page.field(name) for name in (".csrf", ".revision", ".shown")}
        return self.post(page.address.partition("#")[0], **kept, **fields, **{".act": act})

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            with self._opener.open(request, timeout=60) as answer:
                return Page(answer.status, answer.url, answer.read().decode("utf-8-sig"), dict(answer.headers))
        except urllib.error.HTTPError as error:
            with error:
                return Page(error.code, error.url or "", error.read().decode(), dict(error.headers))


@dataclass(frozen=True)
class Running:
    """A preview that runs, what it said first, and the folder for its temporary files."""

    browser: Browser
    said: list[str]
    process: Popen[str]
    temporary: Path
    port: int


@contextmanager
def previewing(folder: Path, name: str, *options: str) -> Iterator[Running]:
    """``jalon preview NAME`` in ``folder``; ended at the end."""
    port, temporary = free_port(), folder / TEMPORARY
    temporary.mkdir(exist_ok=True)
    command = [sys.executable, "-c", "from survey.commands import main; main()", "preview", name, "--port", str(port)]
    root = str(Path(__file__).parent.parent.parent)
    variables = environment(PYTHONPATH=root, TMPDIR=str(temporary))
    with serving([*command, *options], folder, variables) as (process, said):
        yield Running(Browser(f"http://127.0.0.1:{port}/"), said, process, temporary, port)
