"""Unsent text stays in its tab: it comes back on its own page, and is gone once the server has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser.paces import AT_BOTH_PACES
from browser.person import press
from flask import Flask
from journeys.journey import document
from playwright.sync_api import BrowserContext, Page, expect
from small_study import link_to, published

pytestmark = [AT_BOTH_PACES, pytest.mark.parametrize("databases", ["sqlite"], indirect=True)]

QUESTIONS = """
choices:
  - {list_name: yes_no, name: "yes", label: {fr: Oui, ar: نعم}}
  - {list_name: yes_no, name: "no", label: {fr: Non, ar: لا}}
survey:
  - {type: begin_group, name: first, label: {fr: Vous, ar: أنت}, appearance: field-list}
  - {type: select_one yes_no, name: children, label: {fr: Des enfants ?, ar: أطفال؟}}
  - {type: text, name: names, label: {fr: Leurs prénoms ?, ar: أسماؤهم؟}, relevant: "${children} = 'yes'"}
  - {type: select_multiple yes_no, name: both, label: {fr: Lesquels ?, ar: أيهما؟}}
  - {type: text, name: words, label: {fr: Un mot ?, ar: كلمة؟}, appearance: multiline}
  - {type: end_group}
  - {type: text, name: submit, label: {fr: Encore ?, ar: أيضا؟}}
"""
HASTE = """document.addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector("#sending");
  if (place) Object.assign(place.dataset, { pause: 20 });
});"""
REFUSED = (
    """Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("no", "SecurityError"); } });"""
)
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };"""
KEPT = "Object.keys(sessionStorage).filter((each) => each.startsWith('jalon ')).length"


@pytest.fixture
def link(app: Flask, tmp_path: Path, base: str) -> str:
    return base + link_to(published(tmp_path, QUESTIONS))


@pytest.fixture
def context(device: Any) -> BrowserContext:
    opened: BrowserContext = device()
    opened.add_init_script(HASTE)
    return opened


@pytest.fixture
def page(context: BrowserContext, link: str) -> Page:
    return begun(context.new_page(), link)


def begun(page: Page, link: str) -> Page:
    """On the first page of questions."""
    page.goto(link)
    press(page, '.card-button[lang="fr"]')
    press(page, '[value="accept"]')
    page.wait_for_selector('[data-question="names"]', state="attached")  # the page's script is there
    return page


def fill(page: Page) -> None:
    page.check('[name="children"][value="yes"]')
    page.fill('[name="names"]', "Zoé = 1")
    page.check('[name="both"][value="no"]')
    page.fill('[name="words"]', "deux\nlignes")


def is_there(page: Page) -> bool:
    expect(page.locator('[name="names"]')).to_have_value("Zoé = 1")
    expect(page.locator('[name="names"]')).to_be_visible()
    checked = [page.is_checked(f'[name="{name}"][value="{value}"]') for name, value in CHOSEN]
    return all(checked) and page.input_value('[name="words"]') == "deux\nlignes"


CHOSEN = (("children", "yes"), ("both", "no"))


def go_on(page: Page) -> None:
    press(page, "main .go")


def test_it_comes_back_after_reloading_and_the_page_says_so(page: Page) -> None:
    fill(page)
    expect(page.locator("#returned")).to_be_hidden()
    page.reload()
    assert is_there(page)
    expect(page.get_by_role("status").filter(has_text="est revenu")).to_be_visible()


def test_it_survives_back_and_forward(page: Page) -> None:
    page.check('[name="children"][value="no"]')
    go_on(page)
    page.fill('[name="submit"]', "à suivre")
    page.go_back()
    expect(page.locator("#returned")).to_be_hidden()
    page.go_forward()
    expect(page.locator('[name="submit"]')).to_have_value("à suivre")
    go_on(page)
    assert document().answers["submit"] == "à suivre"  # a question of that name hides the form's own `submit`


def test_it_survives_a_lost_cookie_with_another_token(page: Page) -> None:
    fill(page)
    page.context.clear_cookies()
    page.reload()
    assert is_there(page)
    page.context.clear_cookies()
    go_on(page)  # sent with a token that no longer counts: the page comes again, with everything typed
    expect(page.locator("#summary")).to_be_visible()
    assert is_there(page)
    go_on(page)
    assert document().answers["words"] == "deux\nlignes"


def test_it_is_gone_once_the_server_has_it(page: Page) -> None:
    fill(page)
    assert page.evaluate(KEPT) == 1
    go_on(page)
    assert page.evaluate(KEPT) == 0
    page.fill('[name="submit"]', "fin")
    go_on(page)
    go_on(page)
    expect(page.locator(".code")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0


def test_it_never_covers_a_newer_answer(page: Page, link: str) -> None:
    page.fill('[name="words"]', "vieux")
    other = page.context.browser.new_page()  # another device, with cookies of its own
    other.goto(link)
    other.fill('[name="words"]', "neuf")
    go_on(other)
    other.close()
    page.reload()
    expect(page.locator('[name="words"]')).to_have_value("neuf")
    expect(page.locator("#returned")).to_be_hidden()
    assert page.evaluate(KEPT) == 0


def test_after_a_mistake_the_server_s_page_is_as_it_was_sent(page: Page) -> None:
    fill(page)
    go_on(page)
    page.go_back()
    assert is_there(page)
    expect(page.locator("#returned")).to_be_hidden()


def test_nobody_else_s_text_appears_in_the_same_tab(page: Page, link: str, base: str) -> None:
    fill(page)
    from survey.store import studies

    begun(page, base + link_to(studies.study_named("small_study"), "another-key-of-22-lett"))
    expect(page.locator('[name="words"]')).to_have_value("")
    expect(page.locator("#returned")).to_be_hidden()


@pytest.mark.parametrize("refusal", [REFUSED, FULL], ids=["refused", "full"])
def test_a_tab_that_may_keep_nothing_answers_all_the_same(context: BrowserContext, link: str, refusal: str) -> None:
    context.add_init_script(refusal)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    fill(begun(opened, link))
    go_on(opened)
    opened.fill('[name="submit"]', "fin")
    go_on(opened)
    go_on(opened)
    expect(opened.locator(".code")).to_be_visible()
    assert document().answers["submit"] == "fin" and complaints == []


def test_a_language_chosen_on_the_page_keeps_what_was_typed(page: Page) -> None:
    fill(page)
    page.click(".languages summary")
    press(page, ".languages [lang=ar]")
    page.wait_for_selector("html[lang=ar]")
    assert is_there(page) and page.evaluate(KEPT) == 0
    expect(page.locator("#returned")).to_be_hidden()
