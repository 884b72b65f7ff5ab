"""The answers of ten thousand people to an open question: brought in to be coded, and their grid."""

from __future__ import annotations

import datetime
import random
import time
from collections.abc import Iterator
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import create_engine, insert

from benchmarks import sixty_questions
from benchmarks.browser import UnexpectedPageError
from benchmarks.figures import Figure
from benchmarks.installation import Installation, installation
from benchmarks.responses import fill
from survey import create_app
from survey.config import read_settings
from survey.findings import client
from survey.store import accounts, studies, versions
from survey.store.tables.rights import NoticeVersion

PEOPLE, AGAIN, PATIENCE = 10_000, 3, 60.0
PASSWORD = "quatre mots bien choisis"
NOTICE = "0" * 64
"""The notice that these people agreed to, so that scores may stand beside their words."""
QUESTION = "survey:\n  - {type: text, name: why, label: {fr: Pourquoi ?}}"
GRID = f"/staff/{sixty_questions.NAME}/open-answers/1"
PAGES = {
    "their grid, first page": GRID,
    "their grid with three scores, in the order of one": f"{GRID}?scale=scale0&scale=scale1&scale=scale2&sort=scale1",
    "their grid, those of one third alone": f"{GRID}?scale=scale0&third=scale0.low",
    "their grid, page 150": f"{GRID}?page=150",
    "coding them, first page": f"/staff/{sixty_questions.NAME}/interviews/-1/coding",
    "the list": f"/staff/{sixty_questions.NAME}/open-answers/",
}


def measure(folder: Path) -> Iterator[Figure]:
    """Bring them in by the command, then ask for each page as a researcher, the figure process running."""
    with installation(folder) as made:
        study = sixty_questions.written(folder)
        file = study / f"{sixty_questions.NAME}.yaml"
        file.write_text(file.read_text("utf-8").replace("survey:", QUESTION, 1), "utf-8")
        made.publish(study, (sixty_questions.WAVE,))
        browser = _signed_in(made)
        _answered(made)
        begun = time.perf_counter()
        made.jalon("answers", sixty_questions.NAME)
        yield Figure(f"{PEOPLE:,} open answers: brought in", "s", time.perf_counter() - begun)
        try:
            for what, address in PAGES.items():
                client.ask("answer thirds", wait=PATIENCE, study=sixty_questions.NAME, wave=sixty_questions.WAVE)
                seconds = min(_asked(browser, address) for _ in range(AGAIN))
                yield Figure(f"{PEOPLE:,} open answers: {what}", "s", seconds, limit=1)
        finally:
            client.end()


def _signed_in(made: Installation) -> FlaskClient:
    """A browser within this process, of a researcher."""
    app = create_app(read_settings(made.folder))
    app.config["WTF_CSRF_ENABLED"] = False
    accounts.create_account("reader", "researcher", PASSWORD, "benchmark")
    browser = app.test_client()
    browser.post("/staff/sign-in", data={"name": "reader", "password": PASSWORD})
    return browser


def _answered(made: Installation) -> None:
    record = studies.study_named(sixty_questions.NAME)
    digest = record.wave(sixty_questions.WAVE).questionnaire_digest
    fill(made, versions.questionnaire(digest), range(PEOPLE), random.Random(1))
    moment = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
    row = {"digest": NOTICE, "study_id": record.id, "language": "fr", "text": "Notice", "first_agreed_at": moment}
    engine = create_engine(made.answers_url)
    with engine.begin() as connection:
        connection.execute(insert(NoticeVersion), [row])
    engine.dispose()


def _asked(browser: FlaskClient, address: str) -> float:
    begun = time.perf_counter()
    answer = browser.get(address)
    seconds = time.perf_counter() - begun
    if answer.status_code != 200:
        raise UnexpectedPageError(f"{address} answered {answer.status_code}.")
    return seconds
