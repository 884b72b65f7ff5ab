"""Everything can be done by the keyboard alone, and one always sees where one is."""

from __future__ import annotations

from typing import Any

import pytest
from browser.keyboard import Keyboard
from browser.paces import AT_BOTH_PACES
from browser.person import answer_all, choose, go_on, take_part
from browser.surveyor import SCHEMES

pytestmark = AT_BOTH_PACES


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_small_study_is_answered_by_the_keyboard_alone(device: Any, site: Any, language: str) -> None:
    page = device(java_script_enabled=False, locale=language).new_page()
    page.goto(site.small)
    keyboard = Keyboard(page)
    for button in (f'[lang="{language}"]', '[value="accept"]', ".go"):
        keyboard.push(button)
    answer_by_keyboard(keyboard)
    assert page.locator(".read-back .without").count() == 0
    keyboard.push(".go")
    assert page.locator(".receipt .code").is_visible()
    assert keyboard.hidden == []


def answer_by_keyboard(keyboard: Keyboard) -> None:
    """Every question of the small study, to where its answers are read back."""
    keyboard.tab_to('[name="calm"]')
    keyboard.press("Space", "ArrowDown")
    keyboard.tab_to('[name="children"]')
    keyboard.press("Space")
    keyboard.push(".go")
    keyboard.tab_to("#how_many-1")
    keyboard.page.keyboard.type("2")
    with keyboard.page.expect_navigation():
        keyboard.press("Enter")  # in a field Enter is Continue
    for box, typed in {"rent-1": "450", "since-1": "3", "since-2": "4", "since-3": "2020"}.items():
        keyboard.tab_to(f"#{box}")
        keyboard.page.keyboard.type(typed)
    keyboard.tab_to('[name="where"]')
    keyboard.press("Space")
    keyboard.push(".go")
    keyboard.push(".go")
    keyboard.tab_to('[name="trust"]')
    keyboard.press("Space", *["ArrowDown"] * 7)
    keyboard.push(".go")
    keyboard.tab_to("#words-1")
    keyboard.page.keyboard.type("3")
    keyboard.push(".go")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_enter_in_a_field_goes_on_and_changes_no_language(device: Any, site: Any, language: str) -> None:
    page = device(locale=language).new_page()
    take_part(page, site.small, language)
    link = page.url.partition("/page/")[0]
    answer_all(page)
    go_on(page)
    code = page.locator(".code").inner_text()
    page.goto(site.base)
    enter(page, "#code", link.rpartition("/")[2])
    assert page.url == f"{link}/received"
    enter(page, "#code", code)
    assert page.locator(".read-back").is_visible()
    assert page.get_attribute("html", "lang") == language


def enter(page: Any, field: str, typed: str) -> None:
    """Type into a field and press Enter."""
    page.fill(field, typed)
    with page.expect_navigation():
        page.press(field, "Enter")


def test_arrows_choose_the_next_option(device: Any, site: Any) -> None:
    page = device().new_page()
    take_part(page, site.small, "fr")
    keyboard = Keyboard(page)
    keyboard.tab_to('[name="calm"]')
    keyboard.press("Space", "ArrowDown")
    assert page.is_checked('[name="calm"][value="2"]')


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_first_stop_leads_past_the_head_of_the_page(device: Any, site: Any, language: str) -> None:
    page = device(locale=language).new_page()
    choose(page, site.small, language)
    keyboard = Keyboard(page)
    keyboard.tab_to(".skip")
    assert page.locator(".skip").bounding_box()["y"] >= 0
    keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    assert keyboard.hidden == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_focus_is_seen_in_every_colour_scheme(device: Any, site: Any, scheme: str) -> None:
    page = device().new_page()
    page.emulate_media(**SCHEMES[scheme])
    take_part(page, site.small, "fr")
    keyboard = Keyboard(page)
    stops = 0
    for _page in range(3):
        while keyboard.next_stop():
            stops += 1
        go_on(page)
    assert keyboard.hidden == []
    assert stops > 15
