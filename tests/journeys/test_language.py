"""The language is chosen, and changed on any page without losing an answer."""

from __future__ import annotations

from typing import Any

from journeys.journey import answer_all, begin


def test_arabic_pages_run_from_right_to_left(browser: Any, link: str) -> None:
    begin(browser, link, "ar")
    assert browser.soup.html["lang"] == "ar" and browser.soup.html["dir"] == "rtl"
    assert "أنا هادئ." in browser.text


def test_a_change_of_language_keeps_what_is_on_the_page(browser: Any, link: str) -> None:
    begin(browser, link, "fr").press("continue", calm="1", children="no")
    browser.press("language ar", rent="12 or so", where="home", since__day="3")
    assert browser.soup.html["lang"] == "ar"
    assert browser.path.endswith("/page/second")
    form = browser.form()
    assert form["rent"] == "12 or so" and form["where"] == ["home"] and form["since.day"] == "3"


def test_a_change_of_language_marks_no_blank_as_unanswered(browser: Any, link: str) -> None:
    begin(browser, link, "fr").press("language ar")
    assert browser.path.endswith("/page/first")
    browser.get(link)
    assert browser.path.endswith("/page/first")


def test_the_language_goes_with_the_link_to_another_device(browser: Any, another: Any, link: str) -> None:
    begin(browser, link, "ar").press("continue", children="no")
    assert another().get(link).soup.html["lang"] == "ar"


def test_every_page_before_and_after_the_questions_changes_language(browser: Any, link: str) -> None:
    browser.get(link).press("language fr")
    assert browser.press("language ar").soup.html["lang"] == "ar"
    browser.press("accept")
    answer_all(browser)
    assert browser.press("language fr").soup.html["lang"] == "fr"
    assert browser.path.endswith("/review")
    browser.press("submit")
    code = browser.soup.select_one(".code").get_text(strip=True)
    browser.press("language ar")
    assert browser.soup.html["lang"] == "ar"
    assert browser.soup.select_one(".code").get_text(strip=True) == code


def test_the_first_page_follows_the_browsers_language(browser: Any, link: str) -> None:
    page = browser.client.get("/", headers={"Accept-Language": "ar-MA,ar;q=0.9"})
    assert 'lang="ar" dir="rtl"' in page.text
