"""One person's way from the link to the receipt, page by page, through the forms as the HTML has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from benchmarks.browser import Browser, Page, UnexpectedPageError, place

_CODE = re.compile(r'class="code"[^>]*>\s*([0-9a-z]{5}) ([0-9a-z]{5})\s*<')
SEE_OTHER = 303
Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A page that the server said it has kept: its name, and what was chosen on it."""

    page: str
    chosen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Journey:
    """What the server acknowledged to one person at one wave."""

    code: str
    wave: str
    pages: tuple[Acknowledged, ...]
    asked_again: tuple[str, ...]
    receipt: str
    requests: int
    sent_again: int
    lost_on_the_way: int


def begin(browser: Browser, link: str, language: str) -> Page:
    """From the link to the first page of questions: language, notice, consent."""
    start = browser.get(link)
    notice = press(browser, start, f"language {language}")
    return press(browser, notice, "accept")


def press(browser: Browser, page: Page, button: str, chosen: Sequence[tuple[str, str]] = ()) -> Page:
    """Send the form of a page by one of its buttons, and go where the answer leads."""
    return browser.post(page.path, [*page.hidden(), *chosen, page.button(button)])


def choose(page: Page, answers: Mapping[str, str]) -> Fields:
    """The radios to mark on a page: a blank cell leaves its question blank."""
    chosen = []
    for question, offered in page.radios().items():
        if question not in answers:
            raise UnexpectedPageError(f"{place(page.path)} asks {question!r}, which nobody has answered.")
        if not answers[question]:
            continue
        if answers[question] not in offered:
            raise UnexpectedPageError(f"{place(page.path)} does not offer {answers[question]!r} for {question!r}.")
        chosen.append((question, answers[question]))
    return chosen


def choose_first(page: Page, typed: str = "") -> Fields:
    """The first option of every question of a page, and ``typed`` in every box."""
    chosen = [(question, offered[0]) for question, offered in page.radios().items()]
    return chosen + [(box.name, typed) for box in page.controls if box.kind == "text" and box.name]


def page_name(page: Page) -> str | None:
    """The name of a page of questions; None elsewhere."""
    before, _, name = urlsplit(page.path).path.rpartition("/")
    return name if before.endswith("/page") else None


def travel(
    browser: Browser,
    link: str,
    answers: Mapping[str, str],
    *,
    who: tuple[str, str],
    language: str,
    acknowledged: Callable[[], None],
) -> Journey:
    """Fill in the questionnaire behind ``link`` in ``language``; ``acknowledged`` is called for every page kept."""
    page = begin(browser, link, language)
    kept: list[Acknowledged] = []
    again: list[str] = []
    asked: set[str] = set()
    while (name := page_name(page)) is not None:
        if page.language != language:
            raise UnexpectedPageError(f"{place(page.path)} is in {page.language!r}, not in {language!r}.")
        if any(name == each.page for each in kept):
            again.append(name)
        asked.update(page.radios())
        chosen = choose(page, answers)
        status, location = browser.send(page.path, [*page.hidden(), *chosen, page.button("continue")])
        if status != SEE_OTHER:
            raise UnexpectedPageError(f"{place(page.path)} was answered with {status}.")
        kept.append(Acknowledged(name, dict(chosen)))
        acknowledged()
        page = browser.get(location)
    if asked != answers.keys():
        raise UnexpectedPageError(f"Never asked: {', '.join(sorted(answers.keys() - asked))}.")
    code = _CODE.search(press(browser, page, "submit").text)
    if code is None:
        raise UnexpectedPageError(f"{place(page.path)} gave no receipt.")
    return Journey(
        *who,
        tuple(kept),
        tuple(again),
        receipt=code[1] + code[2],
        requests=browser.requests,
        sent_again=browser.sent_again,
        lost_on_the_way=browser.lost_on_the_way,
    )
