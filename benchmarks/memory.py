"""The memory of master and two workers: just prepared, while people answer, while staff read figures."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import journey
from benchmarks.browser import Browser
from benchmarks.figures import Figure
from benchmarks.installation import ROOT
from benchmarks.leash import leashed
from benchmarks.server import HOST, free_port
from survey.config import LANGUAGES
from survey.demonstration_accounts import PASSWORD

COMMAND = "from survey.commands import main; main()"
LIMIT = 150
AT_ONCE, EACH = 8, 6
ROLES = ("staff", "admin", "researcher")
STUDIES = ("post_only", "before_after")
EVERY = 0.05
AGAIN, TRIES = 0.3, 100
OVERLOADED = 503
SIGN_IN = "/staff/sign-in"


def measure(folder: Path) -> Iterator[Figure]:
    """Start the demonstration for the first time; people answer, then all roles read dashboards under every filter."""
    with _demonstration(folder) as (master, port, link):
        yield _figure("just after the first start", _total(master))
        with _watched(master) as seen:
            _at_once(lambda: _answer(port, link), AT_ONCE)
        yield _figure(f"peak while {AT_ONCE * EACH} people answer", max(seen))
        readers = [_signed_in(port, name) for name in ROLES]  # each takes 64 MiB for a moment: Argon2 is made so
        with _watched(master) as seen:
            for reader in readers:
                _read(reader)
        yield _figure("peak while three roles read figures under all filters", max(seen))
        yield _figure("after it", _total(master))


def _figure(what: str, kibibytes: int) -> Figure:
    return Figure(f"the demonstration's, {what}", "MiB", kibibytes / 1024, limit=LIMIT)


@contextmanager
def _demonstration(folder: Path) -> Iterator[tuple[int, int, str]]:
    """The id of the master, its port, the open link."""
    port = free_port()
    variables = {"JALON_INSTANCE": str(folder), "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    command = leashed((sys.executable, "-c", COMMAND, "demonstration", "--port", str(port)))
    process = subprocess.Popen(
        command, cwd=folder, env=variables, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        said = "".join(iter(lambda: process.stdout.readline() if process.stdout else "", "Ctrl-C ends it.\n"))
        found = re.search(r"Respondent: http://[^/]+(/o/\S+)", said)
        if found is None:
            raise RuntimeError(f"The demonstration did not start: {said}")
        time.sleep(1)
        yield process.pid, port, found[1]
    finally:
        process.terminate()
        process.wait(60)
        for end in (process.stdin, process.stdout):
            if end:
                end.close()


def _total(master: int) -> int:
    """KiB that the master and its workers share or have for themselves; the figure process is measured elsewhere.

    Libraries count whole, once, as on a machine that runs no other Python program.
    """
    known = [told for process in (master, *_workers(master)) if (told := _rollup(process))]
    libraries = max(each["Rss:"] - each["Anonymous:"] for each in known)
    return sum(each["Pss_Anon:"] for each in known) + libraries


def _workers(master: int) -> list[int]:
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return [int(child) for child in children if not _is_of_figures(child)]


def _is_of_figures(process: str) -> bool:
    with suppress(OSError):
        return "survey.findings.process" in Path(f"/proc/{process}/cmdline").read_text()
    return False


def _rollup(process: int) -> dict[str, int]:
    with suppress(OSError):  # a worker that has just ended
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
        return {name: int(kibibytes) for name, kibibytes, _unit in (line.split() for line in lines)}
    return {}


@contextmanager
def _watched(master: int) -> Iterator[list[int]]:
    """The totals seen every twentieth of a second."""
    seen, ended = [_total(master)], threading.Event()

    def watch() -> None:
        while not ended.wait(EVERY):
            seen.append(_total(master))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        ended.set()
        watcher.join()


def _at_once(act: Callable[[], None], times: int) -> None:
    """Do this in so many threads; what fails in one of them fails."""
    with ThreadPoolExecutor(times) as threads:
        for done in [threads.submit(act) for _each in range(times)]:
            done.result()


def _answer(port: int, link: str) -> None:
    for number in range(EACH):
        browser = Browser(HOST, port)
        page = journey.begin(browser, link, LANGUAGES[number % len(LANGUAGES)])
        page = journey.press(browser, page, "continue")
        while (is_practice := page.path.partition("?")[0].endswith("/practice")) or journey.page_name(page) is not None:
            chosen = [] if is_practice else journey.choose_first(page, "12")
            page = journey.press(browser, page, "skip" if is_practice else "continue", chosen)
        journey.press(browser, page, "submit")
        browser.close()


def _signed_in(port: int, name: str) -> Browser:
    browser = Browser(HOST, port)
    page = browser.get(SIGN_IN)
    browser.post(page.path, [*page.hidden(), ("name", name), ("password", PASSWORD)])
    return browser


def _read(browser: Browser) -> None:
    for study in STUDIES:
        base = f"/staff/{study}/dashboard"
        choices = json.loads(_asked(browser, f"{base}/figures.json"))["choices"]
        for chosen in _filters({each["filter"]: [option["name"] for option in each["options"]] for each in choices}):
            for address in (base, f"{base}/figures.json"):
                _asked(browser, f"{address}?{urlencode(chosen)}")
        for chart in sorted(set(re.findall(r"dashboard/([\w.]+)\.svg", _asked(browser, base).decode()))):
            for ending in ("svg", "csv"):
                _asked(browser, f"{base}/{chart}.{ending}")
    browser.close()


def _filters(values: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    """No filter, each value of each, and every pair."""
    yield {}
    for name, options in values.items():
        yield from ({name: option} for option in options)
    for one, other in itertools.combinations(values, 2):
        yield from ({one: first, other: second} for first in values[one] for second in values[other])


def _asked(browser: Browser, address: str) -> bytes:
    """What an address answers, asked again while the figure process starts."""
    for _try in range(TRIES):
        status, _place, body = browser.request("GET", address, None)
        if status != OVERLOADED:
            return body
        time.sleep(AGAIN)
    raise RuntimeError(f"{address} did not answer.")
