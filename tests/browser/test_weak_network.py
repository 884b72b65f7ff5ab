"""A weak network: the page keeps what was typed, says truthfully what is saved, and ends with exactly one copy."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.paces import AT_BOTH_PACES
from browser.person import press
from browser.weak_network import WELL, Fate, Proxy, proxy
from conftest import BOTH_AT_LENGTH
from flask import Flask
from journeys.journey import document
from playwright.sync_api import Page, expect
from small_study import link_to, published
from sqlalchemy import func, select

from survey import extensions
from survey.store.tables.submissions import SubmissionRevision, SubmissionRow

pytestmark = [AT_BOTH_PACES, BOTH_AT_LENGTH]

QUESTIONS = """
survey:
  - {type: text, name: one, label: {fr: Un mot ?, ar: كلمة؟}}
  - {type: text, name: two, label: {fr: Deux mots ?, ar: كلمتان؟}}
"""
HASTE = """document.addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector("#sending");
  if (place) Object.assign(place.dataset, { patience: 1500, pause: 20 });
});"""
"""Tests wait less than people: the page reads how long to wait from what the server wrote."""
CAPTIVE = b"<!doctype html><title>Wi-Fi</title><h1>Sign in to the network</h1></html>"
CAPTIVE_PAGE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(CAPTIVE)
) + CAPTIVE
ELSEWHERE = (
    b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/portal\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)
BROKEN_PROXY = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
NOT_SAVED, OFFLINE = "Pas encore enregistré. L’envoi", "Pas encore enregistré : il n’y a pas de connexion"


@pytest.fixture
def weak(base: str) -> Iterator[Proxy]:
    """The connection to the server."""
    with proxy(base) as made:
        yield made


@pytest.fixture
def page(app: Flask, weak: Proxy, device: Any, tmp_path: Path) -> Page:
    """The first question, on a phone behind that connection."""
    context = device()
    context.add_init_script(HASTE)
    opened: Page = context.new_page()
    opened.goto(weak.base + link_to(published(tmp_path, QUESTIONS)))
    press(opened, '.card-button[lang="fr"]')
    press(opened, '[value="accept"]')
    return opened


class Posts:
    """Sends meet their fates one after another, then go well; everything else goes well."""

    def __init__(self, *fates: Fate) -> None:
        self.fates = list(fates)
        self.count = 0

    def __call__(self, beginning: bytes) -> Fate:
        """The fate of one request."""
        if not beginning.startswith(b"POST"):
            return WELL
        self.count += 1
        return self.fates.pop(0) if self.fates else WELL


def rows(table: Any) -> int:
    with extensions.answers.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def send(page: Page, name: str, text: str) -> None:
    """Type and press Continue; whatever the network does, the next page comes."""
    page.fill(f"#{name}-1", text)
    with page.expect_navigation(url=lambda url: not url.endswith(f"/page/{name}"), wait_until="domcontentloaded"):
        page.click("main .go")


OFFSETS = (0, 1, 16, 120, 400, 700)


@pytest.mark.parametrize("part", ["request", "answer"])
def test_a_page_cut_at_any_byte_is_kept_once(page: Page, weak: Proxy, part: str) -> None:
    """Cut twice at each place; the page is opened again each time, as nobody's answer depends on how often it was."""
    for number, offset in enumerate(OFFSETS, 1):
        cut = Fate(**{part: offset})
        weak.rule = posts = Posts(cut, cut)
        send(page, "one", f"cut at {offset}")
        assert posts.count >= 3 and posts.fates == []
        assert document().answers["one"] == f"cut at {offset}"
        assert (rows(SubmissionRevision), rows(SubmissionRow)) == (number, 1)
        page.goto(page.url.replace("/page/two", "/page/one"))


@pytest.mark.parametrize(
    "fate",
    [Fate(instead=CAPTIVE_PAGE), Fate(instead=ELSEWHERE), Fate(instead=BROKEN_PROXY), Fate(stalled=True)],
    ids=["captive page", "sent elsewhere", "broken proxy", "stall"],
)
def test_what_is_no_answer_of_ours_is_waited_out(page: Page, weak: Proxy, fate: Fate) -> None:
    weak.rule = posts = Posts(fate)
    send(page, "one", "still here")
    assert posts.count == 2 and document().answers == {"one": "still here"}
    assert rows(SubmissionRevision) == 1


def test_it_says_truthfully_that_nothing_is_saved_yet_and_keeps_the_text(page: Page, weak: Proxy) -> None:
    posts = Posts()
    weak.rule = lambda beginning: Fate(request=9) if beginning.startswith(b"POST") else posts(beginning)
    page.fill("#one-1", "not lost")
    page.click("main .go")
    told = page.get_by_role("status").filter(has_text=NOT_SAVED)
    expect(told).to_be_visible()
    assert page.input_value("#one-1") == "not lost" and rows(SubmissionRevision) == 0
    page.context.set_offline(True)
    expect(page.get_by_role("status").filter(has_text=OFFLINE)).to_be_visible()
    weak.rule = posts
    with page.expect_navigation(url="**/page/two"):
        page.context.set_offline(False)
    assert document().answers == {"one": "not lost"} and rows(SubmissionRevision) == 1


def test_what_is_changed_while_it_waits_is_sent_only_when_the_person_says_so(page: Page, weak: Proxy) -> None:
    weak.rule = lambda beginning: Fate(request=9) if beginning.startswith(b"POST") else WELL
    page.fill("#one-1", "first")
    page.click("main .go")
    expect(page.locator("#sending")).to_contain_text(NOT_SAVED)
    page.fill("#one-1", "second")
    expect(page.locator("#sending")).to_contain_text("vous avez changé quelque chose")
    weak.rule = Posts()
    with page.expect_navigation(url="**/page/two"):
        page.click("main .go")
    assert document().answers == {"one": "second"} and rows(SubmissionRevision) == 1


def test_a_double_click_sends_once(page: Page, weak: Proxy) -> None:
    page.evaluate("document.querySelector('#sending').dataset.patience = 60000")  # a busy machine is no weak network
    weak.rule = posts = Posts()
    page.fill("#one-1", "twice")
    with page.expect_navigation(url="**/page/two"):
        page.dblclick("main .go")
    assert posts.count == 1 and rows(SubmissionRevision) == 1


def test_who_presses_again_before_a_stranger_s_page_sees_it_and_loses_nothing(page: Page, weak: Proxy) -> None:
    page.evaluate("document.querySelector('#sending').dataset.pause = 300")
    weak.rule = posts = Posts(*[Fate(instead=CAPTIVE_PAGE)] * 9)
    page.fill("#one-1", "behind a portal")
    page.click("main .go")
    for _again in range(9):
        if page.get_by_role("heading", name="Sign in to the network").is_visible():
            break
        page.wait_for_timeout(100)
        page.click("main .go") if page.locator("main .go").count() else None
    expect(page.get_by_role("heading", name="Sign in to the network")).to_be_visible()
    posts.fates.clear()
    page.goto(weak.base + page.url.removeprefix(weak.base))
    assert page.input_value("#one-1") == "behind a portal"
    send(page, "one", "behind a portal")
    assert document().answers == {"one": "behind a portal"}


def test_a_third_of_everything_lost_ends_with_one_submission_and_its_receipt(page: Page, weak: Proxy) -> None:
    chance = random.Random(5)
    fates = (Fate(request=0), Fate(request=200), Fate(answer=0), Fate(answer=150))
    lost = Posts()

    def rule(beginning: bytes) -> Fate:
        if beginning.startswith(b"POST") and chance.random() < 0.3:
            return chance.choice(fates)
        return lost(beginning)

    weak.rule = rule
    for round_ in range(8):
        send(page, "one", f"round {round_}")
        page.goto(page.url.replace("/page/two", "/page/one"))
    send(page, "one", "last")
    send(page, "two", "words")
    weak.rule = posts = Posts(Fate(answer=60), Fate(answer=900), Fate(request=10))
    page.click("main .go")
    expect(page.locator(".code")).to_be_visible()
    assert posts.count == 4 and rows(SubmissionRow) == 1
    assert document().answers == {"one": "last", "two": "words"}
    assert page.evaluate("sessionStorage.length") == 0
