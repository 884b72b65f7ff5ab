"""How long until a page can be used on a weak connection: its first button or answer pressed, in Chromium."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from benchmarks.installation import installation
from benchmarks.weight import REGISTER, STUDY, WAVE

BYTES_A_SECOND, DELAY = 400_000 // 8, 400
"""400 kbit/s each way, and milliseconds that each answer takes to begin."""
CONDITIONS = {
    "offline": False,
    "latency": DELAY,
    "downloadThroughput": BYTES_A_SECOND,
    "uploadThroughput": BYTES_A_SECOND,
}
MOST_SECONDS = 3
LANGUAGE = "fr"


def measure(folder: Path) -> Iterator[Figure]:
    """The first page of a personal link, and the slowest of the pages after it, pressed from the one before."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None or importlib.util.find_spec("playwright") is None:
        return
    with installation(folder) as made:
        made.publish(STUDY, (WAVE,))
        made.jalon("import", "register", STUDY.name, str(REGISTER))
        link = next(iter(made.links(STUDY.name, WAVE).values()))
        server = made.server()
        server.start()
        try:
            first, *after = _walk(executable, made.base_url + link)
        finally:
            server.stop()
    where = "400 kbit/s and 400 ms delay"
    yield Figure(f"first page over {where}: its first button can be pressed", "s", first, limit=MOST_SECONDS)
    what = f"slowest of {len(after)} pages after it: sent, and its first answer given"
    yield Figure(what, "s", max(after), limit=MOST_SECONDS)


def _walk(executable: str, address: str) -> list[float]:
    api: Any = importlib.import_module("playwright.sync_api")
    chromium = importlib.import_module("benchmarks.chromium")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(chromium.ARGUMENTS))
        context = browser.new_context(viewport={"width": chromium.WIDTH, "height": chromium.HEIGHT}, locale=LANGUAGE)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", CONDITIONS)
        found = list(_seconds(page, address, chromium.MOST_PAGES))
        browser.close()
    return found


def _seconds(page: Any, address: str, most: int) -> Iterator[float]:
    """From the address, or from pressing what leads on, until the next page takes what a person presses first."""
    begun = time.monotonic()
    page.goto(address, wait_until="commit")
    page.click(f'.card-button[lang="{LANGUAGE}"]', trial=True)
    yield time.monotonic() - begun
    begun = _pressed(page, f'.card-button[lang="{LANGUAGE}"]')
    page.click('.go[value="accept"]', trial=True)
    yield time.monotonic() - begun
    begun = _pressed(page, '.go[value="accept"]')
    for _page in range(most):
        page.wait_for_selector("main .go")
        if "/page/" not in page.url and "/practice" not in page.url:
            break
        first = page.locator("main label.option, main .typed").first
        if first.count():
            first.click()
        page.click("main .go", trial=True)
        yield time.monotonic() - begun
        begun = _pressed(page, "main .go")
    yield time.monotonic() - begun


def _pressed(page: Any, button: str) -> float:
    """Press a button and wait until its page is left; when it was pressed."""
    left = page.url
    begun = time.monotonic()
    page.click(button, no_wait_after=True)
    page.wait_for_url(lambda url: url != left, wait_until="commit", timeout=60_000)
    return begun
