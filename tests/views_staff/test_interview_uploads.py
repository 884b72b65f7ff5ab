"""Transcripts sent through the page: all kept and reported line by line, or none and every problem told."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from signed_in import page, post, sign_in, token
from staff_study import person, published
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from survey.security import LARGEST_REQUEST, LARGEST_UPLOAD
from survey.store import audit, transcripts
from survey.store.studies import StudyRecord

ADDRESS = "/staff/tiny/interviews/upload"
ONE = "[00:00:01] L1: Comment ça va ?\n\n[00:00:04] L2: Mieux, je dors la nuit.\n\nEt je mange.\n"
TWO = "WEBVTT\n\n00:01.000 --> 00:02.500\n<v Enquêtrice>Et après ?\n"
LIST = (
    "file;participant_id;wave;date;language;roles;link;quote\none.txt;p-1;post;2026-02-17;fr;L1=interviewer;yes;team\n"
)


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    found = published()
    person(found, "p-1", step="submitted")
    return found


def send(client: FlaskClient, *files: tuple[str, str | bytes], csrf: str | None = None) -> TestResponse:
    """Send files as a browser would."""
    contents = [(name, content.encode() if isinstance(content, str) else content) for name, content in files]
    sent = [FileStorage(io.BytesIO(content), name) for name, content in contents]
    entries: dict[str, Any] = {".csrf": token(client, "/staff/sign-in") if csrf is None else csrf, "files": sent}
    boundary, body = encode_multipart(entries)  # in memory: the client itself would put it into a file
    return client.post(ADDRESS, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def texts(response: TestResponse, selector: str) -> list[str]:
    """What the elements of a page say, with single spaces."""
    return [" ".join(each.get_text(" ", strip=True).split()) for each in page(response).main.select(selector)]


def test_several_files_are_kept_with_what_their_list_says(record: StudyRecord, client: FlaskClient) -> None:
    answer = send(sign_in(client, "researcher"), ("one.txt", ONE), ("interviews.csv", LIST), ("two.vtt", TWO))
    assert answer.status_code == 200
    kept = {each.quote: each for each in transcripts.interviews(record.id)}
    assert (kept["team"].participant_id, kept["team"].link, kept["team"].turns) == ("p-1", True, 3)
    assert (kept["none"].participant_id, kept["none"].link, kept["none"].turns) == (None, False, 1)
    assert all(each.released_at is None for each in kept.values())


def test_afterwards_the_page_tells_each_file_its_number_and_what_was_mended(
    record: StudyRecord, client: FlaskClient
) -> None:
    answer = send(sign_in(client, "researcher"), ("one.txt", ONE), ("two.vtt", TWO))
    numbers = {each.format: each.number for each in transcripts.interviews(record.id)}
    links = [link["href"] for link in page(answer).select("#imported ~ ul a.lone-link")]
    assert sorted(links) == sorted(f"/staff/tiny/interviews/{number}" for number in numbers.values())
    assert texts(answer, "#imported") == ["2 entretiens ont été ajoutés"]
    assert any("No row of a list names this file" in told for told in texts(answer, ".repairs li"))


def test_the_same_file_again_changes_nothing(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    send(client, ("one.txt", ONE))
    before = transcripts.interviews(record.id)
    answer = send(client, ("one.txt", ONE))
    assert transcripts.interviews(record.id) == before
    assert texts(answer, "#imported ~ ul p")[0].endswith("était déjà là ; rien n’a changé")


def test_every_problem_of_every_file_is_told_and_nothing_is_kept(record: StudyRecord, client: FlaskClient) -> None:
    wrong = LIST.replace("p-1", "p-9").replace("post", "pots") + "absent.srt;;;;;;;\n"
    answer = send(
        sign_in(client, "researcher"),
        ("one.txt", ONE),
        ("interviews.csv", wrong),
        ("two.vtt", ""),
        ("three.pdf", "%PDF-"),
    )
    assert answer.status_code == 422
    told = page(answer).find(role="alert")
    assert [heading.get_text(strip=True) for heading in told.select("h3")] == ["interviews.csv", "three.pdf", "two.vtt"]
    rows = [" ".join(each.get_text(" ", strip=True).split()) for each in told.select("ul.problems")[0].select("li")]
    assert [row[: row.index("colonne") + 7] for row in rows] == ["ligne 2, colonne"] * 2 + ["ligne 3, colonne"]
    assert "Did you mean" in rows[1]
    assert transcripts.interviews(record.id) == ()


def test_what_is_wrong_with_the_files_together_is_told_too(record: StudyRecord, client: FlaskClient) -> None:
    answer = send(sign_in(client, "researcher"), ("one.txt", ONE), ("again.txt", ONE))
    assert answer.status_code == 422
    assert "same as" in page(answer).find(role="alert").text


@pytest.mark.parametrize("files", [(), (("", ""),)], ids=["no field", "an empty field"])
def test_no_file_is_told_at_its_field(
    record: StudyRecord, client: FlaskClient, files: tuple[tuple[str, str], ...]
) -> None:
    answer = send(sign_in(client, "researcher"), *files)
    assert answer.status_code == 422
    assert [link["href"] for link in page(answer).find(role="alert").select("a")] == ["#files"]


def test_a_text_in_the_place_of_a_file_is_no_file(record: StudyRecord, client: FlaskClient) -> None:
    assert post(sign_in(client, "researcher"), ADDRESS, files="one.txt").status_code == 422


def test_folders_in_the_name_of_a_file_do_not_count(record: StudyRecord, client: FlaskClient) -> None:
    send(sign_in(client, "researcher"), ("interviews/one.txt", ONE), ("interviews.csv", LIST))
    assert [each.participant_id for each in transcripts.interviews(record.id)] == ["p-1"]


def test_an_upload_may_be_larger_than_a_page(record: StudyRecord, client: FlaskClient) -> None:
    long = "\n\n".join(f"L{turn % 2 + 1}: {'mot ' * 40}{turn}" for turn in range(8_000))
    assert len(long) > LARGEST_REQUEST
    assert send(sign_in(client, "researcher"), ("long.txt", long)).status_code == 200
    assert [each.turns for each in transcripts.interviews(record.id)] == [8_000]


class Endless(io.RawIOBase):
    """A body that notes whether anybody reads it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.asked += 1
        buffer[:] = b"a" * len(buffer)
        return len(buffer)


def pour(client: FlaskClient, length: int) -> tuple[int, int]:
    """The status of an endless body said to be so long, and how often it was read."""
    body = Endless()
    said = {"wsgi.input": body, "CONTENT_LENGTH": str(length), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    answer = client.post(ADDRESS, environ_overrides=said)
    return answer.status_code, body.asked


def test_what_is_too_large_is_refused_unread(record: StudyRecord, client: FlaskClient) -> None:
    assert pour(sign_in(client, "researcher"), LARGEST_UPLOAD + 1) == (413, 0)
    assert transcripts.interviews(record.id) == ()


def test_what_is_too_large_is_told_on_the_page_itself(record: StudyRecord, client: FlaskClient) -> None:
    answer = send(sign_in(client, "researcher"), ("one.txt", "a" * LARGEST_UPLOAD))
    assert answer.status_code == 413
    assert "25 Mo" in page(answer).find(role="alert").text
    assert page(answer).select_one("input[type=file]") is not None


@pytest.mark.parametrize(("role", "status"), [("", 303), ("staff", 404), ("admin", 404)])
def test_a_body_is_not_read_before_it_is_known_who_sends_it(
    record: StudyRecord, client: FlaskClient, role: str, status: int
) -> None:
    if role:
        sign_in(client, role)
    assert pour(client, LARGEST_REQUEST) == (status, 0)


@pytest.mark.parametrize("csrf", ["", "forged"])
def test_without_its_token_an_upload_is_refused(record: StudyRecord, client: FlaskClient, csrf: str) -> None:
    answer = send(sign_in(client, "researcher"), ("one.txt", ONE), csrf=csrf)
    assert answer.status_code == 400
    assert transcripts.interviews(record.id) == ()


def test_no_other_address_takes_more_than_a_page(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    body = {".csrf": "x", "read": "a" * (LARGEST_REQUEST + 1)}
    for address in ("/staff/tiny/interviews/1/release", "/staff/tiny/figures", "/staff/password"):
        assert client.post(address, data=body).status_code == 413


def test_files_that_are_sent_stay_in_memory(app: Flask) -> None:
    boundary, body = encode_multipart({"files": FileStorage(io.BytesIO(b"a" * 900_000), "one.txt")})
    multipart = f"multipart/form-data; boundary={boundary}"
    with app.test_request_context("/", method="POST", data=body, content_type=multipart):
        assert type(request.files["files"].stream) is io.BytesIO


def test_an_upload_is_logged_with_counts_and_without_names(record: StudyRecord, client: FlaskClient) -> None:
    send(sign_in(client, "researcher", name="ana"), ("Claire Dupont.txt", ONE))
    entries = [entry for entry in audit.entries(study="tiny") if entry.actor == "ana"]
    assert entries and "Claire" not in str(entries)
