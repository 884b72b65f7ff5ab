"""The files that people sent leave as one ZIP, or one at a time, with researchers alone."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from signed_in import post, sign_in
from sqlalchemy import select
from staff_study import person, published, questionnaire

from survey import extensions
from survey.dataset.rows import dataset
from survey.exchange.export import Options
from survey.exchange.exports import formats
from survey.extensions import limiter
from survey.instrument.definition import Question, Repeat
from survey.store import attachments, audit
from survey.store.attachments import NewFile, Owner, Room
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Participant
from survey.store.tables.submissions import SubmissionRow

ROOM = Room(most=10, together=10_000_000)
PHOTO = Question("image", "photo", {"fr": "Photo"})
CORNER = Question("image", "corner", {"fr": "Coin"})
LETTER = Question("file", "letter", {"fr": "Lettre"})


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    """Two people: one sent a photograph, a letter and two corners; of the other one a file is lacking."""
    asked = questionnaire(PHOTO, LETTER)
    rooms = Repeat("room", {}, (CORNER,), repeat_count="")
    found = published(post=replace(asked, survey=(*asked.survey, rooms)))
    person(found, "A/1", step="submitted", answers={"photo": "lost-0.jpg"}, missing={"letter": "refused"})
    person(found, "a-1", step="submitted", instances={"room": 2})
    answers = {
        "photo": kept(found, "a-1", "photo", "jpg", b"a photograph" * 100_000),
        "letter": kept(found, "a-1", "letter", "pdf", b"%PDF-"),
        "corner[1]": kept(found, "a-1", "corner", "png", b"one"),
        "corner[2]": kept(found, "a-1", "corner", "png", b"two"),
        "room": 2,
    }
    with extensions.answers.writing() as session:
        row = session.scalars(
            select(SubmissionRow)
            .join(Participant, Participant.id == SubmissionRow.participant_id)
            .where(Participant.participant_id == "a-1")
        ).one()
        row.document = json.dumps(json.loads(row.document) | {"answers": answers, "instances": {"room": 2}})
    return found


def kept(record: StudyRecord, who: str, question: str, ending: str, content: bytes) -> str:
    pieces = [content[start : start + 500_000] for start in range(0, len(content), 500_000)]
    owner = Owner(record.name, who, "post", 1)
    return attachments.keep(owner, NewFile(question, ending, len(content), pieces), ROOM)


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: package.read(name) for name in package.namelist()}


def test_every_file_is_in_the_zip_under_its_participant_question_and_instance(record: StudyRecord) -> None:
    found = opened(b"".join(formats()["files"].write(dataset(record), Options())))
    lacking = found.pop("missing.txt").decode()
    assert found == {
        "post/a-1-photo.jpg": b"a photograph" * 100_000,
        "post/a-1-letter.pdf": b"%PDF-",
        "post/a-1-corner-1.png": b"one",
        "post/a-1-corner-2.png": b"two",
    }
    assert lacking == "file\tanswer\npost/A_1-photo.jpg\tlost-0.jpg\n"


def test_a_table_holds_the_name_a_file_is_kept_under(record: StudyRecord) -> None:
    lines = b"".join(formats()["csv"].write(dataset(record), Options(reasons=False))).decode().splitlines()
    assert lines[0].endswith("photo,letter") and ".jpg,letter-" in lines[2] and lines[2].endswith(".pdf")


def test_a_researcher_downloads_the_zip_and_that_is_logged(app: Flask, record: StudyRecord) -> None:
    limiter.reset()
    client = sign_in(app.test_client(), "researcher", name="rea")
    answer = post(client, "/staff/tiny/downloads", wave="post", file_format="files", language="fr", rows="x")
    assert answer.content_type == "application/zip" and "post/a-1-photo.jpg" in opened(answer.data)
    assert answer.headers["Content-Disposition"].endswith(".zip")
    (entry,) = audit.entries(action="answers downloaded")
    assert (entry.actor, entry.detail["format"]) == ("rea", "files")


def test_one_file_is_given_to_researchers_of_its_study_alone(app: Flask, record: StudyRecord) -> None:
    limiter.reset()
    name = kept(record, "a-1", "photo", "jpg", b"\xff\xd8 picture")
    published("second")
    paths = {
        f"/staff/tiny/files/{name}": 200,
        f"/staff/second/files/{name}": 404,
        f"/staff/never/files/{name}": 404,
        "/staff/tiny/files/photo-0.jpg": 404,
    }
    for role in ("staff", "admin"):
        client = sign_in(app.test_client(), role)
        assert [client.get(path).status_code for path in paths] == [404] * 4
    assert [app.test_client().get(path).status_code for path in paths] == [303] * 4
    researcher = sign_in(app.test_client(), "researcher", name="rea")
    got: dict[str, Any] = {path: researcher.get(path) for path in paths}
    assert {path: answer.status_code for path, answer in got.items()} == paths
    answer = got[f"/staff/tiny/files/{name}"]
    assert answer.data == b"\xff\xd8 picture"
    assert {each: answer.headers[each] for each in ("Content-Type", "Cache-Control", "X-Content-Type-Options")} == {
        "Content-Type": "image/jpeg",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert [(each.actor, each.detail) for each in audit.entries(action="file downloaded")] == [("rea", {"file": name})]
