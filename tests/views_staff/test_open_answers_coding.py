"""Open answers on the pages of coding, search and agreement: in pages, one answer at a time, where they are chosen."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from bs4 import Tag
from flask import Flask
from flask.testing import FlaskClient
from kept_interviews import interview
from open_answers_study import asking, brought_in, coded, said, turn_of
from signed_in import page, post, sign_in

from survey.findings import client as figures
from survey.findings.answering import QUESTIONS
from survey.store import codings, rounds, transcripts
from survey.store.codings import Said
from survey.store.layers import Layer
from survey.store.passages import whole_turn
from survey.store.studies import StudyRecord

HOME = "/staff/tiny/open-answers/"
GRID = f"{HOME}1"
CODING = "/staff/tiny/interviews/-1/coding"
ME = Layer("researcher.one")


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    return asking()


@pytest.fixture
def researcher(client: FlaskClient) -> FlaskClient:
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return sign_in(client, "researcher")


@pytest.fixture(autouse=True)
def figures_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(question: str, *, wait: float = 0, **words: Any) -> Any:
        return QUESTIONS[question](words)

    monkeypatch.setattr(figures, "ask", ask)


def shown(client: FlaskClient, address: str = GRID, **query: Any) -> Tag:
    answer = client.get(address, query_string=query)
    assert answer.status_code == 200, answer.text
    main: Tag = page(answer).main
    return main


def words(main: Tag) -> list[str]:
    return [each.text for each in main.select(".said")]


def mark(record: StudyRecord, text: str, code: int, layer: Layer = ME) -> None:
    source = transcripts.answer_sources(record.id)[0]
    codings.mark(source, layer, whole_turn(turn_of(source, text), text), Said(code), digest=source.digest)


def test_a_grid_shows_fifty_and_coding_two_hundred_on_a_page(record: StudyRecord, researcher: FlaskClient) -> None:
    said(record, **{f"p{number}": f"mot {number}" for number in range(201)})
    brought_in(record)
    assert len(words(shown(researcher))) == 50
    assert len(words(shown(researcher, page=5))) == 1
    assert researcher.get(f"{GRID}?page=6").status_code == 404
    assert [each["id"] for each in shown(researcher, turn=60).select(".answer")][9] == "turn-60"
    assert len(words(shown(researcher, CODING))) == 200
    assert len(words(shown(researcher, CODING, page=2))) == 1
    assert researcher.get(f"{CODING}?page=3").status_code == 404


def test_a_passage_of_an_answer_is_marked_changed_and_undone(record: StudyRecord, researcher: FlaskClient) -> None:
    said(record, a="On m’a aidée", b="Rien")
    source = brought_in(record)
    (code,) = coded(record, "Help")
    turn = turn_of(source, "On m’a aidée")
    assert "On m’a aidée" in shown(researcher, f"{CODING}/turns/{turn}").text
    sent = {"digest": source.digest, "turn": str(turn), "codes": str(code), "words": "aidée"}
    assert post(researcher, f"{CODING}/mark", **sent).location == f"{CODING}?page=1#turn-{turn}"
    (made,) = codings.of_interview(source, ME)
    assert made.quote == "aidée"
    assert "aidée" in shown(researcher, f"{CODING}/marks/{made.guid}").text
    assert "1 passage is marked" in shown(researcher, CODING).text
    post(researcher, f"{CODING}/undo")
    assert codings.of_interview(source) == ()


def test_a_passage_over_two_answers_is_refused_in_words(record: StudyRecord, researcher: FlaskClient) -> None:
    said(record, a="un", b="deux")
    source = brought_in(record)
    (code,) = coded(record, "Help")
    place = {"first_turn": "1", "start": "0", "last_turn": "2", "end": "2"}
    answer = post(researcher, f"{CODING}/mark", digest=source.digest, codes=str(code), **place)
    assert answer.status_code == 422 and "each answer is marked for itself" in answer.text


def test_researchers_find_answers_under_a_filter_of_their_own(record: StudyRecord, researcher: FlaskClient) -> None:
    said(record, a="le loyer")
    interview(record, 1)
    brought_in(record)
    main = shown(researcher, "/staff/tiny/interviews/search", q="loyer", kind="answers")
    assert words(main) == ["le loyer"]
    assert main.select_one(".hit a")["href"] == f"{GRID}?turn=1#turn-1"
    assert not words(shown(researcher, "/staff/tiny/interviews/search", q="loyer", kind="interview"))


def test_agreement_counts_open_answers_where_they_are_chosen(record: StudyRecord, researcher: FlaskClient) -> None:
    said(record, a="un", b="deux")
    source = brought_in(record)
    (code,) = coded(record, "Help")
    for layer in (ME, Layer("ben")):
        mark(record, "un", code, layer)
        rounds.finish(record, source, layer)
    asked = {"coder": [ME.coder, "ben"], "base": "all"}
    address = "/staff/tiny/agreement/"
    assert "0 interviews count" in shown(researcher, address, **asked).text
    main = shown(researcher, address, **asked, interview="-1")
    assert "Open answers 1" in main.select_one(".places").text
    assert shown(researcher, "/staff/tiny/agreement/-1").select(".apart-turn")
    assert shown(researcher, "/staff/tiny/interviews/-1/consensus").select(".apart-turn")


def test_the_layer_again_draws_no_answers(record: StudyRecord, researcher: FlaskClient) -> None:
    said(record, a="un")
    source = brought_in(record)
    rounds.begin(source, ME)
    rounds.finish(record, source, ME)
    post(researcher, "/staff/tiny/agreement/again")
    assert [each.layer for each in rounds.of_interview(source)] == [dataclasses.replace(ME).name]


def test_the_page_of_a_mark_speaks_its_own_language_and_its_quote_another(
    record: StudyRecord, researcher: FlaskClient
) -> None:
    said(record, a="le loyer")
    source = brought_in(record)
    (code,) = coded(record, "Help")
    mark(record, "le loyer", code)
    (marked,) = codings.of_interview(source)
    shown_page = page(researcher.get(f"{CODING}/marks/{marked.guid}"))
    assert (shown_page.html["lang"], shown_page.select_one(".quoted")["lang"]) == ("en", "fr")
