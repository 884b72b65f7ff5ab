"""Bytes on the wire of every page of the demonstration, with what it needs beside, in four languages."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import journey
from benchmarks.browser import Page
from benchmarks.figures import Figure
from benchmarks.installation import ROOT, Installation, installation
from benchmarks.server import HOST
from benchmarks.wire import Scale, WeighedBrowser, Weight

STUDY = ROOT / "survey" / "questionnaires" / "post_only"
REGISTER = ROOT / "survey" / "demonstration" / "post_only.csv"
WAVE = "post"
LANGUAGES = ("fr", "ar", "es", "en")
KILOBYTE = 1000


def measure(folder: Path) -> Iterator[Figure]:
    """The first page of a personal link, and the heaviest of the pages after it."""
    with installation(folder) as made:
        made.publish(STUDY, (WAVE,))
        made.jalon("import", "register", STUDY.name, str(REGISTER))
        links = list(made.links(STUDY.name, WAVE).values())
        server = made.server()
        server.start()
        try:
            walks = [_walk(made, links.pop(), language) for language in LANGUAGES]
            walks += _seen_by_chromium(made, links)
        finally:
            server.stop()
    first = max((walk[0] for walk in walks), key=lambda weight: weight.size)
    after = max((weight for walk in walks for weight in walk[1:]), key=lambda weight: weight.size)
    yield Figure(f"first page ({first.page}) on the wire", "kB", first.size / KILOBYTE, limit=60)
    yield Figure("first page: requests", "", max(walk[0].requests for walk in walks), limit=8)
    yield Figure(f"heaviest next page ({after.page}) on the wire", "kB", after.size / KILOBYTE, limit=25)


def _walk(made: Installation, link: str, language: str) -> list[Weight]:
    browser, scale = WeighedBrowser(HOST, made.port), Scale(made.port)
    weights: list[Weight] = []

    def weigh(name: str, page: Page) -> Page:
        weights.append(scale.weigh(f"{name}, {language}", page.path, page.text, browser.received))
        browser.received = 0
        return page

    page = weigh("start", browser.get(link))
    page = weigh("notice", journey.press(browser, page, f"language {language}"))
    page = journey.press(browser, page, "accept")
    if page.path.partition("?")[0].endswith("/practice"):
        page = journey.press(browser, weigh("practice", page), "skip")
    while (name := journey.page_name(page)) is not None:
        weigh(name, page)
        page = journey.press(browser, page, "continue", journey.choose_first(page))
    page = weigh("review", page)
    weigh("receipt", journey.press(browser, page, "submit"))
    browser.close()
    return weights


def _seen_by_chromium(made: Installation, links: Sequence[str]) -> list[list[Weight]]:
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None or importlib.util.find_spec("playwright") is None:
        return []
    chromium = importlib.import_module("benchmarks.chromium")
    walks: list[list[Weight]] = chromium.walks(executable, made.base_url, links, ("fr", "ar"))
    return walks
