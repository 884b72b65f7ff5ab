"""A device that people share: no link is kept, what was sent stays, and after the end nothing leads back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from journeys.journey import answer_all
from sqlalchemy import select

from survey import extensions
from survey.extensions import keyring
from survey.store.studies import StudyRecord
from survey.store.tables.submissions import SubmissionRow


@pytest.fixture
def kiosk(study: StudyRecord) -> str:
    """The path of the link of a shared device."""
    return "/o/" + keyring.kiosk_token(study.name, "once", study.open_link_serial)


def begin(browser: Any, kiosk: str) -> Any:
    """Choose a language and take part."""
    return browser.get(kiosk).press("language fr").press("accept")


def states() -> list[tuple[str, str]]:
    with extensions.answers.reading() as session:
        rows = session.execute(select(SubmissionRow.state, SubmissionRow.mode).order_by(SubmissionRow.id)).all()
    return [(row.state, row.mode) for row in rows]


def test_it_leads_to_the_questions_without_a_link_to_keep(browser: Any, kiosk: str) -> None:
    begin(browser, kiosk)
    assert browser.path.endswith("/page/first")
    place = browser.soup.find(id="sending")
    assert place["data-kiosk"] == "1" and not place.has_attr("data-draft")
    assert browser.soup.find("form", id="act")["autocomplete"] == "off"
    assert browser.get(browser.path.replace("/page/first", "/link")).path.endswith("/page/first")
    assert states() == [("started", "kiosk")]


def test_a_page_asks_after_minutes_whether_somebody_is_there(browser: Any, kiosk: str) -> None:
    begin(browser, kiosk)
    box = browser.soup.find(id="kiosk")
    assert (box["data-minutes"], box["data-seconds"], box["data-over"]) == ("3", "60", f"{kiosk}/over")
    waiting = browser.soup.select_one("noscript meta")
    assert waiting["content"] == f"180;url={kiosk}/still"
    where = browser.path
    browser.get(f"{kiosk}/still")
    assert browser.soup.find("meta", {"http-equiv": "refresh"})["content"] == f"60;url={kiosk}/over"
    browser.get(browser.soup.select_one("main a.go")["href"])
    assert browser.path == where


def test_the_first_page_has_no_clock(browser: Any, kiosk: str) -> None:
    assert browser.get(kiosk).soup.find(id="kiosk") is None
    assert browser.soup.select_one("noscript") is None


def test_after_the_end_no_address_of_the_visit_shows_anything(browser: Any, kiosk: str) -> None:
    answer_all(begin(browser, kiosk))
    review, sent = browser.path, browser.form() | {".act": "submit"}
    browser.press("submit")
    assert browser.soup.select_one(".code") is not None
    answer = browser.client.post(f"{kiosk}/over", data={".csrf": browser.form()[".csrf"]})
    assert (answer.status_code, answer.location) == (303, kiosk)
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.headers["Cache-Control"] == "no-store"
    link = review.removesuffix("/review")
    for page in ("", "/page/first", "/review", "/received", "/resume", "/link"):
        assert browser.client.get(link + page).location == kiosk, page
    again = browser.client.post(review, data=sent)
    assert BeautifulSoup(again.text, "html.parser").select_one(".code") is None
    assert states() == [("submitted", "kiosk")]


def test_what_was_sent_by_who_left_is_kept_as_a_break_off(browser: Any, kiosk: str) -> None:
    begin(browser, kiosk).press("continue", calm="2", children="no")
    link = browser.path
    browser.get(f"{kiosk}/over")
    assert browser.path == kiosk and browser.client.get(link).location == kiosk
    assert states() == [("started", "kiosk")]
    with extensions.answers.reading() as session:
        assert '"calm":"2"' in session.scalars(select(SubmissionRow.document)).one()


def test_the_next_person_begins_with_the_choice_of_a_language(browser: Any, kiosk: str) -> None:
    browser.get(kiosk).press("language ar").press("accept")
    link = browser.path
    assert browser.soup.html["lang"] == "ar"
    browser.get(kiosk)
    assert browser.soup.html["lang"] == "fr"
    begin(browser, kiosk)
    assert browser.path.endswith("/page/first") and browser.path != link
    assert browser.client.get(link).location == kiosk


def test_the_link_of_a_visit_is_no_use_on_another_device(browser: Any, another: Any, kiosk: str) -> None:
    begin(browser, kiosk)
    assert another().client.get(browser.path).location == kiosk
    foreign = another()
    foreign.get(kiosk)
    answer = foreign.client.post(browser.path, data=browser.form() | {"calm": "1", ".act": "continue"})
    assert answer.location == kiosk


def test_the_device_is_cleared_whatever_its_token_and_link(browser: Any, kiosk: str) -> None:
    begin(browser, kiosk)
    assert "Clear-Site-Data" in browser.client.post(f"{kiosk}/over", data={".csrf": "forged"}).headers
    assert "Clear-Site-Data" in browser.client.get("/o/x/over").headers


def test_an_open_link_of_everybody_has_none_of_this(browser: Any, open_link: str) -> None:
    assert browser.get(f"{open_link}/still").status == 404
    browser.get(open_link).press("language fr").press("accept")
    assert browser.path.endswith("/link") and states() == [("started", "web")]
    assert browser.press("continue").soup.find(id="kiosk") is None


def test_a_lost_cookie_ends_the_visit(browser: Any, another: Any, kiosk: str) -> None:
    begin(browser, kiosk)
    alone = another()
    answer = alone.client.post(browser.path, data=browser.form() | {"words": "typed", ".act": "continue"})
    assert answer.location == kiosk and "typed" not in answer.text


def test_the_minutes_are_those_of_the_settings(app: Any, browser: Any, kiosk: str) -> None:
    app.config["JALON"] = replace(app.config["JALON"], kiosk_minutes=7)
    begin(browser, kiosk)
    assert browser.soup.find(id="kiosk")["data-minutes"] == "7"
