"""Two people in a row on one device: after the end Back shows nothing, and nothing is left in the browser."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from browser import axe
from browser.paces import AT_BOTH_PACES
from browser.person import answer_all, go_on, press
from flask import Flask
from playwright.sync_api import Error, Page, expect
from small_study import published
from sqlalchemy import select

from survey import extensions
from survey.extensions import keyring
from survey.store.tables.submissions import SubmissionRow

pytestmark = [AT_BOTH_PACES, pytest.mark.parametrize("databases", ["sqlite"], indirect=True)]

QUESTIONS = """
survey:
  - {type: text, name: one, label: {fr: Un mot ?, ar: كلمة؟}}
  - {type: text, name: two, label: {fr: Deux mots ?, ar: كلمتان؟}}
"""
SECRET = "words of the first person"
NOWHERE = "^(about:blank|chrome-error://chromewebdata/)$"
KEPT = "[sessionStorage.length, localStorage.length]"


@pytest.fixture
def kiosk(app: Flask, tmp_path: Path, base: str) -> str:
    study = published(tmp_path, QUESTIONS)
    return f"{base}/o/{keyring.kiosk_token(study.name, 'once', study.open_link_serial)}"


@pytest.fixture(params=[True, pytest.param(False, marks=pytest.mark.long)], ids=["script", "no script"])
def page(request: pytest.FixtureRequest, device: Any) -> Page:
    opened: Page = device(java_script_enabled=request.param).new_page()
    return opened


def begin(page: Page, kiosk: str) -> None:
    page.goto(kiosk)
    press(page, '.card-button[lang="fr"]')
    press(page, '[value="accept"]')


def states() -> list[str]:
    with extensions.answers.reading() as session:
        return list(session.scalars(select(SubmissionRow.state).order_by(SubmissionRow.id)))


def goes_nowhere_back(page: Page, kiosk: str) -> None:
    """Every step back shows the first page of the device, or what was there before it."""
    for _step in range(8):
        with suppress(Error):  # a page that was the answer to a form is asked for only when somebody confirms it
            page.go_back()
        expect(page).to_have_url(re.compile(f"{re.escape(kiosk)}(/notice)?$|{NOWHERE}"))
        expect(page.locator("html")).not_to_contain_text(SECRET)
        expect(page.locator(".code")).to_have_count(0)


def test_two_people_in_a_row(page: Page, kiosk: str) -> None:
    begin(page, kiosk)
    page.fill("#one-1", SECRET)
    go_on(page)
    answer_all(page)
    assert SECRET in page.content()  # it is read back
    go_on(page)
    expect(page.locator(".code")).to_be_visible()
    first = {cookie["value"] for cookie in page.context.cookies()}
    press(page, 'form[action$="/over"] .go')
    assert page.url == kiosk
    assert not first & {cookie["value"] for cookie in page.context.cookies()}
    goes_nowhere_back(page, kiosk)
    begin(page, kiosk)
    assert page.input_value("#one-1") == ""
    answer_all(page)
    assert SECRET not in page.content()
    go_on(page)
    assert states() == ["submitted", "submitted"]


def test_nothing_typed_is_kept_in_the_browser(device: Any, kiosk: str) -> None:
    page = device().new_page()
    begin(page, kiosk)
    page.fill("#one-1", SECRET)
    assert page.evaluate(KEPT) == [0, 0]
    page.reload()
    assert page.evaluate(KEPT) == [0, 0]
    length = page.evaluate("history.length")
    go_on(page)
    assert page.evaluate("history.length") == length  # pages of one visit are one step of the history
    page.fill("#two-1", SECRET)
    press(page, ".leave a")
    press(page, ".back")
    assert page.url == kiosk and page.evaluate(KEPT) == [0, 0]
    goes_nowhere_back(page, kiosk)
    assert states() == ["started"]


def test_who_does_not_answer_has_left(device: Any, kiosk: str) -> None:
    page = device().new_page()
    begin(page, kiosk)
    page.fill("#one-1", SECRET)
    page.evaluate("document.querySelector('#kiosk').dataset.minutes = 0.001")
    box = page.get_by_role("alertdialog", name="Êtes-vous toujours là ?")
    expect(box).to_be_visible()
    expect(page.locator("#main")).to_be_hidden()
    expect(box.get_by_role("button")).to_be_focused()
    assert axe.found(page) == []
    page.evaluate("document.querySelector('#kiosk').dataset.minutes = 3")
    page.keyboard.press("Enter")
    expect(box).to_be_hidden()
    assert page.input_value("#one-1") == SECRET  # somebody was there: nothing is lost
    page.evaluate("Object.assign(document.querySelector('#kiosk').dataset, { minutes: 0.001, seconds: 0 })")
    page.wait_for_url(kiosk)
    goes_nowhere_back(page, kiosk)
    assert states() == ["started"]


def test_without_a_script_the_page_itself_asks(device: Any, app: Flask, kiosk: str) -> None:
    page = device(java_script_enabled=False).new_page()
    begin(page, kiosk)
    waiting = page.locator("meta[http-equiv=refresh]").get_attribute("content")
    assert waiting == f"180;url={kiosk.removeprefix(page.url.split('/r/')[0])}/still"
    page.goto(f"{kiosk}/still")
    expect(page.get_by_role("heading", level=1)).to_have_text("Voulez-vous continuer ?")
    press(page, "main a.go")
    expect(page.locator("#one-1")).to_be_visible()
