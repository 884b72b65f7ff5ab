"""Two voices: one person's thirds at both times with their own words, where both consents allow it, never a score."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag
from findings.test_marks_at_two_waves import study, wave_id
from findings.thirds_study import interviewed
from flask import Flask
from flask.testing import FlaskClient
from joint.coded_thirty import ANA, mark
from signed_in import page, sign_in
from sqlalchemy import update

from survey import extensions
from survey.findings.answering import QUESTIONS
from survey.store import audit, codes
from survey.store.codes import NewCode
from survey.store.codings import Said
from survey.store.studies import StudyRecord
from survey.store.tables.transcripts import TranscriptRow

ADDRESS = "/staff/tiny/joint/slope/"
PATHS = {0: 6, 1: 5, 2: 4, 4: 2, 5: 1, 6: 0}
"""Points at exit by points at entry: ten people in each third at both times, and whoever was low is high."""


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    """Interviews 1 and 2 are of one person, at entry and at exit; 3 is of somebody interviewed at entry alone."""
    found = study(PATHS)
    for number, who, wave in ((1, "p0-0", "entry"), (2, "p0-0", "exit"), (3, "p6-0", "entry")):
        interviewed(found, number, who, link=True, wave_id=wave_id(found, wave))
    (mood,) = codes.add(found, [NewCode("Mood", links=("calm",))], ANA)
    mark(found, 1, Said(mood.id), 2)
    mark(found, 2, Said(mood.id), 2)
    mark(found, 2, Said(mood.id, is_key=True), 3)
    return found


@pytest.fixture
def ana(client: FlaskClient, record: StudyRecord) -> FlaskClient:
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return sign_in(client, "researcher", ANA)


def text(tag: Tag | None) -> str:
    return "" if tag is None else " ".join(tag.get_text(" ", strip=True).split())


def shown(client: FlaskClient, number: int = 1) -> Tag:
    main: Tag = page(client.get(f"{ADDRESS}{number}")).main
    return main


def change(number: int, **consent: Any) -> None:
    with extensions.answers.writing() as session:
        session.execute(update(TranscriptRow).where(TranscriptRow.number == number).values(**consent))


def paper(record: StudyRecord, language: str, *said: str | None) -> BeautifulSoup:
    words = {"study": record.name, "number": 1, "language": language, "said": {"wellbeing": said}}
    return BeautifulSoup(QUESTIONS["slope paper"](words)["page"], "html.parser")


def test_the_slope_has_both_thirds_and_the_words_of_both_times_key_quotes_first(ana: FlaskClient) -> None:
    slope = shown(ana).select_one(".slope")
    assert text(slope.select_one(".says")) == "Wave entry: low third. Wave exit: high third."
    assert [[text(cell) for cell in row.select("th, td")] for row in slope.select("tbody tr")] == [
        ["Wave entry", "low third"],
        ["Wave exit", "high third"],
    ]
    assert [text(each) for each in slope.select("blockquote")] == ["Mieux", "Et je"]


def test_the_picture_holds_thirds_and_no_score(ana: FlaskClient) -> None:
    answer = ana.get(shown(ana).select_one(".slope img")["src"])
    assert answer.mimetype == "image/svg+xml"
    written = {each.text for each in ElementTree.fromstring(answer.text).iter() if each.tag.endswith("}text")}
    assert written == {"low third", "middle third", "high third", "Wave entry", "Wave exit"}


def test_pairs_are_listed_by_their_interviews(ana: FlaskClient) -> None:
    links = page(ana.get(ADDRESS)).main.select(".gaps a")
    assert [(text(each), each["href"]) for each in links] == [("Interviews 1 and 2", f"{ADDRESS}1")]


@pytest.mark.parametrize("number", [1, 2])
def test_one_consent_without_link_and_there_is_no_page(ana: FlaskClient, number: int) -> None:
    change(number, link=False)
    for end in ("1", "1.pdf", "1/wellbeing.svg"):
        assert ana.get(f"{ADDRESS}{end}").status_code == 404
    assert "Nobody yet" in text(page(ana.get(ADDRESS)).main)


@pytest.mark.parametrize("end", ["2", "3", "9", "2.pdf", "1/nothing.svg"])
def test_what_is_no_pair_is_no_page(ana: FlaskClient, end: str) -> None:
    assert ana.get(f"{ADDRESS}{end}").status_code == 404


def test_words_that_may_not_be_quoted_are_nowhere(ana: FlaskClient) -> None:
    change(2, quote="none")
    slope = shown(ana).select_one(".slope")
    assert [text(each) for each in slope.select("blockquote")] == ["Mieux"]
    assert "nobody said that excerpts of this interview may be quoted" in text(slope)


def test_a_scale_of_which_nothing_is_marked_says_so(ana: FlaskClient, record: StudyRecord) -> None:
    (mood,) = codes.codebook(record.id)
    (other,) = codes.add(record, [NewCode("Other")], ANA)
    codes.merge(record, mood.id, other.id, ANA)
    assert "Nothing is marked here yet" in text(shown(ana).select_one(".slope"))


def test_a_study_whose_thirds_may_not_be_told_says_why(ana: FlaskClient, record: StudyRecord) -> None:
    with extensions.answers.writing() as session:
        session.connection().exec_driver_sql(
            "DELETE FROM submission WHERE wave_id = :w".replace(":w", str(wave_id(record, "exit")))
        )
    assert text(shown(ana).select_one(".slope .why-not"))


def test_the_paper_is_in_the_language_and_direction_of_the_person(record: StudyRecord) -> None:
    arabic = paper(record, "ar", "أنام", None)
    assert (arabic.html["lang"], arabic.html["dir"]) == ("ar", "rtl")
    assert [text(each) for each in arabic.select("blockquote")] == ["أنام"]
    assert text(arabic.select_one(".quiet")) == "لا يمكن عرض كلام من ذلك الوقت."
    assert paper(record, "fr", "a", "b").html["dir"] == "ltr"


def test_the_paper_lets_no_word_become_markup(record: StudyRecord) -> None:
    assert paper(record, "fr", "<b>x</b>", None).select("b") == []


def test_a_pdf_is_made_and_is_in_the_log(ana: FlaskClient) -> None:
    answer = ana.get(f"{ADDRESS}1.pdf")
    assert answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF")
    (logged,) = audit.entries(study="tiny", action="slope printed")
    assert (logged.actor, logged.detail) == (ANA, {"first": 1, "last": 2})
