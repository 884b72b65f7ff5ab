"""What a person does in front of a page: choose a language, take part, answer, go on."""

from __future__ import annotations

from playwright.sync_api import Page

DIGIT, YEAR = "3", "2020"
OPTIONS = """() => [...document.querySelectorAll(".question")]
  .filter((question) => !question.closest("[hidden]"))
  .map((question) => [...question.querySelectorAll("label.option:not(.refusal) input")])
  .filter((options) => options.length)
  .map((options) => options[options.length > 7 ? 7 : 0])
  .map((option) => [option.name, option.value])"""
"""The first option of each question, and the number 7 of a range: who trusts at all is asked for a word."""
BOXES = """() => [...document.querySelectorAll(".question .typed")]
  .filter((box) => !box.closest("[hidden]"))
  .map((box) => box.id)"""


def choose(page: Page, link: str, language: str) -> None:
    """Open a link and choose a language on its first page."""
    page.goto(link)
    press(page, f'.card-button[lang="{language}"]')


def take_part(page: Page, link: str, language: str) -> None:
    """Come to the first question through an open link."""
    choose(page, link, language)
    press(page, '.go[value="accept"]')
    go_on(page)
    skip_practice(page)


def skip_practice(page: Page) -> None:
    """Go past the question that teaches how one answers, where it is asked."""
    if "/practice" in page.url:
        press(page, '.back[value="skip"]')


def press(page: Page, selector: str) -> None:
    """Press what leads to another page, and wait until that is there."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.click(selector)


def go_on(page: Page) -> None:
    """Press the button that leads on."""
    press(page, "main .go")


def is_asked(page: Page) -> bool:
    """Whether this is a page of questions."""
    return "/page/" in page.url


def answer(page: Page) -> None:
    """Give an answer to every question of the page."""
    for name, value in page.evaluate(OPTIONS):
        page.click(f'label.option:has([name="{name}"][value="{value}"])')
    for box in page.evaluate(BOXES):
        page.fill(f'[id="{box}"]', YEAR if box.endswith("-3") else DIGIT)


def answer_all(page: Page) -> int:
    """Answer page after page to where everything is read back; how many pages there were."""
    pages = 0
    while is_asked(page):
        answer(page)
        go_on(page)
        pages += 1
    return pages
