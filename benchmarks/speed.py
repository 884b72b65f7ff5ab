"""Server CPU of a page and of a whole response, ours and the floor's by turns in the same minute."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import journey
from benchmarks.browser import Browser, Page, UnexpectedPageError
from benchmarks.figures import Figure
from benchmarks.installation import ROOT, Installation, installation
from benchmarks.responses import TYPED
from benchmarks.server import HOST, Server, free_port

ROUNDS = 15
PAGES_A_ROUND = 100
RESPONSES_A_ROUND = 14
WARM_PAGES = 60
MEBIBYTE = 1024 * 1024
ONE_PAGE, FIVE_PAGES = ROOT / "benchmarks" / "page31", ROOT / "benchmarks" / "five_pages"
WAVE = "once"
PAGES = 5


@dataclass(frozen=True, slots=True)
class Turn:
    """CPU seconds of the same number of requests to our server and to the floor."""

    ours: float
    floor: float


def measure(folder: Path) -> Iterator[Figure]:
    """The page, the response, and the memory of our server after both."""
    with installation(folder) as made:
        links = _set_up(made)
        with running(made.server()) as ours:
            pages = _pages(ours, links)
            with running(_floor(folder, pages)) as floor:
                yield from _page_figures(ours, floor, links["page31"]["p0"], pages[0])
                yield from _response_figures(ours, floor, list(links["five_pages"].values())[1:])
            memory = ours.proportional_set_size() / MEBIBYTE
            yield Figure(f"memory of the master and {len(ours.processes()) - 1} workers", "MiB", memory, limit=150)


def _set_up(made: Installation) -> Mapping[str, Mapping[str, str]]:
    links = {}
    for study, people in ((ONE_PAGE, 1), (FIVE_PAGES, 1 + WARM_PAGES // PAGES + ROUNDS * RESPONSES_A_ROUND)):
        made.publish(study, (WAVE,))
        made.import_register(study.name, ("code",), ((f"p{number}",) for number in range(people)))
        links[study.name] = made.links(study.name, WAVE)
    return links


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """The server, started and in the end stopped."""
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _pages(ours: Server, links: Mapping[str, Mapping[str, str]]) -> list[Page]:
    """The page of 31 questions, then the five pages, as ours has them."""
    browser = Browser(HOST, ours.port)
    found = [journey.begin(browser, links["page31"]["p0"], "fr")]
    page = journey.begin(browser, links["five_pages"]["p0"], "fr")
    while journey.page_name(page) is not None:
        found.append(page)
        page = journey.press(browser, page, "continue", journey.choose_first(page, TYPED))
    browser.close()
    if len(found) != 1 + PAGES:
        raise UnexpectedPageError(f"{len(found)} pages were found, {1 + PAGES} are measured.")
    return found


def _floor(folder: Path, pages: Sequence[Page]) -> Server:
    shapes = [(_options(page), len(page.text.encode())) for page in pages]
    port = free_port()
    place = folder / "floor"
    place.mkdir()
    words = ("--port", str(port), "--folder", str(place), "--shapes", json.dumps(shapes))
    command = [sys.executable, "-m", "benchmarks.floor", *words]
    return Server(command, {"PYTHONPATH": str(ROOT)}, port, folder / "floor.log")


def _options(page: Page) -> list[int]:
    """How many radios each question of a page has; 0 for a typed one."""
    typed = [0 for each in page.controls if each.kind == "text" and each.name]
    return [len(values) for values in page.radios().values()] + typed


def _page_figures(ours: Server, floor: Server, link: str, page: Page) -> Iterator[Figure]:
    def get(server: Server, path: str, times: int) -> None:
        browser = Browser(HOST, server.port)
        for _ in range(times):
            status, _, body = browser.request("GET", path, None)
            if status != 200 or abs(len(body) - len(page.text.encode())) > 64:
                raise UnexpectedPageError(f"{path} answered {status} with {len(body)} bytes.")
        browser.close()

    def ours_gets(times: int) -> None:
        get(ours, page.path, times)

    def floor_gets(times: int) -> None:
        get(floor, "/page/0", times)

    for run in (ours_gets, floor_gets):
        run(WARM_PAGES)
    turn = _by_turns((ours, floor), (ours_gets, floor_gets), PAGES_A_ROUND)
    requests = ROUNDS * PAGES_A_ROUND
    what = f"page of 31 questions ({len(page.text.encode()) / 1000:.1f} kB): server CPU per GET"
    yield Figure(what, "ms", 1000 * turn.ours / requests, 1000 * turn.floor / requests, 3)


def _by_turns(servers: tuple[Server, Server], runs: tuple[Callable[[int], None], ...], times: int) -> Turn:
    spent = [0.0, 0.0]
    for _ in range(ROUNDS):
        for which, (server, run) in enumerate(zip(servers, runs, strict=True)):
            before = server.cpu_seconds()
            run(times)
            spent[which] += server.cpu_seconds() - before
    return Turn(*spent)


def _response_figures(ours: Server, floor: Server, links: list[str]) -> Iterator[Figure]:
    sent: list[list[tuple[str, str]]] = []
    waiting = [_begun(ours, link) for link in links]

    def ours_answers(times: int) -> None:
        for browser, page in [waiting.pop() for _ in range(times)]:
            sent[:] = _respond(browser, page)

    def floor_answers(times: int) -> None:
        for _ in range(times):
            browser = Browser(HOST, floor.port)
            for number in range(1, PAGES + 1):
                browser.request("GET", f"/page/{number}", None)
                status, _ = browser.send(f"/page/{number}", sent[number - 1])
                if status != journey.SEE_OTHER:
                    raise UnexpectedPageError(f"The floor answered {status}.")
            browser.close()

    for run in (ours_answers, floor_answers):
        run(WARM_PAGES // PAGES)
    turn = _by_turns((ours, floor), (ours_answers, floor_answers), RESPONSES_A_ROUND)
    responses = ROUNDS * RESPONSES_A_ROUND
    what = "response in five pages (10 requests, SQLite FULL): server CPU"
    yield Figure(what, "ms", 1000 * turn.ours / responses, 1000 * turn.floor / responses, 4)


def _begun(ours: Server, link: str) -> tuple[Browser, str]:
    browser = Browser(HOST, ours.port)
    page = journey.begin(browser, link, "fr")
    browser.close()
    return browser, page.path


def _respond(browser: Browser, path: str) -> list[list[tuple[str, str]]]:
    """Five pages, each got and sent: 10 requests. What was sent on each is told."""
    told = []
    for _ in range(PAGES):
        page = browser.get(path)
        fields = [*page.hidden(), *journey.choose_first(page, TYPED), page.button("continue")]
        status, path = browser.send(page.path, fields)
        if status != journey.SEE_OTHER:
            raise UnexpectedPageError(f"A page was answered with {status}.")
        told.append(fields)
    browser.close()
    return told
