"""A long interview in Chromium: until it stands there, and scrolled to its end, on a telephone and wide."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.figures import Figure

WINDOWS: Mapping[str, tuple[int, int, int]] = {
    "telephone, 4 times slower": (360, 740, 4),
    "wide window": (1280, 900, 1),
}
"""Width, height, and how many times slower than this machine the page computes."""
SIGN_IN = "/staff/sign-in"
MINUTES = 3 * 60_000
WATCH = "new PerformanceObserver((list) => (window.longTasks = (window.longTasks || 0) + list.getEntries().length))"
WATCHING = f"{WATCH}.observe({{ type: 'longtask', buffered: true }})"
SCROLL = """() => new Promise((done) => {
  window.longTasks = 0;
  let [last, longest, frames] = [performance.now(), 0, 0];
  const step = (now) => {
    longest = Math.max(longest, now - last);
    last = now;
    frames += 1;
    if (scrollY + innerHeight >= document.documentElement.scrollHeight - 2) {
      const height = document.documentElement.scrollHeight;
      setTimeout(() => done({ longest, frames, height, tasks: window.longTasks }), 200);
      return;
    }
    scrollBy(0, 1500);
    requestAnimationFrame(step);
  };
  requestAnimationFrame((now) => { last = now; requestAnimationFrame(step); });
})"""
"""Two screens of a telephone at each frame, to the end; what a finger that flings a page may ask for."""


@dataclass(frozen=True, slots=True)
class Scrolled:
    """Seconds until it can be used; seconds of work, opened and scrolled; the longest frame; long tasks meanwhile."""

    ready: float
    opened: float
    scrolled: float
    longest: float
    tasks: int


def measure(what: str, base_url: str, account: tuple[str, str], path: str) -> Iterator[Figure]:
    """Open a page as somebody who is signed in, in each window; scroll it to its end."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None or importlib.util.find_spec("playwright") is None:
        return
    for window, (width, height, slower) in WINDOWS.items():
        found = _scrolled(executable, base_url, account, path, (width, height, slower))
        here = f"{what}, {window}"
        yield Figure(f"{here}: until it can be used", "s", found.ready)
        yield Figure(f"{here}: work of the page until then", "s", found.opened)
        yield Figure(f"{here}: work of scrolling to its end", "s", found.scrolled)
        yield Figure(f"{here}: longest frame while scrolling", "ms", found.longest)
        yield Figure(f"{here}: tasks of more than 50 ms while scrolling", "", found.tasks)


def _scrolled(
    executable: str, base_url: str, account: tuple[str, str], path: str, window: tuple[int, int, int]
) -> Scrolled:
    api: Any = importlib.import_module("playwright.sync_api")
    arguments = importlib.import_module("benchmarks.chromium").ARGUMENTS
    width, height, slower = window
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(arguments))
        page = browser.new_context(viewport={"width": width, "height": height}, locale="fr").new_page()
        page.set_default_timeout(MINUTES)
        page.goto(f"{base_url}{SIGN_IN}")
        page.fill("[name=name]", account[0])
        page.fill("[name=password]", account[1])
        page.click("main .go")
        page.wait_for_url(lambda address: not address.endswith(SIGN_IN))
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.add_init_script(WATCHING)
        page.goto(f"{base_url}{path}", wait_until="load")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd") / 1000
        opened = _worked(session)
        found = page.evaluate(SCROLL)
        scrolled = _worked(session) - opened
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        browser.close()
    return Scrolled(ready, opened, scrolled, found["longest"], found["tasks"])


def _worked(session: Any) -> float:
    """Seconds that the main thread has computed for the page."""
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"])
