"""Where things stand on the screen: mirrored in Arabic, but for telephone numbers and codes."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from browser.person import answer, answer_all, choose, go_on, press, take_part

MIDDLE = """(element) => { const box = element.getBoundingClientRect(); return box.left + box.width / 2; }"""
TEXT_MIDDLE = """(element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const box = range.getBoundingClientRect();
  return box.left + box.width / 2;
}"""
FIRST_AND_LAST = """(element) => {
  const text = element.firstChild, places = [0, text.length - 1];
  return places.map((place) => {
    const range = document.createRange();
    range.setStart(text, place);
    range.setEnd(text, place + 1);
    return range.getBoundingClientRect().left;
  });
}"""
COLOURS_OF_A_ROW = """async (image) => {
  const picture = await createImageBitmap(await (await fetch("data:image/png;base64," + image)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  const row = canvas.getImageData(0, Math.floor(picture.height / 2), picture.width, 1).data;
  return [0.02, 0.98].map((part) => [...row.slice(4 * Math.floor(part * picture.width)).slice(0, 3)].join(" "));
}"""


@pytest.fixture(scope="module", params=[("fr", False), ("ar", True)], ids=["fr", "ar"])
def first(request: pytest.FixtureRequest, device: Any, site: Any) -> tuple[Any, bool]:
    """The first questions of the small study, and whether reading begins on the right."""
    language, right = request.param
    page = device(locale=language).new_page()
    take_part(page, site.small, language)
    return page, right


def test_the_mark_of_an_option_stands_before_its_text(first: tuple[Any, bool]) -> None:
    page, right = first
    option = page.locator("label.option").first
    mark, text = option.locator("input").evaluate(MIDDLE), option.locator(".card").evaluate(TEXT_MIDDLE)
    assert (mark > text) == right


def test_the_bar_fills_from_where_reading_begins(first: tuple[Any, bool], device: Any) -> None:
    page, right = first
    seen = base64.b64encode(page.locator("progress").screenshot()).decode()
    reader = device().new_page()  # an empty page, without the site's policy
    left_end, right_end = reader.evaluate(COLOURS_OF_A_ROW, seen)
    filled = "11 93 94"  # the accent, #0b5d5e
    assert (left_end == filled, right_end == filled) == (not right, right)


def test_telephone_numbers_are_read_from_left_to_right(first: tuple[Any, bool]) -> None:
    page, _right = first
    digits = page.locator(".telephone").evaluate(FIRST_AND_LAST)
    assert digits[0] < digits[1]


def test_the_button_that_leads_on_stands_at_the_end(first: tuple[Any, bool]) -> None:
    page, right = first
    for _page in range(2):
        answer(page)
        go_on(page)
    on, back = page.locator(".go").evaluate(MIDDLE), page.locator(".back").evaluate(MIDDLE)
    assert (on < back) == right


def test_codes_are_read_from_left_to_right(device: Any, site: Any) -> None:
    page = device(locale="ar").new_page()
    choose(page, site.small, "ar")
    press(page, '[value="accept"]')
    typed = page.locator(".code").evaluate(FIRST_AND_LAST)
    go_on(page)
    answer_all(page)
    go_on(page)
    receipt = page.locator(".code").evaluate(FIRST_AND_LAST)
    assert [first < last for first, last in (typed, receipt)] == [True, True]


def test_the_start_page_shows_each_language_in_its_own_direction(device: Any, site: Any) -> None:
    page = device(locale="fr").new_page()
    page.goto(site.small)
    directions = {
        button.get_attribute("lang"): button.evaluate("(each) => getComputedStyle(each).direction")
        for button in page.locator(".card-button").all()
    }
    assert directions == {"fr": "ltr", "ar": "rtl"}
