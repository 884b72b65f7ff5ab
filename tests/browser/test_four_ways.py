"""One person, four ways: whatever the device and the connection, the same answers are stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from browser.conftest import served
from browser.keyboard import Keyboard
from browser.paces import AT_BOTH_PACES
from browser.person import BOXES, DIGIT, OPTIONS, YEAR, answer, choose, go_on, is_asked, press, skip_practice
from browser.weak_network import WELL, Fate, proxy
from playwright.sync_api import Error, Page
from sqlalchemy import create_engine, text

from survey.keys import digest_of
from survey.store import documents

pytestmark = AT_BOTH_PACES
FOCUSED = """() => {
  const { type, name, value, id } = document.activeElement;
  return { type, name, value, id, leads_on: document.activeElement.matches("main .go") };
}"""
CHECKED = """(name) => (document.querySelector(`[name="${name}"]:checked`) || {}).value"""
HASTE = """document.addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector("#sending");
  if (place) Object.assign(place.dataset, { pause: 20 });
});"""
MOST_STOPS, MOST_CHOICES, MOST_TRIES = 80, 12, 9
STORED = """
SELECT document FROM submission JOIN invitation USING (participant_id, wave_id)
WHERE token_digest = :digest AND state = 'submitted'
"""


def stored(site: Any, link: str) -> documents.Document:
    """What is kept of what was submitted by a personal link."""
    engine = create_engine(site.answers_url)
    with engine.connect() as connection:
        found = connection.scalar(text(STORED), {"digest": digest_of(link.rpartition("/")[2])})
    engine.dispose()
    return documents.read(found or "")


def answer_what_is_shown(page: Page) -> None:
    """Answer every question of the page, also those that the answers bring out."""
    before = None
    while (now := (page.evaluate(OPTIONS), page.evaluate(BOXES))) != before:
        answer(page)
        before = now


def answer_with_a_mouse(page: Page) -> None:
    answer_what_is_shown(page)
    go_on(page)


def answer_with_keys(page: Page) -> None:
    """The same answers by Tab, Space and arrows, to the button that leads on."""
    keyboard = Keyboard(page)
    for _stop in range(MOST_STOPS):
        keyboard.next_stop()
        focused = page.evaluate(FOCUSED)
        if focused["leads_on"]:
            with page.expect_navigation(wait_until="domcontentloaded"):
                keyboard.press("Enter")
            return
        _answer_one(keyboard, focused)
    raise AssertionError(f"Tab does not lead on from {page.url}")


def _answer_one(keyboard: Keyboard, focused: dict[str, Any]) -> None:
    page, wanted = keyboard.page, dict(keyboard.page.evaluate(OPTIONS))
    value = wanted.get(focused["name"])
    if focused["type"] == "radio" and value is not None:
        keyboard.press("Space")
        for _choice in range(MOST_CHOICES):
            if page.evaluate(CHECKED, focused["name"]) == value:
                return
            keyboard.press("ArrowDown")
    elif focused["type"] == "checkbox" and value == focused["value"]:
        keyboard.press("Space")
    elif focused["id"] in page.evaluate(BOXES):
        page.keyboard.type(YEAR if focused["id"].endswith("-3") else DIGIT)


def patiently(step: Callable[[Page], None]) -> Callable[[Page], None]:
    """A step of somebody who loads a page again when the browser says that it did not come."""

    def taken(page: Page) -> None:
        with suppress(Error):
            step(page)
        for _try in range(MOST_TRIES):
            page.wait_for_load_state("domcontentloaded")
            if page.locator("main").count():
                return
            with suppress(Error):
                page.reload(wait_until="domcontentloaded")
        raise AssertionError(f"{page.url} does not come")

    return taken


def walk(page: Page, link: str, language: str, step: Callable[[Page], None]) -> str:
    """From the open link to the receipt, each page of questions answered by ``step``; the personal link."""
    choose(page, link, language)
    press(page, '.go[value="accept"]')
    go_on(page)
    skip_practice(page)
    return answer_to_the_end(page, step)


def answer_to_the_end(page: Page, step: Callable[[Page], None]) -> str:
    while is_asked(page):
        step(page)
    personal = page.url.partition("/review")[0]
    patiently(go_on)(page)
    assert page.locator(".code").count() == 1
    return personal


def over_a_bad_connection(page: Page, site: Any) -> str:
    """Every third request from the first page of questions on is lost."""
    with proxy(site.base) as weak:
        choose(page, site.demonstration.replace(site.base, weak.base), "fr")
        press(page, '.go[value="accept"]')
        go_on(page)
        skip_practice(page)
        numbers = count(1)
        weak.rule = lambda _beginning: Fate(request=0) if next(numbers) % 3 == 0 else WELL
        personal = answer_to_the_end(page, patiently(answer_with_a_mouse))
        assert next(numbers) > 40
    return personal


@pytest.fixture
def place(request: pytest.FixtureRequest, databases: tuple[str, str], tmp_path: Path) -> Iterator[Any]:
    """The demonstration: that of all tests on SQLite, one of its own on PostgreSQL."""
    if databases[0].startswith("sqlite"):
        yield request.getfixturevalue("site")
        return
    with served(tmp_path, JALON_DATABASE_URL=databases[0], JALON_CONTACTS_URL=databases[1]) as found:
        yield found


@pytest.mark.long
def test_four_ways_of_answering_the_four_instruments_store_the_same(device: Any, place: Any) -> None:
    weak, cheap = device(), device(locale="ar", slow=True)
    weak.add_init_script(HASTE)
    links = {
        "without JavaScript": walk(
            device(java_script_enabled=False).new_page(), place.demonstration, "fr", answer_with_a_mouse
        ),
        "keyboard alone": walk(device().new_page(), place.demonstration, "fr", answer_with_keys),
        "Arabic at 360 px on a slow processor": walk(cheap.new_page(), place.demonstration, "ar", answer_with_a_mouse),
        "bad connection": over_a_bad_connection(weak.new_page(), place),
    }
    found = {way: stored(place, link) for way, link in links.items()}
    first = found["without JavaScript"]
    assert len(first.answers) > 40 and set(first.pages) == set(found["bad connection"].pages)
    for way, document in found.items():
        assert (way, document.answers, document.missing) == (way, first.answers, first.missing)
