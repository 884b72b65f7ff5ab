"""Coding an interview on staff pages: marking, saying again, undoing, being done; without a script and for it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from kept_interviews import interview
from signed_in import page, post, sign_in
from staff_study import published
from werkzeug.test import TestResponse

from survey.store import codes, codings, rounds, transcripts
from survey.store.codes import NewCode
from survey.store.codings import Coding, Said
from survey.store.layers import AGAIN, CONSENSUS, FIRST, Layer
from survey.store.passages import Passage
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview

HOME = "/staff/tiny/interviews/1/coding"
SAID = (
    ("L1", "interviewer", "Et depuis, comment ça va ?", 0),
    ("L2", "respondent", "😀 Mieux. Je dors la nuit, oui la nuit.", 4_250),
    ("L2", "respondent", "Et je sais à qui demander.", 724_000),
    ("L1", "interviewer", "سلام عليكم", 725_000),
    ("L2", "respondent", "Merci.", 726_000),
    ("L2", "respondent", "Au revoir.", 727_000),
    ("L1", "interviewer", "Fin.", 728_000),
)


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    found = published()
    interview(found, 1, SAID)
    head, _sleep, _money = codes.add(
        found, [NewCode("Effects", is_category=True), NewCode("Sleep"), NewCode("Money")], "test"
    )
    codes.change(found, code(found, "Sleep"), NewCode("Sleep", parent=head.id), "test")
    return found


def code(record: StudyRecord, name: str) -> int:
    """The key of a code."""
    return next(each.id for each in codes.codebook(record.id) if each.name == name)


def kept(record: StudyRecord) -> Interview:
    """The interview as it is kept."""
    found = transcripts.interview(record.id, 1)
    if found is None:
        raise LookupError("no interview")
    return found


def made(record: StudyRecord, layer: str = FIRST, coder: str = "researcher.one") -> tuple[Coding, ...]:
    """What a coder marked."""
    return codings.of_interview(kept(record), Layer(coder, layer))


def sent(client: FlaskClient, record: StudyRecord, act: str = "mark", **entries: Any) -> TestResponse:
    """Send one of the forms, with what the pages write into each."""
    told = {"digest": kept(record).digest} if act == "mark" else {}
    return post(client, f"{HOME}/{act}", **{**told, **{name: str(value) for name, value in entries.items()}})


def passage(first: int, start: int, last: int, end: int) -> dict[str, int]:
    """A passage as the script sends it."""
    return {"first_turn": first, "start": start, "last_turn": last, "end": end}


def shown(client: FlaskClient, address: str = "") -> Tag:
    """The main part of a page."""
    main = page(client.get(f"{HOME}{address}")).main
    if main is None:
        raise LookupError(address)
    return main


def told(answer: TestResponse) -> tuple[str, list[str]]:
    """What the script is told, and the turns it takes."""
    soup = BeautifulSoup(answer.text, "html.parser")
    return soup.select_one(".said-of-it").text, [each["id"] for each in soup.select(".turn")]


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
        ({"codes": ""}, "Choisissez"),
        ({"codes": 99_999}, "n’existe plus"),
        ({"codes": "x"}, "Choisissez"),
        ({"weight": "3"}, "Choix"),
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
