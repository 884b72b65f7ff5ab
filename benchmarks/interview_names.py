"""The page of words that may be names, over 12 and over 200 interviews, first looked at and again."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks import sixty_questions
from benchmarks.browser import UnexpectedPageError
from benchmarks.figures import Figure
from benchmarks.installation import Installation, installation
from survey import create_app
from survey.config import read_settings
from survey.store import accounts

STUDY, WAVE, PASSWORD = sixty_questions.NAME, "entry", "quatre mots bien choisis"
FEW, MANY, TURNS, WORDS = 12, 200, 60, 25
SPOKEN = (
    "alors on est allé voir la dame de la mairie parce que je savais plus comment faire pour le loyer et les factures "
    "mais maintenant ça va mieux je dors la nuit les enfants vont à l'école et je sais à qui demander si besoin"
)
SMALL = SPOKEN.split()
NAMES = [f"{first}{last}" for first in ("Ka", "Lé", "Mo", "Sa", "Ti") for last in ("rim", "ana", "dou", "bel", "zia")]
AGAIN = 3
TOKEN = re.compile(r'name="\.csrf" value="([^"]+)"')


def measure(folder: Path) -> Iterator[Figure]:
    """Import interviews by the command, then ask for the page as a researcher's browser does."""
    with installation(folder) as made:
        made.publish(sixty_questions.written(folder), ())
        drawn, client = random.Random(1), _signed_in(folder)
        for begun, count in ((0, FEW), (FEW, MANY)):
            _bring_in(made, range(begun, count), drawn)
            (first, spent), *again = _asked(client)
            what = f"words that may be names, {count} interviews of {TURNS * WORDS:,} words"
            yield Figure(f"{what}: first look", "s", first, limit=1)
            yield Figure(f"{what}: first look, processor time", "s", spent)
            yield Figure(f"{what}: again", "s", min(seconds for seconds, _spent in again), limit=0.5)


def _bring_in(made: Installation, numbers: range, drawn: random.Random) -> None:
    files = []
    for number in numbers:
        turns = (" ".join(_words(drawn)) for _turn in range(TURNS))
        files.append(made.folder / f"{number}.txt")
        lines = [f"L{place % 2 + 1}: {said}. {number}." for place, said in enumerate(turns)]
        files[-1].write_text("\n\n".join(lines), "utf-8")
    made.jalon("import", "transcripts", STUDY, *map(str, files))


def _words(drawn: random.Random) -> Iterator[str]:
    for _word in range(WORDS):
        yield drawn.choice(NAMES) if drawn.random() < 0.02 else drawn.choice(SMALL)


def _signed_in(folder: Path) -> FlaskClient:
    """A researcher's browser in a process that served a page of names before, of a study without interviews."""
    client = create_app(read_settings(folder)).test_client()
    with client.application.app_context():
        accounts.create_account("reader", "researcher", PASSWORD, "measure")
    token = TOKEN.search(client.get("/staff/sign-in").text)
    if token is None:
        raise UnexpectedPageError("The page to sign in has no token.")
    client.post("/staff/sign-in", data={".csrf": token.group(1), "name": "reader", "password": PASSWORD})
    client.get(f"/staff/{STUDY}/names/")
    return client


def _asked(client: FlaskClient) -> list[tuple[float, float]]:
    """The seconds of each look, on the clock and of the processor: the first after interviews were added reads all."""
    seconds = []
    for _look in range(1 + AGAIN):
        began, spent = time.perf_counter(), time.process_time()
        shown = client.get(f"/staff/{STUDY}/names/").text
        seconds.append((time.perf_counter() - began, time.process_time() - spent))
        if not all(name in shown for name in NAMES):
            raise UnexpectedPageError("The page lacks names.")
    return seconds
