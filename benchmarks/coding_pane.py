"""The page on which an interview of three hours is coded, beside the page on which it is read; one mark; scrolling."""

from __future__ import annotations

import random
import re
import secrets
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median

from sqlalchemy import create_engine, text

from benchmarks import pane_scrolled
from benchmarks.browser import Browser, UnexpectedPageError
from benchmarks.exports import RESEARCHER, create_researcher, signed_in
from benchmarks.figures import Figure
from benchmarks.installation import Installation, installation
from benchmarks.server import Server
from benchmarks.speed import ONE_PAGE, WAVE, running

TURNS, WORDS_OF_A_TURN = 2_000, 15
MARKS, CODES = 500, 40
AGAIN = 9
WHAT = f"coding {TURNS * WORDS_OF_A_TURN:,} words in {TURNS:,} turns, {MARKS} marks"
KILOBYTE = 1000
WORDS = ("depuis", "nuit", "facture", "école", "dormir", "demander", "😀", "jamais", "toujours", "parler", "aide")
INTERVIEW = f"/staff/{ONE_PAGE.name}/interviews/1"
TOKEN = re.compile(r'name="\.csrf" value="([^"]+)"')
DIGEST = re.compile(r'name="digest" value="([^"]+)"')
CODE = (
    "INSERT INTO code (study_id, guid, position, name, definition, include, exclude, links, is_category) "
    "SELECT study_id, :guid, :number, :name, '', '', '', '[]', FALSE FROM transcript"
)
CODING = (
    "INSERT INTO coding (guid, transcript_id, code_id, coder, layer, first_turn, starts_at, last_turn, ends_at, quote, "
    "is_key, memo, made_at) SELECT :guid, transcript_id, :code, 'researcher', 'first', position, 0, position, "
    "length(text), text, FALSE, '', '2026-03-01 12:00:00' FROM turn WHERE position = :turn"
)


def measure(folder: Path) -> Iterator[Figure]:
    """Open an interview of 30,000 words with 500 marks, to read it and to code it, by turns; then mark a passage."""
    password = secrets.token_urlsafe(18)
    with installation(folder) as made:
        made.publish(ONE_PAGE, (WAVE,))
        create_researcher(made, password)
        _interview(folder, made)
        with running(made.server()) as server:
            browser = signed_in(server, password)
            page = _got(browser, f"{INTERVIEW}/coding")
            paths = (f"{INTERVIEW}/coding", INTERVIEW)
            pairs = [[_spent(server, partial(_got, browser, path)) for path in paths] for _ in range(AGAIN)]
            ours, floor = (median(each) for each in zip(*pairs, strict=True))
            yield Figure(f"{WHAT}: the page, beside reading it", "s", ours, floor, limit=3)
            yield Figure(f"{WHAT}: the page", "s", ours, limit=0.3)
            yield Figure(f"{WHAT}: its size", "kB", len(page) / KILOBYTE)
            mark = _marking(browser, page.decode())
            seconds = median(_spent(server, mark) for _ in range(AGAIN))
            yield Figure(f"{WHAT}: one mark, its turn back", "s", seconds, limit=0.2)
            browser.close()
            account = (RESEARCHER, password)
            for pane, path in (("page to code", f"{INTERVIEW}/coding"), ("page to read", INTERVIEW)):
                yield from pane_scrolled.measure(f"{pane} of {TURNS:,} turns", made.base_url, account, path)


def _interview(folder: Path, made: Installation) -> None:
    chance = random.Random(1)
    turns = (" ".join(chance.choices(WORDS, k=WORDS_OF_A_TURN)) for _turn in range(TURNS))
    said = "\n\n".join(
        f"[{turn // 600:02}:{turn // 10 % 60:02}:00] L{turn % 2}: {each}" for turn, each in enumerate(turns)
    )
    (folder / "long.txt").write_text(said, encoding="utf-8")
    made.jalon("import", "transcripts", ONE_PAGE.name, str(folder / "long.txt"))
    engine = create_engine(made.answers_url)
    with engine.begin() as connection:
        for number in range(1, CODES + 1):
            connection.execute(text(CODE), {"guid": f"code {number}", "number": number, "name": f"Code {number}"})
        for number in range(MARKS):
            place = {"guid": f"mark {number}", "code": 1 + number % CODES, "turn": 1 + number * 4}
            connection.execute(text(CODING), place)
    engine.dispose()


def _got(browser: Browser, path: str) -> bytes:
    status, _location, page = browser.request("GET", path, None)
    if status != 200 or page.count(b'id="turn-') != TURNS:
        raise UnexpectedPageError(f"{path} answered {status} without {TURNS} turns.")
    return page


def _marking(browser: Browser, page: str) -> Callable[[], None]:
    """Marks some words of one turn after another as the script of the page does."""
    found = TOKEN.search(page), DIGEST.search(page)
    if None in found:
        raise UnexpectedPageError("The page of coding has no form.")
    token, digest = (each.group(1) for each in found if each)
    turns = count(1)

    def send() -> None:
        turn = next(turns)
        place = f"first_turn={turn}&start=0&last_turn={turn}&end=9"
        body = f".csrf={token}&digest={digest}&codes=2&layer=&part=turns&{place}".encode()
        status, _location, answer = browser.request("POST", f"{INTERVIEW}/coding/mark", body)
        if status != 200 or f'id="turn-{turn}"' not in answer.decode():
            raise UnexpectedPageError(f"A mark was answered with {status}.")

    return send


def _spent(server: Server, act: Callable[[], object]) -> float:
    """The processor time of the server for this; once more where a worker, and its time with it, was replaced."""
    while True:
        before, processes = server.cpu_seconds(), server.processes()
        act()
        spent = server.cpu_seconds() - before
        if processes == server.processes() and spent > 0:
            return spent
        time.sleep(1)
