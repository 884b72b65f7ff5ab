"""Somebody who changes their mind often, sends, corrects and erases: no file of the installation holds a word of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from journeys.journey import answer_all, begin

WORD = "canary"


def told(number: int, length: int) -> str:
    """Words that are found again, whatever page of the database they lie on."""
    return f"{WORD}-{number} " * length


def holding(folder: Path) -> set[str]:
    """The files that hold the word."""
    return {str(file) for file in folder.rglob("*") if file.is_file() and WORD.encode() in file.read_bytes()}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_nothing_remains_of_what_was_written_replaced_corrected_and_erased(
    browser: Any, link: str, tmp_path: Path
) -> None:
    answer_all(begin(browser, link))
    for number, length in enumerate((500, 1, 300, 2)):  # pages of the database are given back in between
        browser.get(f"{link}/page/words?change=1").press("continue", words=told(number, length))
    browser.get(f"{link}/page/second?change=1").press(
        "continue", rent=told(5, 9)
    )  # kept as typed, since it is no number
    browser.press("continue", rent="3")
    assert browser.path.endswith("/review") and holding(tmp_path)
    browser.press("submit")
    code = str(browser.soup.select_one(".code").get_text(strip=True))
    browser.get(f"{link}/received").press("read", code=code)
    by_form = {".csrf": browser.form()[".csrf"], "code": code}
    browser.client.post(f"{link}/correct", data=by_form)
    browser.get(f"{link}/page/words?change=1").press("continue", words=told(6, 400))
    browser.press("submit")
    assert "canary-6" in browser.get(f"{link}/received").press("read", code=code).text
    browser.client.post(f"{link}/correct", data=by_form)
    browser.get(f"{link}/page/words?change=1").press("continue", words=told(7, 800))  # never sent
    browser.client.delete_cookie("jalon")
    token = browser.get(f"{link}/received").form()[".csrf"]
    done = browser.client.post(f"{link}/erase", data={".csrf": token, "code": code, ".act": "erase"})
    assert done.status_code == 200
    assert holding(tmp_path) == set()
