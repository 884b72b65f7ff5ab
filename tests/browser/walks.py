"""Three walks that together show every page a respondent can come to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from browser.person import YEAR, answer, choose, go_on, is_asked, press
from browser.surveyor import Surveyor

Walk = Callable[[Surveyor, Any, str], None]


def demonstration(surveyor: Surveyor, site: Any, language: str) -> None:
    """From the open link of the demonstration to the answers read again with the code."""
    page = surveyor.page
    page.goto(site.demonstration)
    surveyor.note("start")
    _to_the_questions(surveyor, site.demonstration, language)
    surveyor.note("practice")
    go_on(page)
    surveyor.note("practice without an answer")
    page.click("label.option >> nth=1")
    go_on(page)
    while is_asked(page):
        answer(page)
        surveyor.note(page.url.rpartition("/")[2], in_colour=False)  # every question type is seen in the small study
        go_on(page)
    surveyor.note("review")
    _to_the_answers(surveyor)


def small(surveyor: Surveyor, site: Any, language: str) -> None:
    """Every question type, wrong values, another window, and a cookie that was lost."""
    page = surveyor.page
    _to_the_questions(surveyor, site.small, language)
    _conflict(surveyor)
    press(page, '.back[value="back"]')
    page.fill("#how_many-1", "many")
    go_on(page)
    surveyor.note("a mistake")
    page.fill("#how_many-1", "2")
    go_on(page)
    surveyor.note("number, date, several choices")
    for box, typed in {"#rent-1": "abc", "#since-1": "31", "#since-2": "2", "#since-3": YEAR}.items():
        page.fill(box, typed)
    page.check('[name="where"][value="home"]')
    page.check('[name="where"][value="prefer not to say"]')
    go_on(page)
    surveyor.note("three mistakes")
    page.uncheck('[name="where"][value="prefer not to say"]')
    page.uncheck('[name="where"][value="home"]')
    answer(page)
    go_on(page)
    page.wait_for_url("**/page/pause")
    surveyor.note("a note")
    go_on(page)
    go_on(page)
    surveyor.note("a range that is required")
    answer(page)
    page.context.clear_cookies()
    go_on(page)
    surveyor.note("a lost cookie")
    go_on(page)
    page.wait_for_url("**/page/words")
    surveyor.note("a long text")
    answer(page)
    go_on(page)
    page.wait_for_url("**/review")
    _changed_elsewhere(surveyor)


def ends(surveyor: Surveyor, site: Any, language: str) -> None:
    """The pages on which there is nothing to answer."""
    page, personal = surveyor.page, next(site.personal)
    for name, address in {
        "home": "/",
        "rights": "/rights",
        "statement": "/accessibility",
        "unknown link": "/r/x",
    }.items():
        page.goto(site.base + address)
        surveyor.note(name)
    page.goto(site.closed)
    surveyor.note("closed")
    page.goto(f"{site.base}/nowhere")
    surveyor.note("error")
    for name, link in {"declined, open link": site.demonstration, "declined, personal link": personal}.items():
        choose(page, link, language)
        press(page, '[value="decline"]')
        surveyor.note(name)


WALKS: dict[str, Walk] = {"demonstration": demonstration, "small": small, "ends": ends}


def _conflict(surveyor: Surveyor) -> None:
    """The first page is sent from another window meanwhile, then from here."""
    page = surveyor.page
    other = page.context.new_page()
    other.goto(page.url)
    other.check('[name="calm"][value="3"]')
    go_on(other)
    other.close()
    answer(page)
    go_on(page)
    surveyor.note("a conflict")
    go_on(page)


def _changed_elsewhere(surveyor: Surveyor) -> None:
    """An answer is changed in another window while everything is read back here."""
    page = surveyor.page
    other = page.context.new_page()
    other.goto(page.url)
    press(other, ".read-back a >> nth=0")
    other.check('[name="calm"][value="2"]')
    go_on(other)
    other.close()
    go_on(page)
    surveyor.note("changed in the meantime")


def _to_the_questions(surveyor: Surveyor, link: str, language: str) -> None:
    page = surveyor.page
    choose(page, link, language)
    surveyor.note("notice")
    press(page, '[value="accept"]')
    surveyor.note("personal link")
    go_on(page)


def _to_the_answers(surveyor: Surveyor) -> None:
    page = surveyor.page
    link = page.url.removesuffix("/review")
    go_on(page)
    surveyor.note("receipt")
    code = page.locator(".code").inner_text()
    page.goto(link)
    surveyor.note("received")
    page.fill("#code", "x")
    go_on(page)
    surveyor.note("received, wrong code")
    page.fill("#code", code)
    go_on(page)
    surveyor.note("answers")
    _through_the_rights(surveyor, link, code)


def _through_the_rights(surveyor: Surveyor, link: str, code: str) -> None:
    """What can be done with the code: scores, a correction that is sent, and erasing."""
    page = surveyor.page

    def back_to_the_answers() -> None:
        page.goto(link)
        page.fill("#code", code)
        go_on(page)

    press(page, '[formaction$="/scores"]')
    surveyor.note("own scores")
    back_to_the_answers()
    press(page, '[formaction$="/correct"]')
    surveyor.note("a correction", in_colour=False)
    go_on(page)
    surveyor.note("a correction sent", in_colour=False)
    back_to_the_answers()
    press(page, '[formaction$="/erase"]')
    surveyor.note("erase?", in_colour=False)
    press(page, '[value="erase"]')
    surveyor.note("erased", in_colour=False)
