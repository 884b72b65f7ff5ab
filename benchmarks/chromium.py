"""The same pages in Chromium without JavaScript: every byte and request its network log tells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.wire import Weight

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTH, HEIGHT = 360, 740
AWAITED = {"Document", "Fetch", "XHR", "Stylesheet"}
"""What a page stands only after: scripts and pictures come beside it."""
MOST_PAGES = 60


class NetworkLog:
    """Counts what arrives from the wire; what the cache gave costs nothing."""

    def __init__(self) -> None:
        """Nothing has arrived."""
        self.size = 0
        self.requests = 0
        self.trips = 0
        self._cached: set[str] = set()
        self._awaited: set[str] = set()

    def watch(self, session: Any) -> None:
        """Listen to the network events of a page."""
        session.on("Network.requestServedFromCache", lambda event: self._cached.add(event["requestId"]))
        session.on("Network.requestWillBeSent", self._redirected)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def take(self, page: str) -> Weight:
        """What has arrived since the last time."""
        weight = Weight(page, self.size, self.requests, self.trips)
        self.size = self.requests = self.trips = 0
        return weight

    def _redirected(self, event: dict[str, Any]) -> None:
        if event["type"] in AWAITED:
            self._awaited.add(event["requestId"])
        if "redirectResponse" in event:
            self.size += int(event["redirectResponse"]["encodedDataLength"])
            self.trips += 1

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] not in self._cached and event["encodedDataLength"]:
            self.size += int(event["encodedDataLength"])
            self.requests += 1
            self.trips += event["requestId"] in self._awaited


def walks(executable: str, base_url: str, links: Sequence[str], languages: Sequence[str]) -> list[list[Weight]]:
    """The pages from the link to the review, one person per language."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        found = [_walk(browser, base_url + link, language) for link, language in zip(links, languages, strict=False)]
        browser.close()
    return found


def _walk(browser: Browser, address: str, language: str) -> list[Weight]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": WIDTH, "height": HEIGHT})
    page, log = context.new_page(), NetworkLog()
    log.watch(context.new_cdp_session(page))
    page.goto(address, wait_until="networkidle")
    weights = [log.take(f"start, {language}, Chromium")]
    _press(page, f"language {language}")
    weights.append(log.take(f"notice, {language}, Chromium"))
    _press(page, "accept")
    if "/practice" in page.url:
        weights.append(log.take(f"practice, {language}, Chromium"))
        _press(page, "skip")
    while "/page/" in page.url and len(weights) < MOST_PAGES:
        name = page.url.rpartition("/")[2]
        weights.append(log.take(f"{name}, {language}, Chromium"))
        _press(page, "continue")
    weights.append(log.take(f"review, {language}, Chromium"))
    context.close()
    return weights


def _press(page: Page, button: str) -> None:
    page.locator(f'main button[value="{button}"]').last.click()
    page.wait_for_load_state("networkidle")
