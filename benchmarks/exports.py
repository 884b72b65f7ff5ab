"""The CSV of 100,000 responses beside decoding the same documents: first byte, time, memory."""

from __future__ import annotations

import datetime
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, Row, create_engine, insert, text

from benchmarks.figures import Figure
from benchmarks.installation import ROOT, Installation, installation
from benchmarks.speed import MEBIBYTE, ONE_PAGE, TYPED, WAVE
from survey.instrument.definition import NOT_ANSWERED, Questionnaire, Value
from survey.instrument.loader import read_instrument
from survey.instrument.types import question_type
from survey.store import documents
from survey.store.documents import Document
from survey.store.tables.participants import Participant
from survey.store.tables.submissions import SubmissionRow

FEW, MANY = 10_000, 100_000
PORTION = 5_000
BLANK = 0.03
"""How many of a hundred answers are left blank, over 100."""
ROUNDS = 3


def measure(folder: Path) -> Iterator[Figure]:
    """Fill an installation with 10,000, then 100,000 responses, and export each."""
    questionnaire = read_instrument(ONE_PAGE / f"{ONE_PAGE.name}.yaml")
    chance = random.Random(1)
    with installation(folder) as made:
        made.publish(ONE_PAGE, (WAVE,))
        _fill(made, questionnaire, range(FEW), chance)
        small = _run(made, "values")
        _fill(made, questionnaire, range(FEW, MANY), chance)
        pairs = [(_run(made, "values"), _run(made, "decode")) for _ in range(ROUNDS)]
        told = _run(made, "labels and reasons")
    values = [pair[0] for pair in pairs]
    decoding = median(pair[1]["seconds"] for pair in pairs)
    what = f"CSV of {MANY:,} responses x 31 questions"
    yield Figure(f"{what}: values, beside decoding", "s", median(run["seconds"] for run in values), decoding, 5)
    yield Figure(f"{what}: first byte", "s", max(run["first_byte"] for run in values), limit=0.5)
    yield Figure(f"{what}: first rows", "s", max(run["first_rows"] for run in values))
    growth = (max(run["peak"] for run in values) - small["peak"]) / MEBIBYTE
    yield Figure(f"{what}: peak memory over that of {FEW:,}", "MiB", max(growth, 0.0), limit=20)
    yield Figure(f"{what}: with labels and reasons", "s", told["seconds"], decoding)


def _run(made: Installation, what: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.export_run", what, "--study", ONE_PAGE.name],
        env=made.environment(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _fill(made: Installation, questionnaire: Questionnaire, numbers: range, chance: random.Random) -> None:
    """Put submitted responses of new participants straight into the database, in the store's own format."""
    engine = create_engine(made.answers_url)
    with engine.begin() as connection:
        wave = connection.execute(
            text("SELECT wave.id, wave.study_id, wave.questionnaire_digest FROM wave WHERE name = :name"),
            {"name": WAVE},
        ).one()
        for start in range(numbers.start, numbers.stop, PORTION):
            portion = range(start, min(start + PORTION, numbers.stop))
            _insert(connection, wave, [(number, _document(questionnaire, chance)) for number in portion])
    engine.dispose()


def _insert(connection: Connection, wave: Row[int, int, str], people: list[tuple[int, str]]) -> None:
    moment = datetime.datetime(2026, 11, 1, 9, 30, tzinfo=datetime.UTC)
    wave_id, study_id, digest = wave
    participants = [
        {"id": number + 1, "study_id": study_id, "participant_id": f"p{number:06}", "origin": "register"}
        for number, _ in people
    ]
    connection.execute(insert(Participant), [row | {"profile": "{}"} for row in participants])
    submission = {
        "wave_id": wave_id,
        "questionnaire_digest": digest,
        "state": "submitted",
        "language": "fr",
        "mode": "web",
        "notice_digest": "0" * 64,
        "revision": 1,
        "started_at": moment,
        "saved_at": moment,
        "submitted_at": moment,
        "submit_key_digest": "0" * 64,
        "receipt_digest": "0" * 64,
    }
    rows = [submission | {"participant_id": number + 1, "document": document} for number, document in people]
    connection.execute(insert(SubmissionRow), rows)


def _document(questionnaire: Questionnaire, chance: random.Random) -> str:
    answers: dict[str, Value] = {}
    missing: dict[str, str] = {}
    for question in questionnaire.questions():
        if not question_type(question.type).is_question:
            continue
        if chance.random() < BLANK:
            missing[question.name] = NOT_ANSWERED
        elif question.type == "text":
            answers[question.name] = TYPED
        else:
            answers[question.name] = chance.choice(questionnaire.choices[question.list_name]).name
    return documents.write(Document(answers=answers, missing=missing, pages={"page31": 1}))
