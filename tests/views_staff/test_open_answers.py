"""Open answers in their grid and on the pages of coding: for researchers alone, with thirds where people agreed."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import Tag
from flask import Flask
from flask.testing import FlaskClient
from kept_interviews import interview
from open_answers_study import agreed, asking, asking_four_times, brought_in, coded, said, turn_of
from signed_in import page, post, sign_in
from sqlalchemy import select
from staff_study import person
from werkzeug.test import TestResponse

from survey import extensions
from survey.findings import client as figures
from survey.findings.answering import QUESTIONS
from survey.store import codings, erasure, rounds, transcripts
from survey.store.codings import Said
from survey.store.layers import Layer
from survey.store.passages import whole_turn
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Participant
from survey.store.tables.submissions import SubmissionRow

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


def thirds(main: Tag) -> dict[str, list[str]]:
    return {
        each.select_one(".said").text: [dd.text for dd in each.select(".stands dd")] for each in main.select(".answer")
    }


def mark(record: StudyRecord, text: str, code: int, layer: Layer = ME) -> None:
    source = transcripts.answer_sources(record.id)[0]
    codings.mark(source, layer, whole_turn(turn_of(source, text), text), Said(code), digest=source.digest)


def send(client: FlaskClient, record: StudyRecord, *turns: int, code: int, digest: str = "") -> TestResponse:
    source = transcripts.answer_sources(record.id)[0]
    told: dict[str, Any] = {"digest": digest or source.digest, "code": str(code), "turn": [str(each) for each in turns]}
    return post(client, f"{GRID}/mark", **told)


def thirty(record: StudyRecord) -> None:
    """Thirty people: ten each who are never, at times and always calm; the scale turns them around."""
    for number in range(30):
        answers = {"calm": str(number // 10 + 1), "why": f"mot {number:02}"}
        person(record, f"p{number:02}", step="submitted", answers=answers)


def test_the_button_brings_in_what_was_answered(record: StudyRecord, researcher: FlaskClient) -> None:
    said(record, a="un", b="deux")
    assert "No open answer was brought in yet." in shown(researcher, HOME).text
    answer = post(researcher, HOME)
    assert (answer.status_code, answer.location) == (303, HOME)
    main = shown(researcher, HOME)
    assert main.select_one(".voice-card").select_one("bdi").text == "Why?"
    assert "2 answers" in main.select_one(".voice-card").text


def test_a_row_has_a_neutral_number_and_no_participant(record: StudyRecord, researcher: FlaskClient) -> None:
    said(record, karim007="un")
    brought_in(record)
    answer = researcher.get(GRID)
    assert "karim007" not in answer.text
    (row,) = page(answer).select(".answer")
    assert row["id"] == "turn-1" and "Answer 1" in row.text


@pytest.mark.parametrize("role", ["staff", "admin"])
def test_nobody_but_researchers_finds_an_answer(record: StudyRecord, client: FlaskClient, role: str) -> None:
    said(record, a="unique")
    brought_in(record)
    sign_in(client, role)
    for address in (HOME, GRID, CODING, "/staff/tiny/interviews/-1"):
        assert client.get(address).status_code == 404
    for address in ("/staff/tiny/", "/staff/tiny/interviews/", "/staff/tiny/interviews/search?q=unique"):
        assert not page(client.get(address)).select(".said, .voice-card")


def test_the_third_stands_beside_an_answer_where_the_person_agreed(app: Flask, researcher: FlaskClient) -> None:
    record = asking_four_times()
    for number in range(36):  # four people at each of nine scores; "3" is the calmest and "1" not calm at all
        often = {f"calm_{item}": str(1 + (number // 4 + item) // 4) for item in range(4)}
        person(record, f"p{number}", step="submitted", answers={**often, "why": f"mot {number // 12}"})
    agreed(record)
    brought_in(record)
    main = shown(researcher, scale="wellbeing", sort="wellbeing")
    assert words(main) == ["mot 0"] * 12 + ["mot 1"] * 12 + ["mot 2"] * 12
    assert thirds(main) == {"mot 0": ["low"], "mot 1": ["middle"], "mot 2": ["high"]}


def test_thirds_of_one_value_each_are_not_told(record: StudyRecord, researcher: FlaskClient) -> None:
    thirty(record)
    agreed(record)
    brought_in(record)
    told = thirds(shown(researcher, scale="wellbeing", sort="wellbeing"))
    assert set(map(tuple, told.values())) == {("no thirds",)}


def test_no_third_without_an_agreement(record: StudyRecord, researcher: FlaskClient) -> None:
    thirty(record)
    brought_in(record)
    main = shown(researcher, scale="wellbeing")
    assert set(map(tuple, thirds(main).values())) == {("not agreed",)}


def test_an_interview_that_may_not_be_linked_closes_the_answers_of_its_person(
    record: StudyRecord, researcher: FlaskClient
) -> None:
    said(record, a="mien", b="sien")
    agreed(record)
    with extensions.answers.reading() as session:
        key = session.scalars(select(Participant.id).where(Participant.participant_id == "a")).one()
    interview(record, 1, participant_id=key, link=False)
    brought_in(record)
    told = thirds(shown(researcher, scale="wellbeing"))
    assert told == {"mien": ["not agreed"], "sien": ["no thirds"]}


def test_a_third_that_is_told_filters_and_sorts(
    record: StudyRecord, researcher: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(record, a="bas", b="haut", c="rien", d="moyen")
    agreed(record)
    brought_in(record)
    with extensions.answers.reading() as session:
        keys = dict(session.execute(select(Participant.participant_id, Participant.id)).all())
    told = {"thirds": {"wellbeing": {"low": [keys["a"]], "middle": [keys["d"]], "high": [keys["b"]]}}}
    monkeypatch.setattr(figures, "ask", lambda question, **words: told)
    main = shown(researcher, scale="wellbeing", sort="wellbeing")
    assert words(main) == ["bas", "moyen", "haut", "rien"]
    assert thirds(main) == {"bas": ["low"], "moyen": ["middle"], "haut": ["high"], "rien": ["no score"]}
    main = shown(researcher, third="wellbeing.high")
    assert words(main) == ["haut"]
    assert "1 answer of 4" in " ".join(main.text.split())


def test_answers_are_filtered_by_a_code_and_it_is_said(record: StudyRecord, researcher: FlaskClient) -> None:
    said(record, a="un", b="deux")
    brought_in(record)
    (code,) = coded(record, "Help")
    mark(record, "deux", code)
    main = shown(researcher)
    guid = main.select_one("#code-filter").select("option")[1]["value"]
    main = shown(researcher, code=guid)
    assert words(main) == ["deux"]
    assert "Only with the code: Help" in " ".join(main.text.split())


def test_ticked_answers_are_marked_whole(record: StudyRecord, researcher: FlaskClient) -> None:
    said(record, a="un", b="deux", c="trois")
    source = brought_in(record)
    (code,) = coded(record, "Help")
    answer = send(researcher, record, turn_of(source, "un"), turn_of(source, "trois"), code=code)
    assert answer.status_code == 303
    assert sorted(each.quote for each in codings.of_interview(source, ME)) == ["trois", "un"]
    assert len(shown(researcher).select(".chip")) == 2


def test_all_that_is_ticked_is_marked_or_nothing(
    record: StudyRecord, researcher: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(record, a="un", b="deux")
    source = brought_in(record)
    (code,) = coded(record, "Help")
    monkeypatch.setattr(codings, "MOST_CODINGS", 1)
    answer = send(researcher, record, 1, 2, code=code)
    assert answer.status_code == 409 and "Nothing was marked" in answer.text
    assert codings.of_interview(source) == ()


@pytest.mark.parametrize(
    ("turns", "digest", "status"),
    [((), "", 422), ((99,), "", 409), ((1,), "f" * 64, 409)],
    ids=["nothing ticked", "no such answer", "another text"],
)
def test_what_cannot_be_marked_is_told_and_nothing_is_kept(
    record: StudyRecord, researcher: FlaskClient, turns: tuple[int, ...], digest: str, status: int
) -> None:
    said(record, a="un")
    source = brought_in(record)
    (code,) = coded(record, "Help")
    answer = send(researcher, record, *turns, code=code, digest=digest)
    assert answer.status_code == status
    assert page(answer).select_one(".summary")
    assert codings.of_interview(source) == ()


def test_what_is_done_is_not_marked_any_more(record: StudyRecord, researcher: FlaskClient) -> None:
    said(record, a="un")
    source = brought_in(record)
    (code,) = coded(record, "Help")
    rounds.begin(source, ME)
    rounds.finish(record, source, ME)
    assert send(researcher, record, 1, code=code).status_code == 409
    assert not shown(researcher).select('[name="turn"]')


def test_what_others_marked_is_hidden_until_all_are_done(record: StudyRecord, researcher: FlaskClient) -> None:
    said(record, a="un")
    source = brought_in(record)
    (code,) = coded(record, "Help")
    mark(record, "un", code, Layer("ben"))
    mark(record, "un", code)
    assert len(shown(researcher).select(".chip")) == 1
    for layer in (ME, Layer("ben")):
        rounds.finish(record, source, layer)
    assert len(shown(researcher).select(".chip")) == 2


@pytest.mark.parametrize(
    "address",
    [
        *(f"{HOME}2", f"{HOME}0", f"{GRID}?scale=none", f"{GRID}?third=wellbeing.top", f"{GRID}?sort=x"),
        *(f"{GRID}?page=0", f"{GRID}?page=x", f"{GRID}?turn=7", f"{GRID}?code=none", f"{CODING}/turns/7"),
        *(f"{CODING}/marks/none", f"{CODING}?page=x", "/staff/tiny/interviews/-2/coding", "/staff/tiny/interviews/-1"),
    ],
)
def test_what_there_is_not_is_not_found(record: StudyRecord, researcher: FlaskClient, address: str) -> None:
    said(record, a="un")
    brought_in(record)
    assert researcher.get(address).status_code == 404


def test_an_erased_answer_is_not_at_its_old_address(record: StudyRecord, researcher: FlaskClient) -> None:
    said(record, a="un", b="deux")
    turn = turn_of(brought_in(record), "un")
    erasure.erase_participant(record, "a", record.waves, keep_contacts=True, actor="test")
    assert researcher.get(f"{GRID}?turn={turn}").status_code == 404
    assert researcher.get(f"{CODING}/turns/{turn}").status_code == 404


def test_a_question_that_is_asked_no_more_is_called_by_its_name(record: StudyRecord, researcher: FlaskClient) -> None:
    said(record, a="un")
    source = brought_in(record)
    with extensions.answers.writing() as session:
        row = session.get_one(transcripts.TranscriptRow, source.id)
        row.question = "gone"
    assert "gone" in shown(researcher).text


def test_scores_of_people_who_agreed_come_from_the_figure_process(record: StudyRecord) -> None:
    thirty(record)
    answer = QUESTIONS["answer thirds"]({"study": "tiny", "wave": "post"})
    assert answer == {"thirds": {"wellbeing": {}}}  # one item of three answers: a third would be one value


def test_submissions_of_another_study_s_notice_are_no_agreement(record: StudyRecord, researcher: FlaskClient) -> None:
    said(record, a="un")
    agreed(record)
    with extensions.answers.writing() as session:
        session.scalars(select(SubmissionRow)).one().notice_digest = "b" * 64
    brought_in(record)
    assert thirds(shown(researcher, scale="wellbeing")) == {"un": ["not agreed"]}
