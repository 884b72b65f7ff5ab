"""No untranslated text on any page: all are walked in a language in which a bare word is seen."""

from __future__ import annotations

import csv
import datetime
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from every_kind import QUESTIONS
from flask import Flask
from pseudo_language import BARE, bare, in_brackets, is_bare, pseudo, write_catalogs
from signed_in import sign_in
from small_study import SETTINGS, STUDY, written
from werkzeug.exceptions import InternalServerError, TooManyRequests

from survey import create_app, extensions, i18n
from survey.config import Settings
from survey.extensions import keyring, limiter
from survey.fieldwork.paper.drawing import drawn
from survey.fieldwork.paper.laying import laid_out
from survey.fieldwork.paper.occasion import Wishes, occasion_of
from survey.fieldwork.paper.words import Words
from survey.findings.client import end as end_figure_process
from survey.instrument.study_file import read_study
from survey.store import participants, studies, versions
from survey.views import errors

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
WHOLE = STUDY.replace("practice: false", "practice: true")


class Seen:
    """Every page that was seen, and the bare texts of each."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self.bare: dict[str, list[str]] = {}
        self.count = 0

    def note(self) -> None:
        """Look at the page where the browser is."""
        self.look(f"{self.browser.status} {self.browser.path}", self.browser.page.text)

    def look(self, name: str, page: str) -> None:
        """Look at a page."""
        self.count += 1
        assert "⟦" in page, f"{name}: {page}"
        if found := bare(page):
            self.bare.setdefault(name, []).extend(found)

    def get(self, path: str) -> None:
        """Open a page and look at it."""
        self.browser.get(path)
        self.note()

    def press(self, act: str, **filled: Any) -> None:
        """Press a button and look at where it leads."""
        self.browser.press(act, **filled)
        self.note()


@pytest.fixture
def app(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application that speaks the language nobody speaks, which it calls French."""
    folder = write_catalogs(tmp_path)
    monkeypatch.setattr(i18n, "translations_folder", lambda: folder)
    i18n.catalog.cache_clear()
    app = create_app(replace(settings, help_place={"fr": "⟦Ici⟧"}))
    limiter.reset()
    yield app
    i18n.catalog.cache_clear()
    end_figure_process()
    for database in (extensions.answers, extensions.contacts):
        database.close()


@pytest.fixture
def seen(app: Flask, browser: Any) -> Seen:
    """A browser whose pages are looked at."""
    browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr"
    return Seen(browser)


@pytest.fixture
def record(app: Flask, tmp_path: Path) -> studies.StudyRecord:
    """A study with every kind of question, its texts in brackets."""
    study, asked = read_study(written(tmp_path, QUESTIONS, settings=SETTINGS, study=WHOLE), tmp_path)
    return studies.publish(in_brackets(study), {wave: in_brackets(each) for wave, each in asked.items()})


def link_of(record: studies.StudyRecord, number: int) -> str:
    """A personal link."""
    key = f"entry-key-of-22-lett-{number}"
    return "/r/" + participants.create_open_participant(record, record.waves[0], "fr", key)


def answer_all(seen: Seen) -> None:
    """From the notice to the page where everything is read back, through every mistake."""
    seen.press("continue")
    seen.press("continue", practice="2")
    seen.press("continue", calm="2")
    seen.press("continue", people="many")
    seen.press("continue", people="40")
    seen.press("continue", people="")
    seen.press("continue", people="4", region="north")
    seen.press("continue", town="lille")
    wrong = {"since__day": "31", "since__month": "2", "since__year": "2026", "hour__hour": "25", "moment__day": "1"}
    seen.press("continue", rent="x", several=["1", "prefer not to say"], **wrong)
    right = {"since__day": "1", "hour__hour": "8", "hour__minute": "15", "moment__day": ""}
    seen.press("continue", rent="4,5", several=["1", "2"], **right)
    seen.press("continue", order__1="1", order__2="1", place__latitude="99", way="1", code="1", seen="")
    cleared = {"order__1": "", "order__2": "", "order__3": ""}
    seen.press("continue", **cleared, place__latitude="48", place__longitude="2", way="1 2\n3 4")
    seen.press("continue", **{"called[1]": "⟦Ana⟧"})
    seen.press("add child")
    seen.press("continue", **{"called[2]": "⟦Sam⟧"})
    assert "⟦Sam⟧" in seen.browser.text
    seen.press("remove child[2]")
    seen.press("keep")
    seen.press("continue")
    seen.press("continue", trust="7")
    seen.press("continue", words="⟦mot⟧")


def test_every_page_of_an_answer(record: studies.StudyRecord, seen: Seen) -> None:
    open_link = "/o/" + keyring.open_token(record.name, "once", record.open_link_serial)
    seen.get(open_link)
    seen.press("language fr")
    seen.press("decline")
    seen.get(open_link + "/notice")
    seen.press("accept")
    link = seen.browser.path.removesuffix("/link")
    seen.get(f"{link}/resume")
    answer_all(seen)
    assert seen.browser.path == f"{link}/review", seen.browser.text
    seen.press("submit")
    code = seen.browser.soup.select_one(".code").get_text(strip=True)
    seen.get(link)
    seen.press("read", code="wrong")
    seen.press("read", code=code)
    client, with_code = seen.browser.client, {".csrf": seen.browser.get("/rights").form()[".csrf"], "code": code}
    for page in ("scores", "erase"):
        seen.look(page, client.post(f"{link}/{page}", data=with_code).text)
    _look_into(client.post(f"{link}/download", data=with_code))
    seen.look("correct", client.post(f"{link}/correct", data=with_code, follow_redirects=True).text)
    seen.get(f"{link}/review")
    seen.press("leave")
    answer = client.post(f"{link}/erase", data={**with_code, ".act": "erase"}, follow_redirects=True)
    seen.look("erased", answer.text)
    seen.get(link)
    assert seen.browser.status == 410
    assert seen.bare == {}
    assert seen.count > 35


def _look_into(package: Any) -> None:
    """The names of the files of a download, its headers, and the words of its dictionary."""
    name = package.headers["Content-Disposition"].partition("filename")[2]
    assert "⟦" in name or "%E2%9F%A6" in name, name
    with zipfile.ZipFile(io.BytesIO(package.data)) as files:
        assert [each for each in files.namelist() if is_bare(each.rpartition(".")[0])] == []
        tables = [each for each in files.namelist() if each.endswith(".csv")]
        rows = [list(csv.reader(files.read(each).decode("utf-8-sig").splitlines())) for each in tables]
        assert [title for table in rows for title in table[0] if is_bare(title)] == []
        told = json.loads(files.read(next(each for each in files.namelist() if each.endswith(".json"))))
    assert "⟦" in str(told)


def test_every_page_without_an_answer(record: studies.StudyRecord, app: Flask, seen: Seen, another: Any) -> None:
    for path in ("/", "/accessibility", "/rights", "/r/x", "/o/x", "/nowhere"):
        seen.get(path)
    client = seen.browser.client
    for status, made in {
        405: client.put("/rights"),
        413: client.post("/rights", data={"x": "y" * 2_000_000}),
        400: client.post("/staff/sign-in", data={"name": "x"}),
    }.items():
        assert made.status_code == status
        seen.look(str(status), made.text)
    with app.test_request_context("/", headers={"Accept-Language": "fr"}):
        seen.look("500", errors.told(InternalServerError())[0])
        seen.look("429", errors.told(TooManyRequests())[0])
    link = link_of(record, 1)
    other = another()
    other.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr"
    seen.look("cookies", other.client.post(f"{link}/notice", data={".act": "accept"}).text)
    seen.get(link)
    seen.press("language fr")
    seen.press("accept")
    seen.press("skip")
    seen.press("continue", calm="1")
    seen.get(f"{link}/page/calm")
    seen.press("continue", calm="2", __revision="0")
    assert seen.browser.status == 409
    kiosk = "/o/" + keyring.kiosk_token(record.name, "once", record.open_link_serial)
    seen.get(kiosk)
    seen.press("language fr")
    seen.press("accept")
    seen.get(f"{kiosk}/still")
    studies.set_wave_times(
        record.wave("once"), None, datetime.datetime(2020, 2, 1, tzinfo=datetime.UTC), study="x", actor="x"
    )
    seen.get(link)
    assert seen.browser.status == 403
    assert seen.bare == {}


def test_the_sheet_of_paper(record: studies.StudyRecord, seen: Seen) -> None:
    asked = versions.questionnaire(record.waves[0].questionnaire_digest)
    words = Words(i18n.catalog("fr"), "fr", "fr")
    wishes = Wishes(participant="12", link="https://example.org/r/x", return_to="⟦Accueil⟧")
    seen.look(
        "paper", drawn(laid_out(asked, words, 2), occasion_of(record.study, wishes, words), words, lambda _name: None)
    )
    assert seen.bare == {}


def test_staff_pages(record: studies.StudyRecord, seen: Seen) -> None:
    client = seen.browser.client
    seen.get("/staff/sign-in")
    refused = {".csrf": seen.browser.soup.select_one('[name=".csrf"]')["value"], "name": "x", "password": "y"}
    seen.look("refused", client.post("/staff/sign-in", data=refused).text)
    sign_in(client, "researcher")
    for path in ("", "interviews/", "interviews/search", "interviews/search?q=12", "interviews/upload", "downloads"):
        answer = client.get(f"/staff/{record.name}/{path}", follow_redirects=True)
        assert answer.status_code in (200, 404), (path, answer.status_code)
        seen.look(path or "study", answer.text)
    for path in ("/staff/", "/staff/password"):
        seen.look(path, client.get(path, follow_redirects=True).text)
    assert seen.bare == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [("⟦á %(num)d⟧ – ⟦⟦b⟧ c⟧ 12", False), ("Jalon 1 mars 2026", False), ("⟦a⟧ of ⟦b⟧", True), ("No answer", True)],
)
def test_a_bare_text_is_found(text: str, found: bool, databases: Any) -> None:
    assert is_bare(text) is found


def test_texts_keep_their_placeholders(databases: Any) -> None:
    assert pseudo("About %(num)d minutes, %% off") == "⟦Ábóút %(num)d míñútés, %% óff⟧"
    assert bare('<p title="Raw" data-told="Raw" data-draft="x">⟦a⟧</p>') == ["Raw", "Raw"]
    assert all(len(reason) >= 6 for reason in BARE.values())
