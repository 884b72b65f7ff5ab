"""The consensus on the page: passages taken over, alike, other and out again; what coders marked stays as it is."""

from __future__ import annotations

import pytest
from codebook.coders import read, told
from flask import Flask
from flask.testing import FlaskClient
from signed_in import page, post, sign_in
from staff_study import published

from survey.store import audit, codes, codings, rounds
from survey.store.codes import NewCode
from survey.store.codings import Coding
from survey.store.layers import CONSENSUS, FIRST, Layer
from survey.store.passages import Passage
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview
from survey.voices.judgements import INTERSECTION, UNION, alike
from survey.voices.reading_again import sample

PAGE = "/staff/tiny/interviews/1/consensus"


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    return published()


@pytest.fixture
def book(record: StudyRecord) -> tuple[int, int]:
    trust, money = codes.add(record, [NewCode("trust"), NewCode("money")], "ana")
    return trust.id, money.id


@pytest.fixture
def interview(record: StudyRecord, book: tuple[int, int]) -> Interview:
    found = told(record, 1, "one 😀 two three", "four five four")
    trust, money = book
    read(record, found, "ana", [(trust, Passage(1, 0, 1, 9)), (money, Passage(2, 0, 2, 4))])
    read(record, found, "ben", [(trust, Passage(1, 6, 1, 15)), (trust, Passage(2, 5, 2, 9))])
    return found


@pytest.fixture
def ana(client: FlaskClient, interview: Interview) -> FlaskClient:
    sign_in(client, "researcher", "ana")
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def agreed(interview: Interview) -> list[tuple[str, int]]:
    return [(each.quote, each.said.code) for each in codings.of_interview(interview, Layer("", CONSENSUS))]


def first(interview: Interview) -> list[Coding]:
    return [each for each in codings.of_interview(interview) if each.layer == FIRST]


def test_one_passage_or_all_of_a_turn_are_taken_over_and_out_again(
    ana: FlaskClient, interview: Interview, book: tuple[int, int]
) -> None:
    trust, money = book
    before = first(interview)
    (of_ben,) = [each for each in before if each.quote == "five"]
    sent = {"digest": interview.digest}
    assert post(ana, f"{PAGE}/agree", coding=of_ben.guid, **sent).status_code == 303
    assert agreed(interview) == [("five", trust)]
    post(ana, f"{PAGE}/agree", turn="1", **sent)
    assert agreed(interview) == [("one 😀 two", trust), ("two three", trust), ("five", trust)]
    (taken,) = [each for each in codings.of_interview(interview) if (each.layer, each.quote) == (CONSENSUS, "five")]
    post(ana, f"{PAGE}/disagree", coding=taken.guid)
    assert [quote for quote, _code in agreed(interview)] == ["one 😀 two", "two three"]
    assert first(interview) == before
    acts = [each for each in audit.entries(study="tiny") if each.action == "consensus changed"]
    assert [(each.actor, each.detail["interview"]) for each in acts] == [("ana", 1)] * 4
    assert post(ana, f"{PAGE}/agree", coding="of nobody", **sent).status_code == 404


@pytest.mark.parametrize(("how", "quote"), [(INTERSECTION, "two"), (UNION, "one 😀 two three")])
def test_what_all_marked_alike_is_taken_over_once(
    ana: FlaskClient, interview: Interview, book: tuple[int, int], how: str, quote: str
) -> None:
    for _ in range(2):
        post(ana, f"{PAGE}/alike", how=how, digest=interview.digest)
    assert agreed(interview) == [(quote, book[0])]


def test_another_passage_is_named_by_its_words(ana: FlaskClient, interview: Interview, book: tuple[int, int]) -> None:
    sent = {"digest": interview.digest, "code": str(book[1])}
    assert post(ana, f"{PAGE}/other", turn="1", words="😀 two", **sent).status_code == 303
    assert post(ana, f"{PAGE}/other", turn="2", words="", **sent).status_code == 303
    assert agreed(interview) == [("😀 two", book[1]), ("four five four", book[1])]
    for turn, words, field, wrong in (
        ("2", "four", "words", "more than once"),
        ("2", "six", "words", "not in this turn"),
        ("9", "four", "turn", "no such turn"),
    ):
        answer = post(ana, f"{PAGE}/other", turn=turn, words=words, **sent)
        shown = page(answer)
        assert answer.status_code == 422 and wrong in shown.select_one(f"#{field}-mistake").get_text()
        assert shown.select_one("#words").get_text(strip=True) == words


def test_a_text_that_changed_meanwhile_and_a_closed_consensus_take_nothing(
    ana: FlaskClient, interview: Interview, record: StudyRecord
) -> None:
    assert post(ana, f"{PAGE}/agree", turn="1", digest="0" * 64).status_code == 303
    assert agreed(interview) == []
    post(ana, f"{PAGE}/finish")
    post(ana, f"{PAGE}/agree", turn="1", digest=interview.digest)
    assert agreed(interview) == []
    (closed,) = [each for each in rounds.of_interview(interview) if each.layer == CONSENSUS]
    shown = page(ana.get(PAGE)).main
    assert closed.done_at is not None and not shown.select("button")
    assert audit.entries(study="tiny")[-1].detail == {"interview": 1, "layer": "consensus"}


def test_who_neither_coded_nor_looked_sees_nothing_and_who_looked_does(
    app: Flask, interview: Interview, record: StudyRecord
) -> None:
    cleo = sign_in(app.test_client(), "researcher", "cleo")
    assert not page(cleo.get(PAGE)).select(".apart-turn")
    rounds.look(record, [interview], "cleo")
    assert len(page(cleo.get(PAGE)).select(".apart-turn")) == 2


@pytest.mark.parametrize(
    ("readings", "shared", "together"),
    [
        ([[Passage(1, 0, 1, 4)], [Passage(1, 4, 1, 6)]], [], []),
        (
            [[Passage(1, 0, 2, 3)], [Passage(1, 5, 1, 9), Passage(2, 2, 2, 5)]],
            [Passage(1, 5, 1, 9), Passage(2, 2, 2, 3)],
            [Passage(1, 0, 2, 5)],
        ),
        (
            [[Passage(1, 0, 1, 5)], [Passage(1, 3, 1, 9)], [Passage(1, 4, 2, 2)]],
            [Passage(1, 4, 1, 5)],
            [Passage(1, 0, 2, 2)],
        ),
    ],
)
def test_what_passages_share_and_what_they_hold_together(
    readings: list[list[Passage]], shared: list[Passage], together: list[Passage]
) -> None:
    lengths = {1: 10, 2: 6}
    assert list(alike(lengths, readings, INTERSECTION)) == shared
    assert list(alike(lengths, readings, UNION)) == together


def test_the_same_tenth_is_drawn_again_and_another_for_another_coder() -> None:
    turns = {1: range(1, 150), 2: range(1, 152)}
    drawn = sample(turns, "tiny|ana")
    assert sum(map(len, drawn.values())) == 30 and drawn == sample(turns, "tiny|ana") != sample(turns, "tiny|ben")
    assert sample({1: range(1, 5)}, "tiny|ana") == {1: (1, 2, 3, 4)}
