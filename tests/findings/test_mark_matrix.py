"""Role by figure by form, told by a real figure process: marks are for researchers, nobody else finds one anywhere."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from settings_in import settings_in
from signed_in import page, sign_in

from survey import create_app, extensions, migrations
from survey.findings import client
from survey.findings.answering import QUESTIONS
from survey.privacy import access
from survey.privacy.flow_release import release_study

from .thirds_study import come, interviewed, stay_away, thirty

LINKED, OTHER = 611, 622
"""The interviews of two people of the low third: one may be linked, the other may not. Both are released to staff."""
ADDRESS = "/staff/tiny/dashboard"
DRAWN = ("scores", "distribution.wellbeing")
"""The figures here whose pictures hold marks."""
PATIENCE = 60
ROLES = [role for role in access.ROLES if role]
OTHERS = [role for role in ROLES if role != "researcher"]


@pytest.fixture(scope="module")
def site(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application with thirty people, two interviews and released figures, and a figure process of its own."""
    folder = tmp_path_factory.mktemp("marks")
    for history in (migrations.ANSWERS, migrations.CONTACTS):
        shutil.copy(empty_sqlite / f"{history}.sqlite3", folder)
    app = create_app(settings_in(folder))
    app.testing = True
    record = thirty()
    come(record, "q", arm="support")
    for arm in ("advice", "support"):
        stay_away(record, arm)
    interviewed(record, LINKED, "p0-0", link=True, released=True)
    interviewed(record, OTHER, "p0-1", link=False, released=True)
    QUESTIONS["release"]({"study": record.name, "actor": "test"})
    release_study(record, "test")
    client.ask("ping", wait=PATIENCE)
    yield app
    client.end()
    for database in (extensions.answers, extensions.contacts):
        database.close()


@pytest.fixture(scope="module")
def browsers(site: Flask) -> dict[str, FlaskClient]:
    """Somebody of each role."""
    found = {role: sign_in(site.test_client(), role) for role in ROLES}
    for browser in found.values():
        browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return found


def charts(browser: FlaskClient) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(browser.get(f"{ADDRESS}/figures.json").text)["charts"]
    return told


def numbers(svg: str) -> set[str]:
    """What is written in a picture."""
    return {str(text.text) for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")}


def names(browser: FlaskClient) -> list[str]:
    """The figures that are drawn for somebody."""
    return [chart["name"] for chart in charts(browser) if chart["plotly"]]


def test_a_researcher_finds_each_linked_person_in_every_figure(browsers: dict[str, FlaskClient]) -> None:
    browser = browsers["researcher"]
    for chart in charts(browser):
        marked = {mark["interview"] for mark in chart["marks"]}
        assert marked == ({LINKED} if chart["plotly"] else set()), chart["name"]
    shown = page(browser.get(ADDRESS))
    for name in names(browser):
        links = shown.select(f'figure[id="{name}"] .marks .mark-link')
        hrefs = {str(link["href"]).replace("?", "&").rpartition("&")[2] for link in links}
        assert hrefs == {f"interview={LINKED}#voices"}, name
        assert f" {LINKED}" in browser.get(f"{ADDRESS}/{name}.csv").text.partition("\n")[2], name
        for words in ("", "?narrow=yes"):
            written = numbers(browser.get(f"{ADDRESS}/{name}.svg{words}").text)
            assert (str(LINKED) in written) is (name in DRAWN) and str(OTHER) not in written, name


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_finds_a_mark_in_any_form_of_any_figure(browsers: dict[str, FlaskClient], role: str) -> None:
    browser = browsers[role]
    assert set(DRAWN) | {"register", "flow"} <= set(names(browser))
    assert [chart["name"] for chart in charts(browser) if chart["marks"]] == []
    assert "third" not in browser.get(f"{ADDRESS}/figures.json").text
    for words in ("", "?paper=yes", f"?interview={LINKED}"):
        shown = page(browser.get(ADDRESS + words))
        assert shown.select(".marks, figure [data-interview], .thirds") == [], words
    for name in names(browser):
        table = browser.get(f"{ADDRESS}/{name}.csv")
        assert table.status_code == 200 and "Interviews" not in table.text and str(LINKED) not in table.text, name
        for words in ("", "?narrow=yes"):
            picture = browser.get(f"{ADDRESS}/{name}.svg{words}")
            written = numbers(picture.text)
            assert picture.status_code == 200 and written and str(LINKED) not in written, name
            assert not any("third" in each for each in written), name


def test_whoever_is_not_signed_in_gets_no_figure_at_all(site: Flask, browsers: dict[str, FlaskClient]) -> None:
    stranger = site.test_client()
    forms = [f"{ADDRESS}/{name}.{ending}" for name in names(browsers["researcher"]) for ending in ("svg", "csv")]
    assert {stranger.get(address).status_code for address in (ADDRESS, f"{ADDRESS}/figures.json", *forms)} == {303}


def test_staff_read_the_words_of_a_linked_person_without_a_third(browsers: dict[str, FlaskClient]) -> None:
    told = browsers["staff"].get(f"/staff/tiny/interviews/{LINKED}")
    assert told.status_code == 200 and "third" not in told.text
    researcher = page(browsers["researcher"].get(f"/staff/tiny/interviews/{LINKED}"))
    low = researcher.select_one(".thirds .third")
    assert low.select_one("dd").text == "low third"
    assert low.select_one("a")["href"] == f"{ADDRESS}?interview={LINKED}#distribution.wellbeing"
