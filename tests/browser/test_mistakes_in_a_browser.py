"""After a mistake the focus is on the summary, whose links lead to the fields; another language loses nothing."""

from __future__ import annotations

from typing import Any

import pytest
from browser.person import answer, answer_all, go_on, press, take_part
from playwright.sync_api import expect


@pytest.fixture(
    params=[
        pytest.param(False, id="without JavaScript"),
        pytest.param(True, id="with JavaScript", marks=pytest.mark.long),
    ]
)
def page(request: pytest.FixtureRequest, device: Any, site: Any) -> Any:
    """The first questions of the small study."""
    opened = device(java_script_enabled=request.param).new_page()
    take_part(opened, site.small, "fr")
    opened.check('[name="children"][value="yes"]')
    go_on(opened)
    return opened


def test_a_wrong_value_brings_the_focus_to_the_summary(page: Any) -> None:
    page.fill("#how_many-1", "many")
    go_on(page)
    expect(page.locator("#summary")).to_be_focused()


def test_the_link_of_the_summary_brings_the_focus_to_the_field(page: Any) -> None:
    page.fill("#how_many-1", "many")
    go_on(page)
    expect(page.locator("#summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#how_many-1")).to_be_focused()
    assert page.input_value("#how_many-1") == "many"


def test_a_second_wrong_value_brings_it_to_the_summary_again(page: Any) -> None:
    page.fill("#how_many-1", "many")
    go_on(page)
    page.click("#summary a")
    page.fill("#how_many-1", "99")
    go_on(page)
    expect(page.locator("#summary")).to_be_focused()


def test_a_wrong_value_while_changing_an_answer_does_so_too(page: Any) -> None:
    page.fill("#how_many-1", "2")
    go_on(page)
    answer_all(page)
    press(page, '.read-back a[href$="#how_many-1"]')
    page.fill("#how_many-1", "99")
    go_on(page)
    expect(page.locator("#summary")).to_be_focused()


def test_the_link_from_what_is_read_back_leads_to_the_field(page: Any) -> None:
    page.fill("#how_many-1", "2")
    go_on(page)
    answer_all(page)
    press(page, '.read-back a[href$="#trust-1"]')
    assert page.evaluate("document.querySelector(':target').name") == "trust"


def test_a_wrong_code_brings_the_focus_to_its_summary(page: Any) -> None:
    link = page.url.partition("/page/")[0]
    answer(page)
    go_on(page)
    answer_all(page)
    go_on(page)
    page.goto(link)
    for _twice in range(2):
        page.fill("#code", "x")
        go_on(page)
        expect(page.locator("#summary")).to_be_focused()
        page.click("#summary a")
        expect(page.locator("#code")).to_be_focused()


def test_another_language_is_chosen_by_the_keyboard_and_keeps_what_was_typed(page: Any) -> None:
    page.fill("#how_many-1", "12")
    page.focus(".languages summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[lang=ar][dir=rtl]")
    assert page.input_value("#how_many-1") == "12"
    assert page.is_checked('[name="children"][value="yes"]')


def test_another_language_keeps_even_what_cannot_be_read(page: Any) -> None:
    page.fill("#how_many-1", "many")
    page.click(".languages summary")
    press(page, ".languages [lang=ar]")
    page.wait_for_selector("html[lang=ar]")
    assert page.input_value("#how_many-1") == "many"
