"""Quote and counter-quote: people counted who say the same, the contrary or nothing, and passages that answer it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from bs4 import Tag
from flask import Flask
from flask.testing import FlaskClient
from joint.coded_thirty import ANA, coded_thirty, mark
from signed_in import page, sign_in
from sqlalchemy import update

from survey import extensions
from survey.store import codes, codings, rounds, transcripts
from survey.store.codings import Said
from survey.store.layers import AGAIN, Layer
from survey.store.studies import StudyRecord
from survey.store.tables.transcripts import TranscriptRow

Study = tuple[StudyRecord, Mapping[str, int]]
WORDS_NOT_SHOWN = "Words not shown: nobody said that excerpts of this interview may be quoted."


@pytest.fixture
def study(app: Flask) -> Study:
    return coded_thirty()


@pytest.fixture
def ana(client: FlaskClient, study: Study) -> FlaskClient:
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return sign_in(client, "researcher", ANA)


def key(record: StudyRecord, number: int, code: int, turn: int = 2) -> str:
    """The key of what is marked in a turn."""
    interview = transcripts.interview(record.id, number)
    assert interview is not None
    here = codings.of_interview(interview)
    return next(each.guid for each in here if each.said.code == code and each.passage.first_turn == turn)


def shown(client: FlaskClient, guid: str) -> Tag:
    main: Tag = page(client.get(f"/staff/tiny/joint/quote/{guid}")).main
    return main


def counted(main: Tag) -> dict[str, int]:
    return {row.th.get_text(): int(row.td.get_text()) for row in main.select(".voices-counted tbody tr")}


def interview_of(main: Tag, section: str) -> str:
    """Which interview the passage of a section is of; '' where there is none."""
    link = main.select_one(f"[aria-labelledby={section}] .who a")
    return "" if link is None else str(link["href"]).partition("#")[0].rpartition("/")[2]


def consent(number: int, **said: object) -> None:
    with extensions.answers.writing() as session:
        session.execute(update(TranscriptRow).where(TranscriptRow.number == number).values(**said))


def test_people_are_counted_by_the_way_their_words_point(ana: FlaskClient, study: Study) -> None:
    record, found = study
    # Of Mood: interview 1 has -2 and -1, 2 has +2, 3 has 0, 4 has +1.
    good, bad = (shown(ana, key(record, number, found["Mood"])) for number in (2, 1))
    assert counted(good) == {"The same": 2, "The contrary": 1, "Neither way": 1, "Nothing of it": 0}
    assert counted(bad) == {"The same": 1, "The contrary": 2, "Neither way": 1, "Nothing of it": 0}
    assert "4 people interviewed" in good.select_one("caption").get_text()


def test_whoever_says_both_is_told_as_such(ana: FlaskClient, study: Study) -> None:
    record, found = study
    mark(record, 2, Said(found["Mood"], -1), 3)
    main = shown(ana, key(record, 2, found["Mood"]))
    assert counted(main) == {"The same": 1, "The contrary": 1, "Both": 1, "Neither way": 1, "Nothing of it": 0}


def test_a_quote_without_direction_has_no_contrary(ana: FlaskClient, study: Study) -> None:
    record, found = study
    alone = shown(ana, key(record, 1, found["Alone"], 3))
    assert counted(alone) == {"The same": 1, "The contrary": 0, "Nothing of it": 3}
    neutral = shown(ana, key(record, 3, found["Mood"]))
    assert counted(neutral) == {"The same": 4, "The contrary": 0, "Nothing of it": 0}
    for main in (alone, neutral):
        assert "nothing is its contrary" in main.get_text()
        assert "Nobody says the contrary with this code." in main.get_text()


def test_the_strongest_contrary_passage_has_the_largest_weight_and_is_a_key_quote(
    ana: FlaskClient, study: Study
) -> None:
    record, found = study
    bad = key(record, 1, found["Mood"])
    assert interview_of(shown(ana, bad), "strongest") == "2"  # +2, and 4 has +1
    mark(record, 3, Said(found["Mood"], 2, is_key=True), 3)
    assert interview_of(shown(ana, bad), "strongest") == "3"  # as strong, and a key quote


def test_words_are_shown_only_as_their_consent_allows(ana: FlaskClient, study: Study) -> None:
    record, found = study
    bad = key(record, 1, found["Mood"])
    consent(2, quote="none")
    strongest = shown(ana, bad).select_one("[aria-labelledby=strongest]")
    assert WORDS_NOT_SHOWN in strongest.get_text() and strongest.blockquote is None
    assert interview_of(shown(ana, bad), "drawn") == "3"  # 2 and 4 may not be quoted
    quoted = shown(ana, key(record, 4, found["Mood"])).select_one("[aria-labelledby=quoted]")
    assert WORDS_NOT_SHOWN in quoted.get_text() and quoted.blockquote is None


def test_the_draw_is_of_somebody_else_and_the_same_each_time(ana: FlaskClient, study: Study) -> None:
    record, found = study
    for number in (1, 2, 3):
        guid = key(record, number, found["Mood"])
        first = interview_of(shown(ana, guid), "drawn")
        assert first in {"1", "2", "3"} - {str(number)}  # 4 may not be quoted
        assert shown(ana, guid).select_one(".seed").get_text() == f"tiny/{guid}"
        assert interview_of(shown(ana, guid), "drawn") == first
    alone = shown(ana, key(record, 1, found["Alone"], 3))
    assert "Nobody else holds this code in words that may be quoted." in alone.get_text()


def test_what_others_still_code_is_no_quote_and_in_no_count(ana: FlaskClient, study: Study) -> None:
    record, found = study
    of_ben = mark(record, 2, Said(found["Alone"]), 3, coder="ben")
    assert ana.get(f"/staff/tiny/joint/quote/{of_ben}").status_code == 404
    assert counted(shown(ana, key(record, 1, found["Alone"], 3)))["The same"] == 1
    interview = transcripts.interview(record.id, 2)
    assert interview is not None
    for coder in (ANA, "ben"):
        rounds.finish(record, interview, Layer(coder))
    assert counted(shown(ana, of_ben)) == {"The same": 2, "The contrary": 0, "Nothing of it": 2}


def test_interviews_that_cannot_count_are_told(ana: FlaskClient, study: Study) -> None:
    record, found = study
    interview = transcripts.interview(record.id, 3)
    assert interview is not None
    rounds.finish(record, interview, Layer(ANA))
    rounds.begin(interview, Layer(ANA, AGAIN), (2,))
    main = shown(ana, key(record, 2, found["Mood"]))
    assert counted(main) == {"The same": 2, "The contrary": 1, "Nothing of it": 0}
    assert "Interview 3: You read these again just now" in " ".join(main.select_one(".gaps").get_text(" ").split())
    assert ana.get(f"/staff/tiny/joint/quote/{key(record, 3, found['Mood'])}").status_code == 404


def test_an_erased_or_withdrawn_person_is_in_no_count(ana: FlaskClient, study: Study) -> None:
    record, found = study
    interview = transcripts.interview(record.id, 1)
    assert interview is not None
    for each in codings.of_interview(interview):
        codings.unmark(interview, Layer(ANA), each.guid)
    main = shown(ana, key(record, 2, found["Mood"]))
    assert counted(main) == {"The same": 2, "The contrary": 0, "Neither way": 1, "Nothing of it": 0}
    assert "Interview 1: Nothing is marked there yet that you may see" in " ".join(main.get_text(" ").split())


@pytest.mark.parametrize("display", ["themes", "beside", "quotes"])
def test_every_quote_of_a_display_leads_to_what_answers_it(ana: FlaskClient, study: Study, display: str) -> None:
    main = page(ana.get("/staff/tiny/joint/", query_string={"display": display})).main
    said, links = main.select(".who"), main.select(".echo a")
    assert said and len(said) == len(links)
    assert {ana.get(str(link["href"])).status_code for link in links} == {200}
    assert "The same: " in main.select_one(".echo").get_text()


def test_the_counts_beside_a_quote_are_those_of_everyone_whatever_is_filtered(ana: FlaskClient, study: Study) -> None:
    main = page(ana.get("/staff/tiny/joint/", query_string={"arm": "advice"})).main
    echoes = [" ".join(each.get_text(" ").split()) for each in main.select("#theme-wellbeing .echo")]
    assert all("Neither way: 1" in each for each in echoes)  # interview 3, which the filter leaves out


def test_the_passages_of_a_code_lead_there_too(ana: FlaskClient, study: Study) -> None:
    record, found = study
    hrefs = {str(each["href"]) for each in page(ana.get("/staff/tiny/interviews/passages")).select(".voice-ways a")}
    assert f"/staff/tiny/joint/quote/{key(record, 2, found['Mood'])}" in hrefs


def test_a_search_for_a_code_leads_from_its_turns(ana: FlaskClient, study: Study) -> None:
    record, found = study
    (code,) = {each.guid for each in codes.codebook(record.id) if each.id == found["Mood"]}
    hits = page(ana.get("/staff/tiny/interviews/search", query_string={"code": code})).select(".hit")
    hrefs = [[str(link["href"]).rpartition("/")[2] for link in each.select("a[href*=quote]")] for each in hits]
    where = ((1, 2), (1, 3), (2, 2), (3, 2), (4, 2))
    assert hrefs == [[key(record, number, found["Mood"], turn)] for number, turn in where]


@pytest.mark.parametrize("role", ["staff", "admin"])
def test_nobody_else_finds_the_page(app: Flask, study: Study, role: str) -> None:
    record, found = study
    client = sign_in(app.test_client(), role)
    assert client.get(f"/staff/tiny/joint/quote/{key(record, 2, found['Mood'])}").status_code == 404
