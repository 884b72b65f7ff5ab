"""Coding with a finger on a telephone, in both directions; weights, several codes, overlaps and undoing by keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browser.coding_page import made, opening
from browser.keyboard import Keyboard
from flask import Flask
from kept_interviews import interview
from playwright.sync_api import Page, expect
from staff_study import published

from survey.store import codes
from survey.store.codes import NewCode
from survey.store.studies import StudyRecord

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
TELEPHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
SAID = (
    ("L1", "interviewer", "كيف حالك اليوم؟", 0),
    ("L2", "respondent", "😀 كنت أعد الفواتير في الليل.", 4_000),
    ("L2", "respondent", "أما الآن فأنا أنام جيدا.", 9_000),
)
SELECT = """([first, start, last, end]) => {
  const text = (turn) => document.querySelector(`#turn-${turn} .said`).firstChild;
  const [from, to] = [text(first), text(last)];
  getSelection().setBaseAndExtent(from, from.data.indexOf(start), to, to.data.indexOf(end) + end.length);
}"""
"""What a long press and its two handles do; Chromium without a screen knows none."""


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    found = published()
    interview(found, 1, SAID)
    codes.add(found, [NewCode("Sommeil"), NewCode("Argent")], "test")
    return found


@pytest.fixture
def at(app: Flask, base: str, device: Any) -> Callable[..., Page]:
    """Opens the page of coding, in a window of one's choice."""
    return opening(base, device)


def tap(page: Page, selector: str) -> None:
    """Put a finger on something that can be seen, wherever the page stands."""
    target = page.locator(selector)
    target.scroll_into_view_if_needed()
    target.tap()


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_finger_marks_words_over_turns_with_all_that_is_said_of_them(
    record: StudyRecord, at: Callable[..., Page], language: str
) -> None:
    page = at(locale=language, **TELEPHONE)
    assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
    page.evaluate(SELECT, [2, "الفواتير", 3, "الآن"])
    expect(page.locator("#chosen")).to_have_text("الفواتير في الليل. أما الآن")
    tap(page, "[data-act=open]")
    for code in ("Sommeil", "Argent"):
        tap(page, f'.code-list label:has-text("{code}")')
    tap(page, '#marking-form .weights label:has-text("−2")')
    tap(page, "#marking-form .tick label")
    page.fill("#memo", "مهم")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tap(page, "#marking-form .go")
    expect(page.locator("#turn-2 .chip")).to_have_count(2)
    assert [(each.quote, each.said.weight, each.said.is_key, each.said.memo) for each in made(record)] == [
        ("الفواتير في الليل.\nأما الآن", -2, True, "مهم")
    ] * 2
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_finger_marks_a_whole_turn_over_a_mark_and_undoes_it(record: StudyRecord, at: Callable[..., Page]) -> None:
    page = at(locale="ar", **TELEPHONE)
    page.evaluate(SELECT, [2, "أعد", 2, "الفواتير"])
    tap(page, "[data-act=open]")
    tap(page, '.code-list label:has-text("Argent")')
    tap(page, "#marking-form .go")
    expect(page.locator("#turn-2 .chip")).to_have_count(1)
    tap(page, "#turn-2 .mark-turn")
    tap(page, '.code-list label:has-text("Sommeil")')
    tap(page, "#marking-form .go")
    expect(page.locator("#turn-2 .chip")).to_have_count(2)
    assert [each.quote for each in made(record)] == [SAID[1][2], "أعد الفواتير"]
    assert page.locator("#turn-2 mark.deep-2").all_inner_texts() == ["أعد الفواتير"]
    tap(page, "#undo button")
    expect(page.locator("#turn-2 .chip")).to_have_count(1)
    assert [each.quote for each in made(record)] == ["أعد الفواتير"]


@pytest.mark.parametrize(("presses", "weight"), [(0, None), (1, -2), (2, -1), (3, 0), (4, 1), (5, 2)])
def test_keys_give_two_codes_and_a_weight_and_undo_them_act_by_act(
    record: StudyRecord, at: Callable[..., Page], presses: int, weight: int | None
) -> None:
    page = at()
    keys = Keyboard(page)
    keys.tab_to("#turns .said")
    keys.press("ArrowDown", "End", "ArrowRight", "Shift+ArrowRight")  # from right to left: one word back, and another
    keys.press("Enter", *"somm", "Enter", *"arg", "Enter")
    keys.tab_to("#marking-form [name=weight]")
    keys.press(*["ArrowDown"] * presses)
    keys.tab_to("#marking-form .go")
    keys.press("Enter")
    expect(page.locator("#turn-2 .chip")).to_have_count(2)
    assert {(each.quote, each.said.weight) for each in made(record)} == {("الفواتير في", weight)}
    for left in (1, 0):
        keys.press("Control+z")
        expect(page.locator("#turn-2 .chip")).to_have_count(left)
    assert made(record) == []
    assert keys.hidden == []
