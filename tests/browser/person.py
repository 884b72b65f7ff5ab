"""What a person does in front of a page: choose a language, take part, answer, go on."""

from __future__ import annotations

from playwright.sync_api import Page

DIGIT, YEAR = "3", "2020"


def choose(page: Page, link: str, language: str) -> None:
    """Open a link and choose a language on its first page."""
    page.goto(link)
    page.click(f'.card-button[lang="{language}"]')


def take_part(page: Page, link: str, language: str) -> None:
    """Come to the first question through an open link."""
    choose(page, link, language)
    page.click('[value="accept"]')
    go_on(page)


def go_on(page: Page) -> None:
    """Press the button that leads on."""
    page.click("button.go")


def is_asked(page: Page) -> bool:
    """Whether this is a page of questions."""
    return "/page/" in page.url


def answer(page: Page) -> None:
    """Give an answer to every question of the page."""
    for question in page.locator(".question").all():
        options = question.locator("label.option:not(.refusal)")
        if options.count():
            options.nth(7 if question.locator(".points").count() else 0).click()
            continue
        for box in question.locator(".typed").all():
            box.fill(YEAR if "year" in str(box.get_attribute("class")) else DIGIT)


def answer_all(page: Page) -> int:
    """Answer page after page to where everything is read back; how many pages there were."""
    pages = 0
    while is_asked(page):
        answer(page)
        go_on(page)
        pages += 1
    return pages
