"""The preview in a browser: saving the file renews the page, and nothing that was typed on it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from preview.browsing import Running, previewing

TRIP = """\
settings:
  form_id: trip
  form_title: {en: A trip, ar: رحلة}
  version: "1"
  default_language: en
  languages: {en: {header: English, status: draft}, ar: {header: Arabic, status: draft}}
survey:
- {type: begin_group, name: whole, label: {en: Your trip, ar: رحلتك}, appearance: field-list}
- {type: integer, name: people, label: {en: How many people?, ar: كم شخصا؟}}
- {type: text, name: names, label: {en: Their names?, ar: أسماؤهم؟}, relevant: "${people} > 1"}
- {type: select_one ways, name: way, label: {en: How do you go?, ar: كيف تذهبون؟}}
- {type: end_group}
choices:
- {list_name: ways, name: foot, label: {en: On foot, ar: مشيا}}
- {list_name: ways, name: bus, label: {en: By bus, ar: بالحافلة}}
"""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A preview of a page on which a question can be hidden."""
    (tmp_path / "trip.yaml").write_text(TRIP, encoding="utf-8")
    with previewing(tmp_path, "trip.yaml", "--language", "en") as running:
        yield running


def saved(running: Running, text: str) -> None:
    """Save the file as an editor does: a new one takes its place."""
    folder = running.temporary.parent
    (folder / "trip.new").write_text(text, encoding="utf-8")
    (folder / "trip.new").replace(folder / "trip.yaml")


def opened(device: Any, running: Running) -> Page:
    """The first page, and whatever the browser complains of."""
    page: Page = device(locale="en").new_page()
    page.goto(running.browser.base)
    return page


def test_saving_renews_the_page_and_keeps_what_was_typed(device: Any, running: Running) -> None:
    page = opened(device, running)
    page.fill("#people-1", "3")
    page.fill('[name="names"]', "Ann and Ben")
    page.check('[name="way"][value="bus"]')
    saved(running, TRIP.replace("Their names?", "Who are they?"))
    expect(page.get_by_text("Who are they?").first).to_be_visible()
    expect(page.locator("#people-1")).to_have_value("3")
    expect(page.locator('[name="names"]')).to_have_value("Ann and Ben")
    expect(page.locator('[name="way"][value="bus"]')).to_be_checked()


def test_a_comment_half_typed_waits_while_the_file_is_broken(device: Any, running: Running) -> None:
    page = opened(device, running)
    page.locator("#comment-way summary").click()
    page.fill("#comment-text-way", "And by bicy")
    saved(running, TRIP.replace("type: integer", "type: intger"))
    expect(page.get_by_text("[unknown-type]")).to_be_visible()
    saved(running, TRIP)
    expect(page.locator("#comment-text-way")).to_have_value("And by bicy")
    page.fill("#comment-text-way", "And by bicycle?")
    page.locator('[value="comment on way"]').click()
    expect(page.locator("#comment-way .preview-said")).to_contain_text("And by bicycle?")
    assert page.url.endswith("#comment-way")


def test_hidden_questions_keep_their_comments_hidden(device: Any, running: Running) -> None:
    page = opened(device, running)
    expect(page.locator("#comment-people")).to_be_visible()
    expect(page.locator("#comment-names")).to_be_hidden()
    page.fill("#people-1", "2")
    expect(page.locator("#comment-names")).to_be_visible()


def test_the_end_of_the_preview_is_told(device: Any, running: Running) -> None:
    page = opened(device, running)
    running.process.terminate()
    running.process.wait(60)
    expect(page.get_by_text("The preview has ended.")).to_be_visible()


def test_without_javascript_a_link_renews_the_page(device: Any, running: Running) -> None:
    page = device(locale="en", java_script_enabled=False).new_page()
    page.goto(running.browser.base)
    saved(running, TRIP.replace("How many people?", "How many are you?"))
    page.get_by_role("link", name="Reload").click()
    expect(page.get_by_text("How many are you?").first).to_be_visible()
