"""Whom have we not heard: gaps named in a sentence, people placed only with their consent, nothing told of a few."""

from __future__ import annotations

import pytest
from bs4 import Tag
from findings.answered import published
from findings.thirds_study import interviewed, stay_away, thirty
from flask import Flask
from flask.testing import FlaskClient
from joint.heard_thirty import HEARD, heard_thirty
from signed_in import page, sign_in
from sqlalchemy import update

from survey import extensions
from survey.findings import client as figures
from survey.findings.client import FiguresFailed, FiguresStarting
from survey.store import erasure
from survey.store.tables.transcripts import TranscriptRow

ADDRESS = "/staff/tiny/joint/coverage"
LOW = "Nobody in the low third of Wellbeing (score) has been interviewed."


@pytest.fixture
def ana(app: Flask, client: FlaskClient) -> FlaskClient:
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return sign_in(client, "researcher", "ana")


def text(tag: Tag | None) -> str:
    return "" if tag is None else " ".join(tag.get_text(" ", strip=True).split())


def shown(client: FlaskClient) -> Tag:
    main: Tag = page(client.get(ADDRESS)).main
    return main


def gaps(client: FlaskClient) -> list[str]:
    return [text(each) for each in shown(client).select(".heard-gaps li")]


def strip(main: Tag, title: str) -> list[tuple[str, str]]:
    """The parts of a strip: what each is called, and how many answered and were interviewed there."""
    head = next(each for each in main.select("h3") if text(each) == title)
    parts = head.find_next_sibling().select("li")
    return [(text(part.strong), text(part.select_one(".about"))) for part in parts]


def test_the_strip_names_exactly_the_planted_gap(ana: FlaskClient) -> None:
    heard_thirty()
    assert gaps(ana) == [LOW]
    # Five people at each of six scores, in three thirds of ten; three of five are at the north.
    assert strip(shown(ana), "Wellbeing (score)") == [
        ("low third", "10 people answered · 0 people interviewed"),
        ("middle third", "10 people answered · 2 people interviewed"),
        ("high third", "10 people answered · 2 people interviewed"),
    ]
    assert strip(shown(ana), "Place") == [
        ("North", "18 people answered · 2 people interviewed"),
        ("South", "12 people answered · 2 people interviewed"),
    ]


def test_the_gap_is_gone_when_somebody_of_it_is_heard(ana: FlaskClient) -> None:
    heard_thirty((*HEARD, "n0-0"))
    assert gaps(ana) == []
    assert "None: wherever a part may be told" in text(shown(ana))


def test_far_fewer_than_half_is_a_gap_too_and_the_biggest_stands_first(ana: FlaskClient) -> None:
    heard_thirty(("n2-0", "n2-1", "n2-2", "n5-0", "n5-1", "n6-0", "n6-1", "n0-0"))
    # Eight in thirds of ten: 8 / 3 in each, 1 in the low one. At the south there would be 8 * 12 / 30 = 3.2.
    assert gaps(ana) == [
        "Nobody of “South” (Place) has been interviewed.",
        "Wellbeing (score), low third: interviewed 1, to be expected about 2.7.",
    ]


def test_somebody_interviewed_twice_counts_once(ana: FlaskClient) -> None:
    heard_thirty((*HEARD, "n2-0"))
    assert strip(shown(ana), "Wellbeing (score)")[1][1].endswith("2 people interviewed")
    assert "4 people interviewed · 0 of them may not be placed" in text(shown(ana))


def test_an_interview_that_may_not_be_linked_is_counted_apart_and_placed_nowhere(ana: FlaskClient) -> None:
    heard_thirty((*HEARD, "n0-0"))
    with extensions.answers.writing() as session:
        session.execute(update(TranscriptRow).where(TranscriptRow.number == 5).values(link=False))
    assert gaps(ana) == [LOW]
    main = text(shown(ana))
    assert "5 people interviewed · 1 of them may not be placed" in main
    assert "whoever may not might stand in one of them" in main


def test_an_erased_person_is_counted_nowhere(ana: FlaskClient) -> None:
    record = heard_thirty()
    erasure.erase_participant(record, "n2-0", record.waves, keep_contacts=True, actor="x")
    assert strip(shown(ana), "Wellbeing (score)")[1] == ("middle third", "9 people answered · 1 person interviewed")


def test_an_interview_without_a_submission_is_told_beside_the_strip(ana: FlaskClient) -> None:
    record = heard_thirty()
    stay_away(record, "advice", 1)
    interviewed(record, 5, "away-advice-0", link=True)
    main = shown(ana)
    assert gaps(ana) == [LOW]
    assert "1 more may be placed, but not here. They sent no answers then, or too few" in text(main)


def test_without_interviews_the_page_says_so_and_names_no_gap(ana: FlaskClient) -> None:
    heard_thirty(())
    assert gaps(ana) == []
    assert "There are no interviews yet" in text(shown(ana))


def test_where_none_may_be_linked_nothing_is_a_gap(ana: FlaskClient) -> None:
    interviewed(thirty(), 1, "p0-0", link=False)
    assert gaps(ana) == []
    assert "None of the interviews may stand beside answers" in text(shown(ana))


def test_a_base_under_the_minimum_cell_has_no_strip(ana: FlaskClient) -> None:
    record = thirty(minimum_cell=11)
    interviewed(record, 1, "p0-0", link=True)
    main = text(shown(ana))
    assert "No third: one of them would hold fewer than 11 people, or a single value." in main
    assert gaps(ana) == []


def test_a_study_without_answers_has_a_page(ana: FlaskClient) -> None:
    published()
    assert "There are no interviews yet" in text(shown(ana))


@pytest.mark.parametrize(
    ("error", "told"), [(FiguresStarting, "figures are being prepared"), (FiguresFailed, "cannot be shown now")]
)
def test_a_page_without_figures_says_so(
    ana: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: type[Exception], told: str
) -> None:
    heard_thirty()

    def fails(*_: object, **__: object) -> None:
        raise error("gone")

    monkeypatch.setattr(figures, "ask", fails)
    assert told in text(shown(ana))


@pytest.mark.parametrize("role", ["staff", "admin"])
def test_nobody_but_researchers_has_the_page(app: Flask, client: FlaskClient, role: str) -> None:
    heard_thirty()
    assert sign_in(client, role, "other").get(ADDRESS).status_code == 404
