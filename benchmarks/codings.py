"""Every list and report over codes: 200 interviews of an hour, 10,000 passages marked in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks import coded_study
from benchmarks.coded_study import CODERS, CODINGS, INTERVIEWS
from benchmarks.desk import Desk, signed_in
from benchmarks.figures import Figure
from benchmarks.installation import installation
from survey import create_app
from survey.config import read_settings
from survey.findings import client

LIMIT = 1.0
AGAIN = 3
STUDY = f"/staff/{coded_study.NAME}/"
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


def measure(folder: Path) -> Iterator[Figure]:
    """Ask for each page as a researcher who coded all of it, the figure process running."""
    with installation(folder) as made:
        coded_study.published(made, folder)
        try:
            yield from _measured(signed_in(create_app(read_settings(made.folder)), CODERS[0], "researcher", STUDY))
        finally:
            client.end()


def _measured(desk: Desk) -> Iterator[Figure]:
    what, longest = f"{CODINGS} passages of {INTERVIEWS} interviews", 0.0
    for page, address in (*FRESH.items(), *PAGES.items()):
        if page in PAGES:
            desk.asked(address)
        spent = desk.least(address, 1 if page in FRESH else AGAIN)
        longest = max(longest, spent.clock)
        yield Figure(f"{what}: {page}", "s", spent.processor, limit=LIMIT)
        if page in FRESH:
            yield Figure(f"{what}: {page}, again", "s", desk.least(address, AGAIN).processor, limit=LIMIT)
    yield Figure(f"{what}: the slowest of these pages, on the clock", "s", longest, limit=LIMIT)
    for kind, file in FILES.items():
        spent = desk.asked("exchange/file", {"file_format": kind})
        yield Figure(f"{what}: taken along, {file}", "s", spent.processor, limit=LIMITS.get(kind))
