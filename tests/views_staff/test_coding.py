"""Marking on staff pages: a passage marked, said otherwise, taken away, undone; without a script and for it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from coding_pages import HOME, SAID, code, coded_study, made, passage, sent, shown, told
from flask import Flask
from flask.testing import FlaskClient
from signed_in import page, post, sign_in

from survey.forms import coding as forms
from survey.store import codings
from survey.store.codings import Said
from survey.store.passages import Passage
from survey.store.studies import StudyRecord


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    return coded_study()


def test_a_passage_over_two_turns_is_marked_and_shown_in_both(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    answer = sent(client, record, codes=code(record, "Sleep"), weight="2", is_key="y", memo="a", **passage(2, 2, 3, 2))
    assert (answer.status_code, answer.location) == (303, f"{HOME}#turn-2")
    (coding,) = made(record)
    assert coding.quote == "Mieux. Je dors la nuit, oui la nuit.\nEt"
    assert coding.said == Said(code(record, "Sleep"), 2, True, "a")
    page_now = shown(client)
    assert [mark.text for mark in page_now.select("mark")] == ["Mieux. Je dors la nuit, oui la nuit.", "Et"]
    chips = [" ".join(each.text.split()) for each in page_now.select(".chip")]
    assert chips == ["Sleep +2 citation clé avec un mémo", "Sleep +2 citation clé avec un mémo (suite)"]
    assert [each.text for each in page_now.select(".said")] == [words for _who, _role, words, _when in SAID]


def test_overlapping_passages_are_cut_where_they_meet(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    sent(client, record, codes=code(record, "Sleep"), **passage(2, 9, 2, 25))
    sent(client, record, codes=code(record, "Money"), **passage(2, 17, 2, 38))
    marks = shown(client).select("#turn-2 mark")
    assert [mark.text for mark in marks] == ["Je dors ", "la nuit,", " oui la nuit."]
    assert [len(mark["data-marks"].split()) for mark in marks] == [1, 2, 1]
    assert [mark["class"] for mark in marks] == [["deep-1"], ["deep-2"], ["deep-1"]]


def test_the_script_gets_the_turns_that_changed_and_no_page(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    answer = sent(client, record, codes=code(record, "Sleep"), part="turns", **passage(2, 2, 3, 2))
    assert answer.status_code == 200 and "<html" not in answer.text
    assert told(answer) == ("Marqué : Sleep.", ["turn-2", "turn-3"])
    assert told(sent(client, record, "undo", part="turns")) == ("Le dernier geste est annulé.", ["turn-2", "turn-3"])
    assert told(sent(client, record, "undo", part="turns")) == ("Il n’y a plus rien à annuler.", [])


def test_a_whole_turn_is_marked_without_a_script(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    link = shown(client).select_one("#turn-3 .mark-turn")["href"]
    form = page(client.get(link)).select_one("form[action$='/mark']")
    fields = {each["name"]: each["value"] for each in form.select("input[type=hidden]") if each["name"] != ".csrf"}
    answer = post(client, form["action"], codes=str(code(record, "Money")), words="", **fields)
    assert (answer.status_code, answer.location) == (303, f"{HOME}#turn-3")
    assert [each.quote for each in made(record)] == ["Et je sais à qui demander."]


def test_typed_words_are_found_in_the_turn(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    sent(client, record, codes=code(record, "Sleep"), turn=2, words="je  dors")
    assert made(record) == ()
    answer = sent(client, record, codes=code(record, "Sleep"), turn=2, words=" Je   dors ")
    assert answer.status_code == 303
    assert [each.quote for each in made(record)] == ["Je dors"]


def test_words_that_stand_there_twice_are_asked_for(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    answer = sent(client, record, codes=code(record, "Sleep"), turn=2, words="la nuit")
    assert answer.status_code == 422
    soup = page(answer)
    assert soup.find(role="alert").text.startswith("Ces mots s’y trouvent plusieurs fois")
    places = [each["value"] for each in soup.select("input[name=place]")]
    assert places == ["2 17 2 24", "2 30 2 37"]  # counted by hand in the words above
    assert soup.select_one("input[name=codes][checked]")["value"] == str(code(record, "Sleep"))
    sent(client, record, codes=code(record, "Sleep"), turn=2, words="la nuit", place=places[1])
    assert [each.passage for each in made(record)] == [Passage(2, 30, 2, 37)]


@pytest.mark.parametrize(
    "wrong",
    [
        passage(2, 30, 2, 20),
        passage(2, 0, 99, 1),
        passage(0, 0, 1, 1),
        passage(3, 0, 2, 1),
        passage(2, 1, 2, 2),
        passage(2, 0, 2, 9999),
        passage(2, -1, 2, 3),
        passage(2, 0, 2, 2**31),
    ],
)
def test_places_without_words_mark_nothing(record: StudyRecord, client: FlaskClient, wrong: dict[str, int]) -> None:
    sign_in(client, "researcher")
    sleep = code(record, "Sleep")
    assert sent(client, record, codes=sleep, part="turns", **wrong).status_code in (404, 422)
    assert made(record) == ()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"codes": None}, "Choisissez"),
        ({"codes": 99_999}, "n’existe plus"),
        ({"codes": "x"}, "n’existe plus"),
        ({"weight": "3"}, "Choisissez un des poids"),
        ({"memo": "m" * 4001}, "4000"),
    ],
)
def test_a_form_that_is_wrong_is_shown_again_and_marks_nothing(
    record: StudyRecord, client: FlaskClient, wrong: dict[str, Any], told: str
) -> None:
    sign_in(client, "researcher")
    answer = sent(client, record, **{"codes": code(record, "Sleep"), "turn": 2, "words": "Mieux", **wrong})
    assert answer.status_code == 422
    alert = page(answer).find(role="alert")
    assert alert is not None and re.search(told, alert.text, re.IGNORECASE)
    assert page(answer).select_one("input[name=words]")["value"] == "Mieux"
    assert made(record) == ()


def test_a_category_marks_nothing(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    assert sent(client, record, codes=code(record, "Effects"), turn=2).status_code == 422
    assert made(record) == ()


@pytest.mark.parametrize("part", ["turns", ""])
def test_a_text_that_changed_is_told_and_marks_nothing(record: StudyRecord, client: FlaskClient, part: str) -> None:
    sign_in(client, "researcher")
    seen = {"codes": code(record, "Sleep"), "turn": 2, "part": part, "digest": "another"}
    answer = sent(client, record, **seen)
    assert answer.status_code == 409
    assert "un nom a été remplacé" in answer.text
    assert made(record) == ()


def test_a_mark_says_something_else_and_is_taken_away(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    sent(client, record, codes=code(record, "Sleep"), **passage(2, 9, 2, 16))
    (coding,) = made(record)
    form = shown(client, f"/marks/{coding.guid}")
    assert form.select_one(".quoted").text == "Je dors"
    again = {"guid": coding.guid, "code": code(record, "Money"), "weight": "-1", "is_key": "y", "memo": "why"}
    assert sent(client, record, "say", **again).location == f"{HOME}#turn-2"
    assert [each.said for each in made(record)] == [Said(code(record, "Money"), -1, True, "why")]
    assert sent(client, record, "say", **{**again, "weight": "x"}).status_code == 422
    assert sent(client, record, "unmark", guid=coding.guid).status_code == 303
    assert made(record) == ()
    assert sent(client, record, "undo").location == f"{HOME}#turn-2"
    assert [each.guid for each in made(record)] == [coding.guid]
    sent(client, record, "unmark", guid=coding.guid)
    for act in ("say", "unmark"):
        assert sent(client, record, act, part="turns", **again).status_code == 409
    assert client.get(f"{HOME}/marks/{coding.guid}").status_code == 404


def test_a_memo_is_as_long_as_the_store_takes_it() -> None:
    assert forms.LONGEST_MEMO == codings.LONGEST_MEMO
