"""The small study of the journeys, answered by a browser without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from small_study import link_to, published
from werkzeug.test import TestResponse

from survey.extensions import keyring
from survey.store.studies import StudyRecord


@pytest.fixture
def study(app: Flask, tmp_path: Path) -> StudyRecord:
    """The small study, published, its only wave open."""
    return published(tmp_path)


@pytest.fixture
def link(study: StudyRecord) -> str:
    """The path of a personal link."""
    return link_to(study)


@pytest.fixture
def open_link(study: StudyRecord) -> str:
    """The path of the open link."""
    return "/o/" + keyring.open_token(study.name, "once", study.open_link_serial)


@dataclass
class Browser:
    """Follows links, fills forms and presses buttons; it has no JavaScript."""

    client: FlaskClient
    page: TestResponse | None = None
    soup: BeautifulSoup = field(default_factory=BeautifulSoup)

    def get(self, path: str) -> Browser:
        """Open a page."""
        return self._at(self.client.get(path, follow_redirects=True))

    def press(self, act: str, **filled: str | list[str]) -> Browser:
        """Fill the page's form and press the button whose value is ``act``."""
        sent = self.form() | {name.replace("__", "."): value for name, value in filled.items()}
        return self._at(self.client.post(self.path, data=sent | {".act": act}, follow_redirects=True))

    def form(self) -> dict[str, str | list[str]]:
        """What the form would send as it stands."""
        sent: dict[str, str | list[str]] = {}
        form = self.soup.find("form", id="act")
        if not isinstance(form, Tag):
            raise AssertionError(f"no form on {self.path}: {self.text}")
        for control in form.find_all(["input", "textarea", "select"]):
            kind, name = control.get("type", "text"), str(control.get("name", ""))
            if control.name == "textarea":
                sent[name] = control.text.removeprefix("\n")
            elif control.name == "select":
                chosen = control.find("option", selected=True)
                sent[name] = str(chosen["value"]) if isinstance(chosen, Tag) else ""
            elif kind in ("radio", "checkbox"):
                if control.has_attr("checked"):
                    sent[name] = [*sent.get(name, []), str(control["value"])]
            else:
                sent[name] = str(control.get("value", ""))
        return sent

    @property
    def path(self) -> str:
        """Where the browser is."""
        if self.page is None:
            raise AssertionError("no page yet")
        return str(self.page.request.path)

    @property
    def status(self) -> int:
        """The status of the last page."""
        return self.page.status_code if self.page else 0

    @property
    def text(self) -> str:
        """What a person reads on the page."""
        main = self.soup.find("main")
        return main.get_text(" ", strip=True) if main else ""

    @property
    def title(self) -> str:
        """The title of the page."""
        return self.soup.title.get_text(strip=True) if self.soup.title else ""

    def _at(self, page: TestResponse) -> Browser:
        self.page, self.soup = page, BeautifulSoup(page.text, "html.parser")
        for template in self.soup.find_all("template"):
            template.decompose()  # only a script brings out what is in it
        return self


@pytest.fixture
def browser(client: FlaskClient) -> Browser:
    """A browser that has opened nothing yet."""
    return Browser(client)


@pytest.fixture
def another(app: Flask) -> Callable[[], Browser]:
    """Another device, with cookies of its own."""
    return lambda: Browser(app.test_client())
