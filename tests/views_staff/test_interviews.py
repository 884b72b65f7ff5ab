"""Interviews on staff pages: the list, one to read turn by turn, a search, release."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import Tag
from flask import Flask
from flask.testing import FlaskClient
from kept_interviews import interview
from signed_in import page, post, sign_in
from sqlalchemy import select
from staff_study import person, published

from survey import extensions
from survey.store import audit, transcripts
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Participant


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    return published()


def turn(found: Tag, position: int) -> Tag:
    """A turn of the page by its position."""
    shown = found.select_one(f"li#turn-{position}")
    if shown is None:
        raise LookupError(f"no turn {position}")
    return shown


def read(client: FlaskClient, address: str = "1") -> Any:
    """The main part of a page of interviews."""
    return page(client.get(f"/staff/tiny/interviews/{address}")).main


def texts(shown: Tag, selector: str) -> list[str]:
    """What the elements say, with single spaces."""
    return [" ".join(each.get_text(" ", strip=True).split()) for each in shown.select(selector)]


def test_the_study_leads_to_its_interviews(record: StudyRecord, client: FlaskClient) -> None:
    assert page(sign_in(client, "staff").get("/staff/tiny/")).select("a[href='/staff/tiny/interviews/']")


def test_a_study_leads_an_admin_to_no_interviews(record: StudyRecord, client: FlaskClient) -> None:
    assert not page(sign_in(client, "admin").get("/staff/tiny/")).select("a[href='/staff/tiny/interviews/']")


@pytest.mark.parametrize(("role", "links"), [("staff", 0), ("researcher", 1)])
def test_without_an_interview_the_list_says_so(record: StudyRecord, client: FlaskClient, role: str, links: int) -> None:
    found = read(sign_in(client, role), "")
    assert len(found.select("p")) >= 2 and not found.select(".voices")
    assert len(found.select("a[href$='/upload']")) == links


def test_the_list_tells_researchers_whose_interview_it_is_and_whether_it_is_released(
    record: StudyRecord, client: FlaskClient
) -> None:
    person(record, "p-1")
    with extensions.answers.reading() as session:
        key = session.scalars(select(Participant.id)).one()
    interview(record, 1, participant_id=key, wave_id=record.waves[0].id, seconds=2471)
    interview(record, 2, quote="none", seconds=None)
    interview(record, 3, released=True)
    found = read(sign_in(client, "researcher"), "")
    assert texts(found, ".voice-facts")[:2] == [
        "extraits diffusables dans l’équipe · 41 min · 3 prises de parole · Français",
        "p-1 · post · 17 février 2026",
    ]
    assert texts(found, ".voice-facts")[2] == "aucun extrait diffusable · 3 prises de parole · Français"
    assert texts(found, ".state") == ["non diffusé", "ne peut pas être diffusé", "diffusé le 1 mars 2026"]


def test_each_turn_has_its_anchor_its_time_and_its_speaker(record: StudyRecord, client: FlaskClient) -> None:
    interview(record, 1)
    found = read(sign_in(client, "researcher"))
    assert [each["id"] for each in found.select("li.turn")] == ["turn-1", "turn-2", "turn-3"]
    time = turn(found, 2).time
    assert (time.text, time["datetime"], time["title"]) == ("0:00:04", "PT4.250S", "0:00:04.250")
    assert turn(found, 3).time.text == "0:12:04"
    assert texts(turn(found, 1), ".speaker") == ["enquêteur·rice"]


def test_who_goes_on_speaking_is_named_for_listeners_alone(record: StudyRecord, client: FlaskClient) -> None:
    interview(record, 1)
    found = read(sign_in(client, "researcher"))
    assert texts(turn(found, 2), ".speaker") == ["personne interrogée"]
    assert texts(turn(found, 3), ".speaker") == []
    assert texts(turn(found, 3), ".hidden") == ["personne interrogée"]


def test_labels_are_shown_where_several_have_one_role_or_none_is_known(
    record: StudyRecord, client: FlaskClient
) -> None:
    said = [("L1", "interviewer", "Oui ?", 0), ("L2", "respondent", "Oui.", 1), ("L3", "respondent", "Non.", 2)]
    interview(record, 1, [*said, ("L4", "", "Ah.", 3)])
    assert texts(read(sign_in(client, "researcher")), ".speaker") == [
        "enquêteur·rice",
        "personne interrogée L2",
        "personne interrogée L3",
        "L4",
    ]


def test_a_turn_stands_in_the_direction_of_its_own_words(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher")
    for number, language in enumerate(("fr", "ar", "es"), 1):
        interview(record, number, language=language)
        said = turn(read(client, str(number)), 1).select_one(".said")
        assert (said["lang"], said["dir"]) == (language, "auto")


def test_words_of_a_transcript_are_never_markup(record: StudyRecord, client: FlaskClient) -> None:
    said = "<script>alert(1)</script> & <b>gras</b>"
    interview(record, 1, [("<i>L1</i>", "", said, None)])
    found = read(sign_in(client, "researcher"))
    assert found.select_one("#turn-1 .said").text == said
    assert found.select("script, #turn-1 b, #turn-1 i") == []


def test_a_turn_without_speaker_and_time_has_its_words_alone(record: StudyRecord, client: FlaskClient) -> None:
    interview(record, 1, [("", "", "Personne ne le sait.", None)], seconds=None)
    shown = turn(read(sign_in(client, "researcher")), 1)
    assert " ".join(shown.text.split()) == "Personne ne le sait."


def test_what_was_mended_at_import_is_told_to_researchers(app: Flask, record: StudyRecord, client: FlaskClient) -> None:
    interview(record, 1, repairs=[(12, "mark-inside", "A mark stood inside.")], released=True)
    assert texts(read(sign_in(client, "researcher")), ".repairs li") == [
        "12 Une autre personne commence au milieu : nouvelle prise de parole. A mark stood inside."
    ]
    assert texts(read(sign_in(app.test_client(), "staff")), ".repairs li") == []


def test_an_interview_that_may_not_be_linked_never_asks_for_figures(record: StudyRecord, client: FlaskClient) -> None:
    interview(record, 1)
    assert texts(read(sign_in(client, "researcher")), ".thirds, .known + h3") == []


def test_an_interview_is_released_once_it_was_read_to_its_end(record: StudyRecord, client: FlaskClient) -> None:
    interview(record, 1)
    sign_in(client, "researcher", name="ana")
    answer = post(client, "/staff/tiny/interviews/1/release", read="y")
    assert answer.status_code == 303
    kept = transcripts.interview(record.id, 1)
    assert kept is not None and kept.read_by == "ana" and kept.released_at is not None
    assert [entry.actor for entry in audit.entries(study="tiny", action="interview released")] == ["ana"]


def test_who_does_not_say_to_have_read_it_releases_nothing(record: StudyRecord, client: FlaskClient) -> None:
    interview(record, 1)
    answer = post(sign_in(client, "researcher"), "/staff/tiny/interviews/1/release")
    assert answer.status_code == 422
    assert [link["href"] for link in page(answer).find(role="alert").select("a")] == ["#read"]
    assert page(answer).select_one("input[name=page]")["value"] == "/staff/tiny/interviews/1"
    kept = transcripts.interview(record.id, 1)
    assert kept is not None and kept.released_at is None


def test_an_interview_whose_words_may_not_be_shown_says_why_it_stays(record: StudyRecord, client: FlaskClient) -> None:
    interview(record, 1, quote="none")
    sign_in(client, "researcher")
    found = read(client)
    assert found.select("form[action$='/release']") == []
    assert "n’a pas accepté" in found.select_one("[aria-labelledby=release]").text
    assert post(client, "/staff/tiny/interviews/1/release", read="y").status_code == 422


def test_a_researcher_withholds_an_interview_again(record: StudyRecord, client: FlaskClient) -> None:
    interview(record, 1, released=True)
    sign_in(client, "researcher")
    assert read(client).select("form[action$='/withhold']")
    post(client, "/staff/tiny/interviews/1/withhold")
    kept = transcripts.interview(record.id, 1)
    assert kept is not None and (kept.read_by, kept.released_at) == (None, None)
    assert len(audit.entries(study="tiny", action="interview withheld")) == 1


def test_a_number_that_is_no_interview_is_not_found(record: StudyRecord, client: FlaskClient) -> None:
    interview(record, 1)
    sign_in(client, "researcher")
    for number in ("0", "2", "2147483647", "2147483648", "9" * 40, "-1", "x"):
        assert client.get(f"/staff/tiny/interviews/{number}").status_code == 404, number


def test_a_query_without_words_is_answered_with_a_sentence(record: StudyRecord, client: FlaskClient) -> None:
    interview(record, 1)
    sign_in(client, "researcher")
    for query in ("", "%20%20", "%00", "?!", "…", "«»", "%22", "'", "%25", "a" * 201, "%EF%BF%BF"):
        for address in (f"search?q={query}", f"1?q={query}"):
            assert read(client, address).select("mark, .hits") == [], query
        told = texts(read(client, f"search?q={query}"), "form[role=search] ~ p")
        assert len(told) == 1 and told[0].endswith("."), query


def test_the_words_searched_for_stay_in_the_field_and_are_never_markup(
    record: StudyRecord, client: FlaskClient
) -> None:
    interview(record, 1)
    found = read(sign_in(client, "researcher"), "search?q=%22%3E%3Cscript%3E%20nuit")
    assert found.select_one("input[name=q]")["value"] == '"><script> nuit'
    assert found.select("script") == []
