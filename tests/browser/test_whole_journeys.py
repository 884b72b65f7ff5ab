"""From the open link to the receipt: without JavaScript in every language, and by the keyboard alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from browser.person import answer_all, go_on, take_part

from survey.config import LANGUAGES


@pytest.mark.parametrize(
    "language", [each if each in ("fr", "ar") else pytest.param(each, marks=pytest.mark.long) for each in LANGUAGES]
)
def test_without_javascript_the_demonstration_is_answered_to_its_receipt(device: Any, site: Any, language: str) -> None:
    page = device(java_script_enabled=False, locale=language).new_page()
    take_part(page, site.demonstration, language)
    pages = answer_all(page)
    assert page.url.endswith("/review") and pages >= 10
    assert page.locator(".read-back .without").count() == 0
    go_on(page)
    code = page.locator(".code").inner_text()
    assert re.fullmatch(r"[0-9a-z]{5} [0-9a-z]{5}", code)
    page.goto(page.url.removesuffix("/review"))
    page.fill("#code", code)
    go_on(page)
    assert page.locator(".read-back dt").count() > 40
