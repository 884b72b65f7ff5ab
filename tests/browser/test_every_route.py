"""Every page of every route, in every language, on a telephone: axe finds nothing, and no route is forgotten."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from browser import axe
from every_kind import QUESTIONS
from every_page import Looking, answered, of_staff, unanswered, with_figures
from flask import Flask, Response, request
from journeys.conftest import Browser
from playwright.sync_api import Page, Route
from small_study import SETTINGS, STUDY

from survey.config import LANGUAGES
from survey.extensions import limiter
from survey.instrument.study_file import read_study
from survey.store import studies
from survey.store.studies import StudyRecord

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
PHONE = {"width": 360, "height": 740}
HERE = "http://looked.at"
CHANGING = re.compile(r'="[^"]{20,}"')
"""Tokens and addresses: a page that differs in nothing else is not looked at twice."""
STATUSES = {200, 400, 403, 404, 409, 410, 413, 422, 429, 500}
"""Of pages; that of 405 is the page of 400."""
NO_PAGE = {
    "static": "files",
    "respond.media": "files",
    "respond.open_media": "files",
    "respond.sent_file": "files",
    "respond.thumbnail": "files",
    "downloads.sent_file": "files",
    "downloads.download": "files",
    "dashboard.script": "a script",
    "dashboard.figures": "figures for the script",
    "dashboard.results_figures": "figures for the script",
    "dashboard.picture": "files",
    "dashboard.table": "files",
    "dashboard.results_picture": "files",
    "dashboard.results_table": "files",
    "respond.download": "files",
    "codebook.agreement_table": "files",
    **dict.fromkeys(("joint.candidates_table", "joint.slope_picture", "joint.slope_paper"), "files"),
    "joint.concordance_table": "files",
    **dict.fromkeys(("account.choose_language", "respond.accessibility_language"), "leads back"),
    **dict.fromkeys((f"respond.back_from_{act}" for act in ("correct", "download", "erase", "scores")), "leads back"),
    **dict.fromkeys(("account.sign_out", "interviews.withhold", "respond.enter", "respond.change_mind"), "leads on"),
    **dict.fromkeys(("respond.kept", "respond.kiosk_over", "respond.kiosk_finish"), "leads on"),
    **dict.fromkeys(("study.release", "study.set_wave", "study.switch_open_link"), "leads back"),
}
"""Routes that give no page of their own, and what they give."""
ALLOWED = {
    ("respond.kiosk_still", "meta-refresh"): "it asks before a shared device is cleared, and one press gives more time"
}
"""What axe finds wrong and is right, by route and rule: WCAG 2.2.1 lets a limit be that is told and extended so."""


class Checked(Looking):
    """Lets axe look at each page, and keeps which route gave it."""

    def __init__(self, browser: Browser, language: str, page: Page, app: Flask) -> None:
        super().__init__(browser, language)
        self.page, self.files = page, app.test_client()
        self.flaws: dict[str, list[str]] = {}
        self.routes: set[str] = set()
        self.led_on: set[str] = set()
        self.statuses: set[int] = set()
        self.languages: dict[str, str] = {}
        self._made: dict[str, tuple[str, int]] = {}
        self._known: set[str] = set()
        app.after_request(self._keep)
        page.route("**/*", self._serve)

    def look(self, name: str, page: str) -> None:
        """Show the page in the browser, unless its like was shown."""
        route, status = self._made.get(page) or ("errors", int(name))
        self.routes.add(route)
        self.statuses.add(status)
        like = CHANGING.sub("", page)
        if like not in self._known:
            self._known.add(like)
            self.shown = page
            self.page.goto(HERE)
            self.languages[name] = self.page.evaluate("document.documentElement.lang")
            found = axe.found(self.page)
            self.flaws[name] = [each for each in found if (route, each.split(" | ")[1]) not in ALLOWED]

    def _keep(self, response: Response) -> Response:
        if response.location:
            self.led_on.add(str(request.endpoint))
        elif response.mimetype == "text/html":
            self._made[response.get_data(as_text=True)] = (request.endpoint or "errors", response.status_code)
        return response

    def _serve(self, route: Route) -> None:
        """The page that is looked at, with the style sheets of the application; scripts have tests of their own."""
        asked = route.request
        if asked.resource_type == "document":
            route.fulfill(body=self.shown, content_type="text/html; charset=utf-8")
        elif asked.resource_type == "stylesheet":
            answer = self.files.get(asked.url.removeprefix(HERE))
            route.fulfill(body=answer.data, content_type=answer.content_type)
        else:
            route.abort()


def in_every_language(value: Any) -> Any:
    """Texts in French and Arabic with French in the place of Spanish and English."""
    if isinstance(value, dict):
        told = {key: in_every_language(each) for key, each in value.items()}
        more = dict.fromkeys(("es", "en"), told.get("fr")) if "ar" in told else {}
        headed = {code: {**each, "header": code} for code, each in more.items() if isinstance(each, dict)}
        return told | more | headed
    if isinstance(value, list):
        return [*LANGUAGES] if value == ["fr", "ar"] else [in_every_language(each) for each in value]
    return value


@pytest.fixture
def record(app: Flask, tmp_path: Path) -> StudyRecord:
    """A study with every kind of question, in every language of the interface."""
    for name, text in {
        "small": SETTINGS + QUESTIONS,
        "study": STUDY.replace("practice: false", "practice: true"),
    }.items():
        told = in_every_language(yaml.load(text, yaml.CSafeLoader))
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), "utf-8")
    return studies.publish(*read_study(tmp_path / "study.yaml", tmp_path))


@pytest.mark.parametrize(
    "language", [each if each == "ar" else pytest.param(each, marks=pytest.mark.long) for each in LANGUAGES]
)
def test_axe_finds_nothing_on_any_page_of_any_route(
    record: StudyRecord, app: Flask, device: Any, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    limiter.reset()
    seen = Checked(Browser(app.test_client()), language, device(viewport=PHONE).new_page(), app)
    answered(seen, record)
    of_staff(seen, record, with_figures(lambda each: each, monkeypatch))
    unanswered(seen, record, app, Browser(app.test_client()))
    assert sorted({each for found in seen.flaws.values() for each in found}) == []
    assert {name: told for name, told in seen.languages.items() if told != language} == {}
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert routes - seen.routes - seen.led_on == NO_PAGE.keys()
    assert seen.statuses == STATUSES
