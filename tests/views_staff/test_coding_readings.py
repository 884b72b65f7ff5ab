"""Whose marks a coder sees, being done, reading a sample again; and what is no page of anybody."""

from __future__ import annotations

import pytest
from coding_pages import HOME, SAID, code, coded_study, kept, made, passage, sent, shown
from flask import Flask
from flask.testing import FlaskClient
from kept_interviews import interview
from signed_in import post, sign_in
from staff_study import published

from survey.store import codes, codings, rounds
from survey.store.codes import NewCode
from survey.store.codings import Said
from survey.store.layers import AGAIN, CONSENSUS, FIRST, Layer
from survey.store.passages import Passage
from survey.store.studies import StudyRecord


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    return coded_study()


def test_coders_see_neither_marks_nor_keys_of_each_other(app: Flask, record: StudyRecord, client: FlaskClient) -> None:
    of_ben = codings.mark(
        kept(record), Layer("ben"), Passage(2, 9, 2, 16), Said(code(record, "Sleep")), digest=kept(record).digest
    )
    sign_in(client, "researcher")
    assert shown(client).select("mark, .chip") == []
    assert "1 autre personne a commencé" in shown(client).text
    assert client.get(f"{HOME}/marks/{of_ben.guid}").status_code == 404
    for act in ("say", "unmark"):
        sent(client, record, act, guid=of_ben.guid, code=code(record, "Money"))
    assert made(record, coder="ben") == (of_ben,)
    for layer in ("everybody", CONSENSUS, AGAIN, "other"):
        assert client.get(f"{HOME}?layer={layer}").status_code == 404, layer


def test_who_is_done_changes_nothing_and_sees_the_others_when_all_are_done(
    record: StudyRecord, client: FlaskClient
) -> None:
    sign_in(client, "researcher")
    sent(client, record, codes=code(record, "Sleep"), **passage(2, 9, 2, 16))
    assert sent(client, record, "finish").status_code == 422
    assert sent(client, record, "finish", sure="y").status_code == 303
    page_now = shown(client)
    assert page_now.select(".mark-turn, form[action$='/undo'], #marking") == []
    assert len(page_now.select(".chip")) == 1
    (coding,) = made(record)
    for act, entries in {
        "mark": {"codes": code(record, "Money"), "turn": 3},
        "say": {"guid": coding.guid, "code": code(record, "Money")},
        "unmark": {"guid": coding.guid},
        "undo": {},
    }.items():
        assert sent(client, record, act, part="turns", **entries).status_code == 409, act
    assert made(record) == (coding,)
    assert client.get(f"{HOME}/turns/2").status_code == 404
    ben = Layer("ben")
    codings.mark(kept(record), ben, Passage(3, 0, 3, 2), Said(code(record, "Money")), digest=kept(record).digest)
    assert client.get(f"{HOME}?layer=everybody").status_code == 404
    rounds.finish(record, kept(record), ben)
    chips = [" ".join(each.text.split()) for each in shown(client, "?layer=everybody").select(".chip")]
    assert chips == ["researcher.one: Sleep", "ben: Money"]
    assert len(shown(client).select(".chip")) == 1


def test_who_only_looks_sees_the_marks_of_others_and_codes_no_more(record: StudyRecord, client: FlaskClient) -> None:
    codings.mark(
        kept(record), Layer("ben"), Passage(2, 9, 2, 16), Said(code(record, "Sleep")), digest=kept(record).digest
    )
    sign_in(client, "researcher")
    assert sent(client, record, "look").status_code == 422
    assert shown(client).select(".chip") == []
    assert sent(client, record, "look", only_look="y").location == HOME
    assert [" ".join(each.text.split()) for each in shown(client).select(".chip")] == ["ben: Sleep"]
    assert shown(client).select(".mark-turn, form[action$='/finish'], form[action$='/look']") == []
    assert sent(client, record, codes=code(record, "Sleep"), turn=2).status_code == 404
    assert made(record) == ()


def test_who_began_to_code_does_not_look(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    sent(client, record, codes=code(record, "Sleep"), turn=2)
    assert shown(client).select("form[action$='/look']") == []
    sent(client, record, "look", only_look="y")
    assert [each.layer for each in rounds.of_interview(kept(record))] == [FIRST]


def test_a_sample_is_read_again_without_the_first_reading(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    sent(client, record, codes=code(record, "Sleep"), turn=1)
    sent(client, record, "finish", sure="y")
    again = Layer("researcher.one", AGAIN)
    rounds.begin(kept(record), again, [1])
    found = shown(client, "?layer=again")
    assert [each["id"] for each in found.select(".turn")] == ["turn-1", "turn-2", "turn-3"]
    assert [each["id"] for each in found.select(".turn.aside")] == ["turn-2", "turn-3"]
    assert len(found.select(".mark-turn")) == 1 and found.select("mark, .chip") == []
    assert shown(client).select("mark, .chip") == []  # nor is it shown elsewhere meanwhile
    sleep = code(record, "Sleep")
    assert sent(client, record, layer="again", codes=sleep, part="turns", **passage(1, 0, 2, 5)).status_code == 422
    assert (
        sent(client, record, layer="again", codes=sleep, **passage(1, 0, 1, 2)).location == f"{HOME}?layer=again#turn-1"
    )
    assert [each.quote for each in made(record, AGAIN)] == ["Et"]
    assert sent(client, record, "finish", layer="again", sure="y").status_code == 303
    assert len(shown(client).select(".chip")) == 1


def test_the_consensus_is_written_once_all_are_done(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    sent(client, record, codes=code(record, "Sleep"), turn=1)
    before = made(record)
    assert sent(client, record, layer=CONSENSUS, codes=code(record, "Money"), turn=1).status_code == 404
    sent(client, record, "finish", sure="y")
    assert sent(client, record, layer=CONSENSUS, codes=code(record, "Money"), turn=1).status_code == 303
    assert [each.coder for each in made(record, CONSENSUS)] == [""]
    assert made(record) == before
    assert [each.text.strip() for each in shown(client, "?layer=consensus").select(".chip")] == ["Money"]


def test_an_empty_codebook_is_told(app: Flask, client: FlaskClient) -> None:
    found = published()
    interview(found, 1, SAID)
    sign_in(client, "researcher")
    assert shown(client).select("#marking") == []
    assert "livre de codes est vide" in shown(client).text
    assert "livre de codes est vide" in shown(client, "/turns/1").text


def test_neither_score_nor_person_stands_on_the_page(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    assert shown(client).select(".thirds, .known, a[href*='dashboard']") == []


def test_another_study_or_interview_or_turn_is_not_found(record: StudyRecord, client: FlaskClient) -> None:
    published("other")
    sign_in(client, "researcher")
    sleep = code(record, "Sleep")
    for address in ("other/interviews/1", "none/interviews/1", "tiny/interviews/2"):
        assert client.get(f"/staff/{address}/coding").status_code == 404
        answer = post(client, f"/staff/{address}/coding/mark", codes=str(sleep), turn="1", digest=kept(record).digest)
        assert answer.status_code == 404
    for turn in ("0", "8", "2147483647", "x"):
        assert client.get(f"{HOME}/turns/{turn}").status_code == 404
    assert sent(client, record, codes=sleep, turn=8).status_code == 404
    assert made(record) == ()


@pytest.mark.parametrize("act", ["mark", "say", "unmark", "undo", "finish", "look"])
def test_nothing_is_done_without_the_token_of_the_page(record: StudyRecord, client: FlaskClient, act: str) -> None:
    sign_in(client, "researcher")
    told = {
        "codes": str(code(record, "Sleep")),
        "turn": "2",
        "digest": kept(record).digest,
        "sure": "y",
        "only_look": "y",
    }
    assert client.post(f"{HOME}/{act}", data=told).status_code == 400
    assert rounds.of_interview(kept(record)) == () and made(record) == ()


def test_words_and_codes_are_never_markup(app: Flask, client: FlaskClient) -> None:
    found = published()
    said = "<script>alert(1)</script> & <b>gras</b>"
    interview(found, 1, [("L1", "", said, None)])
    codes.add(found, [NewCode("<i>x</i>", definition="<i>y</i>")], "test")
    sign_in(client, "researcher")
    sent(client, found, codes=code(found, "<i>x</i>"), **passage(1, 3, 1, 12))
    for address in ("", "/turns/1", f"/marks/{made(found)[0].guid}"):
        assert shown(client, address).select("i, b, .said script") == []
    assert shown(client).select_one("#turn-1 .said").text == said
