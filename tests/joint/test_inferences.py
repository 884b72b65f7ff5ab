"""Inferences: written on what is shown, stale when exactly that has changed, confirmed again, told without any word."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from bs4 import Tag
from findings.thirds_study import interviewed
from flask import Flask
from flask.testing import FlaskClient
from joint.coded_thirty import ANA, coded_thirty, mark
from signed_in import page, post, sign_in
from sqlalchemy import select, update
from staff_study import person

from survey import extensions
from survey.store import audit, codes, codings, erasure, inferences, rounds, transcripts
from survey.store.codings import Said
from survey.store.layers import Layer
from survey.store.studies import StudyRecord
from survey.store.tables.inferences import InferenceRow
from survey.store.tables.transcripts import TranscriptRow

Study = tuple[StudyRecord, Mapping[str, int]]
THEME = "/staff/tiny/joint/inference/theme/wellbeing"


@pytest.fixture
def study(app: Flask) -> Study:
    return coded_thirty()


@pytest.fixture
def ana(client: FlaskClient, study: Study) -> FlaskClient:
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    sign_in(client, "researcher", ANA)
    alone = next(code.guid for code in codes.codebook(study[0].id) if code.name == "Alone")
    for address in (THEME, f"/staff/tiny/joint/inference/code/{alone}"):
        assert written(client, address) == 303
    return client


def written(client: FlaskClient, address: str, text: str = "They differ.", path: str = "") -> int:
    form = page(client.get(address)).main
    kept = {each["name"]: str(each["value"]) for each in form.select(".card-form input[type=hidden]")}
    return post(
        client, address + path, kind="contradicts", text=text, seen=kept["seen"], after=kept["after"]
    ).status_code


def changed(client: FlaskClient, address: str = THEME) -> list[str]:
    """The lines about what has changed."""
    return [each.get_text() for each in page(client.get(address)).select("#changed ~ ul li")]


def stale(client: FlaskClient) -> list[str]:
    """The themes and codes whose inference is to be read again, by what leads there."""
    shown: list[Tag] = []
    for display in ("themes", "quotes"):
        main = page(client.get("/staff/tiny/joint/", query_string={"display": display})).main
        shown += main.select(".joint-inference:has(.mark) a .hidden")
    return sorted({each.get_text().removeprefix(": ") for each in shown})


def test_nothing_is_stale_while_nothing_changes(ana: FlaskClient) -> None:
    assert stale(ana) == [] and changed(ana) == []


def test_new_answers_change_the_figure_alone(ana: FlaskClient, study: Study) -> None:
    answers = {"calm": "1", "rested": "1", "glad": "1", "calm_then": "2"}
    person(study[0], "late", step="submitted", answers=answers, arm="advice")
    # 30 people at 50 on average and one at 100: 1600 / 31.
    assert changed(ana) == ["score: from 50 to 51.6 (n from 30 to 31)"]
    assert stale(ana) == ["Wellbeing"]


def test_a_recoding_makes_only_the_inference_of_its_code_stale(ana: FlaskClient, study: Study) -> None:
    record, found = study
    mark(record, 2, Said(found["Mood"], 1), 2)  # its weight was 2
    mark(record, 3, Said(found["Mood"], 0), 3)
    assert changed(ana) == ["1 new quote; 1 quote judged anew"]
    assert stale(ana) == ["Wellbeing"]
    mark(record, 4, Said(found["Alone"]), 3)
    assert stale(ana) == ["Alone", "Wellbeing"]


def test_a_mark_that_is_taken_away_is_a_quote_gone(ana: FlaskClient, study: Study) -> None:
    record, _found = study
    interview = transcripts.interview(record.id, 3)
    assert interview is not None
    (only,) = codings.of_interview(interview)
    codings.unmark(interview, Layer(ANA), only.guid)
    assert changed(ana) == ["1 quote gone", "people interviewed: from 4 to 3"]


@pytest.mark.parametrize("consent", [{"quote": "none"}, {"link": False}])
def test_a_withdrawn_consent_is_told(ana: FlaskClient, consent: dict[str, object]) -> None:
    with extensions.answers.writing() as session:
        session.execute(update(TranscriptRow).where(TranscriptRow.number == 2).values(**consent))
    assert changed(ana) == ["consent of 1 interview changed"]
    assert stale(ana) == ["Wellbeing"]


def test_an_erased_person_is_told_in_three_lines(ana: FlaskClient, study: Study) -> None:
    erasure.erase_participant(study[0], "p6-0", study[0].waves, keep_contacts=True, actor="x")
    # 1500 less 100, of 29 people.
    assert changed(ana) == [
        "score: from 50 to 48.3 (n from 30 to 29)",
        "2 quotes gone",
        "people interviewed: from 4 to 3",
    ]


def test_reading_again_renews_it_and_keeps_what_stood_before(ana: FlaskClient, study: Study) -> None:
    record, found = study
    mark(record, 3, Said(found["Mood"], 0), 3)
    assert written(ana, THEME, path="/confirm") == 303
    assert changed(ana) == []
    assert [(each.version, each.act, each.text) for each in inferences.history(record.id, "theme", "wellbeing")] == [
        (2, "confirmed", "They differ."),
        (1, "written", "They differ."),
    ]
    logged = [each.action for each in audit.entries(study="tiny") if each.action.startswith("inference")]
    assert logged == ["inference written", "inference written", "inference confirmed"]


def test_what_changed_while_it_was_written_is_read_first(ana: FlaskClient, study: Study) -> None:
    record, found = study
    form = page(ana.get(THEME)).main
    seen = str(form.select_one(".card-form input[name=seen]")["value"])
    mark(record, 3, Said(found["Mood"], 0), 3)
    answer = post(ana, THEME, kind="expands", text="Typed before.", seen=seen, after="1")
    assert answer.status_code == 409 and "Typed before." in page(answer).textarea.get_text()
    assert len(inferences.history(record.id, "theme", "wellbeing")) == 1


@pytest.mark.parametrize(("entries", "told"), [({"text": " "}, "Write what you infer"), ({"kind": "x"}, "Choose how")])
def test_what_is_missing_is_said(ana: FlaskClient, entries: dict[str, str], told: str) -> None:
    seen = str(page(ana.get(THEME)).main.select_one(".card-form input[name=seen]")["value"])
    answer = post(ana, THEME, **{"kind": "expands", "text": "x", "seen": seen, "after": "1", **entries})
    assert answer.status_code == 422 and told in page(answer).select_one("[role=alert]").get_text()


def test_no_word_of_an_interview_is_kept(ana: FlaskClient) -> None:
    with extensions.answers.reading() as session:
        kept = [json.loads(each) for each in session.scalars(select(InferenceRow.seen))]
    passages = [each for seen in kept for each in seen["passages"]]
    assert {type(part) for each in passages for part in (*each[:5], each[7])} == {int, bool}
    assert "Mieux" not in json.dumps(kept)  # the first word of what is quoted


def test_another_reader_is_told_nothing_of_interviews_that_are_still_coded(ana: FlaskClient, study: Study) -> None:
    record, found = study
    mark(record, 3, Said(found["Mood"], 0), 3)
    sign_in(ana, "researcher", "ben")
    assert changed(ana) == []
    for interview in transcripts.interviews(record.id):
        rounds.finish(record, interview, Layer(ANA))
        rounds.look(record, [interview], "ben")
    assert changed(ana) == ["1 new quote"]


def test_an_inference_goes_with_the_answers_of_the_study(ana: FlaskClient, study: Study) -> None:
    erasure.erase_answers(study[0], "x")
    assert inferences.current(study[0].id) == ()


@pytest.mark.parametrize("about", ["theme/nothing", "code/nothing", "place/wellbeing"])
def test_what_is_no_theme_and_no_code_has_no_page(ana: FlaskClient, about: str) -> None:
    assert ana.get(f"/staff/tiny/joint/inference/{about}").status_code == 404


def test_a_new_interview_is_told_once_it_is_coded(ana: FlaskClient, study: Study) -> None:
    record, found = study
    interviewed(record, 5, "p6-1", link=True)
    assert changed(ana) == []
    mark(record, 5, Said(found["Mood"], 2), 2)
    assert changed(ana) == ["1 new quote", "people interviewed: from 4 to 5"]
