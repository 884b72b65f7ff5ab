"""Submitting once, from two windows, twice; the receipt and its code."""

from __future__ import annotations

from typing import Any

import pytest
from journeys.journey import answer_all, begin, document, without_token
from sqlalchemy import func, select

from survey import extensions
from survey.store.tables.submissions import SubmissionRow


def code_of(browser: Any) -> str:
    return str(browser.soup.select_one(".code").get_text(strip=True))


def test_submitting_twice_gives_the_same_receipt_and_one_submission(browser: Any, link: str) -> None:
    answer_all(begin(browser, link))
    sent, path = browser.form() | {".act": "submit"}, browser.path
    first, second = browser.client.post(path, data=sent), browser.client.post(path, data=sent)
    assert first.status_code == second.status_code == 200
    assert without_token(first.text) == without_token(second.text)
    with extensions.answers.reading() as session:
        assert session.scalar(select(func.count()).select_from(SubmissionRow)) == 1


def test_another_submit_key_shows_no_receipt(browser: Any, link: str) -> None:
    answer_all(begin(browser, link))
    sent, path = browser.form() | {".act": "submit"}, browser.path
    code = BrowserCode(browser.client.post(path, data=sent).text)
    again = browser.client.post(path, data=sent | {".key": "k" * 32}, follow_redirects=True)
    assert again.request.path.endswith("/received")
    assert code.code not in again.text.replace(" ", "")


class BrowserCode:
    """The code on a receipt page."""

    def __init__(self, page: str) -> None:
        from bs4 import BeautifulSoup

        self.code = BeautifulSoup(page, "html.parser").select_one(".code").get_text(strip=True).replace(" ", "")


def test_a_submitted_link_asks_for_the_code_before_anything_else(browser: Any, another: Any, link: str) -> None:
    answer_all(begin(browser, link)).press("submit")
    code = code_of(browser)
    later = another().get(link)
    assert later.path.endswith("/received")
    assert "Merci = oui" not in later.page.text
    assert later.press("read", code="0000000000").status == 422
    assert "Merci = oui" not in later.page.text
    later.press("read", code=f" {code.upper()} ")
    assert "Merci = oui" in later.text


def test_the_code_is_read_in_arabic_numerals(browser: Any, link: str) -> None:
    answer_all(begin(browser, link)).press("submit")
    code = code_of(browser).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    browser.get(link).press("read", code=code)
    assert "Merci = oui" in browser.text


def test_pages_of_a_submitted_link_show_nothing(browser: Any, another: Any, link: str) -> None:
    answer_all(begin(browser, link)).press("submit")
    for page in ("page/first", "review", "resume", "notice", "link", "declined"):
        assert another().get(f"{link}/{page}").path.endswith("/received")


def test_submitting_before_the_last_page_is_not_possible(browser: Any, link: str) -> None:
    begin(browser, link)
    sent = browser.form() | {".act": "submit", ".key": "k" * 32, ".revision": "0"}
    answer = browser.client.post(f"{link}/review", data=sent, follow_redirects=True)
    assert answer.request.path.endswith("/page/first")


def test_a_page_changed_elsewhere_is_read_again_before_submitting(browser: Any, another: Any, link: str) -> None:
    answer_all(begin(browser, link))
    other = another().get(f"{link}/page/first")
    other.press("continue", calm="3")
    assert browser.press("submit").status == 409
    assert "Je suis calme. Toujours" in browser.text
    assert browser.press("submit").soup.select_one(".code") is not None


def test_a_conflict_between_two_devices_is_told_and_nothing_overwritten(browser: Any, another: Any, link: str) -> None:
    begin(browser, link)
    other = another().get(link)
    browser.press("continue", calm="1", children="no")
    other.press("continue", calm="3", children="no")
    assert other.status == 409
    assert "Jamais" in other.soup.find(id="summary").get_text()
    assert document().answers["calm"] == "1"
    other.press("continue")
    assert document().answers["calm"] == "3"


def test_a_double_click_on_continue_is_no_conflict(browser: Any, link: str) -> None:
    begin(browser, link)
    sent, path = browser.form() | {"calm": "1", "children": "no", ".act": "continue"}, browser.path
    assert browser.client.post(path, data=sent).status_code == 303
    assert browser.client.post(path, data=sent).status_code == 303


@pytest.mark.parametrize("typed", ["", "x", "1" * 500, "🙂" * 10, "\x00"])
def test_wrong_codes_are_answered_calmly(browser: Any, link: str, typed: str) -> None:
    answer_all(begin(browser, link)).press("submit")
    assert browser.get(link).press("read", code=typed).status == 422


def test_guessing_codes_is_throttled_by_link(browser: Any, link: str) -> None:
    answer_all(begin(browser, link)).press("submit")
    browser.get(link)
    statuses = [browser.client.post(browser.path, data=browser.form() | {"code": "x"}).status_code for _ in range(21)]
    assert statuses == [422] * 20 + [429]
