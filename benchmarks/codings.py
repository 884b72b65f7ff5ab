"""The pages about codes, of 200 interviews with 10,000 passages marked: codebook, agreement, consensus."""

from __future__ import annotations

import datetime
import random
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import create_engine, insert, text
from sqlalchemy.engine import Connection

from benchmarks import sixty_questions
from benchmarks.browser import UnexpectedPageError
from benchmarks.figures import Figure
from benchmarks.installation import Installation, installation
from survey import create_app
from survey.config import read_settings
from survey.findings import client
from survey.store import accounts
from survey.store.tables.codings import CodeRow, CodingRound, CodingRow
from survey.store.tables.transcripts import TranscriptRow, TurnRow

INTERVIEWS, TURNS, CODINGS, CODES = 200, 60, 10_000, 40
CODERS = ("ana", "ben")
PASSWORD = "quatre mots bien choisis"
WORDS = "Une réponse de quelques mots, comme on en dit quand on a le temps d’y penser un peu."
MOMENT = datetime.datetime(2026, 11, 1, 9, 30, tzinfo=datetime.UTC)
LIMIT = 1.0
PATIENCE = 60.0
AGAIN = 3
PLACE = ("transcript_id", "coder", "code_id", "first_turn", "starts_at", "ends_at")
"""Nobody marks a place twice with one code."""
BOTH = "&".join(f"coder={coder}" for coder in CODERS)
PAGES = {
    "the codebook": "codebook/",
    "a code to change": "codebook/7",
    "agreement, chosen": "agreement/",
    "agreement, on what was marked": f"agreement/?base=marked&{BOTH}",
    "agreement, on everything": f"agreement/?base=all&{BOTH}",
    "agreement as CSV": f"agreement/figures.csv?base=marked&{BOTH}",
    "two coders side by side": f"agreement/7?{BOTH}",
    "what is read again": "agreement/again",
    "the consensus": "interviews/7/consensus",
}


def measure(folder: Path) -> Iterator[Figure]:
    """Ask for each page as a researcher who coded all of it, the figure process running."""
    with installation(folder) as made:
        study = sixty_questions.written(folder)
        made.publish(study, (sixty_questions.WAVE,))
        engine = create_engine(made.answers_url)
        with engine.begin() as connection:
            fill(connection, random.Random(1))
        engine.dispose()
        try:
            browser = _signed_in(made)
            client.ask("ping", wait=PATIENCE)
            for what, address in PAGES.items():
                seconds = min(_asked(browser, f"/staff/{sixty_questions.NAME}/{address}") for _ in range(AGAIN))
                yield Figure(f"{CODINGS} passages of {INTERVIEWS} interviews: {what}", "s", seconds, limit=LIMIT)
        finally:
            client.end()


def _asked(browser: FlaskClient, address: str) -> float:
    begun = time.perf_counter()
    answer = browser.get(address)
    seconds = time.perf_counter() - begun
    if answer.status_code != 200 or "Refresh" in answer.headers:
        raise UnexpectedPageError(f"{address} answered {answer.status_code}.")
    return seconds


def _signed_in(made: Installation) -> FlaskClient:
    """A browser within this process, of the first coder."""
    app = create_app(read_settings(made.folder))
    app.config["WTF_CSRF_ENABLED"] = False
    accounts.create_account(CODERS[0], "researcher", PASSWORD, "benchmark")
    browser = app.test_client()
    browser.post("/staff/sign-in", data={"name": CODERS[0], "password": PASSWORD})
    return browser


def fill(connection: Connection, chance: random.Random) -> None:
    """Interviews of which every respondent's turn is as likely to be marked, by two coders who are done."""
    study = connection.execute(text("SELECT id FROM study")).scalar_one()
    connection.execute(insert(CodeRow), [_code(study, number) for number in range(CODES)])
    connection.execute(insert(TranscriptRow), [_interview(study, number) for number in range(INTERVIEWS)])
    keys = list(connection.execute(text("SELECT id FROM transcript ORDER BY number")).scalars())
    connection.execute(insert(TurnRow), [_turn(key, turn) for key in keys for turn in range(TURNS)])
    codes = list(connection.execute(text("SELECT id FROM code ORDER BY id")).scalars())
    marked: dict[tuple[object, ...], dict[str, object]] = {}
    while len(marked) < CODINGS:
        made = _coding(len(marked), chance.choice(keys), chance.choice(codes), chance)
        marked.setdefault(tuple(made[name] for name in PLACE), made)
    connection.execute(insert(CodingRow), list(marked.values()))
    rounds = [
        {"transcript_id": key, "coder": coder, "layer": "first", "turns": None, "begun_at": MOMENT, "done_at": MOMENT}
        for key in keys
        for coder in CODERS
    ]
    connection.execute(insert(CodingRound), rounds)


def _code(study: int, number: int) -> dict[str, object]:
    texts = {"definition": WORDS, "include": WORDS, "exclude": WORDS, "links": "[]"}
    place = {"parent_id": None, "position": number, "is_category": False}
    return {"study_id": study, "guid": str(uuid.UUID(int=number)), "name": f"Code {number}", **texts, **place}


def _interview(study: int, number: int) -> dict[str, object]:
    known = {"language": "fr", "link": False, "quote": "team", "format": "srt", "turns": TURNS, "imported_at": MOMENT}
    return {"study_id": study, "number": number + 1, "file_digest": f"{number}", "digest": "0" * 64, **known}


def _turn(transcript: int, turn: int) -> dict[str, object]:
    role = "respondent" if turn % 2 else "interviewer"
    place = {"transcript_id": transcript, "position": turn + 1, "starts_at": None, "ends_at": None}
    return {"speaker": f"L{turn % 2}", "role": role, "text": WORDS, **place}


def _coding(number: int, transcript: int, code: int, chance: random.Random) -> dict[str, object]:
    turn, start = chance.randrange(2, TURNS, 2), chance.randrange(len(WORDS) - 20)
    end = start + 20 - WORDS[start + 19].isspace()
    start += WORDS[start].isspace()
    return {
        "guid": str(uuid.UUID(int=number)),
        "transcript_id": transcript,
        "code_id": code,
        "coder": CODERS[number % 2],
        "layer": "first",
        "first_turn": turn,
        "starts_at": start,
        "last_turn": turn,
        "ends_at": end,
        "quote": WORDS[start:end],
        "weight": None,
        "is_key": False,
        "memo": "",
        "made_at": MOMENT,
    }
