"""Every list and report over codes: 200 interviews of an hour, 10,000 passages marked in them."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks import coded_study
from benchmarks.browser import UnexpectedPageError
from benchmarks.coded_study import CODERS, CODINGS, INTERVIEWS
from benchmarks.figures import Figure
from benchmarks.installation import Installation, installation
from survey import create_app
from survey.config import read_settings
from survey.findings import client
from survey.store import accounts

PASSWORD = "quatre mots bien choisis"
LIMIT = 1.0
PATIENCE = 60.0
AGAIN = 3
TICKS = os.sysconf("SC_CLK_TCK")
STUDY = f"/staff/{coded_study.NAME}/"
TOKEN = re.compile(r'name="\.csrf" value="([^"]+)"')
BOTH = "&".join(f"coder={coder}" for coder in CODERS)
LAST_PAGE = CODINGS // 50
HEAD, ONE = f"code={coded_study.code_guid(3)}", f"code={coded_study.code_guid(39)}"
"""A code with all under it, and one alone."""
PAGES: Mapping[str, str] = {
    "the codebook, with counts": "codebook/",
    "a code to change": "codebook/7",
    "passages by code, first page": "interviews/passages",
    "passages by code, last page": f"interviews/passages?page={LAST_PAGE}",
    "passages by code, a code with those under it": f"interviews/passages?{HEAD}",
    "passages by code, one code": f"interviews/passages?{ONE}",
    "search of a code": f"interviews/search?{HEAD}",
    "search where two codes meet": f"interviews/search?{HEAD}&meets={coded_study.code_guid(39)}",
    "search of a role": f"interviews/search?role=respondent&{ONE}",
    "search of a speaker": "interviews/search?speaker=L0",
    "search of a language": f"interviews/search?language=es&{HEAD}",
    "search of a wave": f"interviews/search?wave=once&{HEAD}",
    "search of a third": f"interviews/search?third=scale0.score.once.high&{HEAD}",
    "search, its page 10": f"interviews/search?{HEAD}&page=10",
    "agreement, chosen": "agreement/",
    "two coders side by side": f"agreement/7?{BOTH}",
    "what is read again": "agreement/again",
    "the consensus": "interviews/7/consensus",
    "an interview, to be coded": "interviews/7/coding",
    "an interview, what all marked": "interviews/7/coding?layer=everybody",
    "the interviews": "interviews/",
    "an interview": "interviews/7",
    "an interview, words searched in it": "interviews/7?q=factures",
    "an interview beside the figures": "dashboard?interview=7",
    "words that are known": "names/known",
    "exchange": "exchange/",
}
FRESH: Mapping[str, str] = {
    "words that may be names": "names/",
    "agreement, on what was marked": f"agreement/?base=marked&{BOTH}",
    "agreement, on everything": f"agreement/?base=all&{BOTH}",
    "agreement as CSV": f"agreement/figures.csv?base=marked&{BOTH}&code=40",
}
"""Pages whose first look costs more than the next."""
FILES = {
    "qdc": "codebook",
    "csv": "quotes as CSV",
    "iramuteq": "words for IRaMuTeQ",
    "xlsx": "quotes as XLSX",
    "qdpx": "project",
}
LIMITS = {"qdc": LIMIT}
"""The others hold every quote or all texts, megabytes of them: they have no limit of a list."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of one answer: of the processor, in the process of pages and that of figures; and on the clock."""

    processor: float
    clock: float


def measure(folder: Path) -> Iterator[Figure]:
    """Ask for each page as a researcher who coded all of it, the figure process running."""
    with installation(folder) as made:
        coded_study.published(made, folder)
        try:
            yield from _measured(_signed_in(made))
        finally:
            client.end()


def _measured(browser: FlaskClient) -> Iterator[Figure]:
    what, longest = f"{CODINGS} passages of {INTERVIEWS} interviews", 0.0
    figures = int(client.ask("ping", wait=PATIENCE)["process"])
    for page, address in (*FRESH.items(), *PAGES.items()):
        if page in PAGES:
            _asked(browser, figures, address)
        found = [_asked(browser, figures, address) for _ in range(1 if page in FRESH else AGAIN)]
        longest = max(longest, min(each.clock for each in found))
        yield Figure(f"{what}: {page}", "s", min(each.processor for each in found), limit=LIMIT)
        if page in FRESH:
            again = [_asked(browser, figures, address) for _ in range(AGAIN)]
            yield Figure(f"{what}: {page}, again", "s", min(each.processor for each in again), limit=LIMIT)
    yield Figure(f"{what}: the slowest of these pages, on the clock", "s", longest, limit=LIMIT)
    for kind, file in FILES.items():
        spent = _asked(browser, figures, "exchange/file", {"file_format": kind}).processor
        yield Figure(f"{what}: taken along, {file}", "s", spent, limit=LIMITS.get(kind))


def _asked(browser: FlaskClient, figures: int, address: str, sent: Mapping[str, str] | None = None) -> Spent:
    """What a page costs, or the file that a form asks for."""
    began, spent, beside = time.perf_counter(), time.process_time(), _ticks(figures)
    answer = browser.get(f"{STUDY}{address}") if sent is None else browser.post(f"{STUDY}{address}", data=sent)
    clock = time.perf_counter() - began
    processor = time.process_time() - spent + (_ticks(figures) - beside) / TICKS
    if answer.status_code != 200 or "Refresh" in answer.headers:
        raise UnexpectedPageError(f"{address} answered {answer.status_code}.")
    return Spent(processor, clock)


def _ticks(process: int) -> int:
    """The processor time of all threads of a process."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _signed_in(made: Installation) -> FlaskClient:
    """A browser within this process, of the first coder."""
    app = create_app(read_settings(made.folder))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        accounts.create_account(CODERS[0], "researcher", PASSWORD, "benchmark")
    browser = app.test_client()
    browser.post("/staff/sign-in", data={"name": CODERS[0], "password": PASSWORD})
    return browser
