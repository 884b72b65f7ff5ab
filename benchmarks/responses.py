"""Many submitted responses put straight into a database, in the store's own format."""

from __future__ import annotations

import datetime
import random

from sqlalchemy import Connection, Row, create_engine, insert, text

from benchmarks.installation import Installation
from survey.instrument.definition import NOT_ANSWERED, Questionnaire, Value
from survey.instrument.types import question_type
from survey.store import documents
from survey.store.documents import Document
from survey.store.tables.participants import Participant
from survey.store.tables.submissions import SubmissionRow

PORTION = 5_000
BLANK = 0.03
"""The share of answers left blank."""
TYPED = "Une réponse de quelques mots, comme on en écrit."


def fill(made: Installation, questionnaire: Questionnaire, numbers: range, chance: random.Random) -> None:
    """Put submitted responses of new participants, one at every wave there is, straight into the database."""
    engine = create_engine(made.answers_url)
    with engine.begin() as connection:
        waves = connection.execute(text("SELECT id, study_id, questionnaire_digest FROM wave ORDER BY position")).all()
        for start in range(numbers.start, numbers.stop, PORTION):
            portion = range(start, min(start + PORTION, numbers.stop))
            _insert_people(connection, waves[0].study_id, portion)
            for wave in waves:
                _insert(connection, wave, [(number, _document(questionnaire, chance)) for number in portion])
    engine.dispose()


def _insert_people(connection: Connection, study_id: int, numbers: range) -> None:
    participants = [
        {"id": number + 1, "study_id": study_id, "participant_id": f"p{number:06}", "origin": "register"}
        for number in numbers
    ]
    connection.execute(insert(Participant), [row | {"profile": "{}"} for row in participants])


def _insert(connection: Connection, wave: Row[int, int, str], people: list[tuple[int, str]]) -> None:
    moment = datetime.datetime(2026, 11, 1, 9, 30, tzinfo=datetime.UTC)
    wave_id, _study, digest = wave
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
