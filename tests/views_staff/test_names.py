"""Words that may be names are decided upon: first what would change is shown, then it is replaced everywhere."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from kept_interviews import interview
from signed_in import page, post, sign_in, token
from staff_study import person, published
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from survey.store import audit, listed_names, transcripts
from survey.store.studies import StudyRecord
from survey.voices import name_queue

ADDRESS = "/staff/tiny/names/"
WORDS = (
    ("L1", "interviewer", "Et avec Karim, à Bondy ?", 0),
    ("L2", "respondent", "Karim vient de Bondy. Rose, c'est une rose.", 4_000),
)


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    found = published()
    person(found, "p-1", step="submitted")
    interview(found, 1, WORDS)
    interview(found, 2, [("L2", "respondent", "J'ai vu Karim 😀 et Paris.", 0)])
    return found


@pytest.fixture
def reader(record: StudyRecord, client: FlaskClient) -> FlaskClient:
    return sign_in(client, "researcher")


def said(record: StudyRecord) -> list[str]:
    return [turn.text for each in transcripts.interviews(record.id) for turn in transcripts.turns(each)]


def confirmed(reader: FlaskClient, answer: TestResponse) -> str:
    """Send what a preview asks to confirm; what is told then."""
    fields = page(answer).select("main form[action$='/decide'] input")
    sent = {str(each["name"]): str(each["value"]) for each in fields}
    told = reader.post(f"{ADDRESS}decide", data=sent, follow_redirects=True)
    return " ".join(page(told).main.select_one(".told").get_text(" ", strip=True).split())


def send(reader: FlaskClient, content: bytes) -> TestResponse:
    """Send a list as a browser would; made in memory, since the client itself would put it into a file."""
    file = FileStorage(io.BytesIO(content), "list.csv")
    boundary, body = encode_multipart({".csrf": token(reader, ADDRESS), "kind": "place", "file": file})
    return reader.post(f"{ADDRESS}preview", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def decided(reader: FlaskClient, **kinds: str) -> TestResponse:
    """Choose what these words of the queue are."""
    fields = page(reader.get(ADDRESS)).select("main input[name^=word-]")
    sent = {"decided": "yes"}
    for each in fields:
        number = str(each["name"]).removeprefix("word-")
        sent |= {f"word-{number}": str(each["value"]), f"as-{number}": kinds.get(str(each["value"]), "later")}
    return post(reader, f"{ADDRESS}preview", **sent)


def test_the_queue_groups_words_with_counts_and_contexts(reader: FlaskClient) -> None:
    cards = page(reader.get(ADDRESS)).main.select(".suspect")
    first = " ".join(cards[0].get_text(" ", strip=True).split())
    assert [card.legend.text for card in cards] == ["Karim", "Bondy", "Paris"]
    assert "3 fois · dans 2 entretiens" in first and "Et avec Karim , à Bondy" in first
    assert cards[0].select_one("a")["href"] == "/staff/tiny/interviews/1#turn-1"


def test_nothing_is_replaced_before_it_was_shown(reader: FlaskClient, record: StudyRecord) -> None:
    before = said(record)
    answer = decided(reader, Karim="person", Bondy="place", Paris="no_name")
    assert said(record) == before and listed_names.listed("tiny") == ()
    assert [each.h3.text for each in page(answer).select(".suspect")] == ["Karim", "Bondy"]
    assert confirmed(reader, answer).startswith("5 endroits ont été remplacés.")
    assert said(record) == [
        "Et avec [personne 1], à [lieu 1] ?",
        "[personne 1] vient de [lieu 1]. Rose, c'est une rose.",
        "J'ai vu [personne 1] 😀 et Paris.",
    ]
    assert page(reader.get(ADDRESS)).main.select(".suspect") == []
    told = [each.detail for each in audit.entries(study="tiny")]
    assert not any(word in str(told) for word in ("Karim", "Bondy", "Paris"))


def test_a_word_that_is_no_name_comes_back_when_it_is_taken_off(reader: FlaskClient, record: StudyRecord) -> None:
    confirmed(reader, decided(reader, Paris="no_name"))
    assert "Paris" not in [each.written for each in name_queue.queue(record)]
    post(reader, f"{ADDRESS}take-off", name="PARIS")
    assert "Paris" in [each.written for each in name_queue.queue(record)]


def test_an_ordinary_word_is_told_before_it_is_replaced(reader: FlaskClient) -> None:
    answer = post(reader, f"{ADDRESS}preview", kind="person", names="Rose\n=SUM(1)\nX")
    shown = page(answer).main
    assert "mot ordinaire" in shown.select_one(".warned").text
    assert [each.text.split(":")[0].strip() for each in shown.select(".summary li")] == ["ligne 2", "ligne 3"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "aucun nom"),
        (b"\x00\x01\x02", "pas du texte"),
        (b"x" * 600_001, "600"),
        ("\n".join(f"Nom{number}" for number in range(10_001)).encode(), "10"),
        (b'name,kind\n"Paris', "tableau"),
        (b"=1+1\n+2\n@x\n", "formule"),
    ],
    ids=["empty", "no text", "too large", "too many", "broken table", "formulas"],
)
def test_a_list_that_is_none_is_refused_with_a_reason(reader: FlaskClient, content: bytes, told: str) -> None:
    answer = send(reader, content)
    assert answer.status_code == 422
    assert told in page(answer).main.find(role="alert").text
    assert page(answer).select("form[action$='/decide']") == []


def test_a_table_in_the_encoding_of_an_old_program_is_read(reader: FlaskClient, record: StudyRecord) -> None:
    content = "name;kind\nKarim;personne\nBondy;lieu\n\u00c9meraude;place\nX;place\nY;chose\n".encode("cp1252")
    confirmed(reader, send(reader, content))
    assert {(each.written, each.kind) for each in listed_names.listed("tiny")} == {
        ("Karim", "person"),
        ("Bondy", "place"),
        ("\u00c9meraude", "place"),
    }
    assert said(record)[2] == "J'ai vu [personne 1] 😀 et Paris."


def test_an_interview_is_given_to_the_person_whose_it_is(reader: FlaskClient, record: StudyRecord) -> None:
    before = said(record)
    answer = post(reader, "/staff/tiny/interviews/1/whose", participant="p-1", wave="post", link="y", quote="team")
    moved = transcripts.interview(record.id, 1)
    assert (answer.status_code, answer.location) == (303, "/staff/tiny/interviews/1")
    assert moved is not None and (moved.participant_id, moved.wave, moved.link) == ("p-1", "post", True)
    assert said(record) == before


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"participant": "p-9"}, "participant"), ({"wave": "never"}, "wave"), ({"link": "y"}, "link")],
)
def test_a_wrong_person_is_refused_gently(
    reader: FlaskClient, record: StudyRecord, sent: dict[str, str], field: str
) -> None:
    before = transcripts.interview(record.id, 1)
    answer = post(reader, "/staff/tiny/interviews/1/whose", **{"quote": "team", **sent})
    assert answer.status_code == 422
    assert [link["href"] for link in page(answer).find(role="alert").select("a")] == [f"#{field}"]
    assert transcripts.interview(record.id, 1) == before
