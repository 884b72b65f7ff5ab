"""Who asks and who answers is said once for each speaker of an interview, on a page or by the list."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from kept_interviews import interview
from signed_in import page, post, sign_in, token
from staff_study import published
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from survey.store import audit, transcripts
from survey.store.studies import StudyRecord

ADDRESS = "/staff/tiny/interviews/1/speakers"
SAID = (
    ("S01", "", "Et depuis ?", 0),
    ("S02", "", "Mieux, je dors.", 4_000),
    ("", "", "(un chien)", 5_000),
    ("S01", "", "Bien.", 6_000),
)


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    found = published()
    interview(found, 1, SAID)
    return found


@pytest.fixture
def reader(record: StudyRecord, client: FlaskClient) -> FlaskClient:
    return sign_in(client, "researcher")


def roles(record: StudyRecord) -> list[str]:
    there = transcripts.interview(record.id, 1)
    assert there is not None
    return [turn.role for turn in transcripts.turns(there)]


def test_each_speaker_stands_there_once_with_their_first_words(reader: FlaskClient) -> None:
    shown = page(reader.get(ADDRESS)).main
    labels = [label.text for label in shown.select(".card-form label")]
    assert labels == ["S01", "S02", "Prises de parole qui ne nomment personne"]
    assert [words.text for words in shown.select("q")] == ["Et depuis ?", "Mieux, je dors.", "(un chien)"]
    assert "2 prises de parole" in shown.select_one(".hint").text


def test_what_is_said_counts_for_all_their_turns_and_is_logged_without_words(
    reader: FlaskClient, record: StudyRecord
) -> None:
    answer = post(reader, ADDRESS, **{"role-0": "interviewer", "role-1": "respondent", "role-2": ""})
    assert (answer.status_code, answer.location) == (303, "/staff/tiny/interviews/1")
    assert roles(record) == ["interviewer", "respondent", "", "interviewer"]
    (entry,) = audit.entries(study="tiny", action="speakers stated")
    assert (entry.actor, dict(entry.detail)) == ("researcher.one", {"interview": 1, "turns": 3})
    chosen = page(reader.get(ADDRESS)).main.select("option[selected]")
    assert [each["value"] for each in chosen] == ["interviewer", "respondent", ""]
    found = page(reader.get("/staff/tiny/interviews/search?role=respondent")).main
    assert [said.text for said in found.select(".hit .said")] == ["Mieux, je dors."]


def test_the_same_again_is_not_logged(reader: FlaskClient) -> None:
    for _time in range(2):
        post(reader, ADDRESS, **{"role-0": "interviewer", "role-1": "", "role-2": ""})
    assert len(audit.entries(study="tiny", action="speakers stated")) == 1


@pytest.mark.parametrize(
    "sent", [{"role-0": "boss"}, {"role-0": "respondent", "role-1": "\x00"}], ids=["no role", "NUL"]
)
def test_a_role_that_is_none_is_refused_and_nothing_changed(
    reader: FlaskClient, record: StudyRecord, sent: dict[str, str]
) -> None:
    answer = post(reader, ADDRESS, **{"role-1": "", "role-2": "", **sent})
    assert answer.status_code == 422 and page(answer).find(role="alert").select("a")
    assert roles(record) == ["", "", "", ""]


@pytest.mark.parametrize("number", ["2", "0"])
def test_an_interview_that_is_not_there_is_not_found(reader: FlaskClient, number: str) -> None:
    address = ADDRESS.replace("/1/", f"/{number}/")
    assert (reader.get(address).status_code, post(reader, address).status_code) == (404, 404)


def test_whoever_sends_a_file_without_roles_is_led_to_say_them(reader: FlaskClient) -> None:
    said = b"WEBVTT\n\n00:01.000 --> 00:02.500\n<v S01>Et depuis ?\n"
    entries = {".csrf": token(reader, "/staff/sign-in"), "files": [FileStorage(io.BytesIO(said), "one.vtt")]}
    boundary, body = encode_multipart(entries)
    kind = f"multipart/form-data; boundary={boundary}"
    shown = page(reader.post("/staff/tiny/interviews/upload", data=body, content_type=kind)).main
    assert [link["href"] for link in shown.select(".problems p > a[href$='/speakers']")] == [ADDRESS.replace("1", "2")]
