"""Coding an interview in a browser: with keys alone, a mouse, a finger; without a script, without a network."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser import axe
from browser.coding_page import HOME, made, opening
from browser.keyboard import Keyboard
from browser.person import press
from conftest import need
from flask import Flask
from kept_interviews import interview
from playwright.sync_api import Page, expect
from staff_study import published

from survey.store import codes, transcripts
from survey.store.codes import NewCode
from survey.store.studies import StudyRecord
from survey.voices.importing import import_transcripts

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
ACCENT = "e\u0323\u0301t\u0323\u0301e\u0323\u0301"
"""Letters with two marks each, for which there is no single character."""
SAID = (
    ("L1", "interviewer", "Et depuis, comment ça va ?", 0),
    ("L2", "respondent", "😀👩‍👧 Mieux. Je dors la nuit.", 4_250),
    ("L2", "respondent", f"Cet {ACCENT} je sais à qui demander.", 724_000),
    ("L2", "respondent", "كنت أعد الفواتير في الليل.", 725_000),
)
LONG_PRESS = """(word) => {
  const text = document.querySelector("#turn-2 .said").firstChild, at = text.data.indexOf(word);
  getSelection().setBaseAndExtent(text, at, text, at + word.length);
}"""
"""What a long press on a word does; Chromium without a screen knows none."""
REAL = "04_demiSoeurMartiniquaise.vtt"
DRAG = """([first, start, last, end]) => {
  const node = (turn, words) => {
    const said = document.querySelector(`#turn-${turn} .said`);
    const walker = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
    for (let each = walker.nextNode(); each; each = walker.nextNode())
      if (each.data.includes(words)) return [each, each.data.indexOf(words)];
  };
  const place = ([text, from], to) => {
    const range = document.createRange();
    range.setStart(text, from);
    range.setEnd(text, from + to);
    const box = range.getBoundingClientRect(), rtl = getComputedStyle(text.parentElement).direction === "rtl";
    const [begin, end] = rtl ? [box.right - 1, box.left + 1] : [box.left + 1, box.right - 1];
    return { begin, end, middle: box.top + box.height / 2 };
  };
  const [one, other] = [place(node(first, start), start.length), place(node(last, end), end.length)];
  return [[one.begin, one.middle], [other.end, other.middle]];
}"""
"""Where a mouse presses and lets go to select from these words of a turn to those of another."""


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    found = published()
    interview(found, 1, SAID)
    codes.add(found, [NewCode("Sommeil"), NewCode("Été"), NewCode("Argent", definition="Ce qui manque")], "test")
    return found


@pytest.fixture
def at(app: Flask, base: str, device: Any) -> Callable[..., Page]:
    """Opens the page of coding, in a window of one's choice."""
    return opening(base, device)


def tick(page: Page, name: str) -> None:
    """Tick a code by its name and mark."""
    page.click(f'.code-list label:has-text("{name}")')
    page.click("#marking-form .go")
    expect(page.locator("#announced")).to_contain_text(name)


def drag(page: Page, first: int, start: str, last: int, end: str) -> None:
    """Select with the mouse from these words to those."""
    page.locator(f"#turn-{first}").scroll_into_view_if_needed()
    begin, finish = page.evaluate(DRAG, [first, start, last, end])
    page.mouse.move(*begin)
    page.mouse.down()
    page.mouse.move(*finish, steps=5)
    page.mouse.up()


@pytest.mark.parametrize(
    ("first", "start", "last", "end", "quote"),
    [
        (2, "Je dors", 2, "nuit", "Je dors la nuit"),
        (2, "Mieux", 3, "sais", f"Mieux. Je dors la nuit.\nCet {ACCENT} je sais"),
        (3, ACCENT, 3, "je", f"{ACCENT} je"),
        (4, "أعد", 4, "الفواتير", "أعد الفواتير"),
    ],
    ids=["after emoji", "over two turns", "two marks a letter", "arabic"],
)
def test_what_a_mouse_selects_is_what_is_marked(
    record: StudyRecord, at: Callable[..., Page], first: int, start: str, last: int, end: str, quote: str
) -> None:
    page = at()
    drag(page, first, start, last, end)
    expect(page.locator("#chosen")).to_have_text(" ".join(quote.split()))
    page.click("[data-act=open]")
    tick(page, "Sommeil")
    assert [each.quote for each in made(record)] == [quote]
    marked = page.locator(f"#turn-{first} mark").all_inner_texts()
    assert "".join(marked) == quote.split("\n")[0]
    drag(page, first, start, last, end)  # over words that are cut by a mark by now
    page.click("[data-act=open]")
    tick(page, "Argent")
    assert [each.quote for each in made(record)] == [quote, quote]


def test_a_finger_selects_and_marks(record: StudyRecord, at: Callable[..., Page]) -> None:
    page = at(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page.evaluate(LONG_PRESS, "dors")
    expect(page.locator("#chosen")).to_have_text("dors")
    page.locator("[data-act=open]").tap()
    page.locator('.code-list label:has-text("Sommeil")').tap()
    page.locator("#marking-form .go").tap()
    expect(page.locator("#turn-2 .chip")).to_have_text("Sommeil")
    assert [each.quote for each in made(record)] == ["dors"]


def test_who_has_marked_something_is_no_longer_offered_only_to_read(
    record: StudyRecord, at: Callable[..., Page]
) -> None:
    page = at()
    only_read = page.locator("form[action$='/look']")
    expect(only_read).to_be_visible()
    page.click("#turn-1 .mark-turn")
    tick(page, "Sommeil")
    expect(only_read).to_have_count(0)
    expect(page.locator("form[action$='/finish']")).to_be_visible()


def test_what_could_not_be_saved_says_so_and_stays_chosen(record: StudyRecord, at: Callable[..., Page]) -> None:
    page = at()
    drag(page, 2, "Je dors", 2, "nuit")
    page.click("[data-act=open]")
    page.click('.code-list label:has-text("Sommeil")')
    page.context.set_offline(True)
    page.click("#marking-form .go")
    expect(page.locator("#announced")).to_contain_text("pas été enregistré")
    assert made(record) == []
    page.context.set_offline(False)
    page.click("#marking-form .go")
    expect(page.locator("#turn-2 .chip")).to_have_text("Sommeil")
    assert [each.quote for each in made(record)] == ["Je dors la nuit"]


def test_a_mark_is_changed_and_taken_away_beside_the_turns(record: StudyRecord, at: Callable[..., Page]) -> None:
    page = at()
    page.click("#turn-1 .mark-turn")
    tick(page, "Sommeil")
    page.click("#turn-1 .chip")
    page.locator("#mark select").select_option(label="Argent")
    page.click('#mark label:has-text("+2")')
    page.click("#mark .go")
    expect(page.locator("#turn-1 .chip")).to_contain_text("Argent +2")
    page.click("#turn-1 .chip")
    page.click("#mark form[action$='/unmark'] button")
    expect(page.locator("#turn-1 .chip")).to_have_count(0)
    page.click("#undo button")
    expect(page.locator("#turn-1 .chip")).to_contain_text("Argent +2")
    assert [each.said.weight for each in made(record)] == [2]


def test_without_a_script_a_turn_is_marked_on_its_page(record: StudyRecord, at: Callable[..., Page]) -> None:
    page = at(java_script_enabled=False)
    press(page, "#turn-2 .mark-turn")
    page.fill("#words", "la nuit")
    page.check('.code-list label:has-text("Sommeil") input')
    page.check("#weight-1")
    page.check("#is_key")
    page.fill("#memo", "Enfin")
    press(page, ".coding-form .go")
    assert page.url.endswith(f"{HOME}#turn-2")
    assert page.locator("#turn-2 mark").inner_text() == "la nuit"
    press(page, "#turn-2 .chip")
    page.select_option("#code", label="Argent")
    press(page, "#mark .go")
    assert page.locator("#turn-2 .chip").inner_text().split()[:2] == ["Argent", "−2"]
    (coding,) = made(record)
    assert (coding.said.weight, coding.said.is_key, coding.said.memo) == (-2, True, "Enfin")
    press(page, "#turn-2 .chip")
    press(page, "form[action$='/unmark'] button")
    press(page, "#undo button")
    page.check("#sure")
    press(page, "form[action$='/finish'] button")
    assert page.locator(".mark-turn").count() == 0 and len(made(record)) == 1


def test_a_whole_transcript_is_coded_with_keys_alone(app: Flask, at: Callable[..., Page]) -> None:
    folder = os.environ.get("JALON_REAL_DATA", "")
    need(bool(folder), "the real interviews", "JALON_REAL_DATA names no folder")
    record = published()
    import_transcripts(record, [(REAL, (Path(folder) / "interviews" / REAL).read_bytes())], "test")
    codes.add(record, [NewCode("Sommeil"), NewCode("Été"), NewCode("Argent")], "test")
    page = at()
    keys = Keyboard(page)
    keys.tab_to("#turns .said")
    turns = page.locator(".turn").count()
    for turn in range(1, turns + 1):
        assert page.evaluate("document.activeElement.closest('.turn').id") == f"turn-{turn}"
        if turn % 3 == 1:  # all of it
            keys.press("Enter")
        elif turn % 3 == 2:  # its first two words
            keys.press("Home", "Shift+ArrowRight", "Enter")
        else:  # from its last word to the end of the next turn
            keys.press("End", "Shift+ArrowDown", "Enter")
        page.keyboard.type("ete")
        keys.press("Enter", "Enter")
        expect(page.locator(f"#turn-{turn} .chip")).not_to_have_count(0)
        expect(page.locator("#turns .said:focus")).to_have_count(1)
        keys.press("ArrowDown")
    found = made(record)
    texts = {turn.position: turn.text for turn in transcripts.turns(transcripts.interviews(record.id)[0])}
    assert {each.passage.first_turn for each in found} == set(texts)
    whole = {each.passage.first_turn: each.quote for each in found if each.passage.first_turn % 3 == 1}
    assert whole == {turn: words for turn, words in texts.items() if turn % 3 == 1}
    _said_with_keys(page, keys, record)
    keys.tab_to("#sure")
    keys.press("Space")
    keys.push("form[action$='/finish'] button")
    assert page.locator(".mark-turn").count() == 0
    assert keys.hidden == []


def _said_with_keys(page: Page, keys: Keyboard, record: StudyRecord) -> None:
    """Weight, key quote and memo of a mark; another code; undone; and the page is at its beginning again."""
    before = len(made(record))
    keys.press("Enter", *"argent", "Enter")
    keys.tab_to("#marking-form [name=weight]")
    keys.press("ArrowLeft")  # from the first to the last: +2
    keys.tab_to("#is_key")
    keys.press("Space")
    keys.tab_to("#memo")
    page.keyboard.type("Un mémo")
    keys.tab_to("#marking-form .go")
    keys.press("Enter")
    expect(page.locator("#announced")).to_contain_text("Argent")
    (new,) = [each for each in made(record) if each.said.memo]
    assert (new.said.weight, new.said.is_key, new.said.memo) == (2, True, "Un mémo")
    keys.tab_to(".chip")
    keys.press("Enter")
    expect(page.locator("#marking-title")).to_be_focused()
    keys.press("Escape")
    expect(page.locator("#turns .said:focus")).to_have_count(1)
    keys.press("Control+z")
    expect(page.locator("#announced")).to_contain_text("annulé")
    assert len(made(record)) == before
    page.reload()
    page.wait_for_selector("#coding[data-ready]")


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_while_a_passage_is_marked(
    record: StudyRecord, at: Callable[..., Page], language: str, width: int
) -> None:
    page = at(locale=language, viewport={"width": width, "height": 800})
    flaws = {"plain": axe.found(page)}
    page.click("#turn-2 .mark-turn")
    flaws["choosing"] = axe.found(page)
    page.click('.code-list label:has-text("Sommeil")')
    page.click("#marking-form .go")
    expect(page.locator("#turn-2 .chip")).to_have_count(1)
    page.click("#how summary")
    flaws["marked"] = axe.found(page)
    page.click("#turn-2 .chip")
    expect(page.locator("#marking-title")).to_be_focused()
    flaws["changing"] = axe.found(page)
    assert flaws == dict.fromkeys(flaws, [])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
