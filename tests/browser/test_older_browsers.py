"""Who has no script, or a browser that cannot read one of ours, gets the page of the server: whole and legible."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser import axe
from browser.person import choose, go_on, press
from browser.test_ways_of_asking import QUESTIONS
from flask import Flask
from small_study import link_to, published

BROKEN = "this is no ?? script ("
UNSEEN = """() => ["label", "legend", "h1", "input:not([type=hidden])", "select", "textarea", "button"]
  .flatMap((each) => [...document.querySelectorAll(`main ${each}`)])
  .filter((each) => !each.closest("[data-position], [data-speech], .listen"))
  .filter((each) => !each.checkVisibility() || !each.getBoundingClientRect().height)
  .map((each) => each.outerHTML.slice(0, 80))"""
"""What is on the page and not seen, but for the buttons that scripts alone show."""
SCRIPTS = ("page.mjs", "form.mjs", "interpreter.mjs", "typed.mjs")


@pytest.fixture
def first(app: Flask, tmp_path: Path, base: str) -> str:
    """The personal link of a study that asks in every way."""
    return base + link_to(published(tmp_path, QUESTIONS))


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_without_scripts_every_page_is_whole(device: Any, first: str) -> None:
    page = device(java_script_enabled=False).new_page()
    pages = 0
    choose(page, first, "fr")
    press(page, '.go[value="accept"]')
    while "/page/" in page.url:
        assert page.evaluate(UNSEEN) == [], page.url
        go_on(page)
        pages += 1
    assert pages == 10


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_script_that_cannot_be_read_changes_nothing(device: Any, first: str, script: str) -> None:
    page = device().new_page()
    page.route(f"**/{script}*", lambda route: route.fulfill(content_type="text/javascript", body=BROKEN))
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(error.name))
    choose(page, first, "fr")
    press(page, '.go[value="accept"]')
    page.goto(page.url.rpartition("/")[0] + "/followed")
    page.wait_for_load_state("networkidle")
    assert complaints == ["SyntaxError"]
    assert page.evaluate(UNSEEN) == [] and axe.found(page) == []
    assert page.locator("#why-1").count() == 0
    page.check("[name=sleeps][value='1']")
    go_on(page)
    assert page.url.endswith("/followed") and page.locator("#why-1").is_visible()
